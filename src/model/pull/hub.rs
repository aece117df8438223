//! Hugging Face, or a mirror of it: one resumable HTTP download.

use std::ffi::OsString;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use ureq::http::header;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body};

use super::error::{Error, Failure, one_line};
use super::part::{CHUNK, Part};
use super::progress::Meter;
use super::redirect::{self, Lost};
use super::{Cancel, Source, Stage};

/// How often a download that was going well is taken up again.
const TRIES: u32 = 3;

/// A server that speaks Hugging Face's addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Scheme and host, without a slash at the end.
    pub endpoint: String,
    /// Sent to the endpoint only, never to where it redirects.
    pub token: Option<String>,
    /// Most time to connect.
    pub connect_limit: Duration,
    /// Most silence before the server is given up.
    pub read_limit: Duration,
}

/// Why one request did not deliver everything.
enum Trouble {
    /// Asking again would not help.
    Final(Failure),
    /// The connection broke.
    Broken(String),
    /// The rest of the file as it was is not to be had; all of it may be.
    Ranges,
}

/// How much of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// What is missing.
    Rest,
    /// All of it, whatever is there.
    All,
}

const RANGES: &str = "the server sent another part of the file than was asked for";

impl<T: Into<Failure>> From<T> for Trouble {
    fn from(failure: T) -> Self {
        Self::Final(failure.into())
    }
}

impl Hub {
    /// A server with the usual limits.
    #[must_use]
    pub fn new(endpoint: &str) -> Self {
        Self {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            token: None,
            connect_limit: Duration::from_secs(5),
            read_limit: Duration::from_secs(20),
        }
    }

    pub(super) fn from_env(
        get: &impl Fn(&str) -> Option<OsString>,
        home: Option<&Path>,
    ) -> Result<Self, String> {
        let text = |name: &str| get(name).and_then(|value| value.into_string().ok());
        if let Some(value) = text("HF_HUB_OFFLINE")
            && ["1", "true", "yes", "on"].contains(&value.to_ascii_lowercase().as_str())
        {
            return Err("not asked, because HF_HUB_OFFLINE is set".into());
        }
        let mut hub =
            Self::new(&text("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".into()));
        hub.token = text("HF_TOKEN")
            .or_else(|| std::fs::read_to_string(home?.join("token")).ok())
            .map(|token| token.trim().to_owned())
            .filter(|token| !token.is_empty());
        Ok(hub)
    }

    /// Appends to `part` what is missing of a file.
    pub(super) fn fetch(
        &self,
        repository: &str,
        file: &str,
        part: &mut Part,
        meter: &mut Meter<'_>,
        cancel: &Cancel,
    ) -> Result<(), Failure> {
        let url = format!("{}/{repository}/resolve/main/{file}", self.endpoint);
        let agent = self.agent();
        let waker = agent.clone();
        let _hooked = cancel.on_cancel(move || waker.shutdown());
        let (mut tries, mut pause) = (None, Duration::from_millis(500));
        loop {
            let before = part.len();
            let mut result = self.once(&agent, &url, part, meter, Ask::Rest);
            if matches!(result, Err(Trouble::Ranges)) && !cancel.is_cancelled() {
                result = self.once(&agent, &url, part, meter, Ask::All);
            }
            if cancel.is_cancelled() {
                return Err(Error::Cancelled.into());
            }
            let why = match result {
                Ok(()) => return Ok(()),
                Err(Trouble::Final(failure)) => return Err(failure),
                Err(Trouble::Broken(why)) => why,
                Err(Trouble::Ranges) => RANGES.to_owned(),
            };
            if part.len() >= before + CHUNK as u64 {
                (tries, pause) = (Some(TRIES), Duration::from_millis(500));
            }
            // A server that never delivered anything is not worth a second wait.
            tries = tries.and_then(|left: u32| left.checked_sub(1));
            if tries.is_none() {
                return Err(Failure::Source(why));
            }
            if cancel.wait(pause) {
                return Err(Error::Cancelled.into());
            }
            pause *= 2;
        }
    }

