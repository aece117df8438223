//! What real kernels know of code that was not run.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Session;

fn check(session: &mut Session, lang: &str, code: &str) -> Value {
    session.send(&json!({ "op": "check", "lang": lang, "code": code }));
    session.next()
}

/// What Python doubts, as kind and text.
fn doubts(session: &mut Session, code: &str) -> Vec<(String, String)> {
    let told = check(session, "python", code);
    let list = told["doubts"].as_array().unwrap_or_else(|| panic!("{code}: {told}"));
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    list.iter().map(|doubt| (text(&doubt["kind"]), text(&doubt["text"]))).collect()
}

#[track_caller]
fn doubted(session: &mut Session, code: &str, kind: &str, words: &str) {
    let found = doubts(session, code);
    assert!(
        matches!(&found[..], [(own, text)] if own == kind && text.contains(words)),
        "{code}: {found:?}"
    );
}

/// All that Python is asked to know, told by one session.
pub(super) fn pass(session: &mut Session, who: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("sales.csv"), "a\n1\n").expect("a file");
    // A kernel that is only now starting may answer too late, which counts as no doubts.
    session.exec(&format!("import os; os.chdir('{}'); rows = [1]", folder.path().display()));
    doubted(session, "print('a", "syntax", "line 1: print('a");
    doubted(session, "return 1", "syntax", "outside function");
    doubted(session, "print(row)", "name", "row was never set; did you mean rows?");
    doubted(session, "def f():\n    return missing_one\nf()", "name", "missing_one was never set");
    doubted(
        session,
        "import nowhere_at_all as n\nn.x",
        "module",
        "nowhere_at_all is not installed",
    );
    let near = "there is no file 'sale.csv'; did you mean 'sales.csv'?";
    doubted(session, "name = 'sale.csv'\nopen(name)", "file", near);
    doubted(session, "open('path/to/file.csv')", "file", "the folder 'path/to' does not exist");
    for code in [
        "print(rows, open('sales.csv').read())",
        "with open('new.csv', 'w') as f: f.write('x')\nopen('new.csv')",
        "try:\n    import nowhere_at_all\nexcept ImportError:\n    pass",
        "!ls\nx = !ls\nprint(x)",
        "    y = 1\n    y",
        "await something(rows) if False else [r for r in rows]\nsomething = 1",
        "import sqlite3\nc = sqlite3.connect('n.db')\nc.execute('CREATE TABLE t(a)')",
        "class A:\n    b = rows\n    def m(self): return self.b, __name__, _hidden",
        "import IPython.display\nprint(IPython)",
        "print('\\d')",
    ] {
        assert_eq!(doubts(session, code), [], "{who}: {code}");
    }
    let told = check(session, "python", "import nowhere_at_all as n  # for later\nprint(rows)\n");
    assert_eq!(told["mended"]["code"], "print(rows)\n", "{who}: {told}");
    assert_eq!(told["doubts"], json!([]), "{who}: {told}");
    let note = told["mended"]["note"].as_str().expect("a note");
    assert!(note.starts_with("The import of nowhere_at_all was taken out"), "{note}");
    assert!(session.exec("print('said')").output() == "said\n", "{who}: a look prints nothing");
}

#[test]
fn a_look_at_code_knows_what_the_live_kernel_holds() {
    pass(&mut Session::python(), "python");
}

#[test]
fn only_an_import_that_nothing_uses_is_taken_out() {
    let mut session = Session::python();
    session.exec("1");
    for code in [
        "import nowhere_at_all; print(1)",
        "if True:\n    import nowhere_at_all\nprint(1)",
        "import nowhere_at_all\nprint(eval('nowhere_at_all'))",
        "import json, nowhere_at_all\nprint(1)",
        "from nowhere_at_all import *\nprint(1)",
        "import nowhere_at_all",
        "%pip install nowhere_at_all\nimport nowhere_at_all",
    ] {
        let told = check(&mut session, "python", code);
        assert_eq!(told["mended"], Value::Null, "{code}: {told}");
    }
    let told = check(
        &mut session,
        "python",
        "import json\nfrom nowhere_at_all import (a,\n    b)\njson\n",
    );
    assert_eq!(told["mended"]["code"], "import json\njson\n", "{told}");
}

#[test]
fn a_look_runs_no_code_of_the_user_and_takes_milliseconds() {
    let mut session = Session::python();
    session.exec(
        "import sys\nclass Loud:\n    def __getattr__(self, name): print('called'); raise AttributeError(name)\n    def __repr__(self): print('called'); return ''\nloud = Loud()\nclass Finder:\n    @classmethod\n    def find_spec(cls, *a, **k): print('called')\nsys.meta_path.append(Finder)",
    );
    let code = "import nowhere_at_all\nprint(loud.x, lout)\n".repeat(20);
    let mut times = Vec::new();
    for _ in 0..11 {
        let asked = Instant::now();
        let told = check(&mut session, "python", &code);
        times.push(asked.elapsed());
        assert_eq!(told["doubts"][0]["kind"], "name", "{told}");
    }
    times.sort();
    assert!(times[5] <= Duration::from_millis(30), "{:?}", times[5]);
    assert_eq!(session.exec("1").output(), "");
}

