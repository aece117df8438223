//! The scripted model through the real model process.

use ci_tui::engine::{Role, StopCause, StopRule};
use ci_tui::model::{FromModel, ToModel};

use super::process::{Model, prompt, say};

fn hello() -> Vec<ci_tui::engine::Message> {
    vec![say(Role::User, "hello there")]
}

#[test]
fn replies_come_in_order_and_on_condition() {
    let mut model =
        Model::scripted("=== reply\none\n=== reply if \"Error\"\nI see\n=== reply\ntwo  é\n");
    let mut ask = |text: &str| model.ask(prompt(&[say(Role::User, text)], StopRule::Free, 99)).text;
    assert_eq!(
        [ask("a"), ask("an Error"), ask("b"), ask("c")],
        ["one", "I see", "two  é", "two  é"]
    );
}

#[test]
fn a_reply_stops_behind_its_closing_fence() {
    let script = "=== reply\nLook:\n```python\nprint(1)\n```\nand never this\n";
    let answer = Model::scripted(script).ask(prompt(&hello(), StopRule::FenceClosed, 99));
    assert_eq!(answer.stop(), StopCause::FenceClosed);
    assert_eq!(answer.text, "Look:\n```python\nprint(1)\n```");
}

#[test]
fn a_reply_goes_on_behind_a_block_that_nothing_runs() {
    let data = "The data:\n```json\n{\"a\": 1}\n```\nand a note:\n```text\nplain words\n```\n";
    let code = "```python\nprint(1)\n```";
    let script = format!("=== reply\n{data}{code}\nand never this\n=== reply\n{data}the end\n");
    let mut model = Model::scripted(&script);
    let answer = model.ask(prompt(&hello(), StopRule::FenceClosed, 99));
    assert_eq!((answer.stop(), answer.text), (StopCause::FenceClosed, format!("{data}{code}")));
    let answer = model.ask(prompt(&hello(), StopRule::FenceClosed, 99));
    assert_eq!((answer.stop(), answer.text), (StopCause::EndOfText, format!("{data}the end")));
}

#[test]
fn what_is_too_short_to_time_has_no_speed() {
    let mut model = Model::scripted("=== reply\nhi\n=== reply speed=50\na b c d\n");
    let stats = model.ask(prompt(&hello(), StopRule::Free, 9)).stats();
    assert_eq!((stats.generated_tokens, stats.prefill_tps, stats.decode_tps), (1, 0.0, 0.0));
    let stats = model.ask(prompt(&hello(), StopRule::Free, 9)).stats();
    assert!((1.0..=50.0).contains(&stats.decode_tps), "{stats:?}");
}

#[test]
fn an_endless_reply_ends_by_limit_or_by_its_own_monotony() {
    let script = "=== reply endless\none two three four five \n";
    let mut model = Model::scripted(script);
    let short = model.ask(prompt(&hello(), StopRule::Free, 7));
    assert_eq!(
        (short.stop(), short.tokens, short.stats().generated_tokens),
        (StopCause::MaxTokens, 7, 7)
    );
    let long = model.ask(prompt(&hello(), StopRule::Free, 4000));
    assert_eq!(long.stop(), StopCause::Repeated);
}

#[test]
fn a_stop_reaches_a_reply_that_streams_and_one_that_pauses() {
    let script = "=== reply speed=200 endless\nword \n=== reply delay=600000\nlate\n";
    let mut model = Model::scripted(script);
    model.begin(prompt(&hello(), StopRule::Free, 100_000));
    let answer =
        model.finish(|answer, request| (answer.tokens == 5).then_some(ToModel::Cancel { request }));
    assert_eq!(answer.stop(), StopCause::Cancelled);
    assert!(answer.tokens < 60, "{} tokens", answer.tokens);
    model.begin(prompt(&hello(), StopRule::Free, 9));
    let answer = model.finish(|answer, request| {
        let ready = answer.prefill.last().is_some_and(|(done, total)| done == total);
        ready.then_some(ToModel::Cancel { request })
    });
    assert_eq!((answer.stop(), answer.text.as_str()), (StopCause::Cancelled, ""));
}

#[test]
fn a_prompt_that_leaves_no_room_is_refused_with_its_counts() {
    let mut model = Model::scripted(":context 100\n=== reply\nhi\n");
    let messages = [say(Role::System, "be brief"), say(Role::User, &"word ".repeat(60))];
    let answer = model.ask(prompt(&messages, StopRule::Free, 99));
    assert_eq!(answer.refused, Some((vec![6, 65], 36)));
}

#[test]
fn a_prompt_that_goes_on_is_computed_only_where_it_is_new() {
    let mut model = Model::scripted("=== reply\nhi\n");
    let mut messages = hello();
    assert_eq!(model.ask(prompt(&messages, StopRule::Free, 9)).stats().cached_tokens, 0);
    messages.extend([say(Role::Assistant, "hi"), say(Role::User, "more")]);
    let stats = model.ask(prompt(&messages, StopRule::Free, 9)).stats();
    assert_eq!((stats.prompt_tokens, stats.cached_tokens), (16, 6));
}

#[test]
fn a_failed_request_leaves_the_process_alive_and_a_crash_ends_it() {
    let mut model = Model::scripted("=== reply fail\nno luck\n=== reply crash\nbye\n");
    assert_eq!(model.ask(prompt(&hello(), StopRule::Free, 9)).failed.as_deref(), Some("no luck"));
    model.begin(prompt(&hello(), StopRule::Free, 9));
    let last = std::iter::from_fn(|| model.next()).last();
    assert!(matches!(last, Some(FromModel::Text { .. })), "{last:?}");
    let status = model.child.wait().expect("status");
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(6));
}

#[test]
fn the_process_ends_with_the_program_even_while_it_answers() {
    let mut model = Model::scripted("=== reply speed=1 endless\nword \n");
    model.begin(prompt(&hello(), StopRule::Free, 100_000));
    let Some(FromModel::Prefill { .. }) = model.next() else { panic!("no prefill") };
    model.hang_up();
    assert!(model.child.wait().expect("status").success());
}

#[test]
fn a_script_that_is_wrong_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("bad.txt");
    std::fs::write(&path, ":sped 3\n").expect("write");
    let error =
        Model::start().load(ci_tui::model::Source::Script(path.clone()), 0).expect_err("refused");
    let line = "line 1: `:sped` is no directive; replies begin with `=== reply`";
    assert_eq!(error, format!("`{}`: {line}", path.display()));
}
