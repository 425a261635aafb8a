//! Ctrl-C, TERM and HUP: the first asks the work to stop and roll back, one more leaves at once.

use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// A signal that ends us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// TERM.
    Terminate,
    /// The terminal went away.
    Hangup,
}

impl Signal {
    /// Its number.
    pub fn number(self) -> u8 {
        match self {
            Signal::Hangup => 1,
            Signal::Interrupt => 2,
            Signal::Terminate => 15,
        }
    }

    /// The code to exit with.
    pub fn exit(self) -> Exit {
        Exit::of_signal(i32::from(self.number()))
    }
}

/// What has arrived so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    count: u32,
    last: Option<Signal>,
}

/// Listens for signals, for all who ask.
#[derive(Debug, Clone)]
pub struct Signals {
    seen: watch::Receiver<Seen>,
    handing_on: Arc<AtomicU32>,
}

/// Someone hands signals on to a command; several may at once.
#[derive(Debug)]
pub struct HandingOn(Arc<AtomicU32>);

impl Drop for HandingOn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Signals {
    /// Begins to listen; within a runtime. `leave` is called when the user will not wait any longer.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn listen(leave: impl Fn(Signal) + Send + 'static) -> Result<Signals> {
        let (sender, seen) = watch::channel(Seen::default());
        let handing_on = Arc::new(AtomicU32::new(0));
        let refused = |cause: std::io::Error| Error::new(Kind::Failed, "listening for signals").because(cause);
        let mut interrupt = signal(SignalKind::interrupt()).map_err(refused)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(refused)?;
        let mut hangup = signal(SignalKind::hangup()).map_err(refused)?;
        let handers = Arc::clone(&handing_on);
        tokio::spawn(async move {
            loop {
                let last = tokio::select! {
                    _ = interrupt.recv() => Signal::Interrupt,
                    _ = terminate.recv() => Signal::Terminate,
                    _ = hangup.recv() => Signal::Hangup,
                };
                let count = sender.borrow().count + 1;
                let allowed = if handers.load(Ordering::Relaxed) > 0 { 2 } else { 1 };
                if count > allowed {
                    leave(last);
                }
                sender.send_replace(Seen { count, last: Some(last) });
            }
        });
        Ok(Signals { seen, handing_on })
    }

    /// Never hears anything: for tests.
    pub fn none() -> Signals {
        let (sender, seen) = watch::channel(Seen::default());
        drop(sender);
        Signals { seen, handing_on: Arc::new(AtomicU32::new(0)) }
    }

    /// While anyone holds what this returns, two signals pass before one more leaves at once: `exec` hands them on.
    #[must_use]
    pub fn hand_on(&self) -> HandingOn {
        self.handing_on.fetch_add(1, Ordering::Relaxed);
        HandingOn(Arc::clone(&self.handing_on))
    }

    /// Fails once a signal has arrived: asked between steps, so that no request to the engine is cut short.
    ///
    /// # Errors
    /// `interrupted`, `terminated`.
    pub fn check(&self) -> Result<()> {
        let last = self.seen.borrow().last;
        last.map_or(Ok(()), |signal| Err(stopped(signal)))
    }

    /// Waits for the next signal; forever if none comes.
    pub async fn next(&mut self) -> Signal {
        loop {
            if self.seen.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            let last = self.seen.borrow_and_update().last;
            if let Some(signal) = last {
                return signal;
            }
        }
    }

    /// Runs something that may be dropped anywhere, until it ends or a signal arrives.
    ///
    /// # Errors
    /// `interrupted`, `terminated`, or its own.
    pub async fn guard<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        self.check()?;
        let mut signals = self.clone();
        tokio::select! {
            done = work => done,
            signal = signals.next() => Err(stopped(signal)),
        }
    }
}

fn stopped(signal: Signal) -> Error {
    match signal {
        Signal::Interrupt => Error::new(Kind::Interrupted, "interrupted"),
        Signal::Terminate | Signal::Hangup => Error::new(Kind::Terminated, "terminated").exiting(signal.exit()),
    }
}
