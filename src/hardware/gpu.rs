//! Graphics processors by what the kernel lists; no driver is woken.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::roots::{Roots, entries, text};

/// A graphics processor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gpu {
    /// `NVIDIA`, `AMD` or `Intel`.
    pub vendor: &'static str,
    /// Vendor and device number, as `lspci -nn` shows them.
    pub id: String,
    /// The driver that holds it.
    pub driver: Option<String>,
    /// Where the kernel tells of it; named as its slot.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// Whether a device may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// It is on.
    Active,
    /// It sleeps, or is about to: reading would wake it.
    Asleep,
    /// The kernel does not say.
    Unknown,
}

impl Gpu {
    /// Whether it may be read now.
    #[must_use]
    pub fn power(&self) -> Power {
        match text(&self.folder.join("power/runtime_status")).as_deref() {
            Some("active") => Power::Active,
            Some("suspended" | "suspending" | "resuming") => Power::Asleep,
            _ => Power::Unknown,
        }
    }

    /// Whether it goes to sleep by itself when nobody uses it.
    #[must_use]
    pub fn may_sleep(&self) -> bool {
        text(&self.folder.join("power/control")).is_some_and(|control| control == "auto")
    }

    /// Its slot, as drivers name it.
    pub(super) fn slot(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What to call it before its driver was asked.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.vendor, self.id)
    }
}

/// Every graphics processor of a vendor that makes any for computing.
#[must_use]
pub fn gpus(roots: &Roots) -> Vec<Gpu> {
    let devices = entries(&roots.sys.join("bus/pci/devices"));
    let mut found: Vec<_> = devices.iter().filter_map(|device| gpu(device)).collect();
    found.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
    found
}

fn gpu(device: &Path) -> Option<Gpu> {
    let read = |name: &str| text(&device.join(name));
    // PCI class 03 is "display controller"; accelerators without an output are 0302.
    if !read("class")?.starts_with("0x03") {
        return None;
    }
    let number = read("vendor")?;
    let vendor = match number.as_str() {
        "0x10de" => "NVIDIA",
        "0x1002" => "AMD",
        "0x8086" => "Intel",
        _ => return None,
    };
    let driver = fs::read_link(device.join("driver")).ok();
    Some(Gpu {
        vendor,
        id: format!(
            "{}:{}",
            number.trim_start_matches("0x"),
            read("device")?.trim_start_matches("0x")
        ),
        driver: driver.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())),
        folder: device.to_owned(),
    })
}
