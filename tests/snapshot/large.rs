//! A session of ten thousand messages: what scrolling, searching and typing cost, printed; asserted is what no clock
//! can change. Run with `--nocapture` to read it.

use std::time::{Duration, Instant};

use ci_tui::engine::{Event, Level};
use ci_tui::tui::{Action, Input, update};

use super::reading::{chat, found};
use super::stage::Stage;
use super::support::theme;

/// Turns, and what is said besides: the engine takes its time for each turn.
const TURNS: usize = 500;
const NOTES: usize = 9_000;

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!("{what}: p50 {:?}, p95 {:?}, worst {:?}", at(50), at(95), at(100));
}

/// What one key costs, its frame included.
fn key(stage: &mut Stage, input: Input) -> Duration {
    let begun = Instant::now();
    update::update(&mut stage.screen, &stage.state, input);
    stage.draw();
    begun.elapsed()
}

fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).expect("a number")
}

#[test]
fn ten_thousand_messages_are_scrolled_searched_and_typed_at() {
    let before = resident();
    let mut stage = chat(120, 40, TURNS);
    for n in 0..NOTES {
        let word = if n % 20 == 3 { "Needle" } else { "straw" };
        let text =
            format!("Note {n} is about {word}, at some length, with a list of what it names.");
        stage.hear(Event::Noticed { level: Level::Info, text });
    }
    assert!(stage.state.transcript().entries().len() >= 10_000);
    stage.press(Action::FocusComposer);
    let typed = (0..60).map(|_| key(&mut stage, Input::Type('x'))).collect();
    report("a letter under 10,000 messages", typed);
    stage.press(Action::FocusChat);
    let pages = (0..300).map(|_| key(&mut stage, Input::Act(Action::PageUp))).collect();
    report("a page of 10,000 messages", pages);
    let jumps = (0..300).map(|_| key(&mut stage, Input::Act(Action::PreviousTurn))).collect();
    report("a jump between prompts", jumps);
    let top = key(&mut stage, Input::Act(Action::ScrollTop));
    println!("to the beginning: {top:?}");
    key(&mut stage, Input::Act(Action::ScrollEnd));
    key(&mut stage, Input::Act(Action::Find));
    for (words, count) in [("needle", 500), ("is about", 9_500), ("a list", 9_500)] {
        stage.press(Action::DeleteToStart);
        let typed = words.chars().map(|c| key(&mut stage, Input::Type(c))).collect();
        report(&format!("a letter of `{words}`"), typed);
        let theme = theme("midnight");
        let (mut pieces, begun) = (Vec::new(), Instant::now());
        while update::is_seeking(&stage.screen) {
            let piece = Instant::now();
            update::seek(&mut stage.screen, &stage.state, &theme);
            pieces.push(piece.elapsed());
        }
        println!("all of `{words}` after {:?}", begun.elapsed());
        // No piece is a large part of the whole: a key waits for one of them at most.
        assert!(pieces.len() > 5, "{} pieces", pieces.len());
        report("a piece of that search", pieces);
        found(&mut stage);
        let search = stage.screen.search.as_ref().expect("a search");
        assert_eq!(search.count().1, count, "{words}");
    }
    stage.press(Action::Send);
    let steps = (0..100).map(|_| key(&mut stage, Input::Act(Action::FindPrevious))).collect();
    report("a step to the match before", steps);
    println!("memory: {} KiB before, {} KiB after", before, resident());
}
