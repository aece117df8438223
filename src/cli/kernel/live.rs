//! What may be asked of a step while it runs, and of what steps left behind.

use std::collections::BTreeMap;

use super::current::Current;
use super::wire::{Reply, Request, reply};
use crate::engine::{Language, Leftover, StepId, Watch};
use crate::kernel::Kernels;

/// What runs in the background, as last told.
pub(super) type Left = BTreeMap<Language, Vec<Leftover>>;

/// Does what does not wait for its turn; nothing without a running step.
pub(super) fn perform(
    live: &Request,
    kernels: &mut Kernels,
    current: Option<&Current>,
    left: &Left,
) -> anyhow::Result<()> {
    match (live, current.map(|current| (StepId(current.n), current.lang))) {
        (Request::Left {}, _) => {
            let processes = left.values().flatten().cloned().collect();
            return reply(&Reply::Left { processes });
        }
        (Request::Keep {}, _) => {
            for lang in kernels.started() {
                kernels.keep_processes(lang);
            }
        }
        (Request::Interrupt {}, Some((step, lang))) => kernels.interrupt(step, lang),
        (Request::Pause {}, Some((step, lang))) => kernels.pause(step, lang),
        (Request::Continue {}, Some((step, lang))) => kernels.go_on(step, lang),
        (Request::Extend { seconds }, Some((step, lang))) => {
            kernels.extend_time(step, lang, *seconds);
        }
        (Request::Memory { mib }, Some((step, lang))) => kernels.raise_memory(step, lang, *mib),
        // Nothing runs, or it waits for its turn.
        _ => {}
    }
    Ok(())
}

/// Tells how a step is doing.
pub(super) fn watched(step: StepId, watch: Watch) -> anyhow::Result<()> {
    reply(&Reply::Watch { n: step.0, watch })
}
