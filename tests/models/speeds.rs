//! Measured speeds: remembered by file and engine, the middle of the latest, by several programs at once.

use std::fs;
use std::thread;

use ci_tui::model::speeds::{FileId, Sample, Speeds};

fn sample(decode: f64) -> Sample {
    Sample { prefill: Some(decode * 4.0), decode }
}

#[test]
fn the_middle_of_the_latest_replies_counts_for_each_file_and_engine() {
    let state = tempfile::tempdir().expect("folder");
    let id = FileId::new("a.gguf", 7);
    for decode in [1.0, 1.0, 1.0, 1.0, 1.0, 14.0, 15.0, 16.0, 15.5, 2.0, 15.2, 15.1, 14.9] {
        Speeds::record(state.path(), &id, "kalosm", sample(decode), 2).expect("kept");
    }
    Speeds::record(state.path(), &id, "llama.cpp", Sample { prefill: None, decode: 25.0 }, 2)
        .expect("kept");
    let speeds = Speeds::load(state.path());
    let kalosm = speeds.of(&id, "kalosm").expect("known");
    assert_eq!((kalosm.decode.to_string(), kalosm.prefill), ("15".into(), Some(60.0)));
    assert!(kalosm.when > 1_600_000_000 && kalosm.threads == 2, "{kalosm:?}");
    assert_eq!(speeds.of(&id, "llama.cpp").map(|speed| speed.prefill), Some(None));
    assert_eq!(speeds.of(&FileId::new("a.gguf", 8), "kalosm"), None);
}

#[test]
fn with_other_threads_measuring_begins_anew_and_nonsense_is_not_kept() {
    let state = tempfile::tempdir().expect("folder");
    let id = FileId::new("a.gguf", 7);
    for (decode, threads) in [(4.0, 1), (4.0, 1), (9.0, 2), (f64::NAN, 2), (0.0, 2)] {
        Speeds::record(state.path(), &id, "kalosm", sample(decode), threads).expect("kept");
    }
    let speeds = Speeds::load(state.path());
    assert_eq!(speeds.of(&id, "kalosm").map(|speed| speed.decode.to_string()), Some("9".into()));
}

#[test]
fn programs_that_measure_at_once_lose_nothing_and_a_spoilt_file_is_begun_anew() {
    let state = tempfile::tempdir().expect("folder");
    fs::write(state.path().join("speeds.json"), "{ \"v\": ").expect("write");
    thread::scope(|scope| {
        for n in 0..8_u32 {
            let state = state.path();
            scope.spawn(move || {
                let id = FileId::new(&format!("{n}.gguf"), 1);
                Speeds::record(state, &id, "kalosm", sample(f64::from(n + 1)), 0).expect("kept");
            });
        }
    });
    let speeds = Speeds::load(state.path());
    let known =
        (0..8).filter(|n| speeds.of(&FileId::new(&format!("{n}.gguf"), 1), "kalosm").is_some());
    assert_eq!(known.count(), 8);
}

#[test]
fn a_file_is_known_by_whatever_name_it_is_reached() {
    let folder = tempfile::tempdir().expect("folder");
    let real = folder.path().join("sha256-abc");
    fs::write(&real, "1234").expect("write");
    let link = folder.path().join("model.gguf");
    std::os::unix::fs::symlink(&real, &link).expect("link");
    assert_eq!(FileId::of(&link), Some(FileId::new("sha256-abc", 4)));
    assert_eq!(FileId::of(&link), FileId::of(&real));
    assert_eq!(FileId::of(&folder.path().join("none")), None);
}
