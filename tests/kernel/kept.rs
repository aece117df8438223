//! All that a step prints lies in a private file while the session lasts, up to a quota.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Done, Session, children, kernel, note, within};

const MIB: u64 = 1 << 20;

fn file(done: &Done) -> PathBuf {
    PathBuf::from(done.0["output_file"].as_str().unwrap_or_else(|| panic!("no file: {}", done.0)))
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).expect("a file").len()
}

fn kill(pid: u32) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("a pid");
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("killed");
}

#[test]
fn every_byte_of_a_long_output_is_kept_in_a_private_file_that_goes_with_the_session() {
    let mut session = Session::python();
    let done = session.exec("print('\\n'.join(f'line {n}' for n in range(1_500_000)))");
    let path = file(&done);
    let wanted: String =
        (0..1_500_000).flat_map(|n| ["line ".into(), n.to_string(), "\n".into()]).collect();
    assert!(std::fs::read_to_string(&path).expect("text") == wanted, "the file differs");
    let (head, rest) = done.output().split_once("\n[... ").expect("an omission");
    let (count, tail) = rest.split_once(" bytes omitted ...]\n").expect("an omission");
    assert_eq!(done.0["omitted"], json!(count.parse::<u64>().expect("a number")));
    assert_eq!(
        head.len() as u64 + done.0["omitted"].as_u64().expect("a number") + tail.len() as u64,
        wanted.len() as u64
    );
    assert!(wanted.starts_with(head) && wanted.ends_with(tail));
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let folder = path.parent().expect("a folder").to_path_buf();
    assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
    drop(session);
    assert!(!folder.exists(), "{}", folder.display());
}

#[test]
fn a_short_output_makes_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(kernel().env("TMPDIR", folder.path()));
    let done = session.exec("print('x' * 8000)");
    assert!(done.0.get("output_file").is_none() && done.0.get("omitted").is_none(), "{}", done.0);
    let outputs = || {
        let entries = std::fs::read_dir(folder.path()).expect("a folder").flatten();
        entries.filter(|entry| entry.file_name().to_string_lossy().contains("output")).count()
    };
    assert_eq!(outputs(), 0);
    let done = session.exec("print('x' * 9000)");
    assert!(done.0.get("output_file").is_none(), "nothing is left out: {}", done.0);
    assert_eq!(outputs(), 1);
}

#[test]
fn the_files_of_a_killed_runner_or_of_a_killed_session_go_too() {
    let mut session = Session::bash();
    let first = file(&session.exec("yes first | head -c 6000000"));
    kill(session.runner());
    // A step sent before the end was noticed dies with its runner.
    session.exec(":");
    let second = file(&session.exec("yes second | head -c 6000000"));
    assert!(second != first);
    drop(session);
    assert!(!first.exists() && !second.exists());

    let mut session = Session::bash();
    let kept = file(&session.exec("yes third | head -c 6000000"));
    session.kill();
    assert!(within(Duration::from_secs(5), || !kept.parent().expect("a folder").exists()));
}

#[test]
fn an_output_beyond_the_quota_goes_on_and_its_end_is_told() {
    let mut session = Session::bash();
    let done = session.exec("yes 0123456789abcde | head -c 400000000; echo the end");
    assert_eq!(done.status(), "ok");
    let kept = size(&file(&done));
    assert!((256 * MIB..258 * MIB).contains(&kept), "{kept}");
    let (head, rest) = done.output().split_once("\n[... ").expect("an omission");
    let (_, tail) = rest.rsplit_once(" bytes omitted ...]\n").expect("an omission");
    assert!(head.starts_with("0123456789abcde\n") && tail.ends_with("abcde\nthe end\n"));
    assert_eq!(session.exec("echo ok").output(), "ok\n");
}

#[test]
fn older_files_make_room_for_newer_ones() {
    let mut session = Session::bash();
    let files: Vec<_> = (0..9).map(|_| file(&session.exec("yes | head -c 262000000"))).collect();
    let there: Vec<_> = files.iter().map(|file| file.exists()).collect();
    assert_eq!(there, [&[false][..], &[true; 8]].concat(), "2 GiB hold eight of them");
}

#[test]
fn a_full_disk_costs_the_middle_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session =
        Session::start(kernel().args(["--lang", "bash"]).env("TMPDIR", folder.path()));
    session.exec(":");
    // A folder that is gone takes no file, whoever asks.
    drop(folder);
    let done = session.exec("yes | head -c 30000000; echo the end");
    assert_eq!(done.status(), "ok");
    assert!(done.0.get("output_file").is_none(), "{}", done.0["output_file"]);
    assert!(done.0["omitted"].as_u64() > Some(20_000_000));
    assert!(done.output().ends_with("y\nthe end\n"));
}

#[test]
fn keeping_all_of_a_flood_costs_little_of_its_speed() {
    let mut session = Session::bash();
    let flood = "yes 0123456789abcde | head -c 250000000";
    let plain = session.exec(&format!("{flood} | cat > /dev/null")).millis();
    let kept = session.exec(flood);
    assert_eq!(size(&file(&kept)), 250_000_000);
    let kept = kept.millis();
    note(&format!(
        "a flood: {:.0} MB/s kept, {:.0} MB/s into a pipe that is thrown away",
        250_000.0 / kept,
        250_000.0 / plain
    ));
    session.send(&json!({ "op": "exec", "code": "yes" }));
    within(Duration::from_secs(1), || false);
    let pressed = Instant::now();
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
    note(&format!("interrupt of a flood: {:?}", pressed.elapsed()));
    // Told above; how long it takes beside other tests is the machine's affair, as steps stand back.
    assert!(pressed.elapsed() < Duration::from_secs(15));
    assert!(within(Duration::from_secs(20), || children(session.driver()).is_empty()));
}
