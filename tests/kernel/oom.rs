//! Matrix row 78: steps that the operating system or the memory limit kills.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::client::{Session, note};

/// A control group with little memory; gone when dropped.
struct SmallGroup(PathBuf);

impl SmallGroup {
    fn make(mib: u64) -> Option<Self> {
        let own = std::fs::read_to_string("/proc/self/cgroup").expect("groups");
        let name = format!("ci-tui-test-{}", std::process::id());
        let bytes = (mib << 20).to_string();
        let line = |wanted: fn(&str) -> bool| {
            own.lines().find_map(|line| {
                let mut fields = line.splitn(3, ':').skip(1);
                wanted(fields.next()?).then(|| fields.next())?
            })
        };
        let first = line(|names| names.split(',').any(|name| name == "memory"));
        let second = line(str::is_empty);
        let roots = [("memory", first, "memory.limit_in_bytes"), ("", second, "memory.max")];
        for (mount, own, limit) in roots {
            let root = Path::new("/sys/fs/cgroup").join(mount);
            for parent in [root.join(own.unwrap_or_default().trim_start_matches('/')), root] {
                let group = parent.join(&name);
                if std::fs::create_dir(&group).is_err() {
                    continue;
                }
                let group = Self(group);
                let _ = std::fs::write(group.0.join("memory.swap.max"), "0");
                if std::fs::write(group.0.join(limit), &bytes).is_ok() {
                    let _ = std::fs::write(group.0.join("memory.memsw.limit_in_bytes"), &bytes);
                    return Some(group);
                }
            }
        }
        note("skipped: no control group may be made here to run out of memory in");
        None
    }
}

impl Drop for SmallGroup {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[test]
fn a_kill_by_the_operating_system_is_told_as_that() {
    let Some(group) = SmallGroup::make(200) else { return };
    let mut command = Command::new("sh");
    let words = "echo $$ > \"$0\"/cgroup.procs && exec \"$1\" kernel";
    command.args(["-c", words]).arg(&group.0).arg(env!("CARGO_BIN_EXE_ci-tui"));
    let mut session = Session::start(&mut command);
    session.assert_well();
    let done = session.exec("l = []\nwhile True: l.append(b'x' * (8 << 20))");
    assert_eq!(done.status(), "died", "{}", done.0);
    assert!(
        done.error().starts_with("the kernel was killed by the operating system: out of memory"),
        "{}",
        done.0
    );
    session.assert_well();
}

#[test]
fn children_that_use_too_much_together_are_ended_and_the_limit_is_named() {
    let mut session = Session::with(&["--memory", "300"]);
    session.exec("k = 7");
    let done = session.exec(
        "import subprocess, sys\ncode = 'import time; b = b\"x\" * (120 << 20); time.sleep(60)'\n\
         p = [subprocess.Popen([sys.executable, '-c', code]) for _ in range(4)]\nfor q in p: q.wait()",
    );
    assert_eq!(done.status(), "died", "{}", done.0);
    let error = done.error();
    assert!(error.starts_with("the step used ") && error.contains("is 300 MiB"), "{error}");
    session.assert_well();
}
