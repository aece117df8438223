//! One request over HTTP on a thread of its own, so that whoever waits for it can be told to stop at any moment.

use std::io::Read as _;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use ureq::Agent;
use ureq::http::header;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::super::cancel::{Cancel, Hooked};
use super::address::Address;
use super::key::Key;

/// Bytes read at a time.
const PIECE: usize = 16 * 1024;
/// Pieces that may wait; then the server waits.
const WAITING: usize = 16;

/// What to ask.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    pub(super) address: &'a Address,
    pub(super) key: Option<&'a Key>,
    pub(super) url: String,
    /// Posted where there is one.
    pub(super) body: Option<Vec<u8>>,
    pub(super) connect: Duration,
}

/// The head of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Whether it is a stream of events rather than one document.
    pub(super) is_stream: bool,
    pub(super) retry_after: Option<String>,
}

/// What has become of it.
#[derive(Debug)]
pub(super) enum News {
    Head(Head),
    Bytes(Vec<u8>),
    /// The answer is over, as far as the transport can tell.
    End,
    /// No connection came about.
    Unreachable(String),
    /// It broke within the answer.
    Broken(String),
    /// The end was asked for.
    Cancelled,
}

/// A request under way; dropping it closes its connection.
#[derive(Debug)]
pub(super) struct Exchange {
    news: Receiver<News>,
    agent: Agent,
    cancel: Cancel,
    _hooked: Hooked,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        // A server that still writes must notice.
        self.agent.clone().shutdown();
    }
}

impl Exchange {
    /// Begins; the error is that of the thread.
    pub(super) fn begin(call: Call<'_>, cancel: &Cancel) -> std::io::Result<Self> {
        let (teller, news) = sync_channel(WAITING);
        let agent = agent(&call);
        let hooked = cancel.on_cancel({
            let (agent, teller) = (agent.clone(), teller.clone());
            move || {
                agent.shutdown();
                // Who waits is woken also where a name is still being looked up.
                let _ = teller.try_send(News::Cancelled);
            }
        });
        let mut headers = vec![("accept", "text/event-stream, application/json".to_owned())];
        headers.extend(call.key.map(|key| key.header(call.address)));
        let (url, body, host) = (call.url, call.body, call.address.host.clone());
        std::thread::Builder::new().name("exchange".into()).spawn({
            let agent = agent.clone();
            move || {
                let last = run(&agent, &url, &headers, body, &host, &teller);
                let _ = teller.send(last);
            }
        })?;
        Ok(Self { news, agent, cancel: cancel.clone(), _hooked: hooked })
    }

    /// Waits that long for what comes next; `None` where nothing came.
    pub(super) fn next(&self, time: Duration) -> Option<News> {
        let news = match self.news.recv_timeout(time) {
            Ok(news) => Some(news),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(News::End),
        };
        if self.cancel.is_cancelled() { Some(News::Cancelled) } else { news }
    }
}

fn agent(call: &Call<'_>) -> Agent {
    let tls = TlsConfig::builder()
        .provider(TlsProvider::NativeTls)
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let mut config = Agent::config_builder()
        .tls_config(tls)
        .user_agent(concat!("ci-tui/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        // A key follows no redirect, and neither does a prompt.
        .max_redirects(0)
        .max_idle_connections(0)
        .timeout_resolve(Some(call.connect))
        .timeout_connect(Some(call.connect));
    if call.address.is_here {
        // What stays on this machine passes no proxy.
        config = config.proxy(None);
    }
    config.build().into()
}

fn run(
    agent: &Agent,
    url: &str,
    headers: &[(&'static str, String)],
    body: Option<Vec<u8>>,
    host: &str,
    teller: &SyncSender<News>,
) -> News {
    let answer = if let Some(body) = body {
        let mut request = agent.post(url).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.send(&body[..])
    } else {
        let mut request = agent.get(url);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.call()
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return News::Unreachable(explain(host, &error)),
    };
    let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let head = Head {
        status: answer.status().as_u16(),
        is_stream: text(header::CONTENT_TYPE).is_some_and(|kind| kind.contains("event-stream")),
        retry_after: text(header::RETRY_AFTER).map(str::to_owned),
    };
    if teller.send(News::Head(head)).is_err() {
        return News::End;
    }
    let mut body = answer.into_body();
    let mut reader = body.as_reader();
    let mut buffer = vec![0; PIECE];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return News::End,
            Ok(n) if teller.send(News::Bytes(buffer[..n].to_vec())).is_err() => return News::End,
            Ok(_) => {}
            Err(error) => return News::Broken(explain(host, &ureq::Error::from(error))),
        }
    }
}

fn explain(host: &str, error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => {
            format!("{host} was not found; look at the name, and whether there is a network")
        }
        ureq::Error::Timeout(_) => format!("{host} did not accept a connection in time"),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            format!("nothing answers at {host}; look whether the server runs")
        }
        error => {
            let text = error.to_string();
            format!("the connection to {host} failed: {}", text.lines().next().unwrap_or_default())
        }
    }
}
