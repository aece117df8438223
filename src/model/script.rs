//! Files of replies for the scripted model.
//!
//! Directives come first, one a line; then replies, each behind a line that begins with `=== reply`:
//!
//! ```text
//! # A comment.
//! :speed 40            tokens of a reply per second; 0, the default, is as fast as possible
//! :prefill 500         tokens of a prompt per second
//! :context 4096        tokens of the context window; a longer prompt is refused
//! :load-ms 300         how long loading takes
//! :at-end repeat       behind the last reply: `repeat` it (the default), `loop` from the first, or `fail`
//! === reply
//! Let me compute it.
//! === reply if "Traceback" speed=5
//! I see the mistake.
//! === reply endless
//! and on
//! ```
//!
//! Replies are given in order. One with `if "TEXT"` is out of that order: it is given whenever the last
//! user message holds TEXT. `speed=N` is the reply's own speed, `delay=MS` a pause before its first token,
//! `endless` repeats its text for ever, `crash` aborts the process behind its text, and `fail` makes the
//! request fail with its text as the message. The line break before the next `===` belongs to no reply.

use std::time::Duration;

/// What a file of replies says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Script {
    /// Of replies that name no other.
    pub(super) speed: f64,
    /// Of prompts.
    pub(super) prefill: f64,
    /// Tokens of the window.
    pub(super) context: u32,
    /// Time that loading takes.
    pub(super) load: Duration,
    /// What follows the last reply.
    pub(super) at_end: AtEnd,
    /// All replies, in the order of the file.
    pub(super) replies: Vec<Scene>,
}

/// What follows the last reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtEnd {
    /// The last one again.
    Repeat,
    /// The first one again.
    Loop,
    /// A failed request.
    Fail,
}

/// One reply and how it is given.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    /// What is written.
    pub(super) text: String,
    /// What the last user message must hold.
    pub(super) condition: Option<String>,
    /// Tokens per second.
    pub(super) speed: Option<f64>,
    /// Pause before the first token.
    pub(super) delay: Duration,
    /// What becomes of the text.
    pub(super) ending: Ending,
}

/// What becomes of a reply's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Written once.
    Once,
    /// Written for ever.
    Endless,
    /// Written, then the process aborts.
    Crash,
    /// Not written: the message of a failed request.
    Fail,
}

impl Script {
    /// Reads a file's text; a mistake is named with its line.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut script = Self {
            speed: 0.0,
            prefill: 0.0,
            context: 8192,
            load: Duration::ZERO,
            at_end: AtEnd::Repeat,
            replies: Vec::new(),
        };
        for (number, line) in (1..).zip(text.lines()) {
            let done = if let Some(options) = line.strip_prefix("=== reply") {
                scene(options).map(|scene| script.replies.push(scene))
            } else if let Some(scene) = script.replies.last_mut() {
                scene.text.push_str(line);
                scene.text.push('\n');
                Ok(())
            } else {
                script.directive(line)
            };
            done.map_err(|error| format!("line {number}: {error}"))?;
        }
        for scene in &mut script.replies {
            scene.text.pop();
        }
        if script.replies.is_empty() {
            return Err("there is no line `=== reply`: add one, and the reply below it".into());
        }
        Ok(script)
    }

    fn directive(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        let value = value.trim();
        match name {
            ":speed" => self.speed = number(value)?,
            ":prefill" => self.prefill = number(value)?,
            ":context" => self.context = whole(value)?,
            ":load-ms" => self.load = Duration::from_millis(whole(value)?.into()),
            ":at-end" => {
                self.at_end = match value {
                    "repeat" => AtEnd::Repeat,
                    "loop" => AtEnd::Loop,
                    "fail" => AtEnd::Fail,
                    other => return Err(format!("`{other}` is none of repeat, loop and fail")),
                }
            }
            other => {
                return Err(format!("`{other}` is no directive; replies begin with `=== reply`"));
            }
        }
        Ok(())
    }
}

fn scene(options: &str) -> Result<Scene, String> {
    let mut scene = Scene {
        text: String::new(),
        condition: None,
        speed: None,
        delay: Duration::ZERO,
        ending: Ending::Once,
    };
    let mut rest = options.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("if \"") {
            let (condition, after) =
                quoted.split_once('"').ok_or("the text behind `if` lacks its closing quote")?;
            scene.condition = Some(condition.to_owned());
            rest = after.trim_start();
            continue;
        }
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        match word.split_once('=').unwrap_or((word, "")) {
            ("speed", value) => scene.speed = Some(number(value)?),
            ("delay", value) => scene.delay = Duration::from_millis(whole(value)?.into()),
            ("endless", "") => scene.ending = Ending::Endless,
            ("crash", "") => scene.ending = Ending::Crash,
            ("fail", "") => scene.ending = Ending::Fail,
            _ => return Err(format!("`{word}` is no option of a reply")),
        }
        rest = after.trim_start();
    }
    Ok(scene)
}

fn number(value: &str) -> Result<f64, String> {
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| format!("`{value}` is no number from 0 on"))
}

fn whole(value: &str) -> Result<u32, String> {
    value.parse().map_err(|_| format!("`{value}` is no whole number from 0 on"))
}

/// Text as the scripted model counts it: a word with the space before it is one token.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.find(|letter: char| !letter.is_whitespace()).unwrap_or(rest.len());
        let end = rest[word..].find(char::is_whitespace).map_or(rest.len(), |length| word + length);
        let (token, after) = rest.split_at(end);
        rest = after;
        (!token.is_empty()).then_some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read_with_its_options() {
        let text = "# demo\n:speed 40\n:at-end fail\n=== reply\na\n\nb\n=== reply if \"x y\" speed=5 endless\nc\n";
        let script = Script::parse(text).expect("script");
        assert_eq!((script.speed, script.at_end), (40.0, AtEnd::Fail));
        assert_eq!(script.replies[0].text, "a\n\nb");
        let second = &script.replies[1];
        assert_eq!((second.condition.as_deref(), second.speed), (Some("x y"), Some(5.0)));
        assert_eq!((second.ending, second.text.as_str()), (Ending::Endless, "c"));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let say = |text| Script::parse(text).expect_err("mistake");
        assert_eq!(
            say(":sped 3"),
            "line 1: `:sped` is no directive; replies begin with `=== reply`"
        );
        assert_eq!(say("\n=== reply spee=3"), "line 2: `spee=3` is no option of a reply");
        assert!(say("# nothing").contains("no line `=== reply`"));
    }

    #[test]
    fn words_together_are_the_text() {
        let text = "  let x\n\n    = 1;\n";
        assert_eq!(words(text).collect::<String>(), text);
        assert_eq!(words(text).count(), 5);
    }
}
