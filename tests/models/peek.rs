//! The header of a file in its repository: a verdict before anything large is fetched.

use std::io::Read as _;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use ci_tui::model::Runner;
use ci_tui::model::pull::{Cancel, peek};

use super::server::{Server, entry, noise, serve};
use crate::support::gguf::Tiny;

#[test]
fn a_verdict_costs_no_more_than_the_header() {
    let mut body = Tiny::new("qwen2", "Tiny").file();
    let header = body.len();
    // Weights of which nothing may be read.
    body.extend(noise(8 << 20));
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let told = peek(&entry(&body), &server.sources(), &Cancel::new()).expect("a header");
    assert_eq!((told.name.as_str(), told.file_bytes), ("Tiny", body.len() as u64));
    assert!(header < 1 << 16);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.requests()[0].from, Some(0));
}

#[test]
fn what_only_llama_cpp_runs_is_known_before_the_download() {
    let body = Tiny::new("gemma3", "Tiny").file();
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let told = peek(&entry(&body), &server.sources(), &Cancel::new()).expect("a header");
    assert_eq!(told.runners(), [Runner::LlamaCpp]);
}

#[test]
fn what_is_no_model_is_said_so_and_a_silent_server_can_be_left() {
    let body = noise(4096);
    let content = body.clone();
    let server = Server::start(move |_, request, stream| serve(stream, request, &content));
    let why = peek(&entry(&body), &server.sources(), &Cancel::new()).expect_err("no model");
    assert!(why.contains("it does not begin with the letters GGUF"), "{why}");
    let (asked, was_asked) = mpsc::sync_channel(1);
    let silent = Server::start(move |_, _, stream| {
        let _ = asked.send(());
        // Until the other side has gone.
        let _ = stream.read(&mut [0]);
    });
    let (cancel, sources) = (Cancel::new(), silent.sources());
    let stop = cancel.clone();
    let stopping = std::thread::spawn(move || {
        was_asked.recv().expect("a request");
        stop.cancel();
    });
    let began = Instant::now();
    peek(&entry(&body), &sources, &cancel).expect_err("stopped");
    assert!(began.elapsed() < Duration::from_secs(5));
    stopping.join().expect("joined");
}
