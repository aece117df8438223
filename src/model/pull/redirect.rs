//! Redirects, followed by hand: a token goes to the server that it is meant for, and to no other.

use ureq::http::{Response, StatusCode, Uri, header};
use ureq::{Agent, Body, RequestBuilder, typestate::WithoutBody};

/// More redirects than this lead nowhere.
const MOST: usize = 8;

/// Why there is no answer.
pub(super) enum Lost {
    /// The request failed.
    Failed(ureq::Error),
    /// The redirects lead nowhere; the text says why.
    Astray(String),
}

/// Asks for `url` and wherever that leads; `dress` gives each request its headers, and is told
/// whether it goes to the server that was asked first.
pub(super) fn follow(
    agent: &Agent,
    url: &str,
    dress: impl Fn(RequestBuilder<WithoutBody>, bool) -> RequestBuilder<WithoutBody>,
) -> Result<Response<Body>, Lost> {
    let wrong = |_| Lost::Failed(ureq::Error::BadUri(url.into()));
    let first: Uri = url.parse().map_err(wrong)?;
    let mut at = first.clone();
    for _ in 0..=MOST {
        let request = dress(agent.get(at.clone()), is_same_server(&first, &at));
        let response = request.call().map_err(Lost::Failed)?;
        if !is_redirect(response.status()) {
            return Ok(response);
        }
        let location = response.headers().get(header::LOCATION);
        let location = location.and_then(|location| location.to_str().ok()).unwrap_or_default();
        let Some(next) = target(&at, location) else {
            return Err(Lost::Astray("it redirects to what is no address".into()));
        };
        if at.scheme_str() == Some("https") && next.scheme_str() != Some("https") {
            return Err(Lost::Astray("it redirects to an address without encryption".into()));
        }
        at = next;
    }
    Err(Lost::Astray("it redirects in circles".into()))
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    )
}

fn is_same_server(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| uri.port_u16().or_else(|| default_port(uri));
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

fn default_port(uri: &Uri) -> Option<u16> {
    Some(if uri.scheme_str()? == "https" { 443 } else { 80 })
}

/// Where a redirect leads: an address, or a place on the same server.
fn target(from: &Uri, location: &str) -> Option<Uri> {
    let location = location.trim();
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let address = if location.is_empty() {
        return None;
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.contains("://") {
        location.to_owned()
    } else {
        let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    let uri: Uri = address.parse().ok()?;
    matches!(uri.scheme_str(), Some("http" | "https")).then_some(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_to_an_address_or_a_place_on_the_server() {
        let from: Uri = "https://a.org/owner/m/file".parse().expect("an address");
        let lead = |location: &str| target(&from, location).map(|uri| uri.to_string());
        assert_eq!(lead("/x?y=1").as_deref(), Some("https://a.org/x?y=1"));
        assert_eq!(lead("other").as_deref(), Some("https://a.org/owner/m/other"));
        assert_eq!(lead("//b.org/x").as_deref(), Some("https://b.org/x"));
        assert_eq!(lead("http://b.org/x").as_deref(), Some("http://b.org/x"));
        assert_eq!((lead(""), lead("ftp://b.org/x"), lead("http://")), (None, None, None));
    }

    #[test]
    fn another_port_or_scheme_is_another_server() {
        let same = |one: &str, other: &str| {
            is_same_server(&one.parse().expect("one"), &other.parse().expect("other"))
        };
        assert!(same("https://a.org/x", "https://A.org:443/y"));
        assert!(!same("https://a.org/x", "https://a.org:8443/x"));
        assert!(!same("https://a.org/x", "http://a.org/x"));
        assert!(!same("https://a.org/x", "https://a.org.evil/x"));
    }
}
