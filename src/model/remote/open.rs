//! The first contact: whether the server is there, has the model, and how large its window is.

use std::time::Duration;

use serde_json::Value;

use super::super::cancel::Cancel;
use super::address::Address;
use super::dialect::Kind;
use super::exchange::{Call, Exchange, News};
use super::key::Key;
use super::mask::Vault;
use super::refusal::Refusal;
use crate::config;

/// Most silence of a server that is only asked what it has.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of such an answer.
const MOST: usize = 4 << 20;
/// Models named where another one was asked for.
const NAMED: usize = 12;
/// The window of Ollama where nobody chose another; what is beyond it, it drops without a word.
const OLLAMA: u32 = 4096;
/// A shorter key is none.
const LEAST_KEY: usize = 12;
/// How often a server that still loads is asked again.
const TRIES: u32 = 5;

/// What a server told of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// Tokens of its window; 0 where it does not tell.
    pub(super) context: u32,
}

/// Asks a server what it is; the error says why it cannot be used, and what to do.
pub(super) fn open(
    model: &str,
    server: &config::Remote,
    address: &Address,
    key: Option<&Key>,
) -> Result<Found, String> {
    let connect = Duration::from_secs(server.connect_s);
    let get = |url: String| get(Call { address, key, url, body: None, connect });
    let Some(url) = address.models() else {
        return Ok(Found { context: server.context, ..Found::default() });
    };
    let (status, body, retry_after) = patiently(|| get(url.clone()))?;
    let listed: Value = match status {
        200 => serde_json::from_slice(&body).unwrap_or_default(),
        // It may answer all the same.
        404 | 405 | 501 => Value::Null,
        _ => {
            let refusal = Refusal::read(status, &body, retry_after.as_deref(), &mut vault(key));
            return Err(refusal.sentence(&address.host, model));
        }
    };
    let entries = listed["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    let kind = if address.is_openai() { Kind::OpenAi } else { kind(entries) };
    let entry = entries.iter().find(|entry| is(entry, model));
    // llama-server answers with what it has, whatever it is asked for.
    if entry.is_none() && !entries.is_empty() && kind != Kind::LlamaServer {
        return Err(unknown(model, &address.host, entries));
    }
    let context = match server.context {
        0 => window(kind, entry, model, |path| {
            let (status, body, _) = get(address.own(path)).ok()?;
            (status == 200).then(|| serde_json::from_slice(&body).ok())?
        }),
        chosen => chosen,
    };
    Ok(Found { kind, context })
}

/// A vault that hides this key.
pub(super) fn vault(key: Option<&Key>) -> Vault {
    let mut vault = Vault::default();
    // Servers that check no key are given words such as `ollama`.
    if let Some(key) = key.filter(|key| key.secret().len() >= LEAST_KEY) {
        vault.know(key.secret(), super::mask::Kind::ApiKey);
    }
    vault
}

fn kind(entries: &[Value]) -> Kind {
    match entries.first().and_then(|entry| entry["owned_by"].as_str()) {
        Some("llamacpp") => Kind::LlamaServer,
        Some("vllm") => Kind::Vllm,
        Some("library") => Kind::Ollama,
        _ => Kind::Plain,
    }
}

/// Whether this entry is the model; Ollama's names may go without `:latest`.
fn is(entry: &Value, model: &str) -> bool {
    let id = entry["id"].as_str().unwrap_or_default();
    id == model || id.strip_suffix(":latest") == Some(model)
}

fn unknown(model: &str, host: &str, entries: &[Value]) -> String {
    let mut names: Vec<_> = entries
        .iter()
        .take(NAMED)
        .filter_map(|entry| entry["id"].as_str())
        .map(|id| crate::plain::one_line(id).chars().take(80).collect::<String>())
        .collect();
    if entries.len() > NAMED {
        names.push(format!("and {} more", entries.len() - NAMED));
    }
    format!("{host} has no model {model}; name one that it has: {}", names.join(", "))
}

fn window(
    kind: Kind,
    entry: Option<&Value>,
    model: &str,
    ask: impl Fn(&str) -> Option<Value>,
) -> u32 {
    let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
    match kind {
        Kind::LlamaServer => ask("/props")
            .and_then(|props| count(&props["default_generation_settings"]["n_ctx"]))
            .unwrap_or_default(),
        Kind::Ollama => ask("/api/ps")
            .and_then(|loaded| {
                let models = loaded["models"].as_array()?;
                let mut own = models.iter().filter(|one| {
                    let name = one["name"].as_str().unwrap_or_default();
                    name == model || name.strip_suffix(":latest") == Some(model)
                });
                count(&own.next()?["context_length"])
            })
            .unwrap_or(OLLAMA),
        Kind::Vllm | Kind::Plain | Kind::OpenAi => {
            ["max_model_len", "max_context_length", "context_length", "context_window"]
                .iter()
                .find_map(|name| count(&entry?[*name]))
                .unwrap_or_default()
        }
    }
}

type Answer = (u16, Vec<u8>, Option<String>);

/// A server that is just being started is waited for a little.
fn patiently(ask: impl Fn() -> Result<Answer, String>) -> Result<Answer, String> {
    for again in 1..TRIES {
        let answer = ask()?;
        if answer.0 != 503 || Cancel::default().wait(Duration::from_secs(u64::from(again))) {
            return Ok(answer);
        }
    }
    ask()
}

fn get(call: Call<'_>) -> Result<Answer, String> {
    let host = call.address.host.clone();
    let exchange = Exchange::begin(call, &Cancel::default())
        .map_err(|error| format!("a thread could not be started: {error}"))?;
    let (mut status, mut retry_after, mut body) = (0, None, Vec::new());
    loop {
        match exchange.next(PATIENCE) {
            Some(News::Head(head)) => (status, retry_after) = (head.status, head.retry_after),
            Some(News::Bytes(bytes)) if body.len() + bytes.len() <= MOST => body.extend(bytes),
            Some(News::Bytes(_)) => return Err(format!("{host} lists more than can be read")),
            Some(News::End | News::Cancelled) => return Ok((status, body, retry_after)),
            Some(News::Unreachable(why)) => {
                return Err(format!("{why}, or set remote.base_url to where it is"));
            }
            Some(News::Broken(why)) => return Err(why),
            None => {
                let seconds = PATIENCE.as_secs();
                return Err(format!(
                    "{host} accepted a connection and said nothing for {seconds} s; restart it, or set another remote.base_url"
                ));
            }
        }
    }
}
