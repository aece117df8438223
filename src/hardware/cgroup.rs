//! The memory limit of the control group that this process is in, versions 1 and 2.

use std::fs;
use std::path::{Path, PathBuf};

use super::roots::{Roots, named, number};

/// A limit above this many bytes means that none is set.
const NO_LIMIT: u64 = 1 << 60;

/// The tightest memory limit above this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cgroup {
    limit: PathBuf,
    usage: PathBuf,
    stat: PathBuf,
    /// The line of `stat` that counts page cache which gives way at once.
    inactive: &'static str,
}

impl Cgroup {
    /// The control group of this process, where one limits its memory.
    #[must_use]
    pub fn of_process() -> Option<Self> {
        Self::within(&Roots::default())
    }

    /// As [`Cgroup::of_process`], where the kernel tells of the machine elsewhere.
    #[must_use]
    pub fn within(roots: &Roots) -> Option<Self> {
        Self::find(&roots.groups()?, &roots.sys.join("fs/cgroup"))
    }

    /// As [`Cgroup::of_process`], from the text of `/proc/self/cgroup` and another mount point.
    #[must_use]
    pub fn find(groups: &str, mount: &Path) -> Option<Self> {
        groups
            .lines()
            .filter_map(|line| {
                let mut fields = line.splitn(3, ':').skip(1);
                let (controllers, path) = (fields.next()?, fields.next()?);
                let relative = path.trim_start_matches('/');
                if controllers.is_empty() {
                    Self::tightest(mount, relative, Self::v2)
                } else if controllers.split(',').any(|name| name == "memory") {
                    Self::tightest(&mount.join("memory"), relative, Self::v1)
                } else {
                    None
                }
            })
            .min_by_key(|group| group.limit().unwrap_or(u64::MAX))
    }

    /// Used and most bytes; page cache that gives way does not count as used.
    #[must_use]
    pub fn usage(&self) -> Option<(u64, u64)> {
        let limit = self.limit()?;
        let used: u64 = number(&self.usage)?;
        let stat = fs::read_to_string(&self.stat).unwrap_or_default();
        let cache = named(&stat, self.inactive).unwrap_or(0);
        Some((used.saturating_sub(cache), limit))
    }

    /// Bytes that this process may still take.
    #[must_use]
    pub fn room(&self) -> Option<u64> {
        self.usage().map(|(used, limit)| limit.saturating_sub(used))
    }

    fn limit(&self) -> Option<u64> {
        number(&self.limit).filter(|limit| *limit < NO_LIMIT)
    }

    /// Walks from the group to the root: each level may limit, and in a container the path of
    /// `/proc/self/cgroup` may not exist under the mount point at all.
    fn tightest(mount: &Path, relative: &str, group: fn(&Path) -> Self) -> Option<Self> {
        Path::new(relative)
            .ancestors()
            .map(|level| group(&mount.join(level)))
            .filter_map(|group| group.limit().map(|limit| (limit, group)))
            .min_by_key(|(limit, _)| *limit)
            .map(|(_, group)| group)
    }

    fn v2(folder: &Path) -> Self {
        Self {
            limit: folder.join("memory.max"),
            usage: folder.join("memory.current"),
            stat: folder.join("memory.stat"),
            inactive: "inactive_file",
        }
    }

    fn v1(folder: &Path) -> Self {
        Self {
            limit: folder.join("memory.limit_in_bytes"),
            usage: folder.join("memory.usage_in_bytes"),
            stat: folder.join("memory.stat"),
            inactive: "total_inactive_file",
        }
    }
}
