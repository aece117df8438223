//! Turns bytes of tokens into text without ever cutting a character.

/// Bytes that do not yet make up a character.
#[derive(Debug, Clone, Default)]
pub(super) struct Detokeniser {
    pending: Vec<u8>,
}

impl Detokeniser {
    /// Takes the bytes of a token; returns the text that is whole by now.
    pub(super) fn push(&mut self, bytes: &[u8]) -> String {
        self.pending.extend_from_slice(bytes);
        let mut text = String::new();
        loop {
            match std::str::from_utf8(&self.pending) {
                Ok(whole) => {
                    text.push_str(whole);
                    self.pending.clear();
                    return text;
                }
                Err(error) => {
                    let (valid, bad) = (error.valid_up_to(), error.error_len());
                    text.push_str(&String::from_utf8_lossy(&self.pending[..valid]));
                    match bad {
                        Some(length) => {
                            text.push('\u{fffd}');
                            self.pending.drain(..valid + length);
                        }
                        None => {
                            self.pending.drain(..valid);
                            return text;
                        }
                    }
                }
            }
        }
    }

    /// Whether all bytes so far were whole characters.
    #[must_use]
    pub(super) fn is_clean(&self) -> bool {
        self.pending.is_empty()
    }

    /// The end: what is left of a cut character.
    pub(super) fn finish(&mut self) -> String {
        let rest = String::from_utf8_lossy(&self.pending).into_owned();
        self.pending.clear();
        rest
    }
}

/// The bytes of a token as a byte-level vocabulary spells it, where each byte is one character.
#[must_use]
pub(super) fn bytes_of(spelled: &str) -> Option<Vec<u8>> {
    spelled.chars().map(byte_of).collect()
}

/// Printable bytes stand for themselves; the others are spelled from U+0100 on, in order.
fn byte_of(spelled: char) -> Option<u8> {
    let code = u32::from(spelled);
    let byte = match code {
        0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff => code,
        0x100..=0x120 => code - 0x100,
        0x121..=0x142 => code - 0x121 + 0x7f,
        0x143 => 0xad,
        _ => return None,
    };
    u8::try_from(byte).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_into_tokens_arrives_whole() {
        let mut text = Detokeniser::default();
        let bytes = "né☕".as_bytes();
        let pieces: Vec<_> = bytes.iter().map(|byte| text.push(&[*byte])).collect();
        assert_eq!(pieces, ["n", "", "é", "", "", "☕"]);
        assert!(text.is_clean());
    }

    #[test]
    fn broken_bytes_become_one_mark_and_do_not_hold_back_the_rest() {
        let mut text = Detokeniser::default();
        assert_eq!(text.push(b"a\xffb\xe4"), "a\u{fffd}b");
        assert_eq!(text.finish(), "\u{fffd}");
    }

    #[test]
    fn spelled_bytes_are_read_back() {
        assert_eq!(bytes_of("Ġhi"), Some(b" hi".to_vec()));
        assert_eq!(bytes_of("Ċ"), Some(b"\n".to_vec()));
        assert_eq!(bytes_of("ä½ł"), Some("你".as_bytes().to_vec()));
        assert_eq!(bytes_of("你"), None);
    }
}
