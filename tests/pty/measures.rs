//! What it costs, printed; asserted is only what no clock can change. Run with `--nocapture` to read it.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use ci_tui::tui::terminal::{FrameWriter, Outlet};

use super::harness::{PATIENCE, Setup, Workspace, endless};

pub(super) fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!("{what}: p50 {:?}, p95 {:?}, of {}", at(50), at(95), times.len());
    assert!(at(50) < Duration::from_secs(2), "{what}: {times:?}");
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
    let mut workspace = Setup::scripted(&endless(20)).size(100, 30).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("word9 ");
    // One frame is one write, and a reader that waits for it reads it in one piece.
    let frames = workspace.pieces_within(Duration::from_secs(5));
    let mut sizes: Vec<_> = frames.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert!(sizes.len() > 20, "{} frames of a stream", sizes.len());
    let median = sizes[sizes.len() / 2];
    println!(
        "a streamed token: median {median} bytes, p95 {}, of {} frames, {} bytes in 5 s",
        sizes[sizes.len() * 95 / 100],
        sizes.len(),
        sizes.iter().sum::<usize>()
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
pub(super) fn echoes(workspace: &mut Workspace) -> Vec<Duration> {
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

/// Each message of this socket is one write.
#[test]
fn a_frame_is_one_write_and_the_same_picture_again_is_none() {
    use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType, recv, socketpair};
    let kind = (AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC);
    let (tty, other) = socketpair(kind.0, kind.1, kind.2, None).expect("sockets");
    let size = ratatui::layout::Size::new(200, 60);
    let mut terminal = ratatui::Terminal::new(FrameWriter::new(size)).expect("terminal");
    let mut outlet = Outlet::open(tty).expect("outlet");
    let text = |n: usize| format!("a coloured line {n} ").repeat(10);
    for frame in 0..6 {
        // Every picture is shown twice.
        terminal
            .draw(|picture| {
                let lines = (0..60).map(|n| ratatui::text::Line::raw(text(n + frame / 2)));
                let lines = lines.collect::<ratatui::text::Text<'_>>();
                picture.render_widget(
                    lines.style(ratatui::style::Style::new().bold()),
                    picture.area(),
                );
            })
            .expect("draw");
        let bytes = terminal.backend_mut().frame();
        let length = bytes.len();
        outlet.send(bytes).expect("send");
        outlet.settle(PATIENCE);
        let mut bytes = vec![0; 1 << 18];
        let mut read = || recv(&other, &mut bytes[..], RecvFlags::DONTWAIT).map(|(read, _)| read);
        if frame % 2 == 0 {
            assert_eq!(read(), Ok(length), "the frame as a whole");
            assert!(length > 1000, "{length} bytes");
        } else {
            assert_eq!(length, 0);
        }
        assert_eq!(read(), Err(rustix::io::Errno::AGAIN), "nothing else");
    }
}

/// Resident memory in KiB.
pub(super) fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).expect("a number")
}
