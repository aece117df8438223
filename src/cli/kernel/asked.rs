//! A kernel that was asked for its variables, or for what is known of code.

use tokio::sync::oneshot::Receiver;

use super::wire::Reply;
use crate::engine::{Checked, Language};
use crate::kernel::Variables;

/// Which kernel, and where its answer comes.
#[derive(Debug)]
pub(super) enum Asked {
    /// What it holds.
    Variables { lang: Language, answer: Receiver<Variables> },
    /// What it says of code.
    Check { lang: Language, answer: Receiver<Checked> },
}

/// Waits for the answer, for ever if none was asked for; tells also that none can be had. Cancel safe.
pub(super) async fn answered(asked: &mut Option<Asked>) -> Reply {
    match asked {
        Some(Asked::Variables { lang, answer }) => {
            let held = answer.await.ok();
            let more = held.as_ref().map_or(0, |held| held.more);
            Reply::Vars { lang: *lang, variables: held.map(|held| held.variables), more }
        }
        Some(Asked::Check { lang, answer }) => {
            let Checked { doubts, mended, tried } = answer.await.unwrap_or_default();
            Reply::Checked { lang: *lang, doubts, mended, tried }
        }
        None => std::future::pending().await,
    }
}
