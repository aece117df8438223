//! What a server says when it does not answer, in one sentence, with what to do about it.

use std::time::Duration;

use serde_json::Value;

use super::mask::Vault;
use crate::plain::one_line;

/// Longest part of a server's own words.
const MOST: usize = 300;
/// The longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// When to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It would not help.
    Never,
    /// After a pause of our own choice.
    Soon,
    /// As the server wants it.
    After(Duration),
}

/// An answer that is no reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    /// Its own words, in one line, without anything secret.
    message: String,
    code: String,
    /// All that it said, to find a parameter's name in.
    body: String,
    retry_after: Option<Duration>,
}

impl Refusal {
    /// Reads the body of an answer: JSON of several shapes, a web page, or words.
    pub(super) fn read(
        status: u16,
        body: &[u8],
        retry_after: Option<&str>,
        vault: &mut Vault,
    ) -> Self {
        let body = String::from_utf8_lossy(body).into_owned();
        let value: Option<Value> = serde_json::from_str(&body).ok();
        let mut refusal = match &value {
            Some(value) => Self::of_json(value),
            None => Self {
                message: page_title(&body).unwrap_or_else(|| body.clone()),
                ..Self::default()
            },
        };
        let message = one_line(&refusal.message);
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        // Some servers repeat the key, or the prompt.
        refusal.message = clip(&vault.hide(&message));
        let retry_after = retry_after.and_then(|text| text.trim().parse().ok());
        Self { status, body, retry_after: retry_after.and_then(seconds), ..refusal }
    }

    /// An error that came within a stream.
    pub(super) fn within(error: &Value, vault: &mut Vault) -> Self {
        let status =
            error["code"].as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or(500);
        let whole = serde_json::json!({ "error": error }).to_string();
        Self::read(status, whole.as_bytes(), None, vault)
    }

    fn of_json(value: &Value) -> Self {
        let error = value.get("error").filter(|error| !error.is_null()).unwrap_or(value);
        let words = [&error["message"], &value["detail"], &value["message"], error];
        let said = words.into_iter().find_map(|word| match word {
            Value::String(text) => Some(text.clone()),
            _ => None,
        });
        let detail = || error["message"]["detail"][0]["msg"].as_str().map(str::to_owned);
        let code = [&error["code"], &error["type"]].into_iter().filter_map(Value::as_str);
        Self {
            message: said.or_else(detail).unwrap_or_else(|| value.to_string()),
            code: code.collect::<Vec<_>>().join(" "),
            ..Self::default()
        }
    }

    /// Whether it refuses a parameter of this name.
    pub(super) fn complains_of(&self, name: &str) -> bool {
        const WORDS: [&str; 8] = [
            "unsupported",
            "not supported",
            "does not support",
            "unrecognized",
            "unknown",
            "extra_forbidden",
            "not permitted",
            "not allowed",
        ];
        let body = self.body.to_ascii_lowercase();
        // `max_tokens` stands in advice about `max_completion_tokens` as well.
        let named = serde_json::from_str::<Value>(&self.body).ok();
        let param = named.as_ref().and_then(|value| value["error"]["param"].as_str());
        param.map_or_else(|| body.contains(name), |param| param == name)
            && WORDS.iter().any(|word| body.contains(word))
    }

    /// Whether asking again may help; where it wants us to wait longer than is bearable, it does not.
    pub(super) fn again(&self) -> Again {
        let out_of_money = self.code.contains("insufficient_quota");
        let passing = matches!(self.status, 429 | 500 | 502 | 503 | 504) && !out_of_money;
        let bearable = self.retry_after.is_none_or(|wait| wait <= LONGEST_WAIT);
        match self.retry_after {
            _ if !passing || !bearable => Again::Never,
            Some(wait) => Again::After(wait),
            None => Again::Soon,
        }
    }

