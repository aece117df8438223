//! All secrets of a text, from first to last, none over another.

use std::ops::Range;

use super::{Kind, assigned, kind, number, shape};

/// A secret and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
}

/// Finds what looks like a secret, and text that looks like a placeholder.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    shape::private_keys(text, &mut found);
    shape::keys(text, &mut found);
    shape::jwts(text, &mut found);
    shape::emails(text, &mut found);
    number::cards(text, &mut found);
    number::ibans(text, &mut found);
    assigned::values(text, &mut found);
    assigned::credentials(text, &mut found);
    placeholders(text, &mut found);
    join(found)
}

/// What overlaps becomes one: nothing of either may be left.
pub(super) fn join(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (one.at.start, std::cmp::Reverse(one.at.end)));
    let mut joined: Vec<Found> = Vec::new();
    for one in found {
        match joined.last_mut() {
            Some(last) if one.at.start < last.at.end => last.at.end = last.at.end.max(one.at.end),
            _ => joined.push(one),
        }
    }
    joined
}

fn placeholders(text: &str, found: &mut Vec<Found>) {
    for (at, _) in text.match_indices('<') {
        if let Some(length) = kind::placeholder_at(&text[at..]) {
            found.push(Found { at: at..at + length, kind: Kind::Literal });
        }
    }
}

/// Whether a word ends before this place: neither a letter, a digit nor an underscore.
pub(super) fn is_word_start(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    // `\n` as code and JSON spell a line end is no letter of a word.
    let spelled = ["\\n", "\\r", "\\t"].iter().any(|escape| text[..at].ends_with(escape));
    spelled || before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

/// The end of the run of bytes from `at` on that fit.
pub(super) fn run(text: &str, at: usize, fits: impl Fn(u8) -> bool) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| fits(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(text: &str) -> Vec<(Kind, &str)> {
        find(text).into_iter().map(|one| (one.kind, &text[one.at])).collect()
    }

    #[test]
    fn keys_of_known_shapes_are_found_and_words_like_them_are_not() {
        let github = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
        assert_eq!(secrets(&format!("use {github}.")), [(Kind::ApiKey, github)]);
        let openai = "sk-proj-abcDEF0123456789abcDEF0123456789";
        assert_eq!(secrets(&format!("key='{openai}'")), [(Kind::ApiKey, openai)]);
        assert_eq!(secrets("AKIAIOSFODNN7EXAMPLE"), [(Kind::ApiKey, "AKIAIOSFODNN7EXAMPLE")]);
        for plain in ["sk-learn is a package", "task-0123456789abcdefghijklmnop", "AKIA", "hf_x"] {
            assert_eq!(secrets(plain), [], "{plain}");
        }
    }

    #[test]
    fn private_keys_are_found_with_and_without_their_end() {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\nabc+/\n-----END RSA PRIVATE KEY-----";
        assert_eq!(secrets(&format!("x\n{key}\ny")), [(Kind::PrivateKey, key)]);
        let cut = "-----BEGIN PRIVATE KEY-----\nMIIEow==\nabc+/";
        assert_eq!(secrets(&format!("{cut}\nthis is talk.")), [(Kind::PrivateKey, cut)]);
        assert_eq!(secrets("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----"), []);
    }

    #[test]
    fn addresses_are_found_where_they_stand_and_decorators_are_code() {
        let text = "Write to <ada.l+x@math.example.org>, or bob@x.de.";
        let wanted = [(Kind::Email, "ada.l+x@math.example.org"), (Kind::Email, "bob@x.de")];
        assert_eq!(secrets(text), wanted);
        for plain in ["@app.route", "a @ b.T", "x@y", "git@github.com:a/b", "a@b..com"] {
            assert_eq!(secrets(plain), [], "{plain}");
        }
    }

    #[test]
    fn cards_must_have_a_brand_a_length_and_the_right_last_digit() {
        let cards = ["4111 1111 1111 1111", "5500-0000-0000-0004", "340000000000009"];
        for card in cards {
            assert_eq!(secrets(&format!("paid by {card}, thanks")), [(Kind::Card, card)]);
        }
        let plain = [
            "4111 1111 1111 1112",
            "0.4111111111111111",
            "14111111111111111",
            "1234567812345670",
            "4111111111111111.5",
        ];
        for plain in plain {
            assert_eq!(secrets(plain), [], "{plain}");
        }
    }

    #[test]
    fn bank_accounts_must_have_the_length_of_their_country_and_a_right_check() {
        let iban = "DE89 3704 0044 0532 0130 00";
        assert_eq!(secrets(&format!("to {iban} AND more")), [(Kind::Iban, iban)]);
        assert_eq!(secrets("GB82WEST12345698765432"), [(Kind::Iban, "GB82WEST12345698765432")]);
        assert_eq!(secrets("DE88 3704 0044 0532 0130 00"), []);
    }

    #[test]
    fn assigned_secrets_are_found_and_code_stays_readable() {
        let value = |text| secrets(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(value("DB_PASSWORD=hunter22"), ["hunter22"]);
        assert_eq!(value("export SESSION_KEY=a1b2c3d4"), ["a1b2c3d4"]);
        assert_eq!(value("{\"clientSecret\": \"s3cr3t-value\"}"), ["s3cr3t-value"]);
        assert_eq!(value("password = 'correct-horse'"), ["correct-horse"]);
        assert_eq!(value("password: hunter22"), ["hunter22"]);
        assert_eq!(value("psql postgres://bob:pa55word@db/x"), ["pa55word"]);
        assert_eq!(
            value("Authorization: Bearer abcdef0123456789abcdef"),
            ["abcdef0123456789abcdef"]
        );
        let code = [
            "token = tokens[0]",
            "api_key = os.environ['API_KEY']",
            "password = getpass.getpass()",
            "max_tokens=102400",
            "PRIMARY_KEY=customer_id",
            "key = self.key2",
            "token == expected1",
            "sorted(rows, key=lambda r: r[1])",
            "password = 'Enter your password: '",
            "secret = config.secret2",
        ];
        for code in code {
            assert_eq!(value(code), Vec::<&str>::new(), "{code}");
        }
    }

    #[test]
    fn what_overlaps_is_one() {
        let text = "API_TOKEN=sk-abcdefghijklmnopqrstuvwx0123@example.com";
        assert_eq!(secrets(text).len(), 1);
        assert_eq!(secrets("write <EMAIL_1> there"), [(Kind::Literal, "<EMAIL_1>")]);
        assert_eq!(secrets("<b_1> <EMAIL_> <EMAIL_x>"), []);
    }
}
