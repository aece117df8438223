//! The processes below the runner: found, counted, measured, ended.

use rustix::process::{Pid, Signal, WaitOptions, kill_process, wait};

use crate::kernel::protocol::MARK;

/// A process below the runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Process {
    pub(super) pid: Pid,
    parent: i32,
    session: i32,
}

/// All that descend from a process and live; the runner adopts orphans, so none is missed.
#[cfg(target_os = "linux")]
pub(super) fn descendants(root: Pid) -> Vec<Process> {
    let all = all();
    let mut found: Vec<Process> = Vec::new();
    let mut parents = vec![root.as_raw_nonzero().get()];
    while let Some(parent) = parents.pop() {
        for process in all.iter().filter(|process| process.parent == parent) {
            parents.push(process.pid.as_raw_nonzero().get());
            found.push(*process);
        }
    }
    found
}

/// Elsewhere only the driver's group is known.
#[cfg(not(target_os = "linux"))]
pub(super) fn descendants(_root: Pid) -> Vec<Process> {
    Vec::new()
}

/// Every process of the machine that lives.
fn all() -> Vec<Process> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok().and_then(alive)).collect()
}

/// A process with its parent, unless it is a zombie.
fn alive(pid: i32) -> Option<Process> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    let state = fields.next()?;
    let parent = fields.next()?.parse().ok()?;
    let session = fields.nth(1)?.parse().ok()?;
    (!matches!(state, "Z" | "X")).then_some(Process { pid: Pid::from_raw(pid)?, parent, session })
}

/// Memory that processes do not share with files or others, in bytes.
pub(super) fn memory(processes: &[Process]) -> u64 {
    let own = |process: &Process| -> Option<u64> {
        let path = format!("/proc/{}/status", process.pid.as_raw_nonzero());
        let status = std::fs::read_to_string(path).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
        line.trim().trim_end_matches(" kB").parse::<u64>().ok()
    };
    processes.iter().filter_map(own).map(|kib| kib << 10).sum()
}

/// Kills what a driver left behind whose runner is gone: its session, and all that bear its mark.
pub(in crate::kernel) fn kill_left(leader: u32, mark: &str) {
    let Some(leader) = i32::try_from(leader).ok().and_then(Pid::from_raw) else { return };
    let _ = rustix::process::kill_process_group(leader, Signal::KILL);
    let mark = format!("{MARK}={mark}");
    let is_left = |process: &Process| {
        process.session == leader.as_raw_nonzero().get() || bears(process.pid, mark.as_bytes())
    };
    for process in all().into_iter().filter(is_left) {
        let _ = kill_process(process.pid, Signal::KILL);
    }
}

/// Whether a variable stands in the environment that a process was started with.
fn bears(pid: Pid, variable: &[u8]) -> bool {
    let environ = std::fs::read(format!("/proc/{}/environ", pid.as_raw_nonzero()));
    environ.is_ok_and(|environ| environ.split(|byte| *byte == 0).any(|one| one == variable))
}

/// Kills everything below the runner, also what is started meanwhile; `reaped` is told every end.
pub(super) fn kill_all(mut reaped: impl FnMut(Pid, rustix::process::WaitStatus)) {
    let this = rustix::process::getpid();
    for _ in 0..1000 {
        let left = descendants(this);
        for process in &left {
            let _ = kill_process(process.pid, Signal::KILL);
        }
        // Waits for one at least: after SIGKILL each of them ends at once, or hangs in the system.
        let options = WaitOptions::NOHANG;
        while let Ok(Some((pid, status))) = wait(options) {
            reaped(pid, status);
        }
        if left.is_empty() {
            return;
        }
        let pause = rustix::event::Timespec { tv_sec: 0, tv_nsec: 2_000_000 };
        let _ = rustix::event::poll(&mut [], Some(&pause));
    }
}
