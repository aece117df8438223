//! Keys for a step that runs: let it stand still, and give it more time or memory.

use crate::engine::{Command, Motion, Phase, State, Watch};
use crate::tui::Action;
use crate::tui::screen::Screen;
use crate::words::Deciding;

/// Seconds that one key adds.
const SECONDS: u32 = 60;
/// MiB that one key adds where no limit is known.
const MIB: u64 = 512;

/// Does what the key asks of the step that runs.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    let Phase::Running(running) = state.phase() else { return Vec::new() };
    let (step, watch) = (running.step, running.watch);
    match action {
        Action::Pause => match watch.map(|watch| watch.motion) {
            Some(Motion::Paused) => vec![Command::Continue { step }],
            _ => vec![Command::Pause { step }],
        },
        Action::MoreTime => match watch {
            Some(Watch { limit_ms: None, .. }) => {
                screen.tell(Deciding::NoTimeLimit);
                Vec::new()
            }
            watch => {
                let limit = watch.and_then(|watch| watch.limit_ms);
                match limit.map(|ms| ms / 1000 + u64::from(SECONDS)) {
                    Some(all) => screen.tell_of(Deciding::MoreTimeOf, &[&SECONDS, &all]),
                    None => screen.tell_of(Deciding::MoreTime, &[&SECONDS]),
                }
                vec![Command::ExtendTime { step, seconds: SECONDS }]
            }
        },
        Action::MoreMemory => match watch {
            Some(Watch { memory_limit: None, .. }) => {
                screen.tell(Deciding::NoMemoryLimit);
                Vec::new()
            }
            watch => {
                let limit = watch.and_then(|watch| watch.memory_limit).map(|bytes| bytes >> 20);
                let mib = limit.map_or(MIB, |limit| (limit / 2).max(1));
                match limit.map(|limit| limit + mib) {
                    Some(all) => screen.tell_of(Deciding::MoreMemoryOf, &[&mib, &all]),
                    None => screen.tell_of(Deciding::MoreMemory, &[&mib]),
                }
                vec![Command::RaiseMemory { step, mib }]
            }
        },
        _ => Vec::new(),
    }
}
