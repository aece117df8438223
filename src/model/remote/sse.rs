//! Server-sent events out of bytes, wherever those are cut.

/// Longest line and longest event, in bytes.
const MOST: usize = 4 << 20;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// Its lines of data, joined.
    pub(super) data: String,
    /// Whether it came as an error, as llama-server sends those.
    pub(super) is_error: bool,
}

/// A line or an event of more than some MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong;

/// Reads events from pieces of bytes.
#[derive(Debug, Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: String,
    has_data: bool,
    is_error: bool,
    /// The last byte was a carriage return: a line feed behind it ends nothing.
    returned: bool,
    begun: bool,
}

impl Events {
    /// Takes the next bytes; gives the events that they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Event>, TooLong> {
        let mut events = Vec::new();
        for byte in bytes {
            let returned = std::mem::take(&mut self.returned);
            match byte {
                b'\n' if returned => {}
                b'\n' | b'\r' => {
                    self.returned = *byte == b'\r';
                    events.extend(self.end_line());
                }
                byte => self.line.push(*byte),
            }
            if self.line.len() > MOST || self.data.len() > MOST {
                return Err(TooLong);
            }
        }
        Ok(events)
    }

    /// What was not ended when the stream was.
    pub(super) fn finish(&mut self) -> Option<Event> {
        let waiting = if self.line.is_empty() { None } else { self.end_line() };
        waiting.or_else(|| self.end_event())
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let mark = if std::mem::replace(&mut self.begun, true) { "" } else { "\u{feff}" };
        let line = line.strip_prefix(mark).unwrap_or(&line);
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" | "error" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.data.push_str(value);
                self.has_data = true;
                self.is_error |= field == "error";
            }
            "event" => self.is_error |= value == "error",
            // Comments keep the line open; the rest is of no use here.
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        let is_error = std::mem::take(&mut self.is_error);
        let data = std::mem::take(&mut self.data);
        std::mem::take(&mut self.has_data).then_some(Event { data, is_error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "\u{feff}: hello\r\ndata: {\"a\":\r\ndata: \"ä\"}\r\n\r\n:\n\ndata:x\n\nevent: error\nid: 7\ndata: no\n\nerror: {}\n\ndata\n\ndata: [DONE]";

    fn event(data: &str, is_error: bool) -> Event {
        Event { data: data.into(), is_error }
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut() {
        let wanted = [
            event("{\"a\":\n\"ä\"}", false),
            event("x", false),
            event("no", true),
            event("{}", true),
            event("", false),
            event("[DONE]", false),
        ];
        for length in 1..STREAM.len() {
            let (mut events, mut got) = (Events::default(), Vec::new());
            for piece in STREAM.as_bytes().chunks(length) {
                got.extend(events.push(piece).expect("short"));
            }
            got.extend(events.finish());
            assert_eq!(got, wanted, "pieces of {length}");
        }
    }

    #[test]
    fn a_line_without_end_is_given_up() {
        let mut events = Events::default();
        let piece = vec![b'x'; 1 << 20];
        assert!((0..5).any(|_| events.push(&piece).is_err()));
    }
}
