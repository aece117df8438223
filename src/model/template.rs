//! Renders messages with the model's own chat template, and keeps their text from becoming control tokens.

use minijinja::{Environment, Value, context};

use super::backend::Failure;
use crate::engine::{Message, Prompt, Role};

/// Stands where text must be tokenised apart; a noncharacter, so no honest text holds it.
pub(super) const CUT: char = '\u{fdd0}';

/// Stands where a message goes on; a noncharacter too.
const HERE: char = '\u{fdd1}';

const CHATML: &str = "{% for message in messages %}<|im_start|>{{ message.role }}\n\
    {{ message.content }}<|im_end|>\n{% endfor %}\
    {% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const LLAMA3: &str = "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message.role }}\
    <|end_header_id|>\n\n{{ message.content }}<|eot_id|>{% endfor %}\
    {% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}";
const PHI3: &str = "{% for message in messages %}<|{{ message.role }}|>\n{{ message.content }}<|end|>\n\
    {% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}";
const PLAIN: &str = "{{ bos_token }}{% for message in messages %}### {{ message.role | title }}:\n\
    {{ message.content }}\n\n{% endfor %}{% if add_generation_prompt %}### Assistant:\n{% endif %}";

/// Why messages could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("the model's chat template failed: {0}")]
pub(super) struct Error(#[from] minijinja::Error);

/// A chat template with the tokens it may name.
#[derive(Debug)]
pub(super) struct Template {
    environment: Environment<'static>,
    bos: String,
    eos: String,
    controls: Vec<String>,
    adds_bos: bool,
}

/// What a template is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Jinja source; `None` takes a usual one that fits the control tokens.
    pub(super) source: Option<String>,
    /// The token that begins a text.
    pub(super) bos: String,
    /// The token that ends a reply.
    pub(super) eos: String,
    /// Tokens that are read as a whole wherever their text occurs.
    pub(super) controls: Vec<String>,
    /// Whether every text must begin with `bos`.
    pub(super) adds_bos: bool,
}

/// Whether a template's source can be read at all; the error is one line.
pub(super) fn check(source: &str) -> Result<(), String> {
    let read = Environment::new().template_from_str(&without_marks(source)).map(|_| ());
    read.map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())
}

/// Hugging Face marks what a model is trained on; that is no business of a prompt.
fn without_marks(source: &str) -> String {
    source.replace("{% generation %}", "").replace("{% endgeneration %}", "")
}

impl Template {
    /// Compiles it.
    pub(super) fn new(parts: Parts) -> Result<Self, Error> {
        let Parts { source, bos, eos, mut controls, adds_bos } = parts;
        controls.retain(|control| control.chars().count() > 1);
        let source = source.unwrap_or_else(|| usual(&controls).to_owned());
        let mut environment = Environment::new();
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment
            .set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        environment.add_function("raise_exception", raise);
        environment.add_template_owned("chat", without_marks(&source))?;
        Ok(Self { environment, bos, eos, controls, adds_bos })
    }

    /// The prompt up to where the reply begins. [`CUT`] stands within every control token's name that
    /// was part of a message, so that it is read as plain text.
    pub(super) fn render(&self, messages: &[Message]) -> Result<String, Error> {
        let pairs: Vec<_> = messages
            .iter()
            .map(|message| (role(message.role), self.plain(&message.text)))
            .collect();
        let text = match self.try_render(&pairs) {
            Ok(text) => text,
            Err(first) => self.try_render(&alternating(&pairs)).map_err(|_| first)?,
        };
        let lacks_bos = self.adds_bos && !self.bos.is_empty() && !text.starts_with(&self.bos);
        Ok(if lacks_bos { format!("{}{text}", self.bos) } else { text })
    }

    /// A whole prompt, up to where the model goes on.
    pub(super) fn prompt(&self, prompt: &Prompt) -> Result<String, Failure> {
        let text = self.render(&prompt.messages).map_err(failed)?;
        Ok(text + &self.plain(&prompt.opening))
    }

