//! The processes below the runner: found, counted, measured, ended.

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, wait};

use crate::kernel::protocol::MARK;

/// A process below the runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Process {
    pub(super) pid: Pid,
    pub(super) parent: i32,
    session: i32,
    state: State,
    /// Processor time of it, in the ticks of `/proc`.
    ticks: u64,
    /// The same of its children that ended.
    children_ticks: u64,
    /// When it began, in ticks since the machine did.
    pub(super) started: u64,
}

/// Whether a process can do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It lives.
    Alive,
    /// A signal stopped it.
    Stopped,
    /// It ended, and its parent has not looked.
    Ended,
}

/// All below a process, those included that ended unseen; the runner adopts orphans, so none is
/// missed. What is below a spared one is left out like itself. Parents come before their children.
#[cfg(target_os = "linux")]
pub(super) fn tree(root: Pid, spared: &[Pid]) -> Vec<Process> {
    let all = all();
    let mut found: Vec<Process> = Vec::new();
    let mut parents = vec![root.as_raw_nonzero().get()];
    while let Some(parent) = parents.pop() {
        let children = all.iter().filter(|one| one.parent == parent && !spared.contains(&one.pid));
        for process in children {
            parents.push(process.pid.as_raw_nonzero().get());
            found.push(*process);
        }
    }
    found
}

/// Elsewhere only the driver's group is known.
#[cfg(not(target_os = "linux"))]
pub(super) fn tree(_root: Pid, _spared: &[Pid]) -> Vec<Process> {
    Vec::new()
}

/// All that descend from a process and live.
pub(super) fn descendants(root: Pid) -> Vec<Process> {
    living(tree(root, &[]))
}

/// Those that did not end.
pub(super) fn living(mut processes: Vec<Process>) -> Vec<Process> {
    processes.retain(|process| process.state != State::Ended);
    processes
}

impl Process {
    pub(super) fn is_stopped(&self) -> bool {
        self.state == State::Stopped
    }

    /// A text that the system tells of it, such as its `cmdline`.
    pub(super) fn told(&self, file: &str) -> Option<Vec<u8>> {
        std::fs::read(format!("/proc/{}/{file}", self.pid.as_raw_nonzero())).ok()
    }

    /// Memory that it does not share with files or others, in bytes.
    pub(super) fn memory(&self) -> u64 {
        let status = self.told("status").unwrap_or_default();
        let status = String::from_utf8_lossy(&status);
        let own = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let own = own.and_then(|own| own.trim().trim_end_matches(" kB").parse::<u64>().ok());
        own.unwrap_or_default() << 10
    }
}

/// Processor time of all in this tree of ours, also of those that ended, in ticks.
pub(super) fn ticks(tree: &[Process]) -> u64 {
    let below: u64 = tree.iter().map(|process| process.ticks + process.children_ticks).sum();
    let adopted = stat(getpid().as_raw_nonzero().get()).map_or(0, |this| this.children_ticks);
    below + adopted
}

/// Every process of the machine.
fn all() -> Vec<Process> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok().and_then(stat)).collect()
}

fn stat(pid: i32) -> Option<Process> {
    let stat = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
    let stat = String::from_utf8_lossy(&stat);
    let (_, rest) = stat.rsplit_once(") ")?;
    let fields: Vec<_> = rest.split(' ').collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    let state = match *fields.first()? {
        "Z" | "X" => State::Ended,
        "T" | "t" => State::Stopped,
        _ => State::Alive,
    };
    Some(Process {
        pid: Pid::from_raw(pid)?,
        parent: fields.get(1)?.parse().ok()?,
        session: fields.get(3)?.parse().ok()?,
        state,
        ticks: number(11)? + number(12)?,
        children_ticks: number(13)? + number(14)?,
        started: number(19)?,
    })
}

/// Memory that processes do not share with files or others, in bytes.
pub(super) fn memory(processes: &[Process]) -> u64 {
    processes.iter().map(Process::memory).sum()
}

/// Kills what a driver left behind whose runner is gone: its session, and all that bear its mark.
pub(in crate::kernel) fn kill_left(leader: u32, mark: &str) {
    let Some(leader) = i32::try_from(leader).ok().and_then(Pid::from_raw) else { return };
    let _ = rustix::process::kill_process_group(leader, Signal::KILL);
    let mark = format!("{MARK}={mark}");
    let is_left = |process: &Process| {
        process.session == leader.as_raw_nonzero().get() || bears(process, mark.as_bytes())
    };
    for process in living(all()).into_iter().filter(is_left) {
        let _ = kill_process(process.pid, Signal::KILL);
    }
}

/// Whether a variable stands in the environment that a process was started with.
fn bears(process: &Process, variable: &[u8]) -> bool {
    let environ = process.told("environ");
    environ.is_some_and(|environ| environ.split(|byte| *byte == 0).any(|one| one == variable))
}

/// Kills everything below the runner that is not spared, also what is started meanwhile; `reaped`
/// is told every end.
pub(super) fn kill_all(spared: &[Pid], mut reaped: impl FnMut(Pid, rustix::process::WaitStatus)) {
    let this = getpid();
    for _ in 0..1000 {
        let left = living(tree(this, spared));
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
