//! Keys as a terminal sends them to a program.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a program has asked of its terminal, as far as keys are concerned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modes {
    /// Arrows are sent as `ESC O`.
    pub application_cursor: bool,
    /// Pastes are marked as such.
    pub bracketed_paste: bool,
}

/// The bytes of a key; none for a key that terminals have no bytes for.
pub(super) fn key(key: &KeyEvent, modes: Modes) -> Vec<u8> {
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let escaped = |bytes: &[u8]| [if alt { b"\x1b" } else { &b""[..] }, bytes].concat();
    match key.code {
        KeyCode::Char(c) if ctrl => control(c).map(|byte| escaped(&[byte])).unwrap_or_default(),
        KeyCode::Char(c) => {
            let shifted = key.modifiers.contains(KeyModifiers::SHIFT) && c.is_lowercase();
            let c = if shifted { c.to_uppercase().next().unwrap_or(c) } else { c };
            escaped(c.encode_utf8(&mut [0; 4]).as_bytes())
        }
        KeyCode::Enter => escaped(b"\r"),
        KeyCode::Esc => escaped(b"\x1b"),
        KeyCode::Backspace => escaped(if ctrl { b"\x08" } else { b"\x7f" }),
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => b"\x1b[Z".to_vec(),
        KeyCode::Tab => escaped(b"\t"),
        KeyCode::BackTab => b"\x1b[Z".to_vec(),
        code => named(code, held(key.modifiers), modes).into_bytes(),
    }
}

/// The control character of a letter or sign.
fn control(c: char) -> Option<u8> {
    let c = u8::try_from(c).ok()?.to_ascii_lowercase();
    match c {
        b'a'..=b'z' | b'[' | b'\\' | b']' | b'^' | b'_' => Some(c & 0x1f),
        b' ' | b'@' | b'2' => Some(0),
        b'3'..=b'7' => Some(c - b'3' + 0x1b),
        b'/' => Some(0x1f),
        b'?' | b'8' => Some(0x7f),
        _ => None,
    }
}

/// What is held beside a named key, as xterm counts it; 1 is nothing.
fn held(modifiers: KeyModifiers) -> u8 {
    let bit = |modifier, value| if modifiers.contains(modifier) { value } else { 0 };
    1 + bit(KeyModifiers::SHIFT, 1) + bit(KeyModifiers::ALT, 2) + bit(KeyModifiers::CONTROL, 4)
}

fn named(code: KeyCode, held: u8, modes: Modes) -> String {
    let letter = |letter: char| match (held, modes.application_cursor) {
        (1, true) => format!("\x1bO{letter}"),
        (1, false) => format!("\x1b[{letter}"),
        _ => format!("\x1b[1;{held}{letter}"),
    };
    let number = |number: u8| match held {
        1 => format!("\x1b[{number}~"),
        _ => format!("\x1b[{number};{held}~"),
    };
    match code {
        KeyCode::Up => letter('A'),
        KeyCode::Down => letter('B'),
        KeyCode::Right => letter('C'),
        KeyCode::Left => letter('D'),
        KeyCode::Home => letter('H'),
        KeyCode::End => letter('F'),
        KeyCode::Insert => number(2),
        KeyCode::Delete => number(3),
        KeyCode::PageUp => number(5),
        KeyCode::PageDown => number(6),
        KeyCode::F(n @ 1..=4) if held == 1 => format!("\x1bO{}", char::from(b'P' + n - 1)),
        KeyCode::F(n @ 1..=4) => format!("\x1b[1;{held}{}", char::from(b'P' + n - 1)),
        KeyCode::F(n @ 5..=12) => number([15, 17, 18, 19, 20, 21, 23, 24][usize::from(n - 5)]),
        _ => String::new(),
    }
}

/// A paste: its line ends are those of the Enter key, and nothing in it can pass for a key or end the mark.
pub(super) fn paste(text: &str, modes: Modes) -> Vec<u8> {
    let text = text.replace("\r\n", "\r").replace('\n', "\r");
    let text: String =
        text.chars().filter(|c| matches!(c, '\r' | '\t') || !c.is_control()).collect();
    if modes.bracketed_paste {
        return format!("\x1b[200~{text}\x1b[201~").into_bytes();
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(code: KeyCode, modifiers: KeyModifiers, modes: Modes) -> String {
        String::from_utf8(key(&KeyEvent::new(code, modifiers), modes)).expect("text")
    }

    #[test]
    fn keys_are_sent_as_xterm_sends_them() {
        let none = KeyModifiers::NONE;
        let (ctrl, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
        for (code, held, bytes) in [
            (KeyCode::Char('é'), none, "é"),
            (KeyCode::Char('A'), shift, "A"),
            (KeyCode::Char('a'), shift, "A"),
            (KeyCode::Char('c'), ctrl, "\x03"),
            (KeyCode::Char('C'), ctrl | shift, "\x03"),
            (KeyCode::Char('x'), alt, "\x1bx"),
            (KeyCode::Char('b'), ctrl | alt, "\x1b\x02"),
            (KeyCode::Char(' '), ctrl, "\0"),
            (KeyCode::Char('4'), ctrl, "\x1c"),
            (KeyCode::Char(']'), ctrl, "\x1d"),
            (KeyCode::Char('7'), ctrl, "\x1f"),
            (KeyCode::Enter, none, "\r"),
            (KeyCode::Enter, alt, "\x1b\r"),
            (KeyCode::Backspace, none, "\x7f"),
            (KeyCode::Backspace, alt, "\x1b\x7f"),
            (KeyCode::Tab, none, "\t"),
            (KeyCode::BackTab, shift, "\x1b[Z"),
            (KeyCode::Up, none, "\x1b[A"),
            (KeyCode::Left, ctrl, "\x1b[1;5D"),
            (KeyCode::Home, none, "\x1b[H"),
            (KeyCode::Delete, none, "\x1b[3~"),
            (KeyCode::PageUp, shift, "\x1b[5;2~"),
            (KeyCode::F(1), none, "\x1bOP"),
            (KeyCode::F(4), shift, "\x1b[1;2S"),
            (KeyCode::F(5), none, "\x1b[15~"),
            (KeyCode::F(12), none, "\x1b[24~"),
            (KeyCode::CapsLock, none, ""),
        ] {
            assert_eq!(sent(code, held, Modes::default()), bytes, "{code:?} {held:?}");
        }
    }

    #[test]
    fn arrows_follow_what_the_program_asked_for() {
        let modes = Modes { application_cursor: true, ..Modes::default() };
        assert_eq!(sent(KeyCode::Up, KeyModifiers::NONE, modes), "\x1bOA");
        assert_eq!(sent(KeyCode::Up, KeyModifiers::CONTROL, modes), "\x1b[1;5A");
    }

    #[test]
    fn a_paste_is_text_and_cannot_end_its_mark() {
        let marked = Modes { bracketed_paste: true, ..Modes::default() };
        assert_eq!(paste("a\r\nb\n\x1b[201~\x03c", marked), b"\x1b[200~a\rb\r[201~c\x1b[201~");
        assert_eq!(paste("a\nb", Modes::default()), b"a\rb");
    }
}
