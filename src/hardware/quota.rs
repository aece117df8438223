//! The processor time that control groups above this process allow, versions 1 and 2.

use std::path::{Path, PathBuf};

use super::roots::{Roots, named, number, text};
use crate::engine::Quota;

/// The tightest processor limit above this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CpuQuota {
    limit: Limit,
    stat: PathBuf,
    /// Periods and throttled periods, as last counted.
    counted: Option<(u64, u64)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Limit {
    /// Quota and period in one file.
    V2(PathBuf),
    /// Quota, period.
    V1(PathBuf, PathBuf),
}

impl CpuQuota {
    /// The limit of this process, if there is one.
    #[must_use]
    pub fn of_process(roots: &Roots) -> Option<Self> {
        let mount = roots.sys.join("fs/cgroup");
        let groups = roots.groups()?;
        let found = groups.lines().flat_map(|line| {
            let mut fields = line.splitn(3, ':').skip(1);
            let (Some(controllers), Some(path)) = (fields.next(), fields.next()) else {
                return Vec::new();
            };
            let path = path.trim_start_matches('/');
            if controllers.is_empty() {
                levels(&mount, path, |folder| Limit::V2(folder.join("cpu.max")))
            } else if controllers.split(',').any(|name| name == "cpu") {
                levels(&mount.join("cpu"), path, |folder| {
                    Limit::V1(folder.join("cpu.cfs_quota_us"), folder.join("cpu.cfs_period_us"))
                })
            } else {
                Vec::new()
            }
        });
        let limited = found.filter_map(|quota| Some((quota.limit.cores()?, quota)));
        limited.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, quota)| quota)
    }

    /// The limit now, and how often it was reached since the last reading.
    pub fn read(&mut self) -> Option<Quota> {
        let cores = self.limit.cores()?;
        let stat = text(&self.stat).unwrap_or_default();
        let now = named(&stat, "nr_periods").zip(named(&stat, "nr_throttled"));
        let before = std::mem::replace(&mut self.counted, now);
        let throttled = now.zip(before).and_then(|((periods, throttled), (then, held))| {
            let passed = periods.checked_sub(then)?;
            (passed > 0).then(|| share(throttled.saturating_sub(held), passed))
        });
        Some(Quota { cores, throttled })
    }
}

/// A group and all above it: each may limit, and within a container some are not visible.
fn levels(mount: &Path, relative: &str, limit: fn(&Path) -> Limit) -> Vec<CpuQuota> {
    let folders = Path::new(relative).ancestors().map(|level| mount.join(level));
    let group = |folder: PathBuf| CpuQuota {
        limit: limit(&folder),
        stat: folder.join("cpu.stat"),
        counted: None,
    };
    folders.map(group).collect()
}

impl Limit {
    fn cores(&self) -> Option<f32> {
        let (quota, period) = match self {
            Self::V2(file) => {
                let line = text(file)?;
                let (quota, period) = line.split_once(' ')?;
                (quota.parse().ok()?, period.parse().ok()?)
            }
            // Version 1 writes -1 where there is none.
            Self::V1(quota, period) => (number::<u64>(quota)?, number(period)?),
        };
        (period > 0).then(|| ratio(quota, period))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more than a float holds")]
fn ratio(part: u64, all: u64) -> f32 {
    part as f32 / all as f32
}

fn share(part: u64, all: u64) -> f32 {
    (ratio(part, all) * 100.0).min(100.0)
}
