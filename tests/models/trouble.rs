//! Pulls from servers that break, lie and lead elsewhere: nothing wrong is ever accepted, and every next pull can go on.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::time::Duration;

use ci_tui::config::Paths;
use ci_tui::model::pull::Error;

use super::server::{ETAG, Request, Server, entry, fetch, head, left, noise, serve, sources_of};

const SIZE: usize = 700_000;

fn home() -> (tempfile::TempDir, Paths) {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(home.path());
    (home, paths)
}

fn why(error: &Error) -> String {
    let Error::NoSource { tried, .. } = error else { return error.to_string() };
    tried.iter().map(|tried| tried.why.as_str()).collect::<Vec<_>>().join("; ")
}

/// A part of a file in the models folder, and the version that it is of.
fn put(paths: &Paths, bytes: &[u8], etag: Option<&str>) {
    fs::create_dir_all(paths.models()).expect("folder");
    fs::write(paths.models().join("noise.gguf.part"), bytes).expect("write");
    if let Some(etag) = etag {
        let note = serde_json::json!({ "etag": etag }).to_string();
        fs::write(paths.models().join("noise.gguf.part.json"), note).expect("write");
    }
}

/// The next of numbers that look random and are the same in every run.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).expect("31 bits")
}

#[test]
fn whatever_a_server_does_a_file_is_right_or_not_there_and_the_next_pull_goes_on() {
    let body = noise(SIZE);
    for seed in 0..24 {
        let (_home, paths) = home();
        let content = body.clone();
        let bad = Server::start(move |n, request, stream| {
            let mut state = seed * 1000 + n as u64;
            next(&mut state);
            misbehave(&mut state, request, stream, &content);
        });
        for _ in 0..2 {
            if let Ok(path) = fetch(&entry(&body), &paths, &bad.sources()) {
                assert!(fs::read(path).expect("read") == body, "seed {seed}: accepted wrong");
            }
            let other = |name: &String| !name.starts_with("noise.gguf.part");
            let done: Vec<_> = left(&paths).into_iter().filter(other).collect();
            assert!(done.is_empty() || done == ["noise.gguf"], "seed {seed}: {done:?}");
        }
        let content = body.clone();
        let good = Server::start(move |_, request, stream| serve(stream, request, &content));
        let path = fetch(&entry(&body), &paths, &good.sources());
        let path = path.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(fs::read(path).expect("read") == body, "seed {seed}");
        assert_eq!(left(&paths), ["noise.gguf"], "seed {seed}");
    }
}

