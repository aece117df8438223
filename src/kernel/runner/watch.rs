//! How the running step is doing: looked at while it runs, told when a person would see a change.

use std::time::{Duration, Instant};

use rustix::process::getpid;

use super::limits;
use super::processes::{self, Process};
use super::serve::Runner;
use crate::engine::{Motion, Watch};
use crate::kernel::protocol::FromRunner;

/// How long a step runs before it is looked at; most end before that.
pub(super) const FIRST: Duration = Duration::from_millis(150);
/// How often it is looked at afterwards.
const LOOK: Duration = Duration::from_millis(500);
/// Ticks of `/proc` in a second, on every architecture that we know.
const TICKS: f64 = 100.0;

/// What was seen of the running step so far.
#[derive(Debug, Default)]
pub(super) struct Sight {
    /// The last look, and the processor time then.
    before: Option<(Instant, u64)>,
    cpu_percent: f32,
    memory: u64,
    processes: u32,
    told: Option<Seen>,
}

/// What a person sees of a [`Watch`].
type Seen = (Motion, u64, Option<u64>, u64, u64, u64, Option<u64>, u32, Option<u32>);

fn seen(watch: &Watch) -> Seen {
    let Watch { motion, elapsed_ms, limit_ms, silent_ms, memory, memory_limit, .. } = *watch;
    let (elapsed, silent) = (elapsed_ms / 1000, silent_ms / 1000);
    let cpu = watch.cpu_percent.round().to_bits();
    let (processes, line) = (watch.processes, watch.line);
    (motion, elapsed, limit_ms, silent, cpu.into(), memory >> 20, memory_limit, processes, line)
}

impl Sight {
    /// Takes in a look; true from the second one on, when processor use is known.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "figures")]
    fn take(&mut self, now: Instant, tree: &[Process], memory: u64, living: usize) -> bool {
        let ticks = processes::ticks(tree);
        self.memory = memory;
        self.processes = u32::try_from(living).unwrap_or(u32::MAX);
        let before = self.before.replace((now, ticks));
        if let Some((since, before)) = before {
            let seconds = now.duration_since(since).as_secs_f64().max(0.01);
            self.cpu_percent =
                (ticks.saturating_sub(before) as f64 / TICKS / seconds * 100.0) as f32;
        }
        before.is_some()
    }
}

impl Runner {
    /// Looks after the limits of the running step, and at how it is doing.
    pub(super) fn watch(&mut self, now: Instant) {
        let Some(running) = self.running.as_mut().filter(|running| !running.clock.is_paused())
        else {
            return;
        };
        let first = running.sight.before.is_none();
        self.watch_at = now + if first { FIRST } else { LOOK };
        let tree = processes::tree(getpid(), &[]);
        let living = processes::living(tree.clone());
        let memory = processes::memory(&living);
        let most = self.start.processes;
        if let Some(reason) = limits::broken(living.len(), most, memory, running.memory_mb) {
            self.condemn(Some(reason));
            return;
        }
        let known = running.sight.take(now, &tree, memory, living.len());
        self.note_ended(&living);
        if known {
            self.tell_watch(now);
        }
    }

    /// Begins to measure anew, after the step stood still.
    pub(super) fn look_again(&mut self, now: Instant) {
        if let Some(running) = &mut self.running {
            running.sight.before = None;
        }
        self.watch_at = now + FIRST;
    }

    /// Tells how the step is doing, unless that was told before.
    pub(super) fn tell_watch(&mut self, now: Instant) {
        use super::serve::HIGH_WATER;
        let line = self.driver.as_ref().and_then(super::driver::Driver::line);
        let Some(running) = &mut self.running else { return };
        let paused = running.clock.is_paused();
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let watch = Watch {
            motion: if paused { Motion::Paused } else { Motion::Going },
            elapsed_ms: millis(running.clock.elapsed(now)),
            limit_ms: running.clock.limit().map(millis),
            silent_ms: millis(running.clock.silence(now)),
            cpu_percent: if paused { 0.0 } else { running.sight.cpu_percent },
            memory: running.sight.memory,
            memory_limit: (running.memory_mb > 0).then_some(running.memory_mb << 20),
            processes: running.sight.processes,
            line,
        };
        if running.sight.told != Some(seen(&watch)) && self.ui.pending() < HIGH_WATER {
            running.sight.told = Some(seen(&watch));
            self.ui.put_frame(&FromRunner::Watched { step: running.step, watch });
        }
    }
}
