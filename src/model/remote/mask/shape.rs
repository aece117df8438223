//! Secrets that are known by their looks: private keys, tokens with a prefix, signed tokens, e-mail addresses.

use super::Kind;
use super::find::{Found, is_word_start, run};

/// How a kind of token begins, and how many characters must follow.
const PREFIXES: &[(&str, usize)] = &[
    ("sk-", 20),
    ("sk_live_", 16),
    ("sk_test_", 16),
    ("rk_live_", 16),
    ("rk_test_", 16),
    ("whsec_", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 22),
    ("glpat-", 20),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxe-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("AIza", 35),
    ("ya29.", 20),
    ("GOCSPX-", 20),
    ("hf_", 30),
    ("npm_", 30),
    ("pypi-", 50),
    ("SG.", 40),
    ("dop_v1_", 40),
    ("gsk_", 30),
    ("xai-", 30),
    ("nvapi-", 30),
    ("r8_", 30),
    ("tvly-", 20),
    ("pplx-", 30),
    ("shpat_", 30),
    ("dckr_pat_", 20),
    ("dapi", 32),
    ("hvs.", 24),
    ("AGE-SECRET-KEY-1", 40),
    ("lin_api_", 30),
    ("sntrys_", 30),
];

/// What an access key of Amazon begins with; sixteen capitals or digits follow.
const AMAZON: [&str; 2] = ["AKIA", "ASIA"];

pub(super) fn keys(text: &str, found: &mut Vec<Found>) {
    let tail = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    for (prefix, least) in PREFIXES {
        for (at, _) in text.match_indices(prefix).filter(|(at, _)| is_word_start(text, *at)) {
            let from = at + prefix.len();
            // A full stop behind a key ends the sentence.
            let end = from + text[from..run(text, from, tail)].trim_end_matches('.').len();
            let key = &text[from..end];
            // Words joined by hyphens are a name.
            if key.len() >= *least && key.bytes().any(|byte| byte.is_ascii_digit()) {
                found.push(Found { at: at..end, kind: Kind::ApiKey });
            }
        }
    }
    for prefix in AMAZON {
        for (at, _) in text.match_indices(prefix).filter(|(at, _)| is_word_start(text, *at)) {
            let end = run(text, at, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            if end - at == prefix.len() + 16 {
                found.push(Found { at: at..end, kind: Kind::ApiKey });
            }
        }
    }
}

pub(super) fn private_keys(text: &str, found: &mut Vec<Found>) {
    const END: &str = "-----END ";
    const RULE: &str = "-----";
    let mut from = 0;
    while let Some(at) = text[from..].find("-----BEGIN ").map(|at| from + at) {
        let name = at + "-----BEGIN ".len();
        let Some(close) = text[name..].find(RULE).map(|end| name + end) else { return };
        from = close;
        if !text[name..close].ends_with("PRIVATE KEY") || close - name > 40 {
            continue;
        }
        let body = close + RULE.len();
        let end = text[body..].find(END).map(|end| body + end + END.len());
        let end = end.and_then(|end| Some(end + text[end..].find(RULE)? + RULE.len()));
        let end = end.unwrap_or_else(|| body + armoured(&text[body..]));
        found.push(Found { at: at..end, kind: Kind::PrivateKey });
        from = end;
    }
}

/// Bytes of lines that can belong to a key whose end is missing.
fn armoured(text: &str) -> usize {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=:,-\\\r".contains(&byte);
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_end_matches('\n').bytes().all(fits) {
            break;
        }
        length += line.len();
    }
    text[..length].trim_end().len()
}

pub(super) fn jwts(text: &str, found: &mut Vec<Found>) {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    for (at, _) in text.match_indices("eyJ").filter(|(at, _)| is_word_start(text, *at)) {
        let end = at + text[at..run(text, at, fits)].trim_end_matches('.').len();
        let mut parts = text[at..end].split('.');
        if parts.by_ref().take(2).filter(|part| part.len() >= 10).count() == 2 {
            found.push(Found { at: at..end, kind: Kind::Jwt });
        }
    }
}

pub(super) fn emails(text: &str, found: &mut Vec<Found>) {
    for (sign, _) in text.match_indices('@') {
        let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let before = text[..sign].trim_end_matches(local).len();
        let start = before + (sign - before) - text[before..sign].trim_start_matches('.').len();
        let host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let end = run(text, sign + 1, host);
        let domain = text[sign + 1..end].trim_end_matches(['.', '-']);
        if start < sign && &text[start..sign] != "git" && is_domain(domain) {
            found.push(Found { at: start..sign + 1 + domain.len(), kind: Kind::Email });
        }
    }
}

fn is_domain(domain: &str) -> bool {
    let whole = domain.split('.').all(|label| !label.is_empty());
    let last = domain.rsplit_once('.').map_or("", |(_, last)| last);
    whole && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}
