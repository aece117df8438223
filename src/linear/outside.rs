//! Code in the user's own editor, which has the terminal to itself meanwhile.

use std::io;
use std::os::fd::AsFd as _;

use crate::engine::Language;
use crate::headless::{Signals, Wish};
use crate::tui::outside::Outside;
use crate::words::Locale;

/// What came of an editor.
pub(super) enum Edited {
    /// The text as it was left.
    Text(String),
    /// It failed; why, in a sentence.
    Failed(String),
    /// A signal ended us meanwhile: the exit code.
    Ended(u8),
}

/// Runs the editor on this code until it ends.
pub(super) async fn edit(
    code: &str,
    lang: Language,
    locale: Locale,
    signals: &mut Signals,
) -> Edited {
    match attend(code, lang, locale, signals).await {
        Ok(edited) => edited,
        Err(error) => Edited::Failed(format!("{error:#}")),
    }
}

async fn attend(
    code: &str,
    lang: Language,
    locale: Locale,
    signals: &mut Signals,
) -> anyhow::Result<Edited> {
    let suffix = match lang {
        Language::Python => ".py",
        Language::Bash => ".sh",
        Language::JavaScript => ".js",
    };
    let mut outside = Outside::new(code, suffix, locale)?;
    let mut editor = outside.editor(&io::stdin().as_fd().try_clone_to_owned()?)?;
    let mut child = editor.spawn()?;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status?,
            // Ctrl-c is the editor's own.
            wish = signals.next() => if let Wish::End(code) = wish {
                return Ok(Edited::Ended(code));
            },
        }
    };
    if status.success() {
        return Ok(Edited::Text(outside.text()?));
    }
    Ok(Edited::Failed(format!("the editor ended with {status}: nothing changed")))
}
