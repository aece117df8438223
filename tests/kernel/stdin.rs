//! Matrix C: programs that read.

use serde_json::json;

use super::client::Session;

#[test]
fn a_wish_for_input_is_told_and_answered() {
    let mut session = Session::with(&["--stream"]);
    for (code, prompt, secret, result) in [
        ("input('name? ')", "name? ", false, "'bob'"),
        ("import getpass; getpass.getpass()", "Password: ", true, "'bob'"),
        ("import sys; sys.stdin.readline()", "", false, "'bob\\n'"),
    ] {
        session.begin(code);
        let wish = session.next();
        let wanted = json!({ "op": "input", "n": wish["n"], "prompt": prompt, "secret": secret });
        assert_eq!(wish, wanted);
        session.send(&json!({ "op": "input", "text": "bob" }));
        let done = session.done();
        assert_eq!((done.result(), done.output()), (result, ""), "{code}");
    }
}

#[test]
fn input_that_nobody_answers_is_an_error_that_says_so() {
    let mut session = Session::python();
    let done = session.exec("input()");
    assert_eq!(done.status(), "error");
    assert!(done.error().starts_with("EOFError: nobody is there to answer"), "{}", done.error());
    session.assert_well();
}

#[test]
fn reading_all_of_the_input_gives_nothing() {
    let mut session = Session::python();
    assert_eq!(session.exec("import sys; sys.stdin.read()").result(), "''");
    assert_eq!(session.exec("!cat; echo end").output(), "end\n");
    assert_eq!(session.exec("open('/dev/tty')").status(), "error");
}

#[test]
fn pagers_do_not_wait() {
    let mut session = Session::python();
    let done = session.exec("help(str.strip)");
    assert!(done.output().contains("strip"), "{}", done.0);
    assert_eq!(session.exec("!echo paged | $PAGER").output(), "paged\n");
}
