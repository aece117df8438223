//! Saved sessions that are damaged, open elsewhere, or told otherwise.

use std::fs;

use ci_tui::engine::{Command, Event, Level, Settings, StepId};
use ci_tui::session;

use super::home::Home;
use super::journal::{settings, turn, write};

#[test]
fn damaged_lines_in_the_middle_are_left_out_and_told_of_once() {
    let home = Home::new();
    let path = write(&home.paths().sessions(), "s1", &turn());
    let text = fs::read_to_string(&path).expect("read");
    let broken = |lines: &[usize]| {
        let line = |(n, line)| if lines.contains(&(n + 1)) { "{\"type\":\"out\n" } else { line };
        fs::write(&path, text.split_inclusive('\n').enumerate().map(line).collect::<String>())
            .expect("write");
        session::read(&path).expect("read").1
    };
    let notice = |text: &str| Event::Noticed { level: Level::Warning, text: text.into() };
    let mut expected = turn();
    expected.remove(3);
    expected.push(notice("line 5 of the saved session is damaged and was left out"));
    assert_eq!(broken(&[5]), expected);
    assert_eq!(
        broken(&[3, 5, 6, 7, 8]).pop(),
        Some(notice("lines 3, 5, 6 and 2 more of the saved session are damaged and were left out"))
    );
}

#[test]
fn the_latest_session_that_nobody_has_open_is_gone_on_with() {
    let home = Home::new();
    let sessions = home.paths().sessions();
    for id in ["s1", "s2", "s3"] {
        write(&sessions, id, &turn());
    }
    let open = || {
        session::open_latest(&sessions, "/tmp")
            .map(|((journal, header, _), busy)| (journal, header.id, busy))
    };
    let (third, id, busy) = open().expect("free");
    assert_eq!((id.as_str(), busy), ("s3", 0));
    let (second, id, busy) = open().expect("free");
    assert_eq!((id.as_str(), busy), ("s2", 1));
    let first = open().expect("free").0;
    let told = open().expect_err("none is free").to_string();
    assert!(told.starts_with("every session of /tmp is open in another ci-tui"), "{told}");
    let told = session::open_latest(&sessions, "/").expect_err("none is here").to_string();
    assert!(told.starts_with("no session was begun in /"), "{told}");
    drop((first, second, third));
}

#[test]
fn an_export_says_where_the_user_changed_what_the_model_was_told() {
    let home = Home::new();
    let mut events = turn();
    let told = Command::Tell { step: StepId(1), text: Some("about forty".into()) };
    events.push(Event::Command { command: told });
    write(&home.paths().sessions(), "s1", &events);
    let page = home.run(&["sessions", "export", "s1"]).out;
    let expected = "\n*the user changed what the model was told of this step, to:*\n\n```text\nabout forty\n```\n";
    assert!(page.contains("\n42\n") && page.contains(expected), "{page}");
    let shown = home.run(&["sessions", "show", "s1"]).out;
    assert!(shown.contains("of this step, to:)\n  about forty\n"), "{shown}");
}

#[test]
fn a_session_goes_on_with_the_model_it_was_begun_with() {
    let header = session::Header::new(&settings("s1"));
    let other = Settings { model: Some("another".into()), ..settings("other") };
    let state = session::replay(&header, turn(), other);
    assert_eq!(state.settings().model.as_deref(), Some("scripted:x"));
}