    /// Size and SHA-256 of a file, as the hub's own answer tells them before it redirects.
    pub(super) fn describe(
        &self,
        repository: &str,
        file: &str,
        cancel: &Cancel,
    ) -> Result<(u64, String), Failure> {
        let mut url = format!("{}/{repository}/resolve/main/{file}", self.endpoint);
        let agent = self.agent();
        let waker = agent.clone();
        let _hooked = cancel.on_cancel(move || waker.shutdown());
        // A repository that was renamed is redirected within the hub.
        for _ in 0..3 {
            let mut request = agent.head(&url).header(header::ACCEPT_ENCODING, "identity");
            if let Some(token) = &self.token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            let request = request.config().max_redirects(0).max_redirects_will_error(false);
            let answer = request.build().call();
            if cancel.is_cancelled() {
                return Err(Error::Cancelled.into());
            }
            let response = answer.map_err(|error| Failure::Source(self.explain(&error)))?;
            let (status, headers) = (response.status(), response.headers());
            if let Some(told) = linked(headers) {
                return Ok(told);
            }
            match self.within(headers) {
                Some(next) if status.is_redirection() => url = next,
                _ if status.is_success() || status.is_redirection() => break,
                _ => return Err(Failure::Source(self.refusal(status))),
            }
        }
        Err(Failure::Source(format!(
            "{} names no checksum for {file}, so nothing could be checked",
            self.endpoint
        )))
    }

    /// Where the hub redirects to, if that is the hub itself.
    fn within(&self, headers: &HeaderMap) -> Option<String> {
        let place = headers.get(header::LOCATION)?.to_str().ok()?;
        if place.starts_with('/') && !place.starts_with("//") {
            return Some(format!("{}{place}", self.endpoint));
        }
        place.starts_with(&format!("{}/", self.endpoint)).then(|| place.to_owned())
    }

