//! Matrix B: interrupt, time limit and death.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::client::{Session, open_files};

fn stream() -> Session {
    Session::with(&["--stream"])
}

#[test]
fn an_interrupt_stops_whatever_runs_and_keeps_variables() {
    let mut session = stream();
    session.exec("z = 5");
    for body in [
        "import time; time.sleep(60)",
        "while True: pass",
        "import subprocess; subprocess.run(['sleep', '60'])",
        "import re; re.match(r'(a+)+$', 'a'*34 + 'b')",
        "import sys\nwhile True: sys.stdout.write('y'*65536 + '\\n')",
        "input('?')",
    ] {
        session.begin_and_await_go(&format!("print('go')\n{body}"));
        let pressed = Instant::now();
        session.interrupt();
        let done = session.done();
        assert_eq!(done.status(), "interrupted", "{body}: {}", done.error());
        assert!(pressed.elapsed() < Duration::from_secs(1), "{body}: {:?}", pressed.elapsed());
        assert!(!done.traceback().contains("<driver>"), "{}", done.traceback());
        assert_eq!(session.exec("z").result(), "5");
    }
}

#[test]
fn an_interrupt_of_nothing_is_ignored() {
    let mut session = stream();
    session.assert_well();
    session.interrupt();
    let driver = Pid::from_raw(i32::try_from(session.driver()).expect("a pid")).expect("a pid");
    kill_process(driver, Signal::INT).expect("kill");
    session.assert_well();
}

#[test]
fn a_second_interrupt_ends_what_caught_the_first() {
    let mut session = stream();
    session.begin_and_await_go(
        "z = 1\nimport time\ntry:\n    print('go'); time.sleep(60)\nexcept BaseException:\n    time.sleep(60)",
    );
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
    assert_eq!(session.exec("z").result(), "1");
}

#[test]
fn twenty_interrupts_in_a_second_are_one() {
    let mut session = stream();
    session.begin_and_await_go("z = 1\nimport time\nprint('go'); time.sleep(60)");
    for _ in 0..20 {
        session.interrupt();
    }
    assert_eq!(session.done().status(), "interrupted");
    assert_eq!(session.exec("z").result(), "1");
}

#[test]
fn a_loop_that_ignores_signals_is_killed_and_the_loss_is_told() {
    let mut session = stream();
    session.begin_and_await_go(
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('go')\nwhile True: pass",
    );
    let pressed = Instant::now();
    session.interrupt();
    let done = session.done();
    assert_eq!(done.status(), "interrupted");
    assert!(done.error().contains("variables are lost"), "{}", done.error());
    assert!(pressed.elapsed() < Duration::from_secs(9));
    session.assert_well();
}

#[test]
fn a_death_is_told_exactly_and_the_next_step_works() {
    let mut session = Session::python();
    for (code, how) in [
        ("import os; os._exit(7)", "ended with status 7"),
        ("import os; os.kill(os.getpid(), 9)", "was killed by SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "was killed by SIGSEGV"),
        ("import os; os.execvp('sh', ['sh', '-c', 'exit 5'])", "ended with status 5"),
        ("import os, signal; os.killpg(0, signal.SIGTERM)", "was killed by SIGTERM"),
    ] {
        session.exec("x = 1");
        let done = session.exec(code);
        assert_eq!(done.status(), "died", "{code}");
        assert_eq!(done.error(), format!("the kernel {how}, its variables are lost"), "{code}");
        session.assert_well();
    }
}

#[test]
fn a_time_limit_stops_the_step_and_keeps_variables() {
    let mut session = Session::python();
    session.exec("z = 5");
    let done = session.exec_within("import time; time.sleep(60)", 0.5);
    assert_eq!((done.status(), done.error()), ("timeout", "stopped by the time limit of 0.5 s"));
    assert!(done.millis() < 1000.0);
    assert_eq!(session.exec("z").result(), "5");
}

#[test]
fn a_thousand_steps_answer_in_order_and_leak_nothing() {
    let mut session = Session::python();
    session.assert_well();
    let (runner, driver) = (session.runner(), session.driver());
    let before = (open_files(session.pid()), open_files(runner), open_files(driver));
    let mut times = Vec::new();
    for n in 2..1002 {
        let asked = Instant::now();
        let done = session.exec("1");
        times.push(asked.elapsed());
        assert_eq!(done.0["n"], n);
    }
    times.sort();
    assert!(times[500] < Duration::from_millis(5), "median {:?}", times[500]);
    assert_eq!((open_files(session.pid()), open_files(runner), open_files(driver)), before);
}
