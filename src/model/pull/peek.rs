//! The header of a file that is not here yet: enough for a verdict before anything large is fetched.

use std::io::{BufReader, Read as _};

use ureq::http::{StatusCode, header};

use super::error::{Error, Failure};
use super::hub::content_range;
use super::redirect::{self, Lost};
use super::{Cancel, Hub, Sources};
use crate::model::catalogue::Entry;
use crate::model::gguf::{Header, Summary, judge_header};

/// Headers with their vocabulary have some megabytes; more than this is not asked for.
const MOST: u64 = 64 << 20;

impl Hub {
    /// Reads the header of a file, and no more of it than that.
    pub(super) fn peek(
        &self,
        repository: &str,
        file: &str,
        cancel: &Cancel,
    ) -> Result<Header, Failure> {
        let url = format!("{}/{repository}/resolve/main/{file}", self.endpoint);
        let agent = self.agent();
        let waker = agent.clone();
        let _hooked = cancel.on_cancel(move || waker.shutdown());
        let response = redirect::follow(&agent, &url, |request, is_ours| {
            let request = request.header(header::ACCEPT_ENCODING, "identity");
            let request = request.header(header::RANGE, format!("bytes=0-{}", MOST - 1));
            match (is_ours, &self.token) {
                (true, Some(token)) => {
                    request.header(header::AUTHORIZATION, format!("Bearer {token}"))
                }
                _ => request,
            }
        });
        if cancel.is_cancelled() {
            return Err(Error::Cancelled.into());
        }
        let response = response.map_err(|lost| match lost {
            Lost::Failed(error) => Failure::Source(self.explain(&error)),
            Lost::Astray(why) => Failure::Source(format!("{}: {why}", self.endpoint)),
        })?;
        let headers = response.headers();
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let length = match response.status() {
            StatusCode::PARTIAL_CONTENT => {
                text(header::CONTENT_RANGE).and_then(content_range).and_then(|(_, size)| size)
            }
            // The rest of the answer is not read.
            StatusCode::OK => text(header::CONTENT_LENGTH).and_then(|text| text.parse().ok()),
            status => return Err(Failure::Source(self.refusal(status))),
        };
        let length = length.ok_or_else(|| {
            Failure::Source(format!("{} does not say how long the file is", self.endpoint))
        })?;
        let mut body = response.into_body();
        let reader = BufReader::with_capacity(1 << 16, body.as_reader().take(MOST));
        let read = Header::read(reader, length);
        if cancel.is_cancelled() {
            return Err(Error::Cancelled.into());
        }
        read.map_err(|error| Failure::Source(format!("its header cannot be read: {error}")))
    }
}

/// What the file of a model says of itself where it lies in its repository.
pub fn peek(entry: &Entry, sources: &Sources, cancel: &Cancel) -> Result<Summary, String> {
    let repository = entry.hub.as_deref().ok_or("the catalogue names no repository of it")?;
    let hub = sources.hub.as_ref().map_err(Clone::clone)?;
    let header =
        hub.peek(repository, entry.hub_file(), cancel).map_err(|failure| match failure {
            Failure::Fatal(error) => error.to_string(),
            Failure::Mismatch(why) | Failure::Source(why) => why,
        })?;
    judge_header(entry.hub_file(), &header).map_err(|refusal| refusal.to_string())
}
