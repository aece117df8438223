//! A kernel that was asked for its variables.

use tokio::sync::oneshot::Receiver;

use crate::engine::Language;
use crate::kernel::Variables;

/// Which kernel, and where its answer comes.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) lang: Language,
    pub(super) answer: Receiver<Variables>,
}

/// Waits for the answer, for ever if none was asked for; `None` where none can be had. Cancel safe.
pub(super) async fn answered(asked: &mut Option<Asked>) -> Option<Variables> {
    match asked {
        Some(asked) => (&mut asked.answer).await.ok(),
        None => std::future::pending().await,
    }
}