    pub(super) fn agent(&self) -> Agent {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        Agent::config_builder()
            .tls_config(tls)
            .user_agent(concat!("ci-tui/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_resolve(Some(self.connect_limit))
            .timeout_connect(Some(self.connect_limit))
            .timeout_per_read(Some(self.read_limit))
            .timeout_per_write(Some(self.read_limit))
            .timeout_recv_response(Some(self.read_limit))
            .build()
            .into()
    }

    fn once(
        &self,
        agent: &Agent,
        url: &str,
        part: &mut Part,
        meter: &mut Meter<'_>,
        ask: Ask,
    ) -> Result<(), Trouble> {
        let (len, etag) = (part.len(), part.etag());
        let response = redirect::follow(agent, url, |mut request, is_ours| {
            request = request.header(header::ACCEPT_ENCODING, "identity");
            if let (true, Some(token)) = (is_ours, &self.token) {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            if len > 0 && ask == Ask::Rest {
                request = request.header(header::RANGE, format!("bytes={len}-"));
                if let Some(etag) = &etag {
                    request = request.header(header::IF_RANGE, etag);
                }
            }
            request
        });
        let response = response.map_err(|lost| match lost {
            Lost::Failed(error) => Trouble::Broken(self.explain(&error)),
            Lost::Astray(why) => {
                Trouble::Final(Failure::Source(format!("{}: {why}", self.endpoint)))
            }
        })?;
        self.check(&response, part, meter, ask)?;
        part.begin_answer();
        part.remember_etag(strong_etag(response.headers()));
        meter.begin(Source::HuggingFace, Stage::Fetching, part.len());
        let mut body = response.into_body();
        let mut reader = body.as_reader();
        let mut buffer = vec![0; CHUNK];
        while part.missing() > 0 {
            match reader.read(&mut buffer) {
                Ok(0) => return Err(Trouble::Broken(cut_off(part))),
                Ok(n) => part.append(&buffer[..n])?,
                Err(error) => {
                    let error = ureq::Error::from(error);
                    return Err(Trouble::Broken(format!(
                        "{} ({})",
                        cut_off(part),
                        self.explain(&error)
                    )));
                }
            }
            meter.advance(part.len());
        }
        Ok(())
    }

    /// Whether the answer is what was asked for; cuts the part where the server starts over.
    fn check(
        &self,
        response: &Response<Body>,
        part: &mut Part,
        meter: &mut Meter<'_>,
        ask: Ask,
    ) -> Result<(), Trouble> {
        let resumes = ask == Ask::Rest && part.len() > 0;
        let headers = response.headers();
        let total = part.len() + part.missing();
        match response.status() {
            StatusCode::OK => {
                if let Some(length) = number(headers, header::CONTENT_LENGTH)
                    && length != total
                {
                    return Err(Failure::Source(other_size(length, total)).into());
                }
                if part.len() > 0 {
                    part.cut(0, meter, &Cancel::new())?;
                }
                Ok(())
            }
            StatusCode::PARTIAL_CONTENT => {
                let range = headers.get(header::CONTENT_RANGE).and_then(|v| v.to_str().ok());
                match range.and_then(content_range) {
                    Some((_, Some(size))) if size != total => {
                        Err(Failure::Source(other_size(size, total)).into())
                    }
                    // A server that does not know If-Range goes on with another version.
                    Some((start, _)) if start == part.len() && ask == Ask::Rest => {
                        let known = part.etag();
                        let now = strong_etag(headers);
                        let same = known.is_none() || now.is_none() || known == now;
                        if same { Ok(()) } else { Err(Trouble::Ranges) }
                    }
                    _ if resumes => Err(Trouble::Ranges),
                    _ => Err(Failure::Source(RANGES.into()).into()),
                }
            }
            StatusCode::RANGE_NOT_SATISFIABLE if resumes => Err(Trouble::Ranges),
            StatusCode::RANGE_NOT_SATISFIABLE => {
                Err(Failure::Source("the file there is shorter than the catalogue lists".into())
                    .into())
            }
            status => Err(Failure::Source(self.refusal(status)).into()),
        }
    }

    pub(super) fn refusal(&self, status: StatusCode) -> String {
        let host = &self.endpoint;
        match status {
            StatusCode::NOT_FOUND => format!("{host} does not have the file (404)"),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                format!("{host} refused ({}); set HF_TOKEN to a valid token", status.as_u16())
            }
            StatusCode::TOO_MANY_REQUESTS => {
                format!("{host} is asked too often (429); try again in some minutes")
            }
            status => format!("{host} answered {}", one_line(&status.to_string())),
        }
    }

    pub(super) fn explain(&self, error: &ureq::Error) -> String {
        let host = &self.endpoint;
        match error {
            ureq::Error::HostNotFound => format!("{host} was not found; is there a network?"),
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                format!("{host} did not accept a connection within {:?}", self.connect_limit)
            }
            ureq::Error::Timeout(_) => format!("{host} was silent for {:?}", self.read_limit),
            ureq::Error::BadUri(_) => format!("{host} is not an address; check HF_ENDPOINT"),
            error => format!("{host} could not be reached: {}", one_line(&error.to_string())),
        }
    }
}

fn cut_off(part: &Part) -> String {
    format!("the connection broke after {} MB", part.len() / 1_000_000)
}

fn other_size(found: u64, expected: u64) -> String {
    format!("the file there has {found} bytes, not the {expected} that the catalogue lists")
}

fn number(headers: &HeaderMap, name: header::HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// What the hub says of a large file: its size, and its SHA-256 as the entity tag.
fn linked(headers: &HeaderMap) -> Option<(u64, String)> {
    let size = headers.get("x-linked-size")?.to_str().ok()?.trim().parse().ok()?;
    let sum = headers.get("x-linked-etag")?.to_str().ok()?.trim().trim_matches('"');
    let sound = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    (sound && size > 0).then(|| (size, sum.to_ascii_lowercase()))
}

fn strong_etag(headers: &HeaderMap) -> Option<String> {
    let etag = headers.get(header::ETAG)?.to_str().ok()?;
    (!etag.starts_with("W/")).then(|| etag.to_owned())
}

/// First byte and whole size of `bytes FIRST-LAST/SIZE`.
pub(super) fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, size) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = range.split_once('-')?;
    let size = if size == "*" { None } else { Some(size.parse().ok()?) };
    Some((first.parse().ok()?, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_nonsense_is_not() {
        assert_eq!(content_range("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(content_range("bytes 5-9/*"), Some((5, None)));
        for nonsense in ["", "bytes */10", "bytes 5/10", "items 5-9/10", "bytes -5-9/x"] {
            assert_eq!(content_range(nonsense), None, "{nonsense}");
        }
    }
}
