//! The event stream: one object a line, and nothing else.

use serde::Serialize;

use crate::engine::Report;

/// The version of the stream's shapes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    #[serde(flatten)]
    report: &'a Report,
}

/// A report as a line.
pub(super) fn line(report: &Report) -> serde_json::Result<String> {
    let mut line = serde_json::to_string(&Line { v: VERSION, report })?;
    line.push('\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{EndReason, Language, Stats, StepStatus};

    #[test]
    fn lines_have_the_shapes_that_scripts_rely_on() {
        let check = |report: Report, expected: &str| {
            assert_eq!(line(&report).expect("json"), format!("{expected}\n"));
        };
        check(
            Report::Session { id: "i".into(), model: "m".into(), cwd: "/".into() },
            r#"{"v":1,"type":"session","id":"i","model":"m","cwd":"/"}"#,
        );
        check(Report::Text { delta: "ü\n".into() }, r#"{"v":1,"type":"text","delta":"ü\n"}"#);
        check(
            Report::Step { n: 1, lang: Language::Python, code: "1".into() },
            r#"{"v":1,"type":"step","n":1,"lang":"python","code":"1"}"#,
        );
        check(
            Report::Result {
                n: 1,
                status: StepStatus::Ok,
                result: Some("1".into()),
                error: None,
                duration_ms: 0.5,
                cwd: Some("/".into()),
            },
            r#"{"v":1,"type":"result","n":1,"status":"ok","result":"1","error":null,"duration_ms":0.5,"cwd":"/"}"#,
        );
        check(
            Report::Stats(Stats::default()),
            r#"{"v":1,"type":"stats","prompt_tokens":0,"cached_tokens":0,"generated_tokens":0,"ttft_ms":0.0,"prefill_tps":0.0,"decode_tps":0.0}"#,
        );
        check(
            Report::End { reason: EndReason::MaxSteps, answer: String::new(), steps: 3 },
            r#"{"v":1,"type":"end","reason":"max_steps","answer":"","steps":3}"#,
        );
    }
}
