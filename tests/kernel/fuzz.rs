//! Random frames to a runner, and random signals to every process of a session, at random moments.
//! `tests/kernel/rounds.rs` says how long they last.

use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::client::{Session, assert_gone, descendants, within};
use super::rounds::rounds;

/// A runner without an interface: the test holds the other end of its socket.
struct Runner {
    child: Child,
    socket: UnixStream,
}

impl Runner {
    fn start(lang: &str) -> Self {
        let (socket, theirs) = UnixStream::pair().expect("a socket");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
        let child = command.arg("__kernel").stdin(Stdio::from(OwnedFd::from(theirs)));
        let child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a runner");
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let mut runner = Self { child, socket };
        let start = json!({ "t": "start", "lang": lang, "program": "", "cwd": "/", "memory_mb": 0, "nice": 10, "processes": 100 });
        runner.send(&start);
        runner
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.throw(&u32::try_from(body.len()).expect("a length").to_be_bytes());
        self.throw(body.as_bytes());
    }

    /// Writes bytes to a runner that may be gone.
    fn throw(&mut self, bytes: &[u8]) {
        let _ = self.socket.write_all(bytes);
    }

    fn next(&mut self) -> Option<Value> {
        let mut length = [0; 4];
        self.socket.read_exact(&mut length).ok()?;
        let mut body = vec![0; u32::from_be_bytes(length) as usize];
        self.socket.read_exact(&mut body).ok()?;
        Some(serde_json::from_slice(&body).expect("JSON"))
    }

    /// Hangs up; the runner ends with everything below it.
    fn finish(mut self, seed: u64) {
        let below = descendants(self.child.id());
        let _ = self.socket.shutdown(std::net::Shutdown::Both);
        let child = &mut self.child;
        let ended = within(Duration::from_secs(10), || child.try_wait().expect("wait").is_some());
        if !ended {
            let _ = child.kill();
        }
        assert!(ended, "seed {seed}: the runner ends when its line is cut");
        assert_gone(&below);
    }
}

fn random_message(random: &mut StdRng, next: &mut u32, asked: &mut Vec<u32>) -> Value {
    let step = random.gen_range(0..next.saturating_add(3));
    match random.gen_range(0..12) {
        0..=4 => {
            *next += 1;
            asked.push(*next);
            let codes = [
                "1",
                "x = 5",
                "print('é' * 100)",
                "1/0",
                "import time; time.sleep(0.05)",
                "(",
                "input()",
                "import os; os._exit(3)",
                "import sys; sys.exit(1)",
                "while True: pass",
                "print('y' * 3_000_000)",
            ];
            let code = codes[random.gen_range(0..codes.len())];
            let timeout = [300, 1, 50][random.gen_range(0..3)];
            json!({ "t": "exec", "step": *next, "code": code, "timeout_ms": timeout })
        }
        5 | 6 => json!({ "t": "interrupt", "step": step }),
        7 => json!({ "t": "input", "step": step, "text": "t" }),
        8 => json!({ "t": "input", "step": step, "text": null }),
        9 | 10 => json!({ "t": "variables" }),
        _ if random.gen_bool(0.3) => json!({ "t": "restart" }),
        _ => json!({ "t": "interrupt", "step": u32::MAX }),
    }
}

#[test]
fn any_order_of_orders_is_answered_once_each_and_survived() {
    for seed in rounds("random orders", 6) {
        let mut random = StdRng::seed_from_u64(seed);
        let mut runner = Runner::start("python");
        let (mut next, mut asked) = (0, Vec::new());
        for _ in 0..random.gen_range(1..40) {
            let message = random_message(&mut random, &mut next, &mut asked);
            runner.send(&message);
        }
        // A program that still waits for input has no time limit: nobody answers.
        let last = next + 1;
        runner.send(&json!({ "t": "exec", "step": last, "code": "40 + 2", "timeout_ms": 0 }));
        let mut answered = Vec::new();
        loop {
            let frame = runner.next().unwrap_or_else(|| panic!("seed {seed}: no answer"));
            match frame["t"].as_str() {
                Some("input") => {
                    let answer = json!({ "t": "input", "step": frame["step"], "text": null });
                    runner.send(&answer);
                }
                Some("done") => answered.push(frame["step"].as_u64().expect("a step")),
                _ => continue,
            }
            if frame["t"] == "done" && frame["step"] == last {
                assert_eq!(frame["result"]["result"], "42", "seed {seed}: {frame}");
                break;
            }
        }
        let mut wanted: Vec<u64> = asked.iter().map(|n| u64::from(*n)).collect();
        wanted.push(last.into());
        answered.sort_unstable();
        assert_eq!(answered, wanted, "seed {seed}");
        runner.finish(seed);
    }
}

