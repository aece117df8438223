//! A remote model behind the contract that every model is run by.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::super::backend::{Backend, Failure, Work};
use super::super::cancel::Cancel;
use super::super::protocol::Task;
use super::super::reply::Reply;
use super::address::Address;
use super::attempt::Trouble;
use super::body::Outbound;
use super::dialect::{self, Dialect};
use super::key::Key;
use super::mask::{Kind, Vault};
use super::open;
use crate::config;
use crate::engine::{
    Level, Message, ModelInfo, Outgoing, Prompt, Role, Sampling, Server, StopCause,
};
use crate::process::MAX_FRAME;

/// How often a request that failed before any text came is sent again.
const TRIES: u32 = 3;
/// The first pause before that; it doubles.
const PAUSE: Duration = Duration::from_secs(1);
/// Bytes of a prompt that fit into a frame to the program, quoted.
const SHOWN: u64 = (MAX_FRAME / 4) as u64;
/// Tokens of a byte, before a server has counted: rather too many than too few.
const RATIO: f64 = 0.35;
/// Tokens of a message's frame.
const FRAME: u32 = 6;

/// A model of a server.
#[derive(Debug)]
pub(in crate::model) struct Remote {
    info: ModelInfo,
    pub(super) model: String,
    pub(super) server: config::Remote,
    pub(super) address: Address,
    pub(super) key: Option<Key>,
    pub(super) dialect: Dialect,
    pub(super) vault: Vault,
    /// The user has agreed that prompts leave for this server.
    permitted: bool,
    next: Option<(Outbound, BTreeMap<Kind, u32>)>,
    /// Tokens of a byte, as the server counted last.
    ratio: f64,
    /// Told once, when the model thinks aloud.
    pub(super) announcement: Option<String>,
}

impl Remote {
    /// Looks whether the server is there and has the model.
    pub(in crate::model) fn open(model: &str, server: &config::Remote) -> Result<Self, String> {
        let begun = Instant::now();
        let mut address = Address::read(server)?;
        let key = Key::find(server, &address, |name| std::env::var(name).ok())?;
        let found = open::open(model, server, &address, key.as_ref())?;
        // Ollama hands its cloud models on to its own servers, wherever it runs.
        if found.kind == dialect::Kind::Ollama && is_cloud(model) {
            address.is_here = false;
        }
        let host = address.host.clone();
        let info = ModelInfo {
            name: model.to_owned(),
            engine: "remote".into(),
            context_limit: found.context,
            device: host.clone(),
            load_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            server: Some(Server { host, is_here: address.is_here }),
            ..ModelInfo::default()
        };
        Ok(Self {
            info,
            model: model.to_owned(),
            server: server.clone(),
            dialect: Dialect::new(found.kind),
            vault: open::vault(key.as_ref()),
            permitted: address.is_here,
            address,
            key,
            next: None,
            ratio: RATIO,
            announcement: Some(format!(
                "{model} thinks before it replies; its thoughts are not shown."
            )),
        })
    }

    /// What is to be sent, without secrets where it leaves the machine.
    fn prepare(&mut self, messages: &[Message], sampling: Sampling, opening: &str) {
        let (mut messages, mut counts) = (messages.to_vec(), BTreeMap::new());
        if self.server.mask && !self.address.is_here {
            let masked = self.vault.mask(messages.iter().map(|one| one.text.as_str()));
            counts = masked.counts;
            for (message, text) in messages.iter_mut().zip(masked.texts) {
                message.text = text;
            }
        }
        self.next = Some((Outbound::new(messages, sampling, opening, self.dialect.kind), counts));
    }

    /// Whether the user lets it go; asked once.
    fn may_send(
        &mut self,
        outbound: &Outbound,
        counts: &BTreeMap<Kind, u32>,
        reply: &Reply,
    ) -> bool {
        if self.permitted {
            return true;
        }
        let mut messages = outbound.messages.clone();
        if !outbound.opening.is_empty() {
            let text = outbound.opening.clone();
            messages.push(Message { role: Role::Assistant, text });
        }
        let outgoing = Outgoing {
            host: self.address.host.clone(),
            is_encrypted: self.address.is_encrypted,
            messages: u32::try_from(messages.len()).unwrap_or(u32::MAX),
            bytes: outbound.bytes(),
            is_masked: self.server.mask,
            masked: counts.iter().map(|(kind, count)| kind.words(*count).to_string()).collect(),
        };
        self.permitted = reply.may_send(outgoing, messages);
        self.permitted
    }

