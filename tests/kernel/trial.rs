//! Code tried out in a copy of the session: it sees everything and changes nothing.

use serde_json::{Value, json};

use super::client::Session;

fn tries(session: &mut Session, code: &str) -> (String, String) {
    session.send(&json!({ "op": "check", "lang": "python", "code": code, "trial": 2 }));
    let told = session.next();
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{told}")).to_owned();
    (text(&told["tried"]["status"]), text(&told["tried"]["output"]))
}

#[track_caller]
fn comes_to(session: &mut Session, code: &str, status: &str, output: &str) {
    let (own, printed) = tries(session, code);
    assert_eq!(own, status, "{code}: {printed}");
    assert!(printed.contains(output), "{code}: {printed}");
}

#[test]
fn a_trial_sees_the_session_and_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    std::fs::write(folder.path().join("a.txt"), "kept").expect("a file");
    let mut session = Session::with(&["--lang", "python", "-C", &path]);
    session.exec("x = [1]\nimport sqlite3\nb = sqlite3.connect('b.db')\nb.execute('create table t(n)')\nb.commit()");
    comes_to(&mut session, "x.append(2)\nprint(len(x))\nsum(x)", "ok", "2\n3");
    comes_to(&mut session, "print(open('a.txt').read())", "ok", "kept");
    comes_to(&mut session, "print(nothing)", "error", "NameError");
    comes_to(&mut session, "import sys\nprint(1)\nsys.exit(3)", "ok", "1");
    comes_to(&mut session, "input()", "error", "EOFError");
    comes_to(&mut session, "while True: pass", "late", "");
    assert_eq!(session.exec("len(x)").result(), "1");
    session.assert_well();
}

#[test]
fn a_trial_writes_no_file_runs_no_program_and_reaches_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    std::fs::write(folder.path().join("a.txt"), "kept").expect("a file");
    let mut session = Session::with(&["--lang", "python", "-C", &path]);
    session.exec("import sqlite3, os\nb = sqlite3.connect('b.db')\nb.execute('create table t(n)')\nb.commit()\nf = open('held.txt', 'w')");
    for code in [
        "open('a.txt', 'w')",
        "open('new.txt', 'x')",
        "import pathlib\npathlib.Path('a.txt').write_text('gone')",
        "os.remove('a.txt')",
        "os.system('echo x > new.txt')",
        "import subprocess\nsubprocess.run(['touch', 'new.txt'])",
        "!touch new.txt",
        "import shutil\nshutil.copy('a.txt', 'new.txt')",
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "os.fork()",
        "try:\n    open('a.txt', 'w')\nexcept Exception:\n    print('caught')",
    ] {
        comes_to(&mut session, code, "refused", "");
    }
    comes_to(&mut session, "b.execute('insert into t values (1)')\nb.commit()", "error", "");
    comes_to(
        &mut session,
        "c = sqlite3.connect('b.db')\nc.execute('create table u(n)')",
        "error",
        "readonly",
    );
    comes_to(&mut session, "f.write('x' * 9)\nf.flush()", "error", "");
    let files = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 3, "a.txt, b.db and held.txt");
    let kept = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    assert_eq!((kept("a.txt").as_str(), kept("held.txt").as_str()), ("kept", ""));
    assert_eq!(session.exec("b.execute('select count(*) from t').fetchone()[0]").result(), "0");
    session.assert_well();
}
