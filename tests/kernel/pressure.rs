//! Matrix rows 48, 76 and 79: too many processes, full disks, and large programs under a memory limit.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::client::{Session, descendants, kernel, note, within};

#[test]
fn a_fork_bomb_is_ended_at_the_limit_and_the_shell_goes_on() {
    let mut session = Session::with(&["--lang", "bash", "--processes", "60"]);
    session.exec("x=5");
    // Every process starts two more, nine levels deep: a bomb that would end by itself.
    let bomb = "b() { if (($1)); then b $(($1-1)) & b $(($1-1)) & sleep 20; fi; }; b 9";
    let asked = Instant::now();
    let done = session.exec(bomb);
    assert_eq!(done.status(), "died", "{}", done.0);
    assert!(done.error().starts_with("the step started more than 60 processes"), "{}", done.0);
    assert!(asked.elapsed() < Duration::from_secs(15), "{:?}", asked.elapsed());
    assert_eq!(session.exec("echo $x").output(), "5\n");
    assert!(within(Duration::from_secs(2), || descendants(session.pid()).len() == 2));
}

#[test]
fn many_children_of_a_python_step_are_ended_at_the_limit() {
    let mut session = Session::with(&["--processes", "30"]);
    let done = session.exec(
        "import subprocess\np = [subprocess.Popen(['sleep', '60']) for _ in range(40)]\nfor q in p: q.wait()",
    );
    assert_eq!(done.status(), "died", "{}", done.0);
    assert!(done.error().starts_with("the step started more than 30 processes"), "{}", done.0);
    session.assert_well();
}

/// A file system of a quarter MiB, full; gone when dropped.
struct FullDisk(tempfile::TempDir);

impl FullDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "none"]).arg(folder.path());
        if !mount.output().is_ok_and(|done| done.status.success()) {
            note("skipped: only root may mount a file system to fill");
            return None;
        }
        Some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn fill(&self) {
        let _ = std::fs::write(self.path().join("ballast"), vec![0; 1 << 20]);
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_for_temporary_files_does_not_stop_steps() {
    let Some(disk) = FullDisk::mount() else { return };
    disk.fill();
    runs_without_room(disk.path());
}

#[test]
fn a_missing_folder_for_temporary_files_does_not_stop_steps() {
    runs_without_room(Path::new("/nowhere/at/all"));
}

fn runs_without_room(place: &Path) {
    let start = |lang| Session::start(kernel().args(["--lang", lang]).env("TMPDIR", place));
    let mut shell = start("bash");
    shell.exec("x=1");
    assert_eq!(shell.exec("echo $x; seq 100000 | tail -1").output(), "1\n100000\n");
    let mut python = start("python");
    let done = python
        .exec("class P:\n    def _repr_png_(self): return b'PNG' * 500_000\nprint('on')\nP()");
    assert_eq!((done.status(), done.output()), ("ok", "on\n"), "{}", done.0);
    python.assert_well();
}

#[test]
fn a_disk_that_fills_up_under_a_shell_does_not_stop_it() {
    let Some(disk) = FullDisk::mount() else { return };
    let mut shell = Session::start(kernel().args(["--lang", "bash"]).env("TMPDIR", disk.path()));
    shell.exec("x=1");
    disk.fill();
    for n in 2..6 {
        let done = shell.exec(&format!("x={n}; echo $x # {}", "z".repeat(8192)));
        assert_eq!((done.status(), done.output()), ("ok", format!("{n}\n").as_str()), "{}", done.0);
    }
    assert_eq!(shell.exec("echo $x").output(), "5\n");
}

#[test]
fn a_home_that_cannot_be_written_does_not_stop_steps() {
    let mut session = Session::start(kernel().env("HOME", "/proc/nowhere"));
    session.assert_well();
}

#[test]
fn programs_that_reserve_much_memory_start_under_the_limit() {
    let mut shell = Session::with(&["--lang", "bash", "--memory", "1024"]);
    for (program, code, wanted) in [
        ("node", "node -e 'console.log([1,2,3].map(x => x * 2).length)'", "3\n"),
        ("java", "java -Xmx64m -version 2>&1 | grep -c -i version", "1\n"),
    ] {
        if which::which(program).is_err() {
            note(&format!("skipped: `{program}` is not installed"));
            continue;
        }
        let done = shell.exec(code);
        assert_eq!((done.status(), done.output()), ("ok", wanted), "{}", done.0);
    }
    if which::which("node").is_ok() {
        let mut node = Session::with(&["--lang", "javascript", "--memory", "1024"]);
        assert_eq!(node.exec("[1, 2, 3].length").result(), "3");
    }
}
