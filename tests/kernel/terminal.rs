//! Shell steps at a terminal: what programs find there, what is typed, and what is left when it is gone.

use serde_json::{Value, json};

use super::client::{Done, Session, assert_gone, descendants, within};

/// A session of shell steps at a terminal of 80 columns and 24 rows.
struct AtTerminal {
    session: Session,
    seen: String,
}

impl AtTerminal {
    fn new() -> Self {
        Self { session: Session::with(&["--lang", "bash", "--stream"]), seen: String::new() }
    }

    fn begin(&mut self, code: &str) {
        self.seen.clear();
        let terminal = json!({ "columns": 80, "rows": 24 });
        self.session.send(&json!({ "op": "exec", "code": code, "terminal": terminal }));
    }

    fn press(&mut self, text: &str) {
        self.session.send(&json!({ "op": "type", "text": text }));
    }

    /// Waits until this was printed.
    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        while !self.seen.contains(text) {
            let line: Value = self.session.next();
            assert_eq!(line["op"], "output", "waited for {text:?} after {:?}: {line}", self.seen);
            self.seen += line["text"].as_str().expect("text");
        }
    }

    fn exec(&mut self, code: &str) -> Done {
        self.begin(code);
        self.session.done()
    }
}

#[test]
fn a_program_finds_a_terminal_of_the_size_that_was_asked_for() {
    let mut terminal = AtTerminal::new();
    let done = terminal.exec(
        "[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all three; tty; stty size; echo $TERM ${PAGER-none} ${COLUMNS-none}",
    );
    let lines: Vec<_> = done.output().lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "all three", "{}", done.0);
    assert!(lines[1].starts_with("/dev/"), "{}", done.0);
    assert_eq!(lines[2], "24 80");
    assert!(lines[3].starts_with("xterm-256color none "), "{}", done.0);
    assert_eq!(done.status(), "ok");
}

#[test]
fn another_size_is_told_to_the_program() {
    let mut terminal = AtTerminal::new();
    terminal.begin("trap 'stty size; echo resized' WINCH; echo go; while read -r x; do [ \"$x\" = end ] && break; done");
    terminal.wait_for("go");
    terminal.session.send(&json!({ "op": "resize", "columns": 100, "rows": 30 }));
    terminal.press("x\r");
    terminal.wait_for("30 100");
    terminal.wait_for("resized");
    terminal.press("end\r");
    assert_eq!(terminal.session.done().status(), "ok");
}

#[test]
fn what_is_typed_reaches_the_controlling_terminal_and_a_password_is_not_echoed() {
    let mut terminal = AtTerminal::new();
    terminal.begin("read -r -p 'name? ' name </dev/tty; read -r -s -p 'secret? ' word; echo; echo \"$name has ${#word}\"");
    terminal.wait_for("name? ");
    terminal.press("bob\r");
    terminal.wait_for("secret? ");
    terminal.press("hunter2\r");
    let done = terminal.session.done();
    assert!(done.output().contains("name? bob\r\n"), "{}", done.0);
    assert!(done.output().contains("bob has 7"), "{}", done.0);
    assert!(!done.output().contains("hunter2"), "{}", done.0);
}

#[test]
fn the_state_goes_over_to_the_terminal_and_back() {
    let mut terminal = AtTerminal::new();
    let session = &mut terminal.session;
    assert_eq!(session.exec("cd /; before=1; f() { echo \"f $1\"; }; export PAGER").status(), "ok");
    let done = terminal.exec("echo $before $PWD; f x; cd /tmp; after=2; g() { echo g; }");
    assert!(done.output().starts_with("1 /\r\nf x\r\n"), "{}", done.0);
    assert_eq!(done.0["cwd"], "/tmp");
    let done = terminal.session.exec(
        "echo $before $after $PWD $PAGER $TERM $COLUMNS; f y; g; [ -t 0 ] || echo no terminal",
    );
    assert_eq!(done.output(), "1 2 /tmp cat dumb 100\nf y\ng\nno terminal\n");
}

#[test]
fn an_interrupt_by_key_ends_the_program_and_the_state_survives() {
    let mut terminal = AtTerminal::new();
    terminal.begin("kept=yes; echo go; sleep 100; echo not reached");
    terminal.wait_for("go");
    terminal.press("\u{3}");
    let done = terminal.session.done();
    assert_eq!((done.status(), done.error()), ("interrupted", "interrupted"), "{}", done.0);
    assert!(!done.output().contains("not reached"), "{}", done.0);
    assert_eq!(terminal.session.exec("echo $kept").output(), "yes\n");
}

