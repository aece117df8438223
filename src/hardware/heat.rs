//! How hot the processor is, from the sensor that says most of it.

use std::path::{Path, PathBuf};

use super::roots::{Roots, entries, number, text};
use crate::engine::Heat;

/// Drivers of processor sensors that answer at once; others sit behind slow buses.
const DRIVERS: [&str; 5] = ["coretemp", "k10temp", "zenpower", "cpu_thermal", "soc_thermal"];
/// Sensors of the whole processor.
const WHOLE: [&str; 3] = ["Package id 0", "Tdie", "Tctl"];
/// Thermal zones of processors.
const ZONES: [&str; 5] =
    ["x86_pkg_temp", "cpu-thermal", "cpu_thermal", "soc-thermal", "soc_thermal"];
/// Beyond these no reading is believed.
const BELIEVED: std::ops::Range<f32> = 1.0..150.0;

/// The processor's sensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Thermometer {
    input: PathBuf,
    limit: Option<f32>,
    /// Counters of how often the processor slowed itself down.
    counters: Vec<PathBuf>,
    counted: Option<u64>,
}

impl Thermometer {
    /// The sensor of this machine, if it has one that can be read.
    #[must_use]
    pub fn find(roots: &Roots) -> Option<Self> {
        let (input, limit) = of_driver(roots).or_else(|| of_zone(roots))?;
        let folder = roots.sys.join("devices/system/cpu/cpu0/thermal_throttle");
        let counters = ["core_throttle_count", "package_throttle_count"];
        let counters = counters.map(|name| folder.join(name));
        let counters = counters.into_iter().filter(|path| path.exists()).collect();
        let mut found = Self { input, limit, counters, counted: None };
        found.read().map(|_| found)
    }

    /// The temperature now, and whether the processor has slowed itself down since the last reading.
    pub fn read(&mut self) -> Option<Heat> {
        let celsius = degrees(&self.input)?;
        let counted =
            self.counters.iter().filter_map(|path| number::<u64>(path)).reduce(|a, b| a + b);
        let before = std::mem::replace(&mut self.counted, counted);
        let throttled = counted.zip(before).map(|(now, before)| now > before);
        Some(Heat { celsius, limit: self.limit, throttled })
    }
}

fn of_driver(roots: &Roots) -> Option<(PathBuf, Option<f32>)> {
    let chips = entries(&roots.sys.join("class/hwmon"));
    let chip = chips.into_iter().find(|chip| {
        text(&chip.join("name")).is_some_and(|name| DRIVERS.contains(&name.as_str()))
    })?;
    let labels = entries(&chip).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix("_label")?.to_owned();
        Some((name, text(&path)?))
    });
    let whole = labels.filter(|(_, label)| WHOLE.contains(&label.as_str())).map(|(name, _)| name);
    let name = whole.min().unwrap_or_else(|| "temp1".into());
    let limit = degrees(&chip.join(format!("{name}_crit")));
    Some((chip.join(format!("{name}_input")), limit))
}

fn of_zone(roots: &Roots) -> Option<(PathBuf, Option<f32>)> {
    let zones = entries(&roots.sys.join("class/thermal"));
    let zone = zones
        .into_iter()
        .find(|zone| text(&zone.join("type")).is_some_and(|kind| ZONES.contains(&kind.as_str())))?;
    let critical = entries(&zone).into_iter().find_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix("_type")?.to_owned();
        (text(&path)? == "critical").then(|| degrees(&zone.join(format!("{name}_temp"))))?
    });
    Some((zone.join("temp"), critical))
}

/// Kernels write thousandths of a degree.
#[expect(clippy::cast_precision_loss, reason = "temperatures are small numbers")]
fn degrees(path: &Path) -> Option<f32> {
    let celsius = number::<i32>(path)? as f32 / 1000.0;
    BELIEVED.contains(&celsius).then_some(celsius)
}