#[test]
fn shell_code_is_parsed_without_a_kernel() {
    let mut session = Session::bash();
    let told = check(&mut session, "bash", "if true; then\n  echo a\n");
    let text = told["doubts"][0]["text"].as_str().unwrap_or_default();
    assert!(
        told["doubts"][0]["kind"] == "syntax" && text.contains("unexpected end of file"),
        "{told}"
    );
    for code in ["echo !(a|b) > /dev/null", "cat <<E\nE\n", "touch made; exit 3", "f() { :; }"] {
        assert_eq!(check(&mut session, "bash", code)["doubts"], json!([]), "{code}");
    }
    assert!(!std::path::Path::new("made").exists());
    let told = check(&mut session, "bash", &"echo )\n".repeat(100_000));
    assert_eq!(told["doubts"][0]["kind"], "syntax", "{told}");
}

#[test]
fn javascript_is_parsed_as_steps_are() {
    if which::which("node").is_err() {
        return;
    }
    let mut session = Session::with(&["--lang", "javascript"]);
    assert_eq!(session.exec("1").status(), "ok");
    let told = check(&mut session, "javascript", "import fs from 'fs';\nawait f();\nlet y = ;");
    let text = told["doubts"][0]["text"].as_str().unwrap_or_default();
    assert_eq!(text, "Unexpected token ';' in line 3: let y = ;", "{told}");
    for code in ["import fs from 'fs'\nawait fs.x()", "{ a: 1 }", "for await (const x of y) x"] {
        assert_eq!(check(&mut session, "javascript", code)["doubts"], json!([]), "{code}");
    }
}

#[test]
fn a_kernel_that_cannot_be_had_doubts_nothing() {
    let mut session = Session::with(&["--python", "/nowhere/python3"]);
    let told = check(&mut session, "python", "print('a");
    assert_eq!((&told["op"], &told["doubts"]), (&json!("checked"), &json!([])), "{told}");
}

#[test]
fn an_import_of_pandas_becomes_one_of_what_is_built_in_where_pandas_is_missing() {
    let mut session = Session::with(&["--lang", "python"]);
    let there =
        session.exec("import importlib.util\nimportlib.util.find_spec('pandas') is not None");
    if there.result() == "True" {
        println!("this Python has pandas: skipped");
        return;
    }
    for (code, mended) in [
        ("import pandas as pd\npd.Series([1])", "import minipandas as pd\npd.Series([1])"),
        (
            "x = 1\nimport pandas  # tables\npandas.NA",
            "x = 1\nimport minipandas as pandas  # tables\npandas.NA",
        ),
        ("from pandas import Series\nSeries([1])", "from minipandas import Series\nSeries([1])"),
    ] {
        let told = check(&mut session, "python", code);
        assert_eq!(told["mended"]["code"], mended, "{told}");
        assert_eq!(told["doubts"], json!([]), "{told}");
        assert_eq!(session.exec(mended).status(), "ok");
    }
    let told = check(&mut session, "python", "x = rows.groupby('a')['b', 'c'].sum()\nrows = 1");
    assert_eq!(told["mended"]["code"], "x = rows.groupby('a')[['b', 'c']].sum()\nrows = 1");
    let told = check(&mut session, "python", "import pandas.plotting as p\np.x");
    assert_eq!(told["mended"], Value::Null, "{told}");
}

#[test]
fn queries_are_prepared_against_the_database_that_a_step_opens() {
    let mut session = Session::with(&["--lang", "python"]);
    let folder = tempfile::tempdir().expect("a folder");
    session.exec(&format!(
        "import os, sqlite3; os.chdir('{}')\nb = sqlite3.connect('l.db')\nb.executescript('create table book(id, title); create table loan(id, book_id)')\nb.close()",
        folder.path().display()
    ));
    let step = |query: &str| {
        format!(
            "import sqlite3\nc = sqlite3.connect('l.db')\nprint(c.execute(\"{query}\").fetchall())"
        )
    };
    let wrong = step("select count(*) from book where book_id not in (select book_id from loan)");
    doubted(&mut session, &wrong, "column", "the column of book is id, not book_id: write book.id");
    doubted(&mut session, &step("select * from books"), "column", "no such table: books");
    let outer = step("select count(*) from loan where book_id in (select book_id from book)");
    doubted(&mut session, &outer, "column", "no table has the column book_id");
    for query in [
        "select title from book where id in (select book_id from loan)",
        "select title from book b where exists (select 1 from loan where book_id = b.id)",
        "select count(*) from loan where id = ?",
        "select '(select x from y)' from loan",
    ] {
        assert_eq!(doubts(&mut session, &step(query)), [], "{query}");
    }
    session.assert_well();
}
