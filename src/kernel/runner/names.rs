//! What a step prints on its way in: the private paths of step files become `<step N>`.

use std::borrow::Cow;
use std::time::Instant;

use super::drain::GULP;
use super::serve::Runner;
use crate::kernel::protocol::MAX_OUTPUT;

/// Digits that the number of a step may have.
const MOST_DIGITS: usize = 10;
/// Bytes kept of what a driver prints before it is ready.
const FIRST_WORDS: usize = 4096;

/// Replaces `FOLDER/step-N.sh` by `<step N>`.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// `FOLDER/step-`; empty means that there is nothing to replace.
    before: Vec<u8>,
    held: Vec<u8>,
}

impl Names {
    pub(super) fn set(&mut self, folder: Option<&std::path::Path>) {
        let before =
            folder.map(|folder| folder.join("step-").into_os_string().into_encoded_bytes());
        self.before = before.unwrap_or_default();
    }

    /// Passes bytes on. Only a read that was cut by its own size can end within a path, as programs
    /// write one at a go; then its beginning waits for the rest.
    pub(super) fn pass<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let cut = [MAX_OUTPUT, GULP].contains(&bytes.len());
        if self.before.is_empty() || (self.held.is_empty() && !cut && !self.is_in(bytes)) {
            return Cow::Borrowed(bytes);
        }
        let mut rest = std::mem::take(&mut self.held);
        rest.extend_from_slice(bytes);
        let mut named = Vec::with_capacity(rest.len());
        let mut rest = rest.as_slice();
        while let Some(at) = find(rest, &self.before) {
            let Some(number) = number(&rest[at + self.before.len()..]) else {
                if cut && rest.len() - at <= self.longest() {
                    break;
                }
                named.extend_from_slice(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            };
            named.extend_from_slice(&rest[..at]);
            named.extend_from_slice(format!("<step {number}>").as_bytes());
            rest = &rest[at + self.before.len() + number.len() + ".sh".len()..];
        }
        let keep = if cut { self.begun(rest) } else { 0 };
        named.extend_from_slice(&rest[..rest.len() - keep]);
        self.held = rest[rest.len() - keep..].to_vec();
        Cow::Owned(named)
    }

    /// What is still held back.
    pub(super) fn rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.held)
    }

    /// Bytes of the longest path.
    fn longest(&self) -> usize {
        self.before.len() + MOST_DIGITS + ".sh".len()
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        find(bytes, &self.before).is_some()
    }

    /// How many bytes at the end may be the beginning of a path.
    fn begun(&self, bytes: &[u8]) -> usize {
        let from = bytes.len().saturating_sub(self.longest());
        let starts = |at: &usize| {
            let end = &bytes[*at..];
            end.starts_with(&self.before) || self.before.starts_with(end)
        };
        (from..bytes.len()).find(starts).map_or(0, |at| bytes.len() - at)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The number before `.sh`.
fn number(bytes: &[u8]) -> Option<&str> {
    let digits = bytes.iter().take(MOST_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    let named = digits > 0 && bytes[digits..].starts_with(b".sh");
    named.then(|| std::str::from_utf8(&bytes[..digits]).ok())?
}

impl Runner {
    /// Notes that something was printed, and gives it as it is to be passed on.
    pub(super) fn take_in<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        if let Some(running) = &mut self.running {
            running.clock.hear(Instant::now());
        }
        if self.driver.as_ref().is_none_or(|driver| !driver.ready) {
            self.first_words.extend_from_slice(bytes);
            let cut = self.first_words.len().saturating_sub(FIRST_WORDS);
            self.first_words.drain(..cut);
        }
        self.names.pass(bytes)
    }

    /// The last lines that a driver printed instead of getting ready, as part of a sentence.
    pub(super) fn last_words(&self) -> String {
        let words = String::from_utf8_lossy(&self.first_words);
        let plain = |line: &str| line.chars().filter(|c| !c.is_control()).take(200).collect();
        let lines: Vec<String> = words.lines().map(plain).collect();
        let lines: Vec<_> =
            lines.iter().map(|line| line.trim()).filter(|l| !l.is_empty()).collect();
        let last = &lines[lines.len().saturating_sub(3)..];
        if last.is_empty() { String::new() } else { format!("; it said: {}", last.join(" / ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names { before: b"/tmp/x/step-".to_vec(), held: Vec::new() }
    }

    #[test]
    fn paths_of_steps_become_their_names_and_others_stay() {
        let text = "/tmp/x/step-3.sh: line 2: a\n/tmp/x/step-y /tmp/x/step-12.sh /tmp/";
        let passed = names().pass(text.as_bytes()).into_owned();
        assert_eq!(
            String::from_utf8_lossy(&passed),
            "<step 3>: line 2: a\n/tmp/x/step-y <step 12> /tmp/"
        );
    }

    #[test]
    fn a_path_that_a_full_read_cuts_anywhere_is_still_named() {
        let path = "/tmp/x/step-34.sh: no";
        for cut in 1..path.len() {
            let mut first = vec![b'.'; MAX_OUTPUT - cut];
            let fill = first.len();
            first.extend_from_slice(&path.as_bytes()[..cut]);
            let mut names = names();
            let mut passed = names.pass(&first).into_owned();
            passed.extend_from_slice(&names.pass(&path.as_bytes()[cut..]));
            passed.extend_from_slice(&names.rest());
            assert_eq!(String::from_utf8_lossy(&passed[fill..]), "<step 34>: no", "{cut}");
        }
    }
}
