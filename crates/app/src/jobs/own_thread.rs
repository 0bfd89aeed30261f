//! Jobs that are at work for minutes run on threads of their own. What they ask SQLite runs where they ask: on a thread of the
//! runtime, whoever they have just woken would wait for their next question.

use std::thread::JoinHandle;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// How often the thread has its turn when there are more of them than processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// As often as those that answer people. For what others wait for.
    AsOthers,
    /// When those leave something over.
    AfterOthers,
}

/// Steps behind others, of the nineteen that Linux has (setpriority(2)).
#[cfg(target_os = "linux")]
const BEHIND: i32 = 10;

/// The thread; whoever drops this ends the work at the next point where it waits, and waits for that.
struct Own {
    alive: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.alive.take());
        // It was told where it panicked.
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// Works until it is dropped, or the work ends.
pub(super) async fn run(name: &'static str, turn: Turn, work: impl Future<Output = ()> + Send + 'static) {
    let (alive, ended) = oneshot::channel::<()>();
    let (done, is_done) = oneshot::channel::<()>();
    let runtime = Handle::current();
    let begun = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        if turn == Turn::AfterOthers {
            give_way();
        }
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = ended => {}
                () = work => {}
            }
        });
        drop(done);
    });
    match begun {
        Ok(thread) => {
            let _own = Own { alive: Some(alive), thread: Some(thread) };
            // Nothing is ever sent: this is told when the thread has ended.
            let _ = is_done.await;
            tracing::error!(name, "a job has stopped; it goes on when the process starts again");
        }
        Err(error) => {
            tracing::error!(name, %error, "a job has no thread; it is done when the process starts again")
        }
    }
}

/// Linux takes the calling thread alone; where it is refused, the work goes on as others do.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, BEHIND) {
        tracing::warn!(%error, "a job cannot give way to others");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_drops_it_ends_the_work() {
        let (begun, is_begun) = oneshot::channel();
        let (mut gone, _kept) = oneshot::channel::<()>();
        let work = async move {
            let held = _kept;
            let name = std::thread::current().name().map(str::to_owned);
            begun.send((name, rustix::process::getpriority_process(None).ok())).ok();
            std::future::pending::<()>().await;
            drop(held);
        };
        let job = tokio::spawn(run("behind", Turn::AfterOthers, work));
        let before = rustix::process::getpriority_process(None).ok();
        let (name, priority) = is_begun.await.unwrap_or_default();
        assert_eq!(name.as_deref(), Some("behind"));
        assert_eq!(priority, before.map(|own| (own + BEHIND).min(19)).filter(|_| cfg!(target_os = "linux")));
        job.abort();
        gone.closed().await;
        assert!(job.await.is_err());
    }
}