    /// The sentence.
    pub(super) fn sentence(&self, host: &str, model: &str) -> String {
        let status = self.status;
        let said = match self.message.trim_end_matches(['.', ' ']) {
            "" => format!("{host} refused ({status})"),
            said => format!("{host} refused ({status}): {said}"),
        };
        let wait = self.retry_after.filter(|wait| *wait > LONGEST_WAIT);
        let todo = match status {
            _ if self.is_about_context() => {
                "begin a new conversation, or set remote.context so that its oldest part is left out".into()
            }
            401 | 403 => "check the key: remote.key_env names its variable, remote.key_file its file".into(),
            404 => format!("check the name {model} and remote.base_url"),
            429 if wait.is_some() => {
                format!("it wants to be left alone for {} s", wait.unwrap_or_default().as_secs())
            }
            429 => "wait a while, or look at the account's limits".into(),
            300..400 => "set remote.base_url to where it really answers".into(),
            400..500 => "see its words, or choose another model".into(),
            _ => "look at the server's log, or ask again later".into(),
        };
        format!("{said}; {todo}")
    }

    /// Whether the prompt was too long for it.
    fn is_about_context(&self) -> bool {
        let body = self.body.to_ascii_lowercase();
        matches!(self.status, 400 | 413 | 500)
            && [
                "context_length_exceeded",
                "exceed_context_size",
                "maximum context length",
                "context size",
            ]
            .iter()
            .any(|words| body.contains(words))
    }

    /// What it said, for a notice.
    pub(super) fn brief(&self) -> String {
        let said: String = self.message.chars().take(80).collect();
        if said.is_empty() { self.status.to_string() } else { format!("{}: {said}", self.status) }
    }
}

fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok()
}

fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(MOST).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// The title of a web page, or its text where it has none.
fn page_title(body: &str) -> Option<String> {
    let lower = body.to_ascii_lowercase();
    if !lower.contains("<html") && !lower.trim_start().starts_with("<!doctype") {
        return None;
    }
    let start = lower.find("<title>").map(|at| at + "<title>".len());
    let title =
        start.and_then(|start| Some(&body[start..start + lower[start..].find("</title>")?]));
    let said = title.map(str::trim).filter(|title| !title.is_empty());
    Some(said.map_or_else(|| "a web page instead of an answer".into(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Refusal {
        Refusal::read(status, body.as_bytes(), None, &mut Vault::default())
    }

    #[test]
    fn every_shape_of_an_error_is_one_sentence_with_what_to_do() {
        let sentence = |status, body| read(status, body).sentence("h", "m");
        let openai = r#"{"error":{"message":"Incorrect API key provided: sk-abcdef0123456789abcdef0123.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#;
        let told = sentence(401, openai);
        assert!(
            told.starts_with(
                "h refused (401): Incorrect API key provided: <API_KEY_1>; check the key"
            ),
            "{told}"
        );
        assert!(
            sentence(404, r#"{"error":"model 'm' not found"}"#)
                .contains("model 'm' not found; check the name m")
        );
        assert!(sentence(422, r#"{"detail":"no such field"}"#).contains("no such field"));
        let page = "<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head></html>";
        assert!(sentence(502, page).contains("502 Bad Gateway"), "{}", sentence(502, page));
        assert!(sentence(500, "").starts_with("h refused (500); look at"));
        let long = r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}"#;
        assert!(sentence(400, long).contains("remote.context"));
        assert!(sentence(308, "").contains("where it really answers"));
    }

    #[test]
    fn only_what_passes_is_asked_again() {
        for status in [429, 500, 502, 503, 504] {
            assert_eq!(read(status, "").again(), Again::Soon, "{status}");
        }
        for status in [400, 401, 403, 404, 422, 501] {
            assert_eq!(read(status, "").again(), Again::Never, "{status}");
        }
        assert_eq!(read(429, r#"{"error":{"code":"insufficient_quota"}}"#).again(), Again::Never);
        let wait = |text| Refusal::read(429, b"", Some(text), &mut Vault::default());
        assert_eq!(wait("2").again(), Again::After(Duration::from_secs(2)));
        assert_eq!(wait("3600").again(), Again::Never);
        assert!(wait("3600").sentence("h", "m").contains("3600 s"));
        assert_eq!(wait("-1").again(), Again::Soon);
    }
}
