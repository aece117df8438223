//! On a line of 200 ms and 50 kB a second: typing echoes, output is never far behind, and nothing stale is queued.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::harness::{Setup, Workspace, endless};
use super::line::Line;
use super::measures::report;

/// A second of the line.
const SECOND: usize = 50_000;
/// Prints thousands of lines a second, no two of which look alike.
const FLOOD: &str = "\
=== reply
```python
import random, time
n = 0
while True:
    n += 1
    print('of a flood', n, ''.join(random.choices('abcdefghijklmnop', k=48)), flush=True)
    n % 20 or time.sleep(0.005)
```
";

fn flooding(line: &Line, over_ssh: bool) -> Workspace {
    let mut setup = Setup::scripted(FLOOD).size(120, 40).behind(line);
    if over_ssh {
        setup = setup.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
    }
    let mut workspace = setup.start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("of a flood");
    workspace.let_pass(2000);
    workspace.press("\x1b4");
    workspace.let_pass(1000);
    line.most();
    workspace
}

/// How long each of these letters takes to the composer and back.
fn echoes(workspace: &mut Workspace) -> Vec<Duration> {
    let mut typed = String::new();
    let mut times = Vec::new();
    for letter in "TYPEDWHILEITFLOODS".chars() {
        typed.push(letter);
        let pressed = Instant::now();
        workspace.press(letter.encode_utf8(&mut [0; 4]));
        let wanted = format!("› {typed}");
        workspace.wait_until(&wanted, |screen| screen.contains(&wanted));
        times.push(workspace.heard.saturating_duration_since(pressed));
    }
    times
}

/// The line keeps whatever it is given, as the buffers of SSH do: only restraint keeps them empty.
#[test]
fn over_ssh_a_flood_never_runs_ahead_of_the_line_by_a_second() {
    let line = Line::slow(usize::MAX);
    let mut workspace = flooding(&line, true);
    workspace.let_pass(4000);
    let flood = line.most();
    println!("a flood: at most {flood} bytes wait, {} ms", flood * 1000 / SECOND);
    assert!(flood < SECOND, "{flood} bytes wait");
    report("key echo on a slow line in a flood", echoes(&mut workspace));
    let typed = line.most();
    println!("typing into it: at most {typed} bytes wait");
    assert!(typed < SECOND, "{typed} bytes wait");
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
}

#[test]
fn over_ssh_tokens_stream_and_keys_echo_at_the_speed_of_the_line() {
    let line = Line::slow(usize::MAX);
    let mut workspace = Setup::scripted(&endless(20))
        .size(120, 40)
        .behind(&line)
        .env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
        .start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("word9 ");
    line.most();
    report("key echo on a slow line while tokens stream", echoes(&mut workspace));
    let most = line.most();
    println!("tokens: at most {most} bytes wait");
    assert!(most < SECOND / 4, "{most} bytes wait");
}

/// Nothing says that this is a slow line, but that its buffer is full and a write takes its time.
#[test]
fn a_line_that_makes_us_wait_is_sent_less_and_keys_still_count() {
    let line = Line::slow(8 * 1024);
    let mut workspace = flooding(&line, false);
    report("key echo on a line that blocks, in a flood", echoes(&mut workspace));
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
    workspace.wait_for("IDLE");
    workspace.press("\x03");
    workspace.wait_for("up brings it back");
}

#[test]
fn a_line_that_stands_still_keeps_nobody_from_ending_it() {
    let line = Line::slow(8 * 1024);
    let mut workspace = flooding(&line, false);
    line.stand_still(true);
    workspace.let_pass(2000);
    let again = line.clone();
    let still = Duration::from_secs(20);
    let (done, over) = std::sync::mpsc::sync_channel::<()>(0);
    std::thread::spawn(move || {
        let _ = over.recv_timeout(still);
        again.stand_still(false);
    });
    workspace.signal(Signal::TERM);
    // It ends while nothing that it writes is taken.
    let deadline = Instant::now() + still / 2;
    while workspace.family().iter().any(|(pid, _)| *pid == workspace.pid())
        && Instant::now() < deadline
    {
        workspace.let_pass(20);
    }
    let ended = Instant::now() < deadline;
    drop(done);
    assert_eq!(workspace.end().0, 143);
    assert!(ended, "it waited for the line");
}
