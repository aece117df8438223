//! Kills by the operating system for want of memory, counted where it lets us read its counters.

use std::path::{Path, PathBuf};

/// How often the system has killed a process of our control group; of the machine, where none is told.
pub(super) fn kills() -> Option<u64> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let files = files(&groups, Path::new("/sys/fs/cgroup"));
    let mut all = files.into_iter().chain([PathBuf::from("/proc/vmstat")]);
    all.find_map(|file| count(&std::fs::read_to_string(file).ok()?))
}

/// Where the counters of our group are, by what `/proc/self/cgroup` says, version 1 or 2.
fn files(groups: &str, root: &Path) -> Vec<PathBuf> {
    let group = |line: &str| -> Option<PathBuf> {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?.trim_start_matches('/'));
        match controllers {
            "" => Some(root.join(path).join("memory.events")),
            _ if controllers.split(',').any(|name| name == "memory") => {
                Some(root.join("memory").join(path).join("memory.oom_control"))
            }
            _ => None,
        }
    };
    groups.lines().filter_map(group).collect()
}

/// The counter in any of those files: a line `oom_kill 3`.
fn count(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_of_our_group_is_found_and_read() {
        let root = Path::new("/r");
        assert_eq!(files("0::/user/a\n", root), [Path::new("/r/user/a/memory.events")]);
        assert_eq!(
            files("9:name=systemd:/\n4:cpu,memory:/job/b\n0::/\n", root),
            [Path::new("/r/memory/job/b/memory.oom_control"), Path::new("/r/memory.events")]
        );
        assert_eq!(count("low 0\noom 4\noom_kill 3\noom_group_kill 1\n"), Some(3));
        assert_eq!(count("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"), Some(2));
        assert_eq!(count("low 0\n"), None);
    }
}
