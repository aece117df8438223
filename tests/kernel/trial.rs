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
    let (mut session, folder) = Session::in_folder();
    std::fs::write(folder.path().join("a.txt"), "kept").expect("a file");
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
    let (mut session, folder) = Session::in_folder();
    std::fs::write(folder.path().join("a.txt"), "kept").expect("a file");
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
        "try:\n    open('a.txt', 'w')\nexcept:\n    print('caught')",
        "import threading\nt = threading.Thread(target=lambda: open('a.txt', 'w'))\nt.start()\nt.join()",
        "os.mkfifo('new.txt')",
        "sqlite3.connect('file:new.db?mode=rwc', uri=True).execute('select 1')",
        "b.execute('insert into t values (1)')\nb.commit()",
        "c = sqlite3.connect('b.db')\nc.execute('create table u(n)')",
        "f.write('x' * 9)\nf.flush()",
    ] {
        comes_to(&mut session, code, "refused", "");
    }
    let files = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 3, "a.txt, b.db and held.txt");
    let kept = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    assert_eq!((kept("a.txt").as_str(), kept("held.txt").as_str()), ("kept", ""));
    assert_eq!(session.exec("b.execute('select count(*) from t').fetchone()[0]").result(), "0");
    session.assert_well();
}

#[test]
fn what_a_trial_would_share_with_the_session_is_kept_apart_or_not_tried() {
    let (mut session, folder) = Session::in_folder();
    std::fs::write(folder.path().join("a.txt"), "1\n2\n3\n".repeat(9000)).expect("a file");
    session.exec("import sqlite3\nf = open('a.txt')\nfirst = next(f)");
    comes_to(&mut session, "print(len(f.read()))", "ok", "");
    assert_eq!(session.exec("len(first) + len(f.read())").result(), "54000");
    session.exec("b = sqlite3.connect('b.db')\nb.execute('create table t(n)')\nb.commit()\nb.execute('insert into t values (1)')");
    comes_to(&mut session, "b.rollback()", "refused", "");
    assert_eq!(session.exec("b.commit()").status(), "ok");
    for held in ["import socket\na, z = socket.socketpair()", "import mmap\nm = mmap.mmap(-1, 9)"] {
        session.exec(held);
        comes_to(&mut session, "print(1)", "refused", "");
        session.exec("a = z = m = None");
    }
    comes_to(&mut session, "import os, time\nos.closerange(0, 200)\ntime.sleep(9)", "late", "");
    session.assert_well();
}