/// One of the ways to answer wrongly.
fn misbehave(state: &mut u64, request: &Request, stream: &mut std::net::TcpStream, body: &[u8]) {
    let from = request.from.unwrap_or(0).min(body.len());
    let whole = Request { from: None, ..request.clone() };
    match next(state) % 8 {
        // Cut anywhere, before the first byte too.
        0..=2 => {
            head(stream, request, body.len());
            let end = from + next(state) % (body.len() - from + 1);
            let _ = stream.write_all(&body[from..end]);
        }
        // Within the head.
        3 => drop(stream.write_all(b"HTTP/1.1 200 O")),
        // Knows no ranges.
        4 => serve(stream, &whole, body),
        // Wants none.
        5 => {
            let _ = stream.write_all(b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
        // Sends other bytes of the right length.
        6 => {
            let mut other = body.to_vec();
            let at = next(state) % other.len();
            other[at] ^= 1;
            serve(stream, request, &other);
        }
        // Sends another place than it says.
        _ => {
            head(stream, request, body.len());
            let _ = stream.write_all(&body[..body.len() - from]);
        }
    }
}

#[test]
fn a_file_that_changes_between_two_parts_is_fetched_from_its_start() {
    let (old, new) = (vec![7; SIZE], noise(SIZE));
    for knows_if_range in [true, false] {
        let (_home, paths) = home();
        put(&paths, &old[..SIZE / 2], Some("\"v0\""));
        let content = new.clone();
        let server = Server::start(move |_, request, stream| {
            let changed = request.if_range.as_deref().is_some_and(|etag| etag != ETAG);
            let whole = Request { from: None, ..request.clone() };
            let asked = if knows_if_range && changed { &whole } else { request };
            serve(stream, asked, &content);
        });
        let path = fetch(&entry(&new), &paths, &server.sources()).expect("pulled");
        assert!(fs::read(path).expect("read") == new);
        let asked: Vec<_> = server.requests().iter().map(|request| request.from).collect();
        let again = if knows_if_range { &[Some(SIZE / 2)][..] } else { &[Some(SIZE / 2), None] };
        assert_eq!(asked, again);
        assert_eq!(left(&paths), ["noise.gguf"]);
    }
}

#[test]
fn a_server_that_satisfies_no_range_is_asked_for_all() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    put(&paths, &body[..SIZE / 2], None);
    let content = body.clone();
    let server = Server::start(move |_, request, stream| match request.from {
        Some(_) => {
            let _ = write!(
                stream,
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
        None => serve(stream, request, &content),
    });
    let path = fetch(&entry(&body), &paths, &server.sources()).expect("pulled");
    assert!(fs::read(path).expect("read") == body);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_length_that_is_a_lie_is_never_the_end_of_it() {
    let body = noise(SIZE);
    // Fewer bytes than said, more than said without a length, and a length that is not the file's.
    for (head, sent, expected) in [
        (format!("Content-Length: {SIZE}"), SIZE / 3, "broke"),
        ("X: y".to_owned(), SIZE + 1, "more than the catalogue lists"),
        (format!("Content-Length: {}", SIZE + 1), SIZE + 1, "not the 700000"),
    ] {
        let (_home, paths) = home();
        let mut content = body.clone();
        content.push(0);
        content[0] ^= 1;
        let server = Server::start(move |_, _, stream| {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(&content[..sent]);
        });
        let error = fetch(&entry(&body), &paths, &server.sources()).expect_err("a lie");
        let why = why(&error);
        assert!(why.contains(expected) || why.contains("not those of the catalogue"), "{why}");
        assert!(!left(&paths).contains(&"noise.gguf".to_owned()));
        let content = body.clone();
        let good = Server::start(move |_, request, stream| serve(stream, request, &content));
        fetch(&entry(&body), &paths, &good.sources()).expect("the next pull");
        assert_eq!(left(&paths), ["noise.gguf"]);
    }
}

#[test]
fn a_token_stays_with_its_server_wherever_a_redirect_leads() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let store = Server::start(move |_, request, stream| serve(stream, request, &content));
    let place = format!("{}/store/file?signature=a%2Fb", store.endpoint);
    let hub = Server::start(move |_, request, stream| {
        // First to another name on the same server, then to another server.
        let location = if request.path.starts_with("/renamed") { &*place } else { "/renamed/file" };
        let _ = write!(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    });
    let mut sources = hub.sources();
    sources.hub.as_mut().expect("a hub").token = Some("secret".into());
    let path = fetch(&entry(&body), &paths, &sources).expect("pulled");
    assert!(fs::read(path).expect("read") == body);
    let own: Vec<_> = hub.requests().into_iter().map(|asked| asked.authorization).collect();
    assert_eq!(own, [Some("Bearer secret".to_owned()), Some("Bearer secret".into())]);
    let there = store.requests();
    assert_eq!((there.len(), &there[0].authorization), (1, &None));
    assert_eq!(there[0].path, "/store/file?signature=a%2Fb");
}

#[test]
fn redirects_that_lead_nowhere_are_told() {
    for (location, expected) in
        [("/again", "in circles"), ("", "no address"), ("ftp://a.org/x", "no address")]
    {
        let (_home, paths) = home();
        let server = Server::start(move |_, _, stream| {
            let _ = write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        });
        let error = fetch(&entry(&noise(1000)), &paths, &server.sources()).expect_err("nowhere");
        assert!(why(&error).contains(expected), "{}", why(&error));
        assert_eq!(left(&paths), [""; 0]);
    }
}

#[test]
fn without_a_network_the_reason_is_told_and_what_was_there_is_kept() {
    let body = noise(1000);
    let unused = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
    let refused = format!("http://{}", unused.expect("a port"));
    for (endpoint, expected) in [
        (refused.as_str(), "could not be reached"),
        ("http://nowhere.invalid", "nowhere.invalid"),
        ("nonsense", "could not be reached"),
        ("http://", "is not an address"),
    ] {
        let (_home, paths) = home();
        put(&paths, &body[..500], None);
        let error = fetch(&entry(&body), &paths, &sources_of(&[("HF_ENDPOINT", endpoint)]));
        let error = error.expect_err("no network");
        let why = why(&error);
        assert!(why.contains(expected) || why.contains("not an address"), "{endpoint}: {why}");
        assert!(error.to_string().contains("50 % is kept"), "{error}");
        assert_eq!(left(&paths), ["noise.gguf.part"]);
    }
}

#[test]
fn a_server_that_falls_silent_in_the_middle_is_given_up_and_the_part_kept() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |_, request, stream| {
        head(stream, request, SIZE);
        let _ = stream.write_all(&content[..100_000]);
        let _ = stream.read(&mut [0]);
    });
    let mut sources = server.sources();
    sources.hub.as_mut().expect("a hub").read_limit = Duration::from_millis(300);
    let error = fetch(&entry(&body), &paths, &sources).expect_err("silent");
    assert!(why(&error).contains("was silent for 300ms"), "{}", why(&error));
    let kept = fs::read(paths.models().join("noise.gguf.part")).expect("kept");
    assert!(kept == body[..100_000]);
}

/// The real program below a limit on the size of files: as where the disk is full, writes fail midway.
#[test]
fn a_write_that_fails_midway_is_told_and_the_next_pull_goes_on() {
    const LIMIT: u64 = 1 << 20;
    let server = Server::start(|_, request, stream| {
        // As long as the catalogue lists; the bytes do not come to matter.
        head(stream, request, 491_400_064);
        let block = vec![9; 1 << 16];
        while stream.write_all(&block).is_ok() {}
    });
    let home = tempfile::tempdir().expect("home");
    let pull = || {
        let mut command = Command::new("/bin/sh");
        let limit = LIMIT / 512;
        command.args(["-c", &format!("ulimit -f {limit}; exec \"$0\" \"$@\"")]);
        command.arg(env!("CARGO_BIN_EXE_ci-tui"));
        for name in
            ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "CI_TUI_MODELS", "HF_HOME"]
        {
            command.env_remove(name);
        }
        command.env("HOME", home.path()).env("HF_ENDPOINT", &server.endpoint).env("PATH", "");
        command.args(["models", "pull", "qwen2.5-coder-0.5b"]);
        command.output().expect("run")
    };
    let models = home.path().join(".local/share/ci-tui/models");
    let part = models.join("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf.part");
    for _ in 0..2 {
        let failed = pull();
        let told = String::from_utf8_lossy(&failed.stderr).into_owned();
        assert_eq!(failed.status.code(), Some(1), "{told}");
        assert!(told.contains("files may not grow that large here"), "{told}");
        assert!(told.contains("what has arrived is kept"), "{told}");
        assert_eq!(part.metadata().expect("kept").len(), LIMIT);
    }
    assert_eq!(server.requests()[1].from, Some(1 << 20), "it went on from there");
}