#[test]
fn a_program_that_deals_with_the_interrupt_key_itself_goes_on() {
    let mut terminal = AtTerminal::new();
    terminal.begin(
        "bash --norc -c 'trap \"echo caught\" INT; echo go; read -r x; echo got $x'; echo after $?",
    );
    terminal.wait_for("go");
    terminal.press("\u{3}");
    terminal.wait_for("caught");
    terminal.press("it\r");
    let done = terminal.session.done();
    assert!(done.output().contains("after 0"), "{}", done.0);
    assert_eq!(done.status(), "ok", "{}", done.0);
}

#[test]
fn an_interrupt_from_outside_is_a_key_first_and_kills_in_the_end() {
    let mut terminal = AtTerminal::new();
    terminal.begin("kept=1; echo go; sleep 100");
    terminal.wait_for("go");
    terminal.session.interrupt();
    assert_eq!(terminal.session.done().status(), "interrupted");
    terminal.begin("trap '' INT TERM HUP; stty -isig; echo go; while :; do read -r -t 1 x; done");
    terminal.wait_for("go");
    terminal.session.interrupt();
    let done = terminal.session.done();
    assert_eq!(done.status(), "interrupted", "{}", done.0);
    assert_eq!(terminal.session.exec("echo well $kept").output(), "well 1\n");
}

#[test]
fn statuses_are_told_as_of_other_steps() {
    let mut terminal = AtTerminal::new();
    let done = terminal.exec("false");
    assert_eq!((done.status(), done.error()), ("error", "exit status 1"));
    let done = terminal.exec("exit 3");
    assert_eq!((done.status(), done.error()), ("exited", "exit status 3"));
    let done = terminal.exec("exec bash --norc -c 'echo replaced; exit 4'");
    assert_eq!((done.status(), done.error()), ("exited", "exit status 4"), "{}", done.0);
    assert!(done.output().contains("replaced"));
    assert_eq!(terminal.session.exec("echo well").output(), "well\n");
}

#[test]
fn what_was_typed_before_a_step_began_reaches_nobody() {
    let mut terminal = AtTerminal::new();
    terminal.session.send(&json!({ "op": "type", "text": "early\r" }));
    assert_eq!(terminal.session.next()["op"], "error");
    terminal.begin("if read -r -t 1 x; then echo \"got $x\"; else echo nothing; fi");
    terminal.press("early\r");
    let done = terminal.session.done();
    assert!(done.output().contains("nothing"), "{}", done.0);
}

#[test]
fn full_screen_programs_work() {
    let mut terminal = AtTerminal::new();
    let folder = tempfile::tempdir().expect("folder");
    let place = folder.path().display();
    for (program, keys) in [("vim -u NONE", "ihello\u{1b}:wq\r"), ("vi", "ihello\u{1b}:wq\r")] {
        if which::which(program.split(' ').next().expect("a word")).is_err() {
            continue;
        }
        terminal.begin(&format!("{program} {place}/note"));
        terminal.wait_for("note");
        terminal.press(keys);
        let done = terminal.session.done();
        assert_eq!(done.status(), "ok", "{}", done.0);
        let text = std::fs::read_to_string(folder.path().join("note")).expect("written");
        assert_eq!(text, "hello\n", "{program}");
        std::fs::remove_file(folder.path().join("note")).expect("remove");
    }
    if which::which("less").is_ok() {
        terminal.begin("seq 500 | less");
        terminal.wait_for("23");
        terminal.press("G");
        terminal.wait_for("500");
        terminal.press("q");
        assert_eq!(terminal.session.done().status(), "ok");
    }
}

#[test]
fn only_shell_steps_run_at_a_terminal() {
    let mut session = Session::python();
    assert_eq!(session.exec("x = 1").status(), "ok");
    let terminal = json!({ "columns": 80, "rows": 24 });
    session.send(&json!({ "op": "exec", "code": "1", "terminal": terminal }));
    let done = session.done();
    assert_eq!(done.status(), "error");
    assert!(done.error().starts_with("only shell steps"), "{}", done.0);
    assert_eq!(session.exec("x").result(), "1");
}

#[test]
fn nothing_outlives_the_interface() {
    let mut terminal = AtTerminal::new();
    terminal.begin("trap '' HUP TERM INT; echo go; bash -c 'trap \"\" HUP TERM INT; while :; do sleep 1; done'");
    terminal.wait_for("go");
    let session = &mut terminal.session;
    let pid = session.pid();
    assert!(within(std::time::Duration::from_secs(5), || descendants(pid).len() >= 3));
    let below = descendants(session.pid());
    session.kill();
    assert_gone(&below);
}
