//! The first minutes: the picture, typing, sizes, help, and how little an idle screen costs.

use std::time::{Duration, Instant};

use super::harness::{Setup, Workspace};

#[test]
fn the_first_picture_does_not_wait_for_a_model() {
    let started = Instant::now();
    let mut workspace = Setup::new().start();
    workspace.wait_for("Nothing runs before you say so");
    let took = started.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    workspace.wait_for("NO MODEL");
}

#[test]
fn a_key_is_on_the_screen_at_once_and_not_with_the_next_gauge() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    let mut times = Vec::new();
    let mut typed = String::new();
    for key in "abcdefghijklmnopqrstuvwxyz".chars() {
        typed.push(key);
        let pressed = Instant::now();
        workspace.press(key.encode_utf8(&mut [0; 4]));
        workspace.wait_for(&typed);
        times.push(pressed.elapsed());
    }
    times.sort();
    // Other tests share the machine: half of the keys tell enough.
    let middle = times[times.len() / 2];
    assert!(middle < Duration::from_millis(50), "{times:?}");
}

#[test]
fn an_idle_screen_writes_nothing_but_a_gauge_that_changed() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    workspace.bytes_within(Duration::from_secs(6));
    let idle = workspace.bytes_within(Duration::from_secs(3));
    assert!(idle.len() <= 4 * 80, "{} bytes: {:?}", idle.len(), String::from_utf8_lossy(&idle));
}

#[test]
fn a_paste_is_text_and_what_a_terminal_would_obey_is_left_out() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    workspace.press("\x1b[200~one\rtwo\x1b[31m\x07 three\x1b[201~");
    workspace.wait_for("two[31m three");
    assert!(workspace.screen().contains("one"));
}

#[test]
fn every_size_shows_something_and_none_ends_it() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    for (columns, rows, shows) in
        [(19, 4, "too small"), (40, 10, "IDLE"), (1, 1, ""), (200, 60, "output"), (80, 24, "ask")]
    {
        workspace.resize(columns, rows);
        workspace.wait_for(shows);
    }
    workspace.press("still here");
    workspace.wait_for("still here");
}

#[test]
fn the_help_lists_the_keys_and_goes_away() {
    let mut workspace = Workspace::start(100, 40, &[]);
    workspace.wait_for("ask");
    workspace.press("\x1bOP");
    workspace.wait_for("Run this code");
    workspace.press("q");
    workspace.wait_without("Run this code");
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let output = crate::support::ci_tui(tempfile::tempdir().expect("home").path())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("run");
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("`ci-tui run`"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