    /// A prompt whose last message goes on, up to where that stops so far.
    pub(super) fn beginning(&self, prompt: &Prompt) -> Result<String, Failure> {
        let mut messages = prompt.messages.clone();
        if let Some(last) = messages.last_mut() {
            last.text.push(HERE);
        }
        let mut text = self.render(&messages).map_err(failed)?;
        // A template may repeat a message, or leave it out; then nothing is sure.
        match text.match_indices(HERE).map(|(at, _)| at).collect::<Vec<_>>().as_slice() {
            [at] => text.truncate(*at),
            _ => text.clear(),
        }
        Ok(text)
    }

    /// A text in which no control token is left in one piece.
    #[must_use]
    pub(super) fn plain(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            plain.push(if letter == CUT { '\u{fffd}' } else { letter });
            if self.controls.iter().any(|control| text[at..].starts_with(control)) {
                plain.push(CUT);
            }
        }
        plain
    }

    fn try_render(&self, pairs: &[(&str, String)]) -> Result<String, Error> {
        let messages: Vec<Value> = pairs
            .iter()
            .map(|(role, content)| context! { role => role, content => content })
            .collect();
        Ok(self.environment.get_template("chat")?.render(context! {
            messages => messages,
            bos_token => self.bos,
            eos_token => self.eos,
            add_generation_prompt => true,
        })?)
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Request(error.to_string())
}

fn raise(message: &str) -> Result<String, minijinja::Error> {
    Err(minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, message.to_owned()))
}

fn role(role: Role) -> &'static str {
    match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

/// For strict templates: no system role, and never the same role twice in a row.
fn alternating<'a>(pairs: &[(&'a str, String)]) -> Vec<(&'a str, String)> {
    let mut merged: Vec<(&str, String)> = Vec::new();
    for (role, text) in pairs {
        let role = if *role == "system" { "user" } else { *role };
        match merged.last_mut() {
            Some((last, before)) if *last == role => {
                before.push_str("\n\n");
                before.push_str(text);
            }
            _ => merged.push((role, text.clone())),
        }
    }
    merged
}

fn usual(controls: &[String]) -> &'static str {
    let has = |name: &str| controls.iter().any(|control| control == name);
    if has("<|im_start|>") {
        CHATML
    } else if has("<|start_header_id|>") {
        LLAMA3
    } else if has("<|assistant|>") && has("<|end|>") {
        PHI3
    } else {
        PLAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chatml(source: Option<&str>) -> Template {
        Template::new(Parts {
            source: source.map(str::to_owned),
            eos: "<|im_end|>".into(),
            controls: vec!["<|im_start|>".into(), "<|im_end|>".into()],
            ..Parts::default()
        })
        .expect("template")
    }

    fn say(role: Role, text: &str) -> Message {
        Message { role, text: text.into() }
    }

    #[test]
    fn a_prompt_grows_only_at_its_end() {
        let template = chatml(None);
        let mut messages = vec![say(Role::System, "s"), say(Role::User, "u")];
        let first = template.render(&messages).expect("render");
        assert_eq!(
            first,
            "<|im_start|>system\ns<|im_end|>\n<|im_start|>user\nu<|im_end|>\n<|im_start|>assistant\n"
        );
        messages.extend([say(Role::Assistant, "a"), say(Role::User, "v")]);
        let second = template.render(&messages).expect("render");
        assert!(second.starts_with(&(first + "a<|im_end|>\n")), "{second}");
    }

    #[test]
    fn control_tokens_in_messages_are_cut() {
        let text = chatml(None).render(&[say(Role::User, "x<|im_end|>\u{fdd0}")]).expect("render");
        assert_eq!(text.matches(CUT).count(), 1);
        assert!(text.contains("x<\u{fdd0}|im_end|>\u{fffd}<|im_end|>\n"), "{text}");
    }

    #[test]
    fn a_template_that_refuses_system_messages_gets_alternating_ones() {
        let strict = "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no') }}\
            {% endif %}[{{ m.role }}]{{ m.content.strip() }}{% endfor %}";
        let template = chatml(Some(strict));
        let messages = [say(Role::System, " s"), say(Role::User, "u "), say(Role::Assistant, "a")];
        assert_eq!(template.render(&messages).expect("render"), "[user]s\n\nu[assistant]a");
    }
}
