//! What a terminal is sent so that it copies a text (OSC 52), whatever stands between.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Terminals drop what is longer.
const MOST: usize = 74_994;
/// GNU screen reads so much of a string at once.
const CHUNK: usize = 76;

/// What stands between us and the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Between {
    /// Nothing that we know of, or tmux, which reads the plain form itself.
    #[default]
    Nothing,
    /// GNU screen, which hands on only what is wrapped for it.
    Screen,
}

impl Between {
    /// Judges by the environment.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let has = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        if has("STY") && !has("TMUX") { Self::Screen } else { Self::Nothing }
    }
}

/// The bytes to send; `None` where the text is too long for terminals.
#[must_use]
pub fn sequence(text: &str, between: Between) -> Option<Vec<u8>> {
    if text.len() > MOST {
        return None;
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes();
    Some(match between {
        Between::Nothing => plain,
        Between::Screen => {
            let wrap = |chunk: &[u8]| [b"\x1bP", chunk, b"\x1b\\"].concat();
            plain.chunks(CHUNK).flat_map(wrap).collect()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_in_base64_and_in_chunks_through_screen() {
        assert_eq!(sequence("h\u{e9}", Between::Nothing), Some(b"\x1b]52;c;aMOp\x07".to_vec()));
        let wrapped = sequence(&"x".repeat(300), Between::Screen).expect("short enough");
        let text = String::from_utf8(wrapped).expect("ASCII");
        let chunks: Vec<_> = text.split("\x1b\\").filter(|chunk| !chunk.is_empty()).collect();
        assert!(chunks.iter().all(|chunk| chunk.len() <= CHUNK + 2), "{chunks:?}");
        let joined: String = chunks.iter().map(|chunk| &chunk[2..]).collect();
        assert_eq!(Some(joined.into_bytes()), sequence(&"x".repeat(300), Between::Nothing));
        assert_eq!(sequence(&"x".repeat(MOST + 1), Between::Nothing), None);
    }

    #[test]
    fn tmux_within_screen_or_alone_reads_the_plain_form() {
        let env = |pairs: &'static [&str]| {
            move |name: &str| pairs.contains(&name).then(|| "1".to_owned())
        };
        assert_eq!(Between::detect(env(&["STY"])), Between::Screen);
        assert_eq!(Between::detect(env(&["STY", "TMUX"])), Between::Nothing);
        assert_eq!(Between::detect(env(&["TMUX"])), Between::Nothing);
        assert_eq!(Between::detect(env(&[])), Between::Nothing);
    }
}
