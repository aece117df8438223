//! What the gauges read of a machine that a folder describes; what is not there is not made up.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ci_tui::engine::GpuState;
use ci_tui::hardware::{CpuQuota, GpuReader, Paging, Power, Roots, Thermometer, gpus};
use tempfile::TempDir;

/// A machine as its kernel would describe it.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("folder"))
    }

    fn put(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(path, text).expect("write");
        self
    }

    fn roots(&self) -> Roots {
        Roots::under(self.0.path())
    }

    /// A graphics processor in a slot.
    fn gpu(&self, slot: &str, vendor: &str, power: Option<&str>) -> String {
        let folder = format!("sys/bus/pci/devices/{slot}");
        self.put(&format!("{folder}/class"), "0x030200\n");
        self.put(&format!("{folder}/vendor"), format!("{vendor}\n"));
        self.put(&format!("{folder}/device"), "0x2330\n");
        if let Some(power) = power {
            self.put(&format!("{folder}/power/runtime_status"), format!("{power}\n"));
        }
        folder
    }
}

#[test]
fn accelerators_are_found_and_virtual_displays_are_not() {
    let machine = Machine::new();
    machine.gpu("0000:01:00.0", "0x10de", Some("active"));
    machine.gpu("0000:02:00.0", "0x1234", Some("active"));
    let network = "sys/bus/pci/devices/0000:03:00.0";
    machine
        .put(&format!("{network}/class"), "0x020000")
        .put(&format!("{network}/vendor"), "0x8086");
    let found = gpus(&machine.roots());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].vendor, found[0].id.as_str()), ("NVIDIA", "10de:2330"));
    assert_eq!(found[0].driver, None);
}

#[test]
fn a_graphics_processor_that_sleeps_is_left_alone() {
    let machine = Machine::new();
    for (slot, vendor) in [("0000:01:00.0", "0x10de"), ("0000:02:00.0", "0x1002")] {
        let folder = machine.gpu(slot, vendor, Some("suspended"));
        // The very act of reading this file would wake it.
        machine.put(&format!("{folder}/gpu_busy_percent"), "0\n");
    }
    let mut reader = GpuReader::new(gpus(&machine.roots()));
    let states: Vec<_> = reader.read(None).into_iter().map(|gpu| (gpu.state, gpu.busy)).collect();
    assert_eq!(states, [(GpuState::Asleep, None), (GpuState::Asleep, None)]);
}

#[test]
fn one_sleeper_keeps_the_library_shut_that_would_look_at_all() {
    let machine = Machine::new();
    machine.gpu("0000:01:00.0", "0x10de", Some("active"));
    machine.gpu("0000:02:00.0", "0x10de", Some("suspended"));
    let samples = GpuReader::new(gpus(&machine.roots())).read(None);
    let GpuState::Unreadable(why) = &samples[0].state else { panic!("{samples:?}") };
    assert!(why.contains("would be woken"), "{why}");
    assert_eq!(samples[1].state, GpuState::Asleep);
}

#[test]
fn a_kernel_that_does_not_say_whether_it_sleeps_is_not_tried() {
    let machine = Machine::new();
    machine.gpu("0000:01:00.0", "0x10de", None);
    let found = gpus(&machine.roots());
    assert_eq!(found[0].power(), Power::Unknown);
    let samples = GpuReader::new(found).read(None);
    assert!(matches!(&samples[0].state, GpuState::Unreadable(why) if why.contains("sleeps")));
}

#[test]
fn without_the_library_of_the_driver_the_reason_is_told() {
    let machine = Machine::new();
    machine.gpu("0000:ff:1f.7", "0x10de", Some("active"));
    let mut reader = GpuReader::new(gpus(&machine.roots()));
    for _ in 0..2 {
        let samples = reader.read(Some(1));
        assert!(matches!(samples[0].state, GpuState::Unreadable(_)), "{samples:?}");
        assert_eq!((samples[0].busy, samples[0].memory), (None, None));
    }
}

#[test]
fn amd_is_read_from_files_and_what_is_refused_is_unknown() {
    let machine = Machine::new();
    let folder = machine.gpu("0000:03:00.0", "0x1002", Some("active"));
    machine
        .put(&format!("{folder}/gpu_busy_percent"), "37\n")
        .put(&format!("{folder}/mem_info_vram_used"), "1200000000\n")
        .put(&format!("{folder}/mem_info_vram_total"), "8000000000\n")
        .put(&format!("{folder}/hwmon/hwmon4/temp1_input"), "54000\n")
        .put(&format!("{folder}/hwmon/hwmon4/power1_average"), "31000000\n")
        .put(&format!("{folder}/product_name"), "Radeon Pro W6600\n");
    let read = || GpuReader::new(gpus(&machine.roots())).read(None).remove(0);
    let sample = read();
    assert_eq!((sample.name.as_str(), &sample.state), ("Radeon Pro W6600", &GpuState::Awake));
    assert_eq!((sample.busy, sample.memory), (Some(37.0), Some((1_200_000_000, 8_000_000_000))));
    assert_eq!((sample.celsius, sample.watts, sample.model_memory), (Some(54.0), Some(31.0), None));
    // Some say nothing of their load.
    fs::remove_file(machine.0.path().join(&folder).join("gpu_busy_percent")).expect("remove");
    assert_eq!((read().busy, read().state), (None, GpuState::Awake));
}

