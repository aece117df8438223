//! Where a server answers, and whether that is this machine.

use std::net::{IpAddr, ToSocketAddrs as _};

use ureq::http::Uri;

use crate::config;

/// The addresses of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Up to and with `/v1`, without a slash at the end.
    base: String,
    /// Scheme, host and port.
    root: String,
    /// As it is shown.
    pub(super) host: String,
    /// Whether prompts stay on this machine.
    pub(super) is_here: bool,
    /// Whether the way there is encrypted.
    pub(super) is_encrypted: bool,
    /// The version that a deployment of Azure is asked with.
    api_version: String,
}

impl Address {
    /// Reads what the user configured; the error says what to change.
    pub(super) fn read(server: &config::Remote) -> Result<Self, String> {
        let wrong = |why: &str| format!("remote.base_url {why}");
        let uri: Uri =
            server.base_url.trim().parse().map_err(|_| {
                wrong("is no address: write something like http://127.0.0.1:8080/v1")
            })?;
        let authority = uri.authority().ok_or_else(|| wrong("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("holds a password: put a key into remote.key_file instead"));
        }
        if uri.query().is_some() {
            return Err(wrong(
                "must end before the `?`; Azure's version goes into remote.api_version",
            ));
        }
        let scheme = uri.scheme_str().unwrap_or("http");
        let root = format!("{scheme}://{authority}");
        let path = match uri.path().trim_end_matches('/') {
            "" if server.api_version.is_empty() => "/v1",
            path => path,
        };
        let name = authority.host().trim_matches(['[', ']']).to_owned();
        let is_encrypted = scheme == "https";
        let usual = if is_encrypted { 443 } else { 80 };
        let host = match authority.port_u16().filter(|port| *port != usual) {
            Some(port) => format!("{}:{port}", authority.host()),
            None => name.clone(),
        };
        let address = Self {
            base: format!("{root}{path}"),
            root,
            host,
            is_here: is_here(&name),
            is_encrypted,
            api_version: server.api_version.trim().to_owned(),
        };
        let has_version = uri.path().trim_end_matches('/').ends_with("/v1");
        if address.is_azure() && address.api_version.is_empty() && !has_version {
            return Err(
                "Azure wants to know a version: set remote.api_version, such as 2024-10-21".into(),
            );
        }
        Ok(address)
    }

    /// Where replies are asked for.
    pub(super) fn chat(&self, model: &str) -> String {
        if self.api_version.is_empty() {
            return format!("{}/chat/completions", self.base);
        }
        let (base, version) = (&self.base, encoded(&self.api_version));
        if base.contains("/deployments/") {
            return format!("{base}/chat/completions?api-version={version}");
        }
        let model = encoded(model);
        format!("{base}/openai/deployments/{model}/chat/completions?api-version={version}")
    }

    /// Where the models are listed; a deployment of Azure lists none.
    pub(super) fn models(&self) -> Option<String> {
        self.api_version.is_empty().then(|| format!("{}/models", self.base))
    }

    /// A place that is not part of the common protocol.
    pub(super) fn own(&self, path: &str) -> String {
        let before = self.base.strip_suffix("/v1").unwrap_or(&self.root);
        format!("{before}{path}")
    }

    /// Whether keys travel in Azure's own header.
    pub(super) fn is_azure(&self) -> bool {
        !self.api_version.is_empty()
            || self.is_below("azure.com")
            || self.is_below("azure.us")
            || self.is_below("azure.cn")
    }

    /// Whether it is a resource of Azure's own, which its key is meant for.
    pub(super) fn is_azure_openai(&self) -> bool {
        const OWN: [&str; 5] = [
            "openai.azure.com",
            "cognitiveservices.azure.com",
            "services.ai.azure.com",
            "openai.azure.us",
            "openai.azure.cn",
        ];
        OWN.iter().any(|domain| self.is_below(domain))
    }

    /// Whether it is OpenAI itself.
    pub(super) fn is_openai(&self) -> bool {
        self.host == "api.openai.com" || self.is_below("api.openai.com")
    }

    fn is_below(&self, domain: &str) -> bool {
        let host = self.host.split(':').next().unwrap_or_default().to_ascii_lowercase();
        host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
    }
}

/// A name counts only where every address behind it is a loopback.
fn is_here(name: &str) -> bool {
    if let Ok(ip) = name.parse::<IpAddr>() {
        return ip.to_canonical().is_loopback();
    }
    let local = name.eq_ignore_ascii_case("localhost");
    local
        && (name, 0).to_socket_addrs().is_ok_and(|addresses| {
            let mut addresses = addresses.peekable();
            addresses.peek().is_some() && addresses.all(|one| one.ip().is_loopback())
        })
}

/// A name as part of an address.
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(base_url: &str, api_version: &str) -> Result<Address, String> {
        let (base_url, api_version) = (base_url.to_owned(), api_version.to_owned());
        Address::read(&config::Remote { base_url, api_version, ..config::Remote::default() })
    }

    #[test]
    fn only_loopback_addresses_are_this_machine() {
        let here = |url| address(url, "").expect(url).is_here;
        for url in ["http://127.0.0.1:8080/v1", "http://[::1]:1/v1", "http://127.9.9.9/v1"] {
            assert!(here(url), "{url}");
        }
        for url in ["http://10.0.0.1/v1", "http://0.0.0.0/v1", "https://localhost.example.com/v1"] {
            assert!(!here(url), "{url}");
        }
    }

    #[test]
    fn addresses_are_put_together_as_each_server_wants_them() {
        let plain = address("http://127.0.0.1:11434", "").expect("address");
        assert_eq!(plain.chat("x"), "http://127.0.0.1:11434/v1/chat/completions");
        assert_eq!(plain.own("/props"), "http://127.0.0.1:11434/props");
        assert_eq!((plain.host.as_str(), plain.is_encrypted), ("127.0.0.1:11434", false));
        let azure = address("https://me.openai.azure.com/", "2024-10-21").expect("address");
        let chat = "https://me.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21";
        assert_eq!((azure.chat("my gpt").as_str(), azure.models()), (chat, None));
        assert!(azure.is_azure() && azure.is_encrypted && azure.host == "me.openai.azure.com");
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said_without_its_password() {
        let wrong = address("http://bob:hunter22@10.0.0.1/v1", "").expect_err("a password");
        assert!(wrong.contains("key_file") && !wrong.contains("hunter22"), "{wrong}");
        let wrong = address("https://me.openai.azure.com", "").expect_err("no version");
        assert!(wrong.contains("remote.api_version"), "{wrong}");
    }
}
