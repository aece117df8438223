//! The kinds of secrets, and how their placeholders are spelled.

use std::fmt;

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::model::remote) enum Kind {
    /// A private key with its armour.
    PrivateKey,
    /// A key or token of a known shape.
    ApiKey,
    /// A signed token of three parts.
    Jwt,
    /// What is assigned to a name such as `PASSWORD`.
    Secret,
    /// An e-mail address.
    Email,
    /// A payment card.
    Card,
    /// A bank account.
    Iban,
    /// No secret: text that looks like one of our placeholders, and must come back as it was.
    Literal,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::PrivateKey,
        Self::ApiKey,
        Self::Jwt,
        Self::Secret,
        Self::Email,
        Self::Card,
        Self::Iban,
        Self::Literal,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::PrivateKey => "PRIVATE_KEY",
            Self::ApiKey => "API_KEY",
            Self::Jwt => "JWT",
            Self::Secret => "SECRET",
            Self::Email => "EMAIL",
            Self::Card => "CARD",
            Self::Iban => "IBAN",
            Self::Literal => "TEXT",
        }
    }

    /// `<EMAIL_1>`: short, unlike anything in code, and clear to a model.
    pub(super) fn placeholder(self, number: u32) -> String {
        format!("<{}_{number}>", self.label())
    }

    /// As a person calls so many of them.
    pub(in crate::model::remote) fn words(self, count: u32) -> impl fmt::Display {
        let (one, more) = match self {
            Self::PrivateKey => ("private key", "private keys"),
            Self::ApiKey => ("API key", "API keys"),
            Self::Jwt => ("signed token", "signed tokens"),
            Self::Secret => ("password or token", "passwords or tokens"),
            Self::Email => ("e-mail address", "e-mail addresses"),
            Self::Card => ("card number", "card numbers"),
            Self::Iban => ("bank account", "bank accounts"),
            Self::Literal => ("placeholder of your own", "placeholders of your own"),
        };
        format!("{count} {}", if count == 1 { one } else { more })
    }
}

/// Length of the placeholder that the text begins with, if it has the shape of one of ours.
pub(super) fn placeholder_at(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    // Only so far: a text may hold nothing but such signs.
    let end = inner.bytes().take(LONGEST + 1).position(|byte| byte == b'>')?;
    let (label, number) = inner[..end].rsplit_once('_')?;
    let known = Kind::ALL.iter().any(|kind| kind.label() == label);
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (known && numbered).then_some(end + 2)
}

/// Whether the text may go on to become a placeholder.
pub(super) fn may_become_placeholder(text: &str) -> bool {
    let inner = text.strip_prefix('<').unwrap_or(text);
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    inner.len() <= LONGEST && inner.bytes().all(fits)
}

/// Bytes between the brackets of a placeholder.
const LONGEST: usize = 24;
