//! Placeholders in a stream become what they stand for, wherever the stream is cut.

use super::{Vault, kind};

/// Puts secrets back into text that comes in pieces.
#[derive(Debug, Default)]
pub(in crate::model::remote) struct Restorer {
    /// Text that may be the beginning of a placeholder.
    held: String,
}

impl Restorer {
    /// Takes the next piece; gives what is sure by now.
    pub(in crate::model::remote) fn push(&mut self, vault: &Vault, piece: &str) -> String {
        self.held.push_str(piece);
        let mut sure = String::with_capacity(self.held.len());
        let mut rest = self.held.as_str();
        while let Some(at) = rest.find('<') {
            sure.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(length) = kind::placeholder_at(rest) {
                let placeholder = &rest[..length];
                sure.push_str(vault.secret(placeholder).unwrap_or(placeholder));
                rest = &rest[length..];
            } else if kind::may_become_placeholder(rest) {
                self.held = rest.to_owned();
                return sure;
            } else {
                sure.push('<');
                rest = &rest[1..];
            }
        }
        sure.push_str(rest);
        self.held.clear();
        sure
    }

    /// What is left once no more will come.
    pub(in crate::model::remote) fn finish(&mut self) -> String {
        std::mem::take(&mut self.held)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRETS: [&str; 8] = [
        "ada@math.example.org",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "sk-proj-abcDEF0123456789abcDEF0123456789",
        "4111 1111 1111 1111",
        "DE89370400440532013000",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN PRIVATE KEY-----\nMIIEow==\n-----END PRIVATE KEY-----",
    ];

    fn restored(vault: &Vault, masked: &str, cuts: &[usize]) -> String {
        let (mut restorer, mut text) = (Restorer::default(), String::new());
        let mut from = 0;
        for cut in cuts {
            let to =
                (from..=masked.len().min(from + cut)).rev().find(|at| masked.is_char_boundary(*at));
            let to = to.unwrap_or(from);
            text.push_str(&restorer.push(vault, &masked[from..to]));
            from = to;
        }
        text.push_str(&restorer.push(vault, &masked[from..]));
        text + &restorer.finish()
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            (0..SECRETS.len()).prop_map(|n| SECRETS[n].to_owned()),
            Just("<EMAIL_1>".to_owned()),
            Just("<API_KEY_2>".to_owned()),
            Just("<EMAIL_".to_owned()),
            Just("PASSWORD=hunter22".to_owned()),
            Just("it is hunter22".to_owned()),
            "[ -~äß€\n<>_]{0,12}",
        ]
    }

    proptest! {
        #[test]
        fn what_is_masked_comes_back_and_holds_no_secret(
            pieces in proptest::collection::vec(piece(), 0..12),
            cuts in proptest::collection::vec(0..7_usize, 0..80),
        ) {
            let text = pieces.join(" ; ");
            let mut vault = Vault::default();
            let masked = vault.mask([text.as_str()]).texts.remove(0);
            for secret in SECRETS {
                prop_assert!(!masked.contains(secret), "{secret} is left in {masked}");
            }
            if text.contains("PASSWORD=hunter22") {
                prop_assert!(!masked.contains("hunter22"), "{masked}");
            }
            prop_assert_eq!(&restored(&vault, &masked, &cuts), &text);
            // The next request masks the same way.
            prop_assert_eq!(&vault.mask([text.as_str()]).texts[0], &masked);
        }

        #[test]
        fn any_text_comes_back(text in "\\PC{0,60}") {
            let mut vault = Vault::default();
            let masked = vault.mask([text.as_str()]).texts.remove(0);
            prop_assert_eq!(restored(&vault, &masked, &[1, 1, 1, 1, 1, 1]), text);
        }
    }

    #[test]
    fn one_secret_has_one_placeholder_through_the_session() {
        let mut vault = Vault::default();
        let first = vault.mask(["ada@x.de and bob@x.de", "ada@x.de again"]);
        assert_eq!(first.texts, ["<EMAIL_1> and <EMAIL_2>", "<EMAIL_1> again"]);
        let counts: Vec<_> =
            first.counts.iter().map(|(kind, n)| kind.words(*n).to_string()).collect();
        assert_eq!(counts, ["2 e-mail addresses"]);
        assert_eq!(vault.mask(["bob@x.de, eve@x.de"]).texts, ["<EMAIL_2>, <EMAIL_3>"]);
    }

    #[test]
    fn a_key_that_is_known_is_hidden_wherever_it_stands() {
        let mut vault = Vault::default();
        vault.know("plainwords", super::super::Kind::ApiKey);
        assert_eq!(vault.mask(["x=plainwords!"]).texts, ["x=<API_KEY_1>!"]);
        assert!(!format!("{vault:?}").contains("plainwords"));
    }
}
