//! One piece of a streamed reply, as the various servers write it.

use serde_json::Value;

use super::super::reply::Bill;

/// What one event says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Chunk {
    /// More of the reply.
    pub(super) text: String,
    /// Whether the model thinks aloud beside the reply.
    pub(super) thinks: bool,
    /// Why the reply ended, in the server's word.
    pub(super) finish: Option<String>,
    /// What was counted so far, where that is told.
    pub(super) bill: Option<Bill>,
    /// An error within the stream.
    pub(super) error: Option<Value>,
}

impl Chunk {
    /// Reads an event's data; `None` where it is no JSON.
    pub(super) fn read(data: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(data).ok()?;
        let mut chunk = Self { error: error(&value), bill: bill(&value), ..Self::default() };
        // Azure begins, and every server that counts ends, with an event without choices.
        let choices = value["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
        // Only one reply was asked for.
        if let Some(choice) =
            choices.iter().find(|choice| choice["index"].as_u64().unwrap_or(0) == 0)
        {
            for part in ["delta", "message"] {
                let part = &choice[part];
                chunk.text.push_str(&text(&part["content"]));
                chunk.text.push_str(&text(&part["refusal"]));
                let thoughts = ["reasoning_content", "reasoning", "thinking"];
                chunk.thinks |= thoughts.iter().any(|name| !text(&part[*name]).is_empty());
            }
            chunk.finish =
                choice["finish_reason"].as_str().filter(|word| !word.is_empty()).map(str::to_owned);
        }
        Some(chunk)
    }
}

fn error(value: &Value) -> Option<Value> {
    let bare = value["object"] == "error";
    let error = value.get("error").filter(|error| !error.is_null());
    error.cloned().or_else(|| bare.then(|| value.clone()))
}

/// Text, or the text of its parts.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    }
}

/// What `usage` and llama-server's `timings` tell.
fn bill(value: &Value) -> Option<Bill> {
    let (usage, timings) = (&value["usage"], &value["timings"]);
    if !usage.is_object() && !timings.is_object() {
        return None;
    }
    let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
    let rate = |value: &Value| value.as_f64().filter(|rate| rate.is_finite() && *rate > 0.0);
    let own = count(&timings["prompt_n"]);
    let held = count(&timings["cache_n"]);
    Some(Bill {
        prompt: count(&usage["prompt_tokens"])
            .or_else(|| Some(own?.saturating_add(held?)))
            .unwrap_or_default(),
        cached: count(&usage["prompt_tokens_details"]["cached_tokens"])
            .or(held)
            .unwrap_or_default(),
        generated: count(&usage["completion_tokens"])
            .or_else(|| count(&timings["predicted_n"]))
            .unwrap_or_default(),
        prefill_tps: rate(&timings["prompt_per_second"]).unwrap_or_default(),
        decode_tps: rate(&timings["predicted_per_second"]).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &str) -> Chunk {
        Chunk::read(data).expect("json")
    }

    #[test]
    fn every_server_is_understood() {
        assert_eq!(read(r#"{"choices":[]}"#), Chunk::default());
        assert_eq!(
            read(r#"{"choices":[{"delta":{"role":"assistant","content":null}}]}"#),
            Chunk::default()
        );
        let last = read(r#"{"choices":[{"delta":{"content":"end"},"finish_reason":"length"}]}"#);
        assert_eq!((last.text.as_str(), last.finish.as_deref()), ("end", Some("length")));
        let thinks = read(r#"{"choices":[{"delta":{"reasoning_content":"hm"}}]}"#);
        assert!(thinks.thinks && thinks.text.is_empty());
        let parts = read(
            r#"{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"text":"b"}]}}]}"#,
        );
        assert_eq!(parts.text, "ab");
        for error in [r#"{"error":"no"}"#, r#"{"object":"error","message":"no"}"#] {
            assert!(read(error).error.is_some(), "{error}");
        }
        assert_eq!(Chunk::read("{\"choices\":[{\"del"), None);
    }

    #[test]
    fn tokens_are_taken_from_whoever_counted_them() {
        let usage = r#"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}}"#;
        let bill = read(usage).bill.expect("a bill");
        assert_eq!((bill.prompt, bill.cached, bill.generated), (9, 4, 3));
        let timings = r#"{"choices":[],"timings":{"prompt_n":5,"cache_n":7,"predicted_n":2,"prompt_per_second":50.5,"predicted_per_second":20.0}}"#;
        let bill = read(timings).bill.expect("a bill");
        assert_eq!((bill.prompt, bill.cached, bill.generated), (12, 7, 2));
        assert!((bill.prefill_tps - 50.5).abs() < 1e-9 && (bill.decode_tps - 20.0).abs() < 1e-9);
        assert_eq!(read(r#"{"choices":[],"usage":null}"#).bill, None);
    }
}
