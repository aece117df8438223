//! Copying over a line: what the terminal is sent, what the file holds, and what is said of it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;

use super::harness::{Setup, Workspace};

const REPLY: &str =
    "=== reply\nLook:\n\n```text\nkept as it is: ü\n```\n\nThat is all.\n=== reply\nMore.\n";

fn begin(env: &[(&str, &str)]) -> Workspace {
    let mut setup = Setup::scripted(REPLY).size(160, 30);
    for (name, value) in env {
        setup = setup.env(name, value);
    }
    let mut workspace = setup.start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("That is all.");
    workspace.wait_for("IDLE");
    workspace.press("\x1b1");
    workspace.wait_for("copy");
    workspace
}

/// The file of the last copy, wherever the folder for what we keep is.
fn clip(workspace: &Workspace) -> PathBuf {
    let mut folders = vec![workspace.home.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.file_name() == "clip.txt" {
                return entry.path();
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            }
        }
    }
    panic!("no clip.txt");
}

#[test]
fn a_block_goes_to_the_terminal_in_one_frame_and_to_a_private_file() {
    let mut workspace = begin(&[("TMUX", ""), ("STY", "")]);
    workspace.press("y");
    workspace.wait_for("press the sign");
    workspace.press("3");
    let pieces = workspace.pieces_within(Duration::from_secs(1));
    let text = "kept as it is: ü";
    let encoded = base64::engine::general_purpose::STANDARD.encode(text);
    let wanted = format!("\x1b]52;c;{encoded}\x07");
    let holds = |piece: &&Vec<u8>| String::from_utf8_lossy(piece).contains(&wanted);
    let piece = pieces.iter().find(holds).expect("the whole sequence in one piece");
    // What is said of it comes with it.
    assert!(String::from_utf8_lossy(piece).contains("sent"), "{piece:?}");
    assert!(workspace.screen().contains("sent 17 B to the terminal (OSC 52); also in"));
    let file = clip(&workspace);
    assert_eq!(std::fs::read_to_string(&file).expect("read"), text);
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    workspace.signal(rustix::process::Signal::TERM);
    workspace.end();
}

#[test]
fn gnu_screen_gets_it_wrapped_in_pieces_that_it_can_read() {
    let mut workspace = begin(&[("TMUX", ""), ("STY", "1.pts")]);
    workspace.press("Y");
    workspace.wait_for("sent");
    assert!(workspace.wrote("\x1bP\x1b]52;c;"), "the beginning is wrapped");
    assert!(!workspace.wrote("\x1b[?2026l\x1b]52;c;"), "nothing goes unwrapped");
    workspace.signal(rustix::process::Signal::TERM);
    workspace.end();
}
