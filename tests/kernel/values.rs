//! Matrix rows 2, 6, 10, 19 and 20: what a step shows, and real libraries that show things.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Done, Session, note, resident};

#[test]
fn a_semicolon_hides_the_value_and_one_in_a_comment_does_not() {
    let mut session = Session::python();
    for (code, result) in
        [("1+1;", ""), ("1+1 # ;", "2"), ("';'", "';'"), ("1+1 ; # no", ""), ("x = 1; x", "1")]
    {
        assert_eq!(session.exec(code).result(), result, "{code}");
    }
}

#[test]
fn a_step_that_is_indented_as_a_whole_runs_with_its_strings_and_lines_unchanged() {
    let mut session = Session::python();
    let done = session.exec("    s = '''a\n  b\n    c'''\n    if s:\n        print(len(s))\n    s");
    assert_eq!((done.output(), done.result()), ("11\n", "'a\\n  b\\n    c'"), "{}", done.0);
    let done = session.exec("\n    a = 1\n    1/0");
    assert!(done.traceback().contains("File \"<step 2>\", line 3"), "{}", done.traceback());
    let done = session.exec("  x = 1\ny = 2");
    assert!(done.error().starts_with("IndentationError: unexpected indent"), "{}", done.error());
    session.assert_well();
}

#[test]
fn a_repr_that_never_ends_can_be_interrupted() {
    let mut session = Session::with(&["--stream"]);
    session.begin_and_await_go(
        "class A:\n    def __repr__(s):\n        print('go')\n        while True: pass\nA()",
    );
    let pressed = Instant::now();
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
    assert!(pressed.elapsed() < Duration::from_secs(1));
    session.assert_well();
}

#[test]
fn real_figures_become_pictures_and_a_window_is_refused_at_once() {
    let Some(python) = scientific_python() else { return };
    let mut session = Session::with(&["--python", &python.display().to_string()]);
    let done = session.exec(
        "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]); plt.title('t')\nplt.show()\nprint('on')",
    );
    assert_eq!((done.status(), done.output()), ("ok", "on\n"), "{}", done.0);
    let picture = std::fs::read(shown(&done, "image/png")).expect("a picture");
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 5000);
    let asked = Instant::now();
    let done = session.exec("import matplotlib\nmatplotlib.use('TkAgg', force=True)");
    assert_eq!(done.status(), "error", "{}", done.0);
    assert!(done.error().starts_with("ImportError"), "{}", done.error());
    assert!(asked.elapsed() < Duration::from_secs(5));
    session.assert_well();
}

#[test]
fn a_huge_frame_is_shown_as_a_small_typed_table_at_once() {
    let Some(python) = scientific_python() else { return };
    let mut session = Session::with(&["--python", &python.display().to_string()]);
    session.exec(
        "import pandas as pd, numpy as np\nd = pd.DataFrame(np.zeros((1_000_000, 200), 'f4'))\n\
         d.columns = [f'c{i}' for i in range(200)]\npd.set_option('display.max_rows', None)",
    );
    session.exec("d.head(2)");
    // The best of a few: the others measure what else the machine does.
    let shown: Vec<Done> = (0..5).map(|_| session.exec("d")).collect();
    let done = shown.into_iter().min_by(|a, b| a.millis().total_cmp(&b.millis())).expect("five");
    assert!(done.millis() < 200.0, "{} ms", done.millis());
    assert!(done.result().contains("[1000000 rows x 200 columns]"), "{}", done.result());
    assert!(done.result().len() < 10_000);
    let table = read_table(&done);
    assert_eq!((&table["kind"], &table["shape"]), (&json!("DataFrame"), &json!([1_000_000, 200])));
    assert_eq!(table["schema"]["fields"][0], json!({ "name": "c0", "type": "float32" }));
    assert_eq!(table["data"].as_array().map(Vec::len), Some(200));
    assert_eq!(table["data"][0].as_array().map(Vec::len), Some(50));
    assert_eq!(table["rows_left_out"], json!({ "after": 150, "count": 999_800 }));
    assert_eq!(table["index"][199], json!(999_999));
}

#[test]
fn frames_series_and_arrays_keep_their_values_in_the_table() {
    let Some(python) = scientific_python() else { return };
    let mut session = Session::with(&["--python", &python.display().to_string()]);
    let done = session.exec(
        "import pandas as pd, numpy as np\nd = pd.DataFrame({'n': [1, 2], 's': ['é', None], 'f': [.5, np.nan]})\nd",
    );
    assert!(done.result().contains("é"), "{}", done.0);
    assert_eq!(read_table(&done)["data"], json!([[1, "é", 0.5], [2, null, null]]));
    let done = session.exec("d.n.rename('n')");
    assert_eq!(read_table(&done)["data"], json!([[1], [2]]));
    let done = session.exec("np.eye(2, dtype=int)");
    assert_eq!(read_table(&done)["data"], json!([[1, 0], [0, 1]]));
    let done = session.exec("d.describe() if False else pd.concat([d, d], axis=1)");
    assert_eq!(read_table(&done)["data"][0], json!([1, "é", 0.5, 1, "é", 0.5]), "same names twice");
    assert_eq!(session.exec("pd.DataFrame()").status(), "ok");
    assert!(resident(session.runner()) < 64 << 20);
}

fn read_table(done: &Done) -> Value {
    let path = shown(done, "application/vnd.dataresource+json");
    serde_json::from_slice(&std::fs::read(path).expect("a table")).expect("JSON")
}

#[track_caller]
fn shown(done: &Done, mime: &str) -> PathBuf {
    let displays = done.0["display"].as_array().expect("displays");
    assert_eq!(displays.len(), 1, "{}", done.0);
    assert_eq!(displays[0]["mime"], mime, "{}", done.0);
    displays[0]["path"].as_str().expect("a path").into()
}

/// A Python with matplotlib and pandas, made once below the tests' cache; `None` where none can be had.
fn scientific_python() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from)?;
    let cache =
        std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from);
    let folder = cache.join("ci-tui");
    std::fs::create_dir_all(&folder).expect("the cache can be written");
    let lock = std::fs::File::create(folder.join(".test-venv-lock")).expect("a lock");
    lock.lock().expect("a lock: several tests want the same environment");
    let python = folder.join("test-venv/bin/python3");
    let works = |python: &Path| {
        let mut check = Command::new(python);
        check.args(["-c", "import pandas, matplotlib"]).stderr(Stdio::null());
        python.exists() && check.status().is_ok_and(|status| status.success())
    };
    if works(&python) {
        return Some(python);
    }
    let venv = folder.join("test-venv");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).output();
    let pip = ["-m", "pip", "install", "-q", "--prefer-binary", "pandas", "matplotlib"];
    let filled = made.and_then(|_| Command::new(&python).args(pip).output());
    if works(&python) {
        return Some(python);
    }
    let why = filled.map_or_else(|e| e.to_string(), |o| String::from_utf8_lossy(&o.stderr).into());
    note(&format!("skipped: no environment with pandas and matplotlib could be made: {why}"));
    None
}