    /// Learns from what was counted how many tokens a byte is.
    fn calibrate(&mut self, outbound: &Outbound, reply: &Reply) {
        let Some(bill) = reply.bill().filter(|bill| bill.prompt > 0) else { return };
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let bytes = outbound.bytes().max(1) as f64;
        self.ratio = (f64::from(bill.prompt) / bytes).clamp(0.05, 1.0);
    }
}

/// Whether a model of this name is one that Ollama does not run itself.
fn is_cloud(model: &str) -> bool {
    model.ends_with("-cloud") || model.ends_with(":cloud")
}

impl Backend for Remote {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn count(&mut self, prompt: &Prompt) -> Result<Vec<u32>, Failure> {
        let estimate = |message: &Message| {
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            let tokens = message.text.len() as f64 * self.ratio;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
            let tokens = tokens.min(1e9) as u32;
            tokens.saturating_add(FRAME)
        };
        Ok(prompt.messages.iter().map(estimate).collect())
    }

    fn estimates(&self) -> bool {
        true
    }

    fn begin(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        self.prepare(&prompt.messages, prompt.sampling, &prompt.opening);
        // Nothing is known before the server has counted.
        Ok(Work::default())
    }

    fn begin_measure(&mut self, prompt: u32, _: u32, task: Task) -> Result<Work, Failure> {
        if task != Task::Text {
            return Err(Failure::Request("a server is measured with plain text only".into()));
        }
        // Whoever measures a server by name has agreed; none of the user's own words are sent.
        self.permitted = true;
        let words = usize::try_from(prompt).unwrap_or(usize::MAX).min(1 << 20);
        let text = format!("Write on and on about this, without an end:{}", " word".repeat(words));
        let sampling = Sampling { temperature: 0.0, top_p: 1.0, seed: None, max_tokens: u32::MAX };
        self.prepare(&[Message { role: Role::User, text }], sampling, "");
        Ok(Work::default())
    }

    fn prefill(&mut self, _: &Cancel, _: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        Ok(())
    }

    fn generate(&mut self, mut reply: Reply) -> Result<(Reply, StopCause), Failure> {
        let Some((mut outbound, counts)) = self.next.take() else {
            return Err(Failure::Request("nothing was asked".into()));
        };
        outbound.sampling.max_tokens = outbound.sampling.max_tokens.min(reply.most_tokens());
        if let Some(stop) = reply.stop_before() {
            return Ok((reply, stop));
        }
        if !self.permitted && outbound.bytes() > SHOWN {
            let most = SHOWN >> 20;
            return Err(Failure::Request(format!(
                "the conversation is longer than the {most} MiB that can be shown before it is sent: begin a new one"
            )));
        }
        if !self.may_send(&outbound, &counts, &reply) {
            return Ok((reply, StopCause::Cancelled));
        }
        reply.start_clock();
        let (mut tries, mut pause) = (0, PAUSE);
        loop {
            let (why, wait) = match self.attempt(&outbound, &mut reply) {
                Ok(stop) => {
                    self.calibrate(&outbound, &reply);
                    return Ok((reply, stop));
                }
                Err(Trouble::Final(why)) => return Err(Failure::Request(why)),
                Err(Trouble::Refused(parameter)) => {
                    if let Some(loss) = parameter.loss() {
                        let (model, name) = (&self.model, parameter.name());
                        reply.notice(Level::Info, format!("{model} takes no {name}: {loss}."));
                    }
                    continue;
                }
                Err(Trouble::Passing(why, wait)) => (why, wait),
            };
            if tries == TRIES {
                let times = TRIES + 1;
                return Err(Failure::Request(format!(
                    "{why} (tried {times} times; ask again later)"
                )));
            }
            tries += 1;
            let wait = wait.unwrap_or(pause).max(Duration::from_millis(100));
            pause *= 2;
            let seconds = wait.as_secs_f64();
            reply.notice(
                Level::Info,
                format!("{why}: asked again in {seconds:.0} s ({tries} of {TRIES})."),
            );
            if reply.cancel().wait(wait) {
                return Ok((reply, StopCause::Cancelled));
            }
        }
    }
}
