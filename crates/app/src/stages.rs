//! Where the time of take-in goes: one counter for each stage, read by `deskhero bench` and the metrics page.
//!
//! Stages that wait count the time that passes; stages that compute count the processor time of their thread, so that
//! a machine with more threads than cores does not make them look dearer than they are.

use crate::clock::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// A stage of take-in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Stage { $($(#[$doc])* $name),+ }

        impl Stage {
            /// Every stage, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word in answers.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

stages! {
    /// Tags of sources and bytes, and the question whether they are known.
    Recognise = "recognise",
    /// The virus scanner.
    Scan = "scan",
    /// Bytes to mail.
    Read = "read",
    /// Contacts, references, participants.
    Lookup = "lookup",
    /// Mail compressed.
    Compress = "compress",
    /// Keys made, records sealed.
    Seal = "seal",
    /// Threading and rows, without sealing.
    Assemble = "assemble",
    /// Bytes and keys made durable.
    Durable = "durable",
    /// The data's transaction.
    Commit = "commit",
    /// Texts added to the index.
    Index = "index",
    /// The index made durable.
    IndexCommit = "index_commit",
}

impl Stage {
    /// It computes and never waits.
    #[must_use]
    pub const fn computes(self) -> bool {
        matches!(self, Self::Read | Self::Compress | Self::Seal)
    }
}

/// Microseconds spent in each stage since the process started.
#[derive(Debug)]
pub struct Stages {
    clock: Arc<dyn Clock>,
    spent_us: [AtomicU64; Stage::ALL.len()],
}

impl std::fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// Counts until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Timer<'a> {
    stages: &'a Stages,
    stage: Stage,
    started_us: u64,
}

impl Stages {
    /// Counters at zero.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, spent_us: std::array::from_fn(|_| AtomicU64::new(0)) }
    }

    /// Starts counting for a stage.
    pub fn timer(&self, stage: Stage) -> Timer<'_> {
        Timer { stages: self, stage, started_us: self.us(stage) }
    }

    fn us(&self, stage: Stage) -> u64 {
        if stage.computes() { self.clock.thread_cpu_us() } else { self.clock.monotonic_us() }
    }

    /// Microseconds spent, stage by stage.
    pub fn spent_us(&self) -> impl Iterator<Item = (Stage, u64)> {
        Stage::ALL.iter().zip(&self.spent_us).map(|(stage, us)| (*stage, us.load(Ordering::Relaxed)))
    }
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        let us = self.stages.us(self.stage).saturating_sub(self.started_us);
        if let Some(counter) = self.stages.spent_us.get(self.stage as usize) {
            counter.fetch_add(us, Ordering::Relaxed);
        }
    }
}
