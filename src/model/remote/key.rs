//! The key of a server: read where it lies, shown nowhere.

use std::fmt;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::address::Address;
use crate::config;

/// A longer file is no key.
const MOST: u64 = 4096;

/// A key; what prints it prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key(String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The key for this server, if it has one: a file that was named, a variable that was named, or the usual
    /// variable of its host. A key is never sent to a host that it was not meant for.
    pub(super) fn find(
        server: &config::Remote,
        address: &Address,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, String> {
        if !server.key_file.is_empty() {
            return Self::of_file(Path::new(&server.key_file)).map(Some);
        }
        // A key that nobody named for this very address is not shown to the wire on the way.
        let usual = server.key_env.is_empty() && (address.is_openai() || address.is_azure_openai());
        if usual && !address.is_encrypted {
            return Err(format!(
                "the key would travel unencrypted to {}: use https in remote.base_url",
                address.host
            ));
        }
        let (name, wanted) = match (server.key_env.as_str(), address.is_openai()) {
            ("", true) => ("OPENAI_API_KEY", true),
            ("", false) if address.is_azure_openai() => ("AZURE_OPENAI_API_KEY", true),
            ("", false) => return Ok(None),
            (name, _) => (name, true),
        };
        match variable(name).filter(|key| !key.trim().is_empty()) {
            Some(key) => Self::checked(&key, &format!("the variable {name}")).map(Some),
            None if wanted => Err(format!(
                "{} wants a key, and the variable {name} is not set: set it, or name a file in remote.key_file",
                address.host
            )),
            None => Ok(None),
        }
    }

    fn of_file(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let facts = fs::metadata(path)
            .map_err(|error| format!("the key file {shown} cannot be read: {error}"))?;
        if !facts.is_file() || facts.len() > MOST {
            return Err(format!("{shown} is no key file: it must hold a key and nothing else"));
        }
        if facts.permissions().mode() & 0o077 != 0 {
            return Err(format!("others can read the key file {shown}: run chmod 600 {shown}"));
        }
        let text = fs::read_to_string(path)
            .map_err(|error| format!("the key file {shown} cannot be read: {error}"))?;
        Self::checked(&text, &format!("the key file {shown}"))
    }

    fn checked(text: &str, place: &str) -> Result<Self, String> {
        let key = text.trim();
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!("{place} holds no key: one line of letters, digits and signs"));
        }
        Ok(Self(key.to_owned()))
    }

    /// The header that carries it.
    pub(super) fn header(&self, address: &Address) -> (&'static str, String) {
        if address.is_azure() {
            ("api-key", self.0.clone())
        } else {
            ("authorization", format!("Bearer {}", self.0))
        }
    }

    /// The key itself, to be looked for in what goes out.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(base_url: &str, change: impl Fn(&mut config::Remote)) -> Result<Option<Key>, String> {
        let mut server = config::Remote { base_url: base_url.into(), ..config::Remote::default() };
        change(&mut server);
        let address = Address::read(&server).expect("address");
        Key::find(&server, &address, |name| (name != "UNSET").then(|| format!("key-of-{name}")))
    }

    #[test]
    fn a_key_goes_only_to_the_host_that_it_is_meant_for() {
        let key = |url| find(url, |_| {}).expect(url).map(|key| key.0);
        assert_eq!(key("https://api.openai.com/v1").as_deref(), Some("key-of-OPENAI_API_KEY"));
        let clear = find("http://api.openai.com/v1", |_| {}).expect_err("not encrypted");
        assert!(clear.contains("would travel unencrypted"), "{clear}");
        let azure = key("https://mine.openai.azure.com/openai/v1");
        assert_eq!(azure.as_deref(), Some("key-of-AZURE_OPENAI_API_KEY"));
        let elsewhere = find("https://llm.example.org", |server| {
            server.api_version = "2024-10-21".into();
        });
        assert_eq!(elsewhere.expect("no key"), None);
        for url in [
            "http://127.0.0.1:8080/v1",
            "https://api.openai.com.example.org/v1",
            "https://box.westeurope.cloudapp.azure.com/v1",
        ] {
            assert_eq!(key(url), None, "{url}");
        }
        let named = find("http://127.0.0.1/v1", |server| server.key_env = "MINE".into());
        assert_eq!(named.expect("a key").map(|key| key.0).as_deref(), Some("key-of-MINE"));
        let unset = find("http://127.0.0.1/v1", |server| server.key_env = "UNSET".into());
        assert!(unset.expect_err("not set").contains("the variable UNSET is not set"));
    }

    #[test]
    fn a_key_file_must_be_the_users_alone_and_is_never_shown() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("key");
        fs::write(&path, "sk-abc\n").expect("write");
        let read = || {
            find("http://127.0.0.1/v1", |server| {
                server.key_file = path.to_string_lossy().into_owned();
            })
        };
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("mode");
        assert!(read().expect_err("others can read").contains("chmod 600"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("mode");
        let key = read().expect("a key").expect("a key");
        assert_eq!((key.secret(), format!("{key:?}").as_str()), ("sk-abc", "Key(…)"));
        fs::write(&path, "sk-abc def").expect("write");
        let wrong = read().expect_err("two words");
        assert!(!wrong.contains("sk-abc"), "{wrong}");
    }
}
