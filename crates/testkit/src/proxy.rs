//! A TCP proxy to put in front of a server, for outages and attacks.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::error::{Context, Result};

/// What the proxy does with connections, those that stand included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Bytes pass both ways.
    Pass,
    /// Connections are accepted and stand, but no byte passes: a slow or hanging server.
    Stall,
    /// New connections are closed at once; standing ones go on.
    Refuse,
    /// Bytes pass until the server has sent this many more, over all connections; then everything is cut.
    CutAfter(u64),
}

#[derive(Debug)]
struct State {
    mode: Mode,
    live: Vec<TcpStream>,
    accepted: u64,
    is_over: bool,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    upstream: SocketAddr,
}

/// A proxy on a port of its own.
#[derive(Debug)]
pub struct TcpProxy {
    shared: Arc<Shared>,
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

impl TcpProxy {
    /// Starts a proxy in front of this port of 127.0.0.1, passing everything.
    ///
    /// # Errors
    /// When it can't listen.
    pub fn start(upstream_port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("listening for the proxy")?;
        let address = listener.local_addr().context("reading the proxy's port")?;
        let state = State { mode: Mode::Pass, live: Vec::new(), accepted: 0, is_over: false };
        let upstream = SocketAddr::from(([127, 0, 0, 1], upstream_port));
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), upstream });
        let acceptor = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { shared, address, acceptor: Some(acceptor) })
    }

    /// The proxy's port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Changes what the proxy does from now on.
    pub fn set_mode(&self, mode: Mode) {
        self.shared.lock().mode = mode;
        self.shared.changed.notify_all();
    }

    /// Cuts every standing connection.
    pub fn cut(&self) {
        self.shared.lock().cut();
    }

    /// How many connections were made so far, refused ones included.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.shared.lock().accepted
    }
}

impl Drop for TcpProxy {
    fn drop(&mut self) {
        {
            let mut state = self.shared.lock();
            state.is_over = true;
            state.cut();
        }
        self.shared.changed.notify_all();
        // Wakes the acceptor, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

impl State {
    fn cut(&mut self) {
        for stream in self.live.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while stalled; then says how many of `count` bytes may pass, or `None` when it is over.
    fn admit(&self, count: usize, is_from_server: bool) -> Option<usize> {
        let mut state = self.lock();
        while state.mode == Mode::Stall && !state.is_over {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_over {
            return None;
        }
        match state.mode {
            Mode::CutAfter(left) if is_from_server => {
                let passed = usize::try_from(left).map_or(count, |left| left.min(count));
                state.mode = Mode::CutAfter(left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX)));
                Some(passed)
            }
            _ => Some(count),
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        let mode = {
            let mut state = shared.lock();
            if state.is_over {
                return;
            }
            state.accepted += 1;
            state.mode
        };
        if let Ok(client) = stream
            && mode != Mode::Refuse
        {
            // A connection to a server that is down is closed: what a client sees without the proxy, too.
            let _ = join(client, shared);
        }
    }
}

fn join(client: TcpStream, shared: &Arc<Shared>) -> std::io::Result<()> {
    let server = TcpStream::connect(shared.upstream)?;
    shared.lock().live.extend([client.try_clone()?, server.try_clone()?]);
    let pairs = [(client.try_clone()?, server.try_clone()?, false), (server, client, true)];
    for (from, to, is_from_server) in pairs {
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            copy(&from, &to, is_from_server, &shared);
            let _ = from.shutdown(Shutdown::Read);
            let _ = to.shutdown(Shutdown::Write);
        });
    }
    Ok(())
}

fn copy(mut from: &TcpStream, mut to: &TcpStream, is_from_server: bool, shared: &Shared) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(count) => count,
        };
        let Some(passed) = shared.admit(count, is_from_server) else { return };
        let bytes = buffer.get(..passed).unwrap_or_default();
        if to.write_all(bytes).is_err() {
            return;
        }
        if passed < count {
            shared.lock().cut();
            return;
        }
    }
}