#[test]
fn frames_that_are_no_orders_end_the_runner_and_nothing_stays() {
    for seed in rounds("random frames", 25) {
        let mut random = StdRng::seed_from_u64(seed);
        let mut runner = Runner::start(["python", "bash"][random.gen_range(0..2)]);
        if random.gen_bool(0.5) {
            assert!(runner.next().is_some(), "seed {seed}");
        }
        let orders = json!({ "t": "exec", "step": 1, "code": "1", "timeout_ms": 0 }).to_string();
        let mut bytes = u32::try_from(orders.len()).expect("a length").to_be_bytes().to_vec();
        bytes.extend(orders.as_bytes());
        for _ in 0..random.gen_range(1..8) {
            let at = random.gen_range(0..bytes.len());
            match random.gen_range(0..3) {
                0 => bytes[at] = random.r#gen(),
                1 => bytes.truncate(at + 1),
                _ => bytes.insert(at, random.r#gen()),
            }
        }
        runner.throw(&bytes);
        runner.finish(seed);
    }
}

const SIGNALS: [Signal; 12] = [
    Signal::INT,
    Signal::INT,
    Signal::TERM,
    Signal::HUP,
    Signal::KILL,
    Signal::QUIT,
    Signal::SEGV,
    Signal::USR1,
    Signal::PIPE,
    Signal::ALARM,
    Signal::CHILD,
    Signal::STOP,
];

/// Sends a random signal to a random process below the session.
fn strike(random: &mut StdRng, below: &[u32]) -> Option<(u32, Signal)> {
    let pid = *below.get(random.gen_range(0..below.len().max(1)))?;
    let signal = SIGNALS[random.gen_range(0..SIGNALS.len())];
    let target = Pid::from_raw(i32::try_from(pid).ok()?)?;
    kill_process(target, signal).ok()?;
    if signal == Signal::STOP {
        within(Duration::from_millis(30), || false);
        let _ = kill_process(target, Signal::CONT);
    }
    Some((pid, signal))
}

#[test]
fn signals_at_any_moment_leave_a_session_that_works() {
    for seed in rounds("random signals", 2) {
        for (lang, work, check) in [
            (
                "python",
                "import time, subprocess\nsubprocess.run(['sleep', '0.05'])\ntime.sleep(0.05)",
                "print(40 + 2)",
            ),
            ("bash", "sleep 0.05; for i in {1..200}; do :; done", "echo $((40 + 2))"),
        ] {
            let mut random = StdRng::seed_from_u64(seed);
            let mut session = Session::with(&["--lang", lang]);
            session.exec(check);
            for round in 0..12 {
                session.send(&json!({ "op": "exec", "code": work, "timeout_s": 5 }));
                within(Duration::from_millis(random.gen_range(0..120)), || false);
                let below = descendants(session.pid());
                let hit = strike(&mut random, &below);
                let asked = Instant::now();
                let done = session.done();
                let place = format!("seed {seed}, round {round}, {lang}, {hit:?}: {}", done.0);
                assert!(asked.elapsed() < Duration::from_secs(15), "{place}");
                // A blow may also land between two steps; the second try must work.
                let sound =
                    |done: &super::client::Done| done.status() == "ok" && done.output() == "42\n";
                let first = session.exec(check);
                assert!(sound(&first) || sound(&session.exec(check)), "{place} then {}", first.0);
            }
        }
    }
}
