//! Matrix A: what a Python step means.

use super::client::Session;

/// Runs one step and compares status, output, result and error.
#[track_caller]
fn expect(session: &mut Session, code: &str, wanted: (&str, &str, &str, &str)) {
    let done = session.exec(code);
    let got = (done.status(), done.output(), done.result(), done.error());
    assert_eq!(got, wanted, "{code}\n{}", done.traceback());
}

#[test]
fn the_last_expression_is_shown_and_state_is_kept() {
    let mut session = Session::python();
    expect(&mut session, "x=41\nx+1", ("ok", "", "42", ""));
    expect(&mut session, "_ + x", ("ok", "", "83", ""));
    expect(&mut session, "x+1;", ("ok", "", "", ""));
    expect(&mut session, "x+1 # ;", ("ok", "", "42", ""));
    expect(&mut session, "('é;',\n x) # ;", ("ok", "", "('é;', 41)", ""));
    expect(&mut session, "('é;',\n x); # no", ("ok", "", "", ""));
    expect(&mut session, "  y = 1; ';'\n", ("ok", "", "';'", ""));
    expect(&mut session, "  y = 1\n  y ;\n", ("ok", "", "", ""));
    expect(&mut session, "for i in range(3): i", ("ok", "", "", ""));
    expect(&mut session, "s = '''a\n\n##end_of_execution##\n  b'''\nlen(s)", ("ok", "", "27", ""));
    expect(&mut session, "import asyncio\nawait asyncio.sleep(.01, 'hi')", ("ok", "", "'hi'", ""));
    expect(&mut session, "__name__", ("ok", "", "'__main__'", ""));
    expect(&mut session, "from __future__ import annotations", ("ok", "", "", ""));
    expect(
        &mut session,
        "def f(a: nonsense): pass\nf.__annotations__['a']",
        ("ok", "", "'nonsense'", ""),
    );
}

#[test]
fn a_traceback_names_steps_and_hides_the_driver() {
    let mut session = Session::python();
    session.exec("def f():\n    y = 1\n    return 1/0");
    session.exec("2");
    let done = session.exec("f()");
    assert_eq!((done.status(), done.error()), ("error", "ZeroDivisionError: division by zero"));
    let trace = done.traceback();
    assert!(trace.contains("File \"<step 1>\", line 3, in f\n    return 1/0"), "{trace}");
    assert!(trace.contains("File \"<step 3>\", line 1"), "{trace}");
    assert!(!trace.contains("<driver>"), "{trace}");
    let done = session.exec("import inspect\nprint(inspect.getsource(f))");
    assert_eq!(done.output(), "def f():\n    y = 1\n    return 1/0\n");
}

#[test]
fn source_that_does_not_compile_is_an_error_and_the_session_lives() {
    let mut session = Session::python();
    let deep = format!("{}{}", "(".repeat(5000), ")".repeat(5000));
    for code in ["def (:\n  pass", "x = 'a\0b'", &deep, "  x = 1\ny = 2", "'abc"] {
        let done = session.exec(code);
        assert_eq!(done.status(), "error", "{}", done.0);
        assert!(!done.error().is_empty());
    }
    session.assert_well();
}

#[test]
fn exit_ends_the_step_only() {
    let mut session = Session::python();
    expect(&mut session, "x = 5\nimport sys; sys.exit(3)", ("exited", "", "", "SystemExit: 3"));
    expect(&mut session, "exit()", ("exited", "", "", "SystemExit: 0"));
    expect(&mut session, "quit()", ("exited", "", "", "SystemExit: 0"));
    expect(&mut session, "x", ("ok", "", "5", ""));
}

#[test]
fn a_hostile_repr_is_told_and_capped() {
    let mut session = Session::python();
    let class = "class A:\n    def __repr__(s): raise ValueError('no')\nA()";
    expect(&mut session, class, ("ok", "", "<repr failed: ValueError: no>", ""));
    let done = session.exec("'a' * 50_000_000");
    assert!(done.result().len() < 70_000 && done.millis() < 1000.0);
    let done = session.exec("list(range(10_000_000))");
    assert!(done.result().ends_with("10000000 items in all") && done.result().len() < 70_000);
}

#[test]
fn what_a_step_breaks_is_whole_in_the_next() {
    let breaks = [
        "import builtins; del builtins.repr",
        "import json; json.dumps = None; json.loads = None",
        "import sys; sys.stdout.close()",
        "import sys, io; sys.stdout = io.StringIO(); sys.stderr = None",
        "import os; os.dup2(os.open('/dev/null', 1), 1)",
        "import os; os.closerange(3, 64)",
        "import os; os.close(1); os.close(2); os.close(0)",
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)",
        "import sys; sys.setrecursionlimit(60)",
        "import sys; sys.modules.clear()",
    ];
    for code in breaks {
        let mut session = Session::python();
        session.exec(code);
        session.assert_well();
    }
}

#[test]
fn text_and_bytes_of_any_kind_are_printed() {
    let mut session = Session::python();
    expect(&mut session, "print('\\ud83d 漢字 😀')", ("ok", "\\ud83d 漢字 😀\n", "", ""));
    let done = session.exec("import sys; n = sys.stderr.buffer.write(bytes(range(256)))");
    assert_eq!(done.status(), "ok");
    assert!(done.output().contains("ABC") && done.output().contains('\u{fffd}'));
    let done = session.exec("raise ValueError('\\ud83d')");
    assert_eq!(done.error(), "ValueError: \\ud83d");
    let done = session.exec("def r(): r()\nr()");
    assert!(done.error().starts_with("RecursionError") && done.traceback().len() < 21_000);
}

