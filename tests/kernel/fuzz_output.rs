//! Random bytes for terminals, the whole way: printed by a step, read by its runner, kept by the engine, drawn by the
//! workspace. Nothing acts on the terminal, nothing panics, nothing leaks.

use base64::Engine as _;
use ci_tui::engine::{Event, Phase, StepStatus};
use ci_tui::tui::Action;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::json;

use super::client::{Session, descendants, note, resident};
use super::rounds::rounds;
use crate::snapshot::stage::Stage;

const PIECES: [&[u8]; 28] = [
    b"\x1b[31m",
    b"\x1b[38;5;300m",
    b"\x1b[38:2::1:2:3m",
    b"\x1b[0m",
    b"\x1b[2J",
    b"\x1b[H",
    b"\x1b[99999;99999H",
    b"\x1b[5A",
    b"\x1b[9999B",
    b"\x1b[K",
    b"\x1b[1K",
    b"\x1b[?1049h",
    b"\x1b]0;title\x07",
    b"\x1b]52;c;QQ==\x1b\\",
    b"\x1b]8;;http://x",
    b"\x1bPq#0;2;0;0;0\x1b\\",
    b"\x1b_Gf=100;AAAA\x1b\\",
    b"\x1bc",
    b"\x1b7",
    b"\x1b8",
    b"\x1b",
    b"\x9b31m",
    b"\r",
    b"\n",
    b"\x08\x08",
    b"\t",
    b"\0",
    "\u{202e}\u{200b}\u{feff}".as_bytes(),
];
const ACTIONS: [Action; 7] = [
    Action::ScrollUp,
    Action::PageUp,
    Action::PageDown,
    Action::ScrollTop,
    Action::ScrollEnd,
    Action::Zoom,
    Action::FocusOutput,
];

fn random_bytes(random: &mut StdRng) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..random.gen_range(1..60) {
        match random.gen_range(0..8) {
            0 => bytes.extend((0..random.gen_range(1..40)).map(|_| random.r#gen::<u8>())),
            1 => bytes.extend("漢字 é😀\u{301} ".as_bytes()),
            2 => bytes.extend(b"word ".repeat(random.gen_range(1..60))),
            3 if random.gen_bool(0.05) => bytes.extend(b"x\n".repeat(8000)),
            3 => bytes.push(b'\n'),
            _ => bytes.extend(PIECES[random.gen_range(0..PIECES.len())]),
        }
    }
    bytes
}

/// Prints the bytes in a step; the pieces in which its output came.
fn printed(session: &mut Session, bytes: &[u8], cut: usize) -> Vec<String> {
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    let code = format!(
        "import os, base64, time\nd = base64.b64decode('{data}')\nr = os.write(1, d[:{cut}])\ntime.sleep(0.002)\nwhile d[{cut}:]: d = d[:{cut}] + d[{cut} + os.write(1, d[{cut}:]):]"
    );
    session.send(&json!({ "op": "exec", "code": code }));
    let mut pieces = Vec::new();
    loop {
        let line = session.next();
        if line["op"] == "done" {
            assert_eq!(line["status"], "ok", "{line}");
            assert_eq!(line["output"], pieces.concat());
            return pieces;
        }
        pieces.push(line["text"].as_str().expect("text").to_owned());
    }
}

fn draw(stage: &mut Stage, place: &str) {
    let terminal = stage.draw();
    for cell in terminal.backend().buffer().content() {
        let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!cell.symbol().contains(bad), "{place}: {:?} on the screen", cell.symbol());
    }
}

#[test]
fn random_bytes_of_a_program_never_act_on_the_terminal_and_leave_nothing_behind() {
    let mut session = Session::with(&["--stream"]);
    printed(&mut session, b"begin", 0);
    let (files, below) = (session.files(), descendants(session.pid()).len());
    let memory = resident(session.runner());
    for seed in rounds("random bytes", 60) {
        let mut random = StdRng::seed_from_u64(seed);
        let bytes = random_bytes(&mut random);
        let cut = random.gen_range(0..=bytes.len());
        let size = (random.gen_range(20..160), random.gen_range(5..60));
        let mut stage = Stage::running(size.0, size.1);
        for text in printed(&mut session, &bytes, cut) {
            let Phase::Running(running) = stage.state.phase() else { panic!("seed {seed}") };
            let step = running.step;
            stage.hear(Event::OutputArrived { step, text });
            draw(&mut stage, &format!("seed {seed}"));
        }
        for _ in 0..4 {
            stage.press(ACTIONS[random.gen_range(0..ACTIONS.len())]);
            draw(&mut stage, &format!("seed {seed}"));
        }
        stage.ran(StepStatus::Ok, None);
        draw(&mut stage, &format!("seed {seed}"));
    }
    printed(&mut session, b"end", 0);
    assert_eq!((session.files(), descendants(session.pid()).len()), (files, below));
    let grown = resident(session.runner()).saturating_sub(memory);
    note(&format!("random bytes: the runner grew by {grown} bytes"));
    assert!(grown < 8 << 20, "the runner grew by {grown} bytes");
}
