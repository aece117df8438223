//! What it costs, printed; asserted is only what no clock can change. Run with `--nocapture` to read it.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::harness::{Setup, Workspace};

const FRAME: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!("{what}: p50 {:?}, p95 {:?}, of {}", at(50), at(95), times.len());
    assert!(at(50) < Duration::from_secs(2), "{what}: {times:?}");
}

/// The frames in these bytes, from the first that is whole to the last.
fn frames(bytes: &[u8]) -> Vec<&[u8]> {
    let mut frames = Vec::new();
    let mut rest = bytes;
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|it| it == what);
    while let Some(start) = find(rest, FRAME) {
        let Some(end) = find(&rest[start..], FRAME_END) else { break };
        let end = start + end + FRAME_END.len();
        frames.push(&rest[start..end]);
        rest = &rest[end..];
    }
    frames
}

#[test]
fn first_paint_and_quit() {
    let (mut first, mut quit, mut memory) = (Vec::new(), Vec::new(), 0);
    for _ in 0..8 {
        let mut workspace = Setup::scripted("=== reply\nHello.\n").start();
        workspace.wait_for("Nothing runs before you say so");
        first.push(workspace.heard - workspace.started);
        workspace.wait_for("replies is ready");
        memory = resident(workspace.pid());
        workspace.press("\x04");
        let (code, took) = workspace.end();
        assert_eq!(code, 0);
        quit.push(took);
    }
    report("first paint", first);
    report("quit", quit);
    println!("memory of the workspace at the start: {memory} KiB");
}

#[test]
fn a_key_echoes_while_tokens_stream_and_a_token_is_few_bytes() {
    let script =
        "=== reply speed=20 endless\nsome words that are written on and on without any end\n";
    let mut workspace = Setup::scripted(script).size(100, 30).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("words that are");
    let bytes = workspace.bytes_within(Duration::from_secs(5));
    let mut sizes: Vec<_> = frames(&bytes).iter().map(|frame| frame.len()).collect();
    sizes.sort_unstable();
    assert!(sizes.len() > 20, "{} frames of a stream", sizes.len());
    let median = sizes[sizes.len() / 2];
    println!(
        "a streamed token: median {median} bytes, p95 {}, of {} frames, {} bytes in 5 s",
        sizes[sizes.len() * 95 / 100],
        sizes.len(),
        bytes.len()
    );
    assert!(median <= 64, "{median} bytes a token");
    report("key echo while tokens stream", echoes(&mut workspace));
}

#[test]
fn a_key_echoes_while_a_step_prints_without_end() {
    let script =
        "=== reply\n```python\nn = 0\nwhile True:\n    n += 1\n    print('line', n)\n```\n";
    let mut workspace = Setup::scripted(script).size(100, 44).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("line 1");
    workspace.let_pass(2000);
    workspace.press("\x1b4");
    report("key echo while a step floods", echoes(&mut workspace));
    workspace.let_pass(3000);
    println!("memory of the workspace in a flood: {} KiB", resident(workspace.pid()));
    let begun = Instant::now();
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
    println!("interrupt of a flood, on the screen: {:?}", begun.elapsed());
    workspace.signal(Signal::TERM);
    assert_eq!(workspace.end().0, 143);
}

/// How long each letter takes to its cell of the composer.
fn echoes(workspace: &mut Workspace) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut typed = String::new();
    for n in 0..60_u8 {
        let letter = char::from(b'A' + n % 26);
        typed.push(letter);
        let wanted = format!("› {typed}");
        let pressed = Instant::now();
        workspace.press(letter.encode_utf8(&mut [0; 4]));
        workspace.wait_until(&wanted, |screen| screen.contains(&wanted));
        times.push(workspace.heard.saturating_duration_since(pressed));
        workspace.let_pass(15);
    }
    times
}

#[test]
fn an_idle_workspace_writes_nothing_but_its_gauge() {
    let script = "=== reply\n```python\nprint('done')\n```\n=== reply\nThat is all.\n";
    // Lower than ten rows there is no gauge, so that nothing at all is left to write.
    for (rows, most) in [(9, 0), (40, 7)] {
        let mut workspace = Setup::scripted(script).size(120, rows).start();
        workspace.wait_for("IDLE");
        workspace.press("go\r");
        workspace.wait_for("REVIEW");
        workspace.press("\t");
        workspace.let_pass(600);
        workspace.press("a");
        workspace.wait_for("IDLE");
        // Sentences of the footer go away by themselves.
        workspace.let_pass(6000);
        let before = without_gauge(&workspace.screen());
        let bytes = workspace.bytes_within(Duration::from_secs(5));
        let count = frames(&bytes).len();
        println!("idle on {rows} rows: {} bytes in {count} frames within 5 s", bytes.len());
        assert!(count <= most, "{count} frames: {:?}", String::from_utf8_lossy(&bytes));
        assert!(most > 0 || bytes.is_empty(), "{:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(before, without_gauge(&workspace.screen()));
    }
}

fn without_gauge(screen: &str) -> String {
    screen.lines().filter(|line| !line.contains("tok/s")).collect::<Vec<_>>().join("\n")
}

/// Everything between entering and leaving is frames, each handed over as a whole.
#[test]
fn nothing_is_written_outside_of_a_frame() {
    let script = "=== reply speed=100\nsome words and a list:\n\n- one\n- two\n\nThe end of it.\n";
    let mut workspace = Setup::scripted(script).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("The end of it.");
    let log = String::from_utf8_lossy(&workspace.log).into_owned();
    let mut outside = String::new();
    for piece in log.split("\x1b[?2026h") {
        outside.push_str(piece.split("\x1b[?2026l").nth(1).unwrap_or_else(|| {
            if piece.contains("\x1b[?1049h") { "" } else { "a frame without an end" }
        }));
    }
    assert_eq!(outside, "");
}

/// Resident memory in KiB.
fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).expect("a number")
}
