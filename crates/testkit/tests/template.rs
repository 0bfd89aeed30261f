//! A template is made once, is whole, and is left alone by whoever has a copy.

use std::fs;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};

use testkit::template::copy_file;

/// Nothing here waits for anything but a file's lock.
fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn of_many_one_makes_it() {
    let folder = tempfile::tempdir().unwrap();
    let (templates, made) = (folder.path().join("templates"), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (templates, made, to) = (&templates, &made, folder.path().join(format!("copy-{number}")));
            scope.spawn(move || {
                let fill = async |file| {
                    made.fetch_add(1, Ordering::SeqCst);
                    fs::write(file, "laid").unwrap();
                };
                run(copy_file(templates, "data", &to, fill)).unwrap();
                assert_eq!(fs::read_to_string(&to).unwrap(), "laid");
                fs::write(to, "altered").unwrap();
            });
        }
    });
    assert_eq!(made.into_inner(), 1);
    assert_eq!(fs::read_to_string(templates.join("data")).unwrap(), "laid");
    let mut left: Vec<_> = fs::read_dir(&templates).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["data", "data.lock"]);
}

#[test]
fn what_was_not_closed_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy");
    let open = async |file: std::path::PathBuf| {
        fs::write(file.with_extension("db-wal"), "the rest").unwrap();
        fs::write(file, "half").unwrap();
    };
    let error = run(copy_file(folder.path(), "data", &to, open)).unwrap_err();
    assert_eq!(error.to_string(), "2 files are there where data alone should be");
    assert!(!to.exists() && !folder.path().join("data").exists());
    // The next one tries again.
    run(copy_file(folder.path(), "data", &to, async |file| fs::write(file, "laid").unwrap())).unwrap();
    assert_eq!(fs::read_to_string(to).unwrap(), "laid");
}
