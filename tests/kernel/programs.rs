//! Matrix rows 38 to 41: programs that would like a terminal.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::client::{Done, Session, note};

/// Runs a shell step that must end by itself soon; `None` where the program is missing.
fn run(session: &mut Session, program: &str, code: &str) -> Option<Done> {
    if which::which(program).is_err() {
        note(&format!("skipped: `{program}` is not installed"));
        return None;
    }
    let asked = Instant::now();
    let done = session.exec(code);
    assert!(asked.elapsed() < Duration::from_secs(8), "{code}: {:?}", asked.elapsed());
    assert_eq!(session.exec("echo on").output(), "on\n", "{code}");
    Some(done)
}

#[test]
fn programs_that_ask_for_a_password_fail_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::with(&["--lang", "bash", "-C", &folder.path().to_string_lossy()]);
    if let Some(done) = run(&mut session, "sudo", "sudo -k; sudo id") {
        // Without a password it must say so itself; root is not asked.
        assert!(done.status() == "ok" || done.output().contains("sudo"), "{}", done.0);
    }
    let code = "ssh-keygen -q -t ed25519 -N secret -f key && ssh-keygen -y -f key";
    if let Some(done) = run(&mut session, "ssh-keygen", code) {
        assert_eq!(done.status(), "error", "{}", done.0);
    }
    let ssh = "ssh -o ConnectTimeout=2 -o StrictHostKeyChecking=ask nobody@127.0.0.1 -p 9 true";
    if let Some(done) = run(&mut session, "ssh", ssh) {
        assert_eq!((done.status(), done.error()), ("error", "exit status 255"), "{}", done.0);
    }
}

#[test]
fn a_repository_that_wants_a_login_is_refused_at_once() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in server.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let refusal = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\n\
                Content-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(refusal.as_bytes());
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::with(&["--lang", "bash", "-C", &folder.path().to_string_lossy()]);
    let code = format!(
        "git -c http.proxy= -c credential.helper= clone http://127.0.0.1:{port}/private.git"
    );
    if let Some(done) = run(&mut session, "git", &code) {
        assert_eq!(done.status(), "error", "{}", done.0);

        let told = ["terminal prompts disabled", "unable to find remote helper"];
        assert!(told.iter().any(|words| done.output().contains(words)), "{}", done.0);
    }
}

#[test]
fn pagers_print_everything_and_wait_for_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let text: String =
        (0..5000).flat_map(|n| ["line ".into(), n.to_string(), "\n".into()]).collect();
    std::fs::write(folder.path().join("f"), &text).expect("written");
    let mut session = Session::with(&["--lang", "bash", "-C", &folder.path().to_string_lossy()]);
    if let Some(done) = run(&mut session, "less", "less f") {
        assert_eq!(done.output(), text);
    }
    let log = "git init -q . && for i in {1..60}; do git -c user.name=n -c user.email=e commit -q \
        --allow-empty -m \"commit $i\"; done; git log";
    if let Some(done) = run(&mut session, "git", log) {
        assert!(done.output().contains("commit 60") && done.output().contains("commit 1\n"));
    }
    if let Some(done) = run(&mut session, "man", "man ls") {
        assert!(!done.output().is_empty());
    }
    if let Some(done) = run(&mut session, "python3", "python3 -c 'help(str)'") {
        assert!(done.output().contains("zfill"), "{}", done.0);
    }
}

#[test]
fn full_screen_programs_end_by_themselves() {
    let mut session = Session::bash();
    for (program, code) in [("vim", "vim f"), ("top", "top"), ("nano", "nano f")] {
        if let Some(done) = run(&mut session, program, code) {
            assert_eq!(done.status(), "error", "{}", done.0);
        }
    }
}
