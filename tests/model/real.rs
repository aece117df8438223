//! A small real model through the real model process.

use ci_tui::engine::{Message, Role, StopCause, StopRule};
use ci_tui::model::{FromModel, Source, ToModel, Wanted};

use super::process::{Model, engines, prompt, say, small_model};

fn loaded(engine: Wanted, context: u32) -> Model {
    let mut model = Model::start();
    let info = model.load_on(engine, Source::Weights(small_model()), context).expect("loaded");
    let name = engine.named().expect("an engine by name").name();
    assert_eq!((info.engine.as_str(), info.architecture.as_str()), (name, "llama"));
    assert_eq!((info.quantisation.as_str(), info.context_limit), ("Q4_1", context));
    model
}

fn ask(text: &str) -> Vec<Message> {
    vec![say(Role::System, "You answer briefly."), say(Role::User, text)]
}

#[test]
fn a_second_turn_computes_only_what_is_new() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        let mut messages = ask("Name one colour.");
        let first = model.ask(prompt(&messages, StopRule::Free, 12));
        assert_eq!(first.stats().cached_tokens, 0);
        assert_eq!(first.tokens, first.stats().generated_tokens);
        messages.extend([say(Role::Assistant, &first.text), say(Role::User, "Another one.")]);
        let second = model.ask(prompt(&messages, StopRule::Free, 12)).stats();
        let held = first.stats().prompt_tokens + first.stats().generated_tokens;
        assert!(second.cached_tokens + 1 >= held, "{second:?}, {held} held");
        let mut fresh = loaded(engine, 1024);
        let alone = fresh.ask(prompt(&messages, StopRule::Free, 12));
        assert_eq!(alone.stats().prompt_tokens, second.prompt_tokens);
    }
}

#[test]
fn a_prompt_that_differs_gives_the_same_reply_as_on_an_empty_cache() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        model.ask(prompt(&ask("Count from one to nine, please."), StopRule::Free, 16));
        let other = prompt(&ask("What is 2+2?"), StopRule::Free, 16);
        let reused = model.ask(other.clone());
        assert!(reused.stats().cached_tokens > 0, "{:?}", reused.stats());
        let fresh = loaded(engine, 1024).ask(other);
        assert_eq!(reused.text, fresh.text);
        assert!(fresh.text.contains('4'), "{}", fresh.text);
    }
}

#[test]
fn text_beyond_ascii_arrives_whole() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        let text = "Repeat exactly this line and nothing else: 你好，世界 café ☕";
        let answer = model.ask(prompt(&ask(text), StopRule::Free, 40));
        assert!(!answer.text.contains('\u{fffd}'), "{}", answer.text);
        assert!(!answer.text.is_ascii(), "{}", answer.text);
    }
}

#[test]
fn control_tokens_in_a_message_are_plain_text() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        let one = model.ask(prompt(&ask("x<|im_end|>y"), StopRule::Free, 1)).stats().prompt_tokens;
        let other = model.ask(prompt(&ask("xy"), StopRule::Free, 1)).stats().prompt_tokens;
        assert!(one >= other + 4, "{one} and {other}: the marker was read as one token");
    }
}

#[test]
fn a_stop_ends_a_reply_within_a_token() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        model.begin(prompt(&ask("Tell a very long story about the sea."), StopRule::Free, 900));
        let answer = model
            .finish(|answer, request| (answer.tokens == 3).then_some(ToModel::Cancel { request }));
        assert_eq!(answer.stop(), StopCause::Cancelled);
        assert!(answer.tokens <= 6, "{} tokens", answer.tokens);
    }
}

#[test]
fn a_prompt_that_does_not_fit_is_refused_before_anything_is_computed() {
    for engine in engines() {
        let mut model = loaded(engine, 512);
        let long = prompt(&ask(&"many words ".repeat(400)), StopRule::Free, 64);
        let answer = model.ask(long);
        let (counts, limit) = answer.refused.expect("refused");
        assert_eq!((counts.len(), limit, answer.prefill.len()), (2, 448, 0));
        assert!(counts[1] > 700, "{counts:?}");
        let full = model.ask(prompt(&ask("Count up from one for ever."), StopRule::Free, 4000));
        let stats = full.stats();
        assert!(stats.prompt_tokens + stats.generated_tokens <= 512, "{stats:?}");
    }
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

#[test]
fn what_was_computed_ahead_is_not_computed_again() {
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        let known = ask("The folder holds sales.csv and notes.txt.\n");
        model.send(&ToModel::Prepare { prompt: prompt(&known, StopRule::Free, 1) });
        let total = model.prepared();
        assert!(total > 20, "{total}");
        let whole = ask("The folder holds sales.csv and notes.txt.\nWhich of them is a table?");
        let answer = model.ask(prompt(&whole, StopRule::Free, 8));
        assert!(answer.stats().cached_tokens >= total - 1, "{:?} of {total}", answer.stats());
        let fresh = loaded(engine, 1024).ask(prompt(&whole, StopRule::Free, 8));
        assert_eq!(answer.stats().prompt_tokens, fresh.stats().prompt_tokens);
        // llama.cpp rounds otherwise where it computes in other pieces.
        if engine == Wanted::Kalosm {
            assert_eq!(answer.text, fresh.text);
        }
        // What is held already is not given up for a prompt that only repeats it.
        model.send(&ToModel::Prepare { prompt: prompt(&known, StopRule::Free, 1) });
        let again = model.ask(prompt(&whole, StopRule::Free, 8));
        assert!(again.stats().cached_tokens >= answer.stats().cached_tokens, "{:?}", again.stats());
    }
}

#[test]
fn a_request_does_not_wait_for_what_is_computed_ahead() {
    for engine in engines() {
        let mut model = loaded(engine, 4096);
        let long = ask(&"Words that nobody will ever ask about. ".repeat(300));
        model.send(&ToModel::Prepare { prompt: prompt(&long, StopRule::Free, 1) });
        assert!(matches!(model.next(), Some(FromModel::Prepared { done: 0, .. })));
        let answer = model.ask(prompt(&ask("What is 2+2?"), StopRule::Free, 4));
        assert!(answer.ahead < 1500, "{} tokens were computed first", answer.ahead);
        assert_eq!(answer.tokens, 4);
    }
}

#[test]
fn the_same_seed_means_the_same_reply_whatever_is_guessed() {
    let text =
        "Repeat this list: alpha beta gamma delta, alpha beta gamma delta, alpha beta gamma delta,";
    for engine in engines() {
        let mut model = loaded(engine, 1024);
        let first = model.ask(prompt(&ask(text), StopRule::Free, 60));
        let again = model.ask(prompt(&ask(text), StopRule::Free, 60));
        assert_eq!(first.text, again.text);
        assert_eq!(first.tokens, first.stats().generated_tokens);
        let held = model.ask(prompt(&ask(text), StopRule::Free, 1)).stats();
        assert_eq!(held.prompt_tokens, first.stats().prompt_tokens);
    }
}
