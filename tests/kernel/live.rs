//! Steps while they run: paused, given more time and memory, watched.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Session, children, descendants, is_alive, within};

const SPIN: &str = "print('go')\nwhile True: pass";

fn stream() -> Session {
    Session::with(&["--stream"])
}

fn op(session: &mut Session, name: &str) {
    session.send(&json!({ "op": name }));
}

/// Processor time of a process in ticks.
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("it lives");
    let fields: Vec<_> = stat.rsplit_once(") ").expect("stat").1.split(' ').collect();
    fields[11].parse::<u64>().expect("ticks") + fields[12].parse::<u64>().expect("ticks")
}

fn paused(session: &mut Session) -> Value {
    op(session, "pause");
    session.watch(|watch| watch["motion"] == "paused").expect("it is told to stand still")
}

fn go_on(session: &mut Session) -> Value {
    op(session, "continue");
    session.watch(|watch| watch["motion"] == "going").expect("it is told to go on")
}

#[test]
fn a_paused_step_and_its_children_use_no_processor_and_its_clock_stands_still() {
    let mut session = stream();
    let code = "import subprocess, sys\n\
         p = subprocess.Popen([sys.executable, '-c', 'while True: pass'])\nprint('go')\nwhile True: pass";
    session.begin_and_await_go(code);
    let (driver, child) = (session.driver(), *children(session.driver()).first().expect("child"));
    session.watch(|watch| watch["cpu_percent"].as_f64() > Some(2.0)).expect("it is busy");
    let stopped = paused(&mut session);
    let before = [ticks(driver), ticks(child)];
    assert_eq!(session.lines_within(Duration::from_millis(1500)), [] as [Value; 0]);
    assert_eq!([ticks(driver), ticks(child)], before);
    let on = go_on(&mut session);
    let clock = |watch: &Value| watch["elapsed_ms"].as_u64().expect("a number");
    assert!(clock(&on) - clock(&stopped) < 500, "{stopped} {on}");
    assert!(
        within(Duration::from_secs(5), || ticks(driver) > before[0] && ticks(child) > before[1])
    );
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
    session.exec("p.kill()");
    session.assert_well();
}

#[test]
fn a_pause_does_not_count_against_the_time_limit() {
    let mut session = stream();
    let code = "print('go')\nimport time\nfor _ in range(8): time.sleep(0.1)\n'end'";
    session.exec("1");
    session.send(&json!({ "op": "exec", "code": code, "timeout_s": 3 }));
    // What it prints must not come into the time in which nothing may come.
    while session.next()["text"] != "go\n" {}
    paused(&mut session);
    assert_eq!(session.lines_within(Duration::from_millis(3500)), [] as [Value; 0]);
    go_on(&mut session);
    let done = session.done();
    assert_eq!((done.status(), done.result()), ("ok", "'end'"), "{}", done.0);
    assert!(done.millis() < 3000.0, "{}", done.0);
}

#[test]
fn an_interrupt_of_a_paused_step_stops_it_at_once() {
    for lang in ["python", "bash", "javascript"] {
        let mut session = Session::with(&["--stream", "--lang", lang]);
        session.begin_and_await_go(match lang {
            "python" => SPIN,
            "bash" => "echo go; while :; do :; done",
            _ => "console.log('go'); while (true) {}",
        });
        paused(&mut session);
        let pressed = Instant::now();
        session.interrupt();
        assert_eq!(session.done().status(), "interrupted", "{lang}");
        assert!(pressed.elapsed() < Duration::from_secs(1), "{lang}");
    }
}

#[test]
fn whatever_ends_a_paused_step_leaves_nothing_behind() {
    let code =
        "import subprocess\np = subprocess.Popen(['sleep', '60'])\nprint('go')\nwhile True: pass";
    let mut session = stream();
    session.begin_and_await_go(code);
    let below = descendants(session.runner());
    paused(&mut session);
    op(&mut session, "reset");
    assert_eq!(session.done().status(), "interrupted");
    assert_eq!(session.next()["op"], "ready");
    assert!(below.iter().all(|pid| !is_alive(*pid)));
    session.assert_well();
    // Its end while paused: the session looks for what is left when it is dropped.
    session.begin_and_await_go(code);
    paused(&mut session);
    let below = descendants(session.pid());
    session.kill();
    super::client::assert_gone(&below);
}

#[test]
fn a_session_of_the_shell_goes_on_after_a_pause() {
    let mut session = Session::with(&["--stream", "--lang", "bash"]);
    session.begin_and_await_go("x=4; set -m; echo go; sleep 1 & wait $!; echo ended $?");
    paused(&mut session);
    go_on(&mut session);
    let done = session.done();
    assert_eq!((done.status(), done.output()), ("ok", "go\nended 0\n"), "{}", done.0);
    assert_eq!(session.exec("echo $x").output(), "4\n");
}

#[test]
fn twenty_pauses_and_interrupts_leave_the_next_step_working() {
    let mut session = stream();
    session.exec("z = 5");
    for n in 0..20_u32 {
        session.begin(&format!("import time\nfor _ in range({}): time.sleep(0.001)", n * 3));
        // Any order and any moment, also after its end.
        for k in 0..=(n % 5) {
            op(
                &mut session,
                ["pause", "continue", "interrupt"][((n * 7 + k * 5 + k / 2) % 3) as usize],
            );
        }
        op(&mut session, "continue");
        let done = session.done();
        assert!(matches!(done.status(), "ok" | "interrupted"), "{}", done.0);
        assert_eq!(session.exec("z").result(), "5");
    }
}