#[test]
fn a_directory_that_is_gone_is_told_as_none() {
    let mut session = Session::python();
    let done =
        session.exec("import os, tempfile\nd = tempfile.mkdtemp(); os.chdir(d); os.rmdir(d)");
    assert!(done.0["cwd"].is_null(), "{}", done.0);
    session.assert_well();
}

#[test]
fn notebook_syntax_runs_where_python_does_not_parse() {
    let mut session = Session::python();
    expect(&mut session, "!echo one; echo two >&2", ("ok", "one\ntwo\n", "", ""));
    expect(&mut session, "n = 3\nx = !echo a{n} $n && echo b\nx", ("ok", "", "['a3 3', 'b']", ""));
    expect(
        &mut session,
        "s = '''\n!echo no\n%pip\n'''\ns",
        ("ok", "", "'\\n!echo no\\n%pip\\n'", ""),
    );
    expect(&mut session, "if True:\n    !echo in", ("ok", "in\n", "", ""));
    expect(&mut session, "%%bash\nfor i in 1 2; do echo $i; done", ("ok", "1\n2\n", "", ""));
    expect(&mut session, "%matplotlib inline\nn", ("ok", "", "3", ""));
    expect(&mut session, "%env CI_X=7\n!echo $CI_X", ("ok", "7\n", "", ""));
    let done = session.exec("%foo bar");
    assert!(done.error().contains("`%foo` does not exist"), "{}", done.error());
    let done = session.exec("%pip --version");
    assert!(done.output().starts_with("pip "), "{}", done.0);
    let done = session.exec("%time sum(range(10))");
    assert_eq!(done.result(), "45");
    assert!(done.output().contains("Wall time"));
    let done = session.exec("%timeit -n 5 -r 2 1+1");
    assert!(done.output().contains("5 loops each"), "{}", done.0);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.txt");
    session.exec(&format!("%%writefile {}\nhello\n", path.display()));
    assert_eq!(std::fs::read_to_string(path).expect("written"), "hello\n");
}

#[test]
fn displays_are_kept_as_files() {
    let mut session = Session::python();
    let done = session.exec("from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))");
    let shown = &done.0["display"][0];
    assert_eq!(shown["mime"], "text/html", "{}", done.0);
    let text = std::fs::read_to_string(shown["path"].as_str().expect("a path")).expect("a file");
    assert_eq!(text, "<b>x</b>");
    let png = "class P:\n    def _repr_png_(self): return b'\\x89PNG'\nP()";
    assert_eq!(session.exec(png).0["display"][0]["mime"], "image/png");
}

#[test]
fn open_figures_become_displays_at_show_and_at_the_end_of_the_step() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("matplotlib")).expect("a package");
    std::fs::write(folder.path().join("matplotlib/__init__.py"), "").expect("a package");
    let pyplot = "class Figure:\n    def savefig(self, file, **o): file.write(b'PNG')\n\
        figures = {}\ndef figure(n): return figures.setdefault(n, Figure())\n\
        def get_fignums(): return list(figures)\ndef close(n): del figures[n]\n\
        def show(): raise RuntimeError('a window')\n";
    std::fs::write(folder.path().join("matplotlib/pyplot.py"), pyplot).expect("a module");
    let mut session = Session::python();
    let code = format!(
        "import sys; sys.path.insert(0, {:?})\nimport matplotlib.pyplot as plt\n\
         f = plt.figure(1); plt.show(); print(plt.get_fignums()); f = plt.figure(2)",
        folder.path()
    );
    let done = session.exec(&code);
    assert_eq!((done.status(), done.output()), ("ok", "[]\n"), "{}", done.0);
    let mimes: Vec<_> = done.0["display"].as_array().expect("displays").iter().collect();
    assert_eq!(mimes.len(), 2, "{}", done.0);
    assert!(mimes.iter().all(|shown| shown["mime"] == "image/png"));
    assert_eq!(session.exec("import os; os.environ['MPLBACKEND']").result(), "'Agg'");
}

#[test]
fn files_of_a_project_do_not_stand_in_for_the_modules_that_the_driver_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    for module in ["token", "select", "json", "ast", "signal", "traceback", "fcntl", "base64"] {
        let path = folder.path().join(format!("{module}.py"));
        std::fs::write(path, "raise ImportError('not mine')").expect("written");
    }
    std::fs::write(folder.path().join("mine.py"), "own = 5").expect("written");
    let mut session = Session::with(&["-C", folder.path().to_str().expect("text")]);
    let own = "import mine, sys\nmine.own, sys.path[0], sys.path.count('')";
    expect(&mut session, own, ("ok", "", "(5, '', 1)", ""));
}

#[test]
fn code_that_is_too_long_is_refused_and_the_variables_are_kept() {
    let mut session = Session::python();
    session.exec("x = 5");
    let done = session.exec(&format!("x = '{}'", "a".repeat(17 << 20)));
    assert_eq!(done.status(), "error");
    assert!(done.error().starts_with("this code is longer than"), "{}", done.error());
    expect(&mut session, "x", ("ok", "", "5", ""));
}
