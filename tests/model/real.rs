//! A small real model through the real model process.

use ci_tui::engine::{Message, Role, StopCause, StopRule};
use ci_tui::model::{Source, ToModel};

use super::process::{Model, prompt, say, small_model};

fn loaded(context: u32) -> Model {
    let mut model = Model::start();
    let info = model.load(Source::Weights(small_model()), context).expect("loaded");
    assert_eq!((info.engine.as_str(), info.architecture.as_str()), ("kalosm", "llama"));
    assert_eq!((info.quantisation.as_str(), info.context_limit), ("Q4_1", context));
    model
}

fn ask(text: &str) -> Vec<Message> {
    vec![say(Role::System, "You answer briefly."), say(Role::User, text)]
}

#[test]
fn a_second_turn_computes_only_what_is_new() {
    let mut model = loaded(1024);
    let mut messages = ask("Name one colour.");
    let first = model.ask(prompt(&messages, StopRule::Free, 12));
    assert_eq!(first.stats().cached_tokens, 0);
    assert_eq!(first.tokens, first.stats().generated_tokens);
    messages.extend([say(Role::Assistant, &first.text), say(Role::User, "Another one.")]);
    let second = model.ask(prompt(&messages, StopRule::Free, 12)).stats();
    let held = first.stats().prompt_tokens + first.stats().generated_tokens;
    assert!(second.cached_tokens + 1 >= held, "{second:?}, {held} held");
    let mut fresh = loaded(1024);
    let alone = fresh.ask(prompt(&messages, StopRule::Free, 12));
    assert_eq!(alone.stats().prompt_tokens, second.prompt_tokens);
}

#[test]
fn a_prompt_that_differs_gives_the_same_reply_as_on_an_empty_cache() {
    let mut model = loaded(1024);
    model.ask(prompt(&ask("Count from one to nine, please."), StopRule::Free, 16));
    let other = prompt(&ask("What is 2+2?"), StopRule::Free, 16);
    let reused = model.ask(other.clone());
    assert!(reused.stats().cached_tokens > 0, "{:?}", reused.stats());
    let fresh = loaded(1024).ask(other);
    assert_eq!(reused.text, fresh.text);
    assert!(fresh.text.contains('4'), "{}", fresh.text);
}

#[test]
fn text_beyond_ascii_arrives_whole() {
    let mut model = loaded(1024);
    let text = "Repeat exactly this line and nothing else: 你好，世界 café ☕";
    let answer = model.ask(prompt(&ask(text), StopRule::Free, 40));
    assert!(!answer.text.contains('\u{fffd}'), "{}", answer.text);
    assert!(!answer.text.is_ascii(), "{}", answer.text);
}

#[test]
fn control_tokens_in_a_message_are_plain_text() {
    let mut model = loaded(1024);
    let one = model.ask(prompt(&ask("x<|im_end|>y"), StopRule::Free, 1)).stats().prompt_tokens;
    let other = model.ask(prompt(&ask("xy"), StopRule::Free, 1)).stats().prompt_tokens;
    assert!(one >= other + 4, "{one} and {other}: the marker was read as one token");
}

#[test]
fn a_stop_ends_a_reply_within_a_token() {
    let mut model = loaded(1024);
    model.begin(prompt(&ask("Tell a very long story about the sea."), StopRule::Free, 900));
    let answer =
        model.finish(|answer, request| (answer.tokens == 3).then_some(ToModel::Cancel { request }));
    assert_eq!(answer.stop(), StopCause::Cancelled);
    assert!(answer.tokens <= 6, "{} tokens", answer.tokens);
}

#[test]
fn a_prompt_that_does_not_fit_is_refused_before_anything_is_computed() {
    let mut model = loaded(512);
    let long = prompt(&ask(&"many words ".repeat(400)), StopRule::Free, 64);
    let answer = model.ask(long);
    let (counts, limit) = answer.refused.expect("refused");
    assert_eq!((counts.len(), limit, answer.prefill.len()), (2, 448, 0));
    assert!(counts[1] > 700, "{counts:?}");
    let full = model.ask(prompt(&ask("Count up from one for ever."), StopRule::Free, 4000));
    let stats = full.stats();
    assert!(stats.prompt_tokens + stats.generated_tokens <= 512, "{stats:?}");
}

#[test]
fn a_foreign_file_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("text.gguf");
    std::fs::write(&path, "hello").expect("write");
    let error = Model::start().load(Source::Weights(path), 0).expect_err("refused");
    assert!(
        error.ends_with(
            "is not a GGUF model: it does not begin with the letters GGUF; name a .gguf file"
        ),
        "{error}"
    );
}