#[test]
fn the_tightest_processor_limit_counts_and_so_does_how_often_it_was_reached() {
    let machine = Machine::new();
    let group = "sys/fs/cgroup";
    machine
        .put("proc/self/cgroup", "0::/user/job\n")
        .put(&format!("{group}/user/cpu.max"), "150000 100000\n")
        .put(&format!("{group}/user/job/cpu.max"), "max 100000\n")
        .put(&format!("{group}/user/cpu.stat"), "usage_usec 5\nnr_periods 100\nnr_throttled 10\n");
    let mut quota = CpuQuota::of_process(&machine.roots()).expect("a limit");
    let first = quota.read().expect("read");
    assert_eq!((first.cores, first.throttled), (1.5, None));
    machine.put(&format!("{group}/user/cpu.stat"), "nr_periods 140\nnr_throttled 30\n");
    assert_eq!(quota.read().expect("read").throttled, Some(50.0));
    assert_eq!(quota.read().expect("read").throttled, None, "no period has passed");
    machine.put(&format!("{group}/user/cpu.max"), "max 100000\n");
    assert_eq!(quota.read(), None, "the limit was lifted");
}

#[test]
fn processor_limits_of_the_first_version_are_read_too() {
    let machine = Machine::new();
    let group = "sys/fs/cgroup/cpu";
    machine
        .put("proc/self/cgroup", "4:memory:/x\n1:cpu,cpuacct:/box\n")
        .put(&format!("{group}/box/cpu.cfs_quota_us"), "200000\n")
        .put(&format!("{group}/box/cpu.cfs_period_us"), "100000\n")
        .put(&format!("{group}/cpu.cfs_quota_us"), "-1\n")
        .put(&format!("{group}/cpu.cfs_period_us"), "100000\n");
    let mut quota = CpuQuota::of_process(&machine.roots()).expect("a limit");
    assert_eq!(quota.read().map(|quota| quota.cores), Some(2.0));
    assert_eq!(CpuQuota::of_process(&Roots::under(Path::new("/nowhere"))), None);
}

#[test]
fn the_sensor_of_the_whole_processor_is_read_and_its_counters_tell_slowing() {
    let machine = Machine::new();
    let chip = "sys/class/hwmon/hwmon1";
    let count = "sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count";
    machine
        .put("sys/class/hwmon/hwmon0/name", "nvme\n")
        .put("sys/class/hwmon/hwmon0/temp1_input", "99000\n")
        .put(&format!("{chip}/name"), "coretemp\n")
        .put(&format!("{chip}/temp1_label"), "Core 0\n")
        .put(&format!("{chip}/temp1_input"), "61000\n")
        .put(&format!("{chip}/temp2_label"), "Package id 0\n")
        .put(&format!("{chip}/temp2_input"), "71000\n")
        .put(&format!("{chip}/temp2_crit"), "100000\n")
        .put(count, "5\n");
    let mut sensor = Thermometer::find(&machine.roots()).expect("a sensor");
    let heat = sensor.read().expect("read");
    assert_eq!((heat.celsius, heat.limit, heat.throttled), (71.0, Some(100.0), Some(false)));
    machine.put(count, "6\n");
    assert_eq!(sensor.read().expect("read").throttled, Some(true));
    machine.put(&format!("{chip}/temp2_input"), "-273150\n");
    assert_eq!(sensor.read(), None, "nobody believes that");
}

#[test]
fn a_thermal_zone_stands_in_for_a_sensor_and_without_both_there_is_none() {
    let machine = Machine::new();
    assert_eq!(Thermometer::find(&machine.roots()), None);
    let zone = "sys/class/thermal/thermal_zone0";
    machine
        .put(&format!("{zone}/type"), "cpu-thermal\n")
        .put(&format!("{zone}/temp"), "48312\n")
        .put(&format!("{zone}/trip_point_0_type"), "passive\n")
        .put(&format!("{zone}/trip_point_0_temp"), "80000\n")
        .put(&format!("{zone}/trip_point_1_type"), "critical\n")
        .put(&format!("{zone}/trip_point_1_temp"), "95000\n");
    let heat = Thermometer::find(&machine.roots()).and_then(|mut sensor| sensor.read());
    let heat = heat.expect("a zone");
    assert_eq!((heat.celsius.round(), heat.limit, heat.throttled), (48.0, Some(95.0), None));
}

#[test]
fn swapping_is_a_rate_and_its_first_reading_tells_none() {
    let machine = Machine::new();
    let page: Vec<u8> = [6_usize, 16384].iter().flat_map(|number| number.to_ne_bytes()).collect();
    machine
        .put("proc/self/auxv", page)
        .put("proc/vmstat", "nr_free_pages 9\npswpin 100\npswpout 200\n")
        .put(
            "proc/pressure/memory",
            "some avg10=1.25 avg60=0.26 avg300=0.33 total=1\nfull avg10=0.04\n",
        );
    let mut paging = Paging::new(&machine.roots());
    let begun = Instant::now();
    assert_eq!(paging.rates(begun), None);
    machine.put("proc/vmstat", "nr_free_pages 9\npswpin 300\npswpout 200\n");
    let rates = paging.rates(begun + Duration::from_secs(2));
    assert_eq!(rates, Some((100 * 16384, 0)));
    assert_eq!(paging.pressure(), Some(1.25));
    let bare = Paging::new(&Roots::under(Path::new("/nowhere")));
    assert_eq!((bare.pressure(), bare.clone().rates(begun)), (None, None));
}
