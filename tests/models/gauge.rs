//! The gauge's samples and the limits of control groups.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ci_tui::engine::Event;
use ci_tui::hardware::{Cgroup, Gauge, Machine, sample};

#[test]
fn a_sample_is_cheap_and_holds_no_nonsense() {
    let mut gauge = Gauge::new();
    let pid = Some(std::process::id());
    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        let begun = Instant::now();
        let sample = gauge.read(pid);
        fastest = fastest.min(begun.elapsed());
        assert!((0.0..=100.0).contains(&sample.cpu_percent), "{sample:?}");
        assert!(sample.memory_used > 0 && sample.memory_used < sample.memory_total, "{sample:?}");
        let model = sample.model_memory.expect("our own memory");
        assert!(model > 1 << 20 && model < sample.memory_total, "{sample:?}");
        let ours = sample.per_core.iter().filter(|core| core.ours).count();
        assert!(ours >= 1 && ours <= sample.per_core.len(), "{sample:?}");
        assert!(sample.per_core.iter().all(|core| (0.0..=100.0).contains(&core.percent)));
        assert!(sample.model_cpu.is_some_and(|cpu| cpu >= 0.0), "{sample:?}");
        assert!(sample.swap.is_none_or(|swap| swap.total > 0 && swap.used <= swap.total));
    }
    println!("a sample takes {fastest:?}");
    assert!(fastest < Duration::from_millis(1), "{fastest:?}");
    assert_eq!(gauge.read(Some(u32::MAX / 2)).model_memory, None);
}

#[tokio::test]
async fn samples_come_each_second_until_nobody_listens() {
    let (outbox, mut inbox) = tokio::sync::mpsc::channel(4);
    let (pid, pids) = tokio::sync::watch::channel(None);
    let sampler = tokio::spawn(sample(outbox, pids));
    let limit = Duration::from_secs(10);
    let mut next = async || {
        let event = tokio::time::timeout(limit, inbox.recv()).await.expect("in time");
        match event {
            Some(Event::HardwareSampled { sample }) => sample,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(next().await.model_memory, None);
    pid.send(Some(std::process::id())).expect("send");
    assert!(next().await.model_memory.is_some());
    drop(inbox);
    tokio::time::timeout(limit, sampler).await.expect("in time").expect("ended");
}

#[test]
fn the_tightest_control_group_above_the_process_counts() {
    let mount = tempfile::tempdir().expect("folder");
    let put = |path: &str, text: &str| {
        let path = mount.path().join(path);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(path, text).expect("write");
    };
    put("user/memory.max", "4000\n");
    put("user/memory.current", "1500\n");
    put("user/memory.stat", "anon 1\ninactive_file 500\n");
    put("user/job/memory.max", "max\n");
    let group = Cgroup::find("0::/user/job\n", mount.path()).expect("a limit");
    assert_eq!((group.usage(), group.room()), (Some((1000, 4000)), Some(3000)));

    put("memory/box/memory.limit_in_bytes", "9000\n");
    put("memory/box/memory.usage_in_bytes", "3000\n");
    put("memory/memory.limit_in_bytes", "9223372036854771712\n");
    let group = Cgroup::find("5:cpu:/x\n4:memory:/box\n", mount.path()).expect("a limit");
    assert_eq!(group.usage(), Some((3000, 9000)));
    assert_eq!(Cgroup::find("4:memory:/\n0::/none\n", mount.path()), None);
    assert_eq!(Cgroup::find("", Path::new("/nowhere")), None);
}

#[test]
fn the_machine_knows_itself() {
    let machine = Machine::detect();
    assert!(machine.cores >= 1 && machine.memory_total > 0, "{machine:?}");
    assert!(machine.memory_available <= machine.memory_total, "{machine:?}");
    // This test runs, so everything it was compiled for is there.
    assert!(machine.features.iter().all(|feature| feature.available || !feature.compiled));
}