#[test]
fn a_moved_time_limit_holds_for_this_step_only() {
    let mut session = stream();
    session.exec("import time");
    session.send(&json!({ "op": "exec", "code": "time.sleep(1.5)\n'end'", "timeout_s": 1 }));
    session.send(&json!({ "op": "extend", "seconds": 5 }));
    let watch = session.watch(|_| true).expect("a telling");
    assert_eq!(watch["limit_ms"], 6000);
    assert_eq!(session.done().result(), "'end'");
    let done = session.exec_within("time.sleep(60)", 0.5);
    assert_eq!((done.status(), done.error()), ("timeout", "stopped by the time limit of 0.5 s"));
}

#[test]
fn more_memory_holds_for_this_step_and_its_children_only() {
    let mut session = Session::with(&["--stream", "--memory", "300"]);
    let take = "print('go')\nimport subprocess, sys, time\n\
        take = \"b = bytearray(400 << 20); print(len(b) >> 20)\"\n\
        time.sleep(1)\nsubprocess.run([sys.executable, '-c', take])\nlen(bytearray(400 << 20)) >> 20";
    session.begin_and_await_go(take);
    session.send(&json!({ "op": "memory", "mib": 1200 }));
    let limit = 1500_u64 << 20;
    session.watch(|watch| watch["memory_limit"] == limit).expect("the new limit is told");
    let done = session.done();
    assert_eq!((done.status(), done.result()), ("ok", "400"), "{}", done.0);
    assert!(done.output().ends_with("400\n"), "{}", done.0);
    assert_eq!(session.exec(take).error(), "MemoryError");
}

#[test]
fn figures_of_a_step_are_those_of_its_processes() {
    let mut session = stream();
    session.begin_and_await_go("b = bytearray(100 << 20)\nprint('go')\nwhile True: pass");
    let mut watch = session.watch(|_| true).expect("told");
    let (driver, at) = (session.driver(), Instant::now());
    let (before, mut told) = (ticks(driver), 0.0);
    // On a machine that is busy with others it gets less than a whole core.
    while at.elapsed() < Duration::from_secs(3) {
        let next = session.watch(|_| true).expect("told");
        let millis = |watch: &Value| watch["elapsed_ms"].as_f64().expect("a number");
        told += next["cpu_percent"].as_f64().expect("a number") * (millis(&next) - millis(&watch))
            / 1000.0;
        watch = next;
    }
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let used = (ticks(driver) - before) as f64;
    assert!((told - used).abs() < 40.0 + used / 4.0, "{told} told, {used} used");
    assert!(used > 10.0, "{used}");
    assert!(watch["memory"].as_u64() > Some(100 << 20), "{watch}");
    assert!(watch["memory"].as_u64() < Some(400 << 20), "{watch}");
    assert_eq!((&watch["processes"], &watch["line"]), (&json!(1), &json!(3)), "{watch}");
    let silent = session.watch(|watch| watch["silent_ms"].as_u64() > Some(1000)).expect("silent");
    assert!(silent["silent_ms"].as_u64() <= silent["elapsed_ms"].as_u64(), "{silent}");
    session.interrupt();
    session.done();
    session.begin("import time\nprint('x')\ntime.sleep(3)");
    let watch = session.watch(|watch| watch["elapsed_ms"].as_u64() > Some(1000)).expect("told");
    assert!(watch["cpu_percent"].as_f64() < Some(15.0), "{watch}");
    assert_eq!(watch["line"], 3);
    session.done();
}

#[test]
fn the_line_is_that_of_the_running_statement_and_costs_its_meaning_nothing() {
    let mut session = stream();
    let code = "'doc'\nfrom __future__ import annotations\nimport os, time\nif True:\n    with open('/dev/null'):\n        if not os.fork():\n            x = 1\n            os._exit(0)\n        os.wait()\n        time.sleep(1)\n(__doc__, x if 'x' in dir() else None)";
    session.begin(code);
    assert_eq!(session.watch(|_| true).expect("told")["line"], 10);
    let done = session.done();
    assert_eq!((done.status(), done.result()), ("ok", "('doc', None)"), "{}", done.0);
    let done = session.exec("a = 1\n\n1/0");
    assert!(done.traceback().contains("File \"<step 2>\", line 3, in <module>"), "{}", done.0);
    let done = session.exec("sorted(n for n in dir() if 'ci' in n)");
    assert_eq!(done.result(), "[]");
}

#[test]
fn short_steps_and_idle_kernels_tell_nothing() {
    let mut session = stream();
    session.exec("1");
    for _ in 0..20 {
        session.begin("2");
        assert_eq!(session.next_of_all()["op"], "done");
    }
    let before = ticks(session.runner());
    assert_eq!(session.lines_within(Duration::from_secs(2)), [] as [Value; 0]);
    assert!(ticks(session.runner()) <= before + 1);
}
