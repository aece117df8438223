//! The body of a request: the whole conversation, every time.

use serde_json::{Value, json};

use super::dialect::{Dialect, Kind, Parameter};
use crate::engine::{Message, Role, Sampling};

/// A prompt ready to go: masked, and with how the reply must begin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outbound {
    pub(super) messages: Vec<Message>,
    pub(super) sampling: Sampling,
    /// How the reply must begin, where the server goes on from it.
    pub(super) opening: String,
}

impl Outbound {
    /// Takes an opening along: as the beginning of the reply where the server goes on from one, else as a wish
    /// in words, for nothing may be shown that the model did not write.
    pub(super) fn new(
        mut messages: Vec<Message>,
        sampling: Sampling,
        opening: &str,
        kind: Kind,
    ) -> Self {
        let mut outbound = String::new();
        if !opening.is_empty() {
            if kind.continues() {
                opening.clone_into(&mut outbound);
            } else if let Some(last) = messages.iter_mut().rfind(|one| one.role == Role::User) {
                let line = opening.trim_end();
                let wish = "\n\nBegin your reply with this line, and nothing before it:\n";
                last.text.push_str(wish);
                last.text.push_str(line);
            }
        }
        Self { messages, sampling, opening: outbound }
    }

    /// The bytes to post.
    pub(super) fn body(&self, model: &str, dialect: &Dialect) -> Vec<u8> {
        let mut messages: Vec<_> =
            self.messages.iter().map(|one| message(one.role, &one.text)).collect();
        if !self.opening.is_empty() {
            messages.push(message(Role::Assistant, &self.opening));
        }
        let mut body = json!({ "model": model, "messages": messages, "stream": true });
        let sampling = &self.sampling;
        let mut set = |parameter: Parameter, value: Value| {
            if dialect.takes(parameter) {
                body[parameter.name()] = value;
            }
        };
        set(Parameter::MaxTokens, sampling.max_tokens.into());
        set(Parameter::MaxCompletionTokens, sampling.max_tokens.into());
        set(Parameter::Temperature, rounded(sampling.temperature));
        set(Parameter::TopP, rounded(sampling.top_p));
        if let Some(seed) = sampling.seed {
            // Several servers read it as a signed number.
            set(Parameter::Seed, (seed & (u64::MAX >> 1)).into());
        }
        let mut options = json!({ "include_usage": true });
        if dialect.kind == Kind::Vllm {
            options["continuous_usage_stats"] = true.into();
        }
        set(Parameter::StreamOptions, options);
        match dialect.kind {
            Kind::LlamaServer => body["timings_per_token"] = true.into(),
            Kind::Vllm if !self.opening.is_empty() => {
                body["add_generation_prompt"] = false.into();
                body["continue_final_message"] = true.into();
            }
            _ => {}
        }
        body.to_string().into_bytes()
    }

    /// Bytes of all messages.
    pub(super) fn bytes(&self) -> u64 {
        self.messages.iter().map(|one| one.text.len() as u64).sum::<u64>()
            + self.opening.len() as u64
    }
}

fn message(role: Role, text: &str) -> Value {
    json!({ "role": role, "content": text })
}

/// 0.95 rather than the double nearest to its single precision.
fn rounded(number: f32) -> Value {
    let double = (f64::from(number) * 1e4).round() / 1e4;
    json!(double)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(kind: Kind, opening: &str) -> Value {
        let messages = vec![
            Message { role: Role::System, text: "rules".into() },
            Message { role: Role::User, text: "2+2?".into() },
        ];
        let sampling = Sampling { temperature: 0.2, top_p: 0.95, seed: Some(7), max_tokens: 64 };
        let outbound = Outbound::new(messages, sampling, opening, kind);
        serde_json::from_slice(&outbound.body("m", &Dialect::new(kind))).expect("json")
    }

    #[test]
    fn a_request_holds_the_conversation_and_how_to_sample() {
        let body = sent(Kind::Plain, "");
        assert_eq!(
            body["messages"],
            json!([{"role":"system","content":"rules"},{"role":"user","content":"2+2?"}])
        );
        assert_eq!((&body["temperature"], &body["top_p"]), (&json!(0.2), &json!(0.95)));
        assert_eq!((&body["max_tokens"], &body["seed"]), (&json!(64), &json!(7)));
        assert_eq!(body["stream_options"], json!({"include_usage": true}));
        assert!(body.get("stop").is_none() && body.get("max_completion_tokens").is_none());
        let openai = sent(Kind::OpenAi, "");
        assert!(openai.get("max_tokens").is_none() && openai["max_completion_tokens"] == 64);
    }

    #[test]
    fn an_opening_is_continued_where_that_is_known_and_asked_for_elsewhere() {
        let body = sent(Kind::LlamaServer, "```python\n");
        assert_eq!(body["messages"][2], json!({"role":"assistant","content":"```python\n"}));
        let body = sent(Kind::Vllm, "```python\n");
        assert_eq!(body["continue_final_message"], true);
        let body = sent(Kind::Plain, "```python\n");
        assert!(body["messages"].get(2).is_none());
        assert!(
            body["messages"][1]["content"]
                .as_str()
                .expect("text")
                .ends_with("before it:\n```python")
        );
    }
}
