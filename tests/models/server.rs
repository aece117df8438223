//! A small HTTP server on this machine, with every way to behave badly; and what a pull from it needs.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use ci_tui::config::Paths;
use ci_tui::model::catalogue::{Entry, Purpose};
use ci_tui::model::pull::{Cancel, Error, Sources, pull};
use sha2::{Digest as _, Sha256};

pub(crate) const ETAG: &str = "\"v1\"";

/// What a client asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) from: Option<usize>,
    pub(crate) if_range: Option<String>,
    pub(crate) authorization: Option<String>,
}

pub(crate) struct Server {
    pub(crate) endpoint: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers the n-th request, counted from 0, as `answer` does; each on a thread of its own.
    pub(crate) fn start(
        answer: impl Fn(usize, &Request, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
        let endpoint = format!("http://{}", listener.local_addr().expect("address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("accept");
                let request = read(&stream);
                let n = {
                    let mut log = log.lock().expect("log");
                    log.push(request.clone());
                    log.len() - 1
                };
                let answer = Arc::clone(&answer);
                thread::spawn(move || answer(n, &request, &mut stream));
            }
        });
        Self { endpoint, requests }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("log").clone()
    }

    /// Sources with nothing but this server, as if `HF_ENDPOINT` named it.
    pub(crate) fn sources(&self) -> Sources {
        sources_of(&[("HF_ENDPOINT", &self.endpoint)])
    }
}

/// Sources of an environment with these variables and nothing else.
pub(crate) fn sources_of(variables: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::from_env(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into())
    });
    sources.caches.retain(|cache| !cache.starts_with("/usr"));
    sources.index = Err("not asked in this test".into());
    sources
}

fn read(stream: &TcpStream) -> Request {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut request = Request::default();
    if let Some(first) = lines.next() {
        let mut words = first.split(' ').map(str::to_owned);
        request.method = words.next().unwrap_or_default();
        request.path = words.next().unwrap_or_default();
    }
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").expect("a header");
        match name.to_ascii_lowercase().as_str() {
            "range" => {
                let range = value.trim_start_matches("bytes=");
                let first = range.split('-').next().unwrap_or_default();
                request.from = Some(first.parse().expect("a number"));
            }
            "if-range" => request.if_range = Some(value.to_owned()),
            "authorization" => request.authorization = Some(value.to_owned()),
            _ => {}
        }
    }
    request
}

/// The head of an answer with a file's bytes, from the one asked for.
pub(crate) fn head(stream: &mut TcpStream, request: &Request, total: usize) {
    let from = request.from.unwrap_or(0);
    let status = match request.from {
        None => "200 OK".to_owned(),
        Some(from) => {
            format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{total}", total - 1)
        }
    };
    let length = total - from;
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nETag: {ETAG}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
}

/// A whole answer as a good server gives it.
pub(crate) fn serve(stream: &mut TcpStream, request: &Request, body: &[u8]) {
    head(stream, request, body.len());
    let _ = stream.write_all(&body[request.from.unwrap_or(0)..]);
}

/// Bytes without a pattern that a mistake could hide in.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    })
    .take(length)
    .collect()
}

/// A model whose file has these bytes.
pub(crate) fn entry(body: &[u8]) -> Entry {
    Entry {
        name: "noise".into(),
        title: "Noise".into(),
        good_for: "Tests.".into(),
        purpose: Purpose::Test,
        file: "noise.gguf".into(),
        bytes: Some(body.len() as u64),
        sha256: Some(format!("{:x}", Sha256::digest(body))),
        licence: "MIT".into(),
        parameters: 1,
        quantisation: "Q8_0".into(),
        context: 4096,
        layers: 1,
        heads: 1,
        embedding: 1,
        vocabulary: 1,
        hub: Some("owner/noise".into()),
        ..Entry::default()
    }
}

pub(crate) fn fetch(entry: &Entry, paths: &Paths, sources: &Sources) -> Result<PathBuf, Error> {
    pull(entry, paths, sources, &mut |_| {}, &Cancel::new())
}

/// Names of the files in the models folder.
pub(crate) fn left(paths: &Paths) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(paths.models())
        .into_iter()
        .flatten()
        .map(|item| item.expect("item").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
