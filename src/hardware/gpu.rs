//! Graphics processors by what the kernel lists; no driver is woken.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// A graphics processor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gpu {
    /// `NVIDIA`, `AMD` or `Intel`.
    pub vendor: &'static str,
    /// Vendor and device number, as `lspci -nn` shows them.
    pub id: String,
    /// The driver that holds it.
    pub driver: Option<String>,
}

/// Every graphics processor of a vendor that makes any for computing.
#[must_use]
pub fn gpus() -> Vec<Gpu> {
    gpus_in(Path::new("/sys/bus/pci/devices"))
}

fn gpus_in(devices: &Path) -> Vec<Gpu> {
    let mut found: Vec<_> = fs::read_dir(devices)
        .into_iter()
        .flatten()
        .filter_map(|entry| gpu(&entry.ok()?.path()))
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

fn gpu(device: &Path) -> Option<Gpu> {
    let read = |name: &str| Some(fs::read_to_string(device.join(name)).ok()?.trim().to_owned());
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accelerators_are_found_and_virtual_displays_are_not() {
        let devices = tempfile::tempdir().expect("folder");
        for (slot, class, vendor) in
            [("a", "0x030200", "0x10de"), ("b", "0x030000", "0x1234"), ("c", "0x020000", "0x8086")]
        {
            let folder = devices.path().join(slot);
            fs::create_dir(&folder).expect("slot");
            for (name, value) in [("class", class), ("vendor", vendor), ("device", "0x2330")] {
                fs::write(folder.join(name), format!("{value}\n")).expect("write");
            }
        }
        let expected = Gpu { vendor: "NVIDIA", id: "10de:2330".into(), driver: None };
        assert_eq!(gpus_in(devices.path()), [expected]);
    }
}
