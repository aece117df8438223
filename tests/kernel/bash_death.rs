//! Bash that ends, is killed or interrupted: the next step goes on where the last one was.

use std::time::Duration;

use super::bash_session::Session;

const STATE: &str = "x=77; export Y=6; a=(a 'b c'); declare -A m=([k]=v); readonly R=1; \
    f() { echo fn $1; }; nl=$'1\\n2'; alias ll='echo aliased'; shopt -s extglob; umask 027; \
    mkdir -p \"d 'q'\"; cd \"d 'q'\"";
const ASK: &str =
    "echo $x $Y \"${a[1]}\" ${m[k]} $R \"$nl\" ${PWD##*/}; sh -c 'echo $Y'; f 2; umask\nll";
const ANSWER: &str = "77 6 b c v 1 1\n2 d 'q'\n6\nfn 2\n0027\naliased\n";

#[test]
fn exit_ends_the_step_and_keeps_the_state_of_that_step() {
    let mut shell = Session::start("bash");
    let done = shell.run(&format!("{STATE}; echo bye; exit 3; echo no"));
    assert_eq!(done.gist(), ("exited", "bye\n", Some("exit status 3")));
    assert_eq!(shell.output(ASK), ANSWER);
    assert_eq!(shell.run("R=2; echo no").gist().2, Some("exit status 1"), "still read-only");
    assert_eq!(shell.run("exit 0").gist(), ("exited", "", None));
    assert_eq!(shell.output(ASK), ANSWER);
    shell.finish();
}

#[test]
fn set_e_stops_before_the_harm_is_done() {
    let mut shell = Session::start("bash");
    let done = shell.run("touch keep; set -e; cd /nonexistent; rm -f keep");
    assert_eq!((done.status.as_str(), done.error.as_deref()), ("exited", Some("exit status 1")));
    assert_eq!(shell.output("ls; false; echo on"), "keep\non\n");
    shell.finish();
}

#[test]
fn a_replaced_or_killed_shell_goes_on_from_the_last_step() {
    let mut shell = Session::start("bash");
    shell.output(STATE);
    for (code, words) in [("exec sh -c 'exit 9'", "status 9"), ("lost=1; kill -9 $$", "SIGKILL")] {
        let done = shell.run(code);
        assert_eq!(done.status, "died", "{code}: {done:?}");
        let error = done.error.unwrap_or_default();
        assert!(error.contains(words) && error.contains("goes on"), "{code}: {error}");
        assert_eq!(shell.output(ASK), ANSWER, "{code}");
        assert_eq!(shell.output("echo [$lost]"), "[]\n");
    }
    assert_eq!(shell.run("kill 0").gist(), ("exited", "", Some("exit status 143")));
    assert_eq!(shell.output(ASK), ANSWER);
    shell.finish();
}

#[test]
fn an_interrupt_ends_the_step_soon_and_keeps_the_variables() {
    let mut shell = Session::start("bash");
    shell.output("x=5; s=$PWD/started");
    let codes = [
        "touch $s; sleep 60; echo no",
        "for i in 1 2 3 4 5 6 7 8 9; do touch $s; sleep 1; done",
        "touch $s; while :; do :; done",
        "touch $s; sleep 60 | cat",
        "touch $s; python3 -c 'import time; time.sleep(60)'",
    ];
    for code in codes {
        let done = shell.run_interrupted(&format!("y=6; {code}"));
        assert_eq!(
            (done.status.as_str(), done.error.as_deref()),
            ("interrupted", Some("interrupted")),
            "{code}"
        );
        assert!(done.took < Duration::from_secs(1), "{code}: {:?}", done.took);
        assert_eq!(shell.output("echo $x $y; unset y"), "5 6\n", "{code}");
    }
    shell.finish();
}

#[test]
fn a_child_that_ignores_the_interrupt_is_ended_and_the_shell_lives() {
    let mut shell = Session::start("bash");
    shell.output("x=5");
    let done = shell.run_interrupted("y=6; sh -c 'trap \"\" INT; touch started; exec sleep 60'");
    assert_eq!(done.status, "interrupted");
    assert!(done.took < Duration::from_secs(9), "{:?}", done.took);
    assert_eq!(shell.output("echo $x $y"), "5 6\n");
    shell.finish();
}

#[test]
fn a_time_limit_stops_the_step_and_keeps_the_state() {
    let mut shell = Session::start("bash");
    shell.output("x=5");
    let done = shell.run_within("y=6; sleep 60", 0.5);
    assert_eq!(done.status, "timeout");
    assert!(done.took < Duration::from_secs(3), "{:?}", done.took);
    assert_eq!(shell.output("echo $x $y"), "5 6\n");
    shell.finish();
}

#[test]
fn background_jobs_do_not_hold_the_step_and_end_with_the_session() {
    let mut shell = Session::start("bash");
    let done = shell.run(
        "sleep 300 & nohup sleep 301 >/dev/null 2>&1 & disown; setsid sleep 302 & echo started",
    );
    assert_eq!(done.gist(), ("ok", "started\n", None));
    assert!(done.took < Duration::from_secs(1), "{:?}", done.took);
    assert_eq!(shell.output("kill %1 && echo killed"), "killed\n");
    shell.finish();
}

#[test]
fn a_directory_that_is_gone_is_left_with_a_notice() {
    let mut shell = Session::start("bash");
    let gone = shell.run("mkdir gone; cd gone; rmdir ../gone");
    assert_eq!((gone.status.as_str(), gone.cwd), ("ok", None));
    assert_eq!(shell.run("exit 1").status, "exited");
    let done = shell.run("pwd");
    let home = shell.folder().display().to_string();
    assert_eq!(
        done.output,
        format!("The directory {home}/gone is gone; the shell is in {home} now.\n{home}\n")
    );
    shell.finish();
}

#[test]
fn many_deaths_leave_nothing_behind() {
    let mut shell = Session::start("bash");
    shell.output("n=0");
    for i in 1..=50 {
        assert_eq!(shell.run("n=$((n+1)); exit 1").status, "exited", "{i}");
    }
    assert_eq!(shell.output("echo $n"), "50\n");
    shell.finish();
}

#[test]
fn a_machine_without_bash_runs_each_step_in_sh_and_says_so() {
    let bin = tempfile::tempdir().unwrap();
    for name in ["sh", "cat", "tr", "sed", "mkdir"] {
        let found = which::which(name).expect("a usual program");
        std::os::unix::fs::symlink(found, bin.path().join(name)).unwrap();
    }
    let mut shell = Session::start_with("bash", &[("PATH", bin.path().to_str().unwrap())]);
    let first = shell.run("export Y=1; mkdir d; cd d; echo hi");
    assert!(first.output.starts_with("There is no bash on this machine"), "{first:?}");
    assert_eq!(shell.output("echo $Y ${PWD##*/}"), "1 d\n");
    assert_eq!(shell.run("exit 3").gist(), ("error", "", Some("exit status 3")));
    shell.finish();
}
