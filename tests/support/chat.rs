//! A small chat server on this machine, with every way to behave badly.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// What a client asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a body of JSON")
    }

    /// The texts of its messages.
    pub(crate) fn messages(&self) -> Vec<String> {
        let body = self.json();
        let messages = body["messages"].as_array().expect("messages");
        messages.iter().map(|one| one["content"].as_str().expect("text").to_owned()).collect()
    }

    fn is_chat(&self) -> bool {
        self.path.contains("/chat/completions")
    }
}

type Log = Arc<(Mutex<Vec<Request>>, Condvar)>;

pub(crate) struct ChatServer {
    pub(crate) port: u16,
    log: Log,
}

impl ChatServer {
    /// As llama-server introduces itself; the n-th reply, counted from 0, is what `answer` writes.
    pub(crate) fn start(
        answer: impl Fn(usize, &Request, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let models =
            json!({ "object": "list", "data": [{ "id": "test", "owned_by": "llamacpp" }] });
        Self::of(&models, answer)
    }

    /// With this list of models.
    pub(crate) fn of(
        models: &Value,
        answer: impl Fn(usize, &Request, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
        let port = listener.local_addr().expect("address").port();
        let log = Log::default();
        let (own, answer, models) = (Arc::clone(&log), Arc::new(answer), models.to_string());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("accept");
                let (own, answer, models) = (Arc::clone(&own), Arc::clone(&answer), models.clone());
                thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    let n = note(&own, &request);
                    match request.path.as_str() {
                        _ if request.is_chat() => answer(n, &request, &mut stream),
                        "/v1/models" => document(&mut stream, 200, &models),
                        "/props" => {
                            let props = json!({ "default_generation_settings": { "n_ctx": 8192 } });
                            document(&mut stream, 200, &props.to_string());
                        }
                        _ => document(&mut stream, 404, "{}"),
                    }
                });
            }
        });
        Self { port, log }
    }

    /// Where it answers on this machine.
    pub(crate) fn here(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// The same server by an address that is not known to be this machine.
    pub(crate) fn away(&self) -> String {
        format!("http://0.0.0.0:{}/v1", self.port)
    }

    /// The replies that were asked for.
    pub(crate) fn chats(&self) -> Vec<Request> {
        let log = self.log.0.lock().expect("log");
        log.iter().filter(|request| request.is_chat()).cloned().collect()
    }

    /// Everything that was asked.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.log.0.lock().expect("log").clone()
    }

    /// Waits until so many replies were asked for.
    pub(crate) fn wait_for_chats(&self, count: usize) {
        let (log, news) = &*self.log;
        let few = |log: &mut Vec<Request>| log.iter().filter(|one| one.is_chat()).count() < count;
        let limit = Duration::from_secs(20);
        let waited = news.wait_timeout_while(log.lock().expect("log"), limit, few);
        assert!(!waited.expect("log").1.timed_out(), "{count} replies were never asked for");
    }
}

fn note(log: &Log, request: &Request) -> usize {
    let mut known = log.0.lock().expect("log");
    let n = known.iter().filter(|one| one.is_chat()).count();
    known.push(request.clone());
    log.1.notify_all();
    n
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut request = Request { path: line.split(' ').nth(1)?.to_owned(), ..Request::default() };
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        request.headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = request.header("content-length").map_or(0, |text| text.parse().expect("a length"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).expect("UTF-8");
    Some(request)
}

/// A whole answer that is no stream.
pub(crate) fn document(stream: &mut TcpStream, status: u16, body: &str) {
    document_with(stream, status, "", body);
}

/// The same with more headers, each with its line end.
pub(crate) fn document_with(stream: &mut TcpStream, status: u16, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}"
    );
}

/// The head of a stream whose end is told.
pub(crate) fn head(stream: &mut TcpStream) {
    let _ = stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
}

/// A piece of such a stream; says whether somebody still listens.
pub(crate) fn piece(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend_from_slice(b"\r\n");
    stream.write_all(&chunk).is_ok()
}

/// The whole stream of this reply, and its end.
pub(crate) fn reply(stream: &mut TcpStream, text: &str) {
    head(stream);
    piece(stream, events(text).as_bytes());
    let _ = stream.write_all(b"0\r\n\r\n");
}

/// One event with more of a reply.
pub(crate) fn delta(text: &str) -> String {
    let chunk = json!({ "choices": [{ "index": 0, "delta": { "content": text } }] });
    format!("data: {chunk}\n\n")
}

/// The events of a reply as llama-server sends them: a role, some characters each, the reason, the counts.
pub(crate) fn events(text: &str) -> String {
    let role =
        json!({ "choices": [{ "index": 0, "delta": { "role": "assistant", "content": null } }] });
    let mut events = format!(": comment\n\ndata: {role}\n\n");
    let chars: Vec<char> = text.chars().collect();
    for some in chars.chunks(3) {
        events.push_str(&delta(&some.iter().collect::<String>()));
    }
    let end = json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
    let usage = json!({
        "choices": [],
        "usage": {
            "prompt_tokens": 120,
            "completion_tokens": 17,
            "prompt_tokens_details": { "cached_tokens": 100 }
        }
    });
    events + &format!("data: {end}\n\ndata: {usage}\n\ndata: [DONE]\n\n")
}

/// Waits until the client has closed the connection; how long that took.
pub(crate) fn closed(stream: &mut TcpStream) -> Duration {
    let started = Instant::now();
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("timeout");
    let mut rest = [0; 64];
    while matches!(stream.read(&mut rest), Ok(1..)) {}
    started.elapsed()
}
