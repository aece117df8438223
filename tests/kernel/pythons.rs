//! Matrix A and B in short, with every Python of the machine and as a user without rights.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::checks;
use super::client::{Session, note};

/// Code, then its status, output, result and the beginning of its error.
const MATRIX: [(&str, [&str; 4]); 23] = [
    ("x=41\nx+1", ["ok", "", "42", ""]),
    ("x+1;", ["ok", "", "", ""]),
    ("for i in range(3): i", ["ok", "", "", ""]),
    ("    y = 1\n    y", ["ok", "", "1", ""]),
    ("def f():\n    y = 1\n    return 1/0", ["ok", "", "", ""]),
    ("f()", ["error", "", "", "ZeroDivisionError: division by zero"]),
    ("x = 'a", ["error", "", "", "SyntaxError: "]),
    ("import asyncio\nawait asyncio.sleep(.01, 'hi')", ["ok", "", "'hi'", ""]),
    ("import sys; sys.exit(3)", ["exited", "", "", "SystemExit: 3"]),
    ("import builtins; kept = builtins.repr; del builtins.repr", ["ok", "", "", ""]),
    ("x", ["ok", "", "41", ""]),
    ("builtins.repr = kept", ["ok", "", "", ""]),
    ("import sys; sys.stdout.close()", ["ok", "", "", ""]),
    ("print('\\ud83d 漢字 😀')", ["ok", "\\ud83d 漢字 😀\n", "", ""]),
    ("!echo one", ["ok", "one\n", "", ""]),
    ("input()", ["error", "", "", "EOFError: nobody"]),
    ("def r(): r()\nr()", ["error", "", "", "RecursionError: "]),
    ("import time\ntime.sleep(30)", ["timeout", "", "", "stopped by the time limit of 0.5 s"]),
    ("x", ["ok", "", "41", ""]),
    (
        "import multiprocessing as mp\ndef sq(v): return v*v\nwith mp.Pool(2) as p: print(p.map(sq, [2, 3]))",
        ["ok", "[4, 9]\n", "", ""],
    ),
    ("import os; os._exit(7)", ["died", "", "", "the kernel ended with status 7"]),
    ("x", ["error", "", "", "NameError: name 'x' is not defined"]),
    ("from IPython.display import display; display(3)", ["ok", "3\n", "", ""]),
];

fn pass_the_matrix(mut session: Session, who: &str) {
    for (code, wanted) in MATRIX {
        let limit = if code.contains("sleep(30)") { 0.5 } else { 20.0 };
        let done = session.exec_within(code, limit);
        assert_eq!(
            [done.status(), done.output(), done.result()],
            wanted[..3],
            "{who}: {code}\n{}",
            done.0
        );
        assert!(done.error().starts_with(wanted[3]), "{who}: {code}\n{}", done.0);
        assert!(!done.traceback().contains("<driver>"), "{who}: {}", done.traceback());
    }
    session.assert_well();
    session.send(&serde_json::json!({ "op": "vars" }));
    assert!(session.next()["variables"].is_array(), "{who}");
}

/// Every Python of the machine that can be found, with its version.
fn pythons() -> Vec<(PathBuf, (u32, u32))> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let root = std::env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let versions = std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
    folders.extend(versions.map(|entry| entry.path().join("bin")));
    let mut found: Vec<(PathBuf, (u32, u32))> = Vec::new();
    for python in folders.iter().map(|folder| folder.join("python3")).filter(|p| p.is_file()) {
        let told = Command::new(&python)
            .args(["-c", "import sys; print(sys.executable, *sys.version_info[:2])"])
            .output();
        let text = told.map(|told| String::from_utf8_lossy(&told.stdout).into_owned());
        let text = text.unwrap_or_default();
        let mut words = text.split_whitespace();
        let (Some(program), Some(major), Some(minor)) = (words.next(), words.next(), words.next())
        else {
            note(&format!("skipped: {} does not start", python.display()));
            continue;
        };
        let program = std::fs::canonicalize(program).unwrap_or_else(|_| program.into());
        if found.iter().all(|(known, _)| *known != program) {
            found.push((program, (major.parse().unwrap_or(0), minor.parse().unwrap_or(0))));
        }
    }
    found
}

#[test]
fn every_python_of_the_machine_passes_the_matrix() {
    for (python, version) in pythons() {
        let who = format!("Python {}.{}", version.0, version.1);
        let name = python.display().to_string();
        if version < (3, 8) {
            let done = Session::with(&["--python", &name]).exec("1");
            assert_eq!(done.status(), "died", "{}", done.0);
            assert!(done.error().contains("ci-tui needs 3.8 or newer"), "{}", done.0);
            note(&format!("{who} is refused, as it is too old"));
            continue;
        }
        pass_the_matrix(Session::with(&["--python", &name]), &who);
        checks::pass(&mut Session::with(&["--python", &name]), &who);
        note(&format!("{who} passed"));
    }
}

#[test]
fn a_user_without_rights_passes_the_matrix() {
    if !rustix::process::geteuid().is_root() {
        note("skipped: these tests already run as a user without rights");
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o777)).expect("open");
    let drop = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    let may = |program: &Path, args: &[&str], wanted: &str| {
        let told = Command::new("setpriv").args(drop).arg(program).args(args).output();
        told.is_ok_and(|told| String::from_utf8_lossy(&told.stdout).trim().starts_with(wanted))
    };
    let runs = |python: &Path| {
        let code = "import os, sys; print(os.access(sys.argv[1], os.X_OK))";
        may(python, &["-c", code, &python.display().to_string()], "True")
    };
    // Ours may lie below a folder that others cannot enter.
    let own = home.path().join("ci-tui");
    std::fs::copy(env!("CARGO_BIN_EXE_ci-tui"), &own).expect("a copy");
    let system = pythons().into_iter().find(|(python, version)| *version >= (3, 8) && runs(python));
    let (true, Some((python, _))) = (may(&own, &["--version"], "ci-tui"), system) else {
        note("skipped: user 65534 can run neither our program nor any Python here");
        return;
    };
    let mut command = Command::new("setpriv");
    command.args(drop).arg(&own).args(["kernel", "--python"]).arg(&python);
    command.env("HOME", home.path()).env("TMPDIR", home.path()).current_dir(home.path());
    pass_the_matrix(Session::start(&mut command), "user 65534");
    let mut command = Command::new("setpriv");
    command.args(drop).arg(&own).args(["kernel", "--lang", "bash"]);
    command.env("HOME", home.path()).env("TMPDIR", home.path()).current_dir(home.path());
    let mut shell = Session::start(&mut command);
    assert_eq!(shell.exec("id -u").output(), "65534\n");
    assert_eq!(shell.exec("x=3; exit 2").status(), "exited");
    assert_eq!(shell.exec("echo $x").output(), "3\n");
}
