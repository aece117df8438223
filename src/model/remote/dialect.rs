//! What one kind of server understands and another refuses.

use super::refusal::Refusal;

/// The servers that are known to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// The plain protocol.
    #[default]
    Plain,
    /// Goes on from an assistant's last message; tells its own timings.
    LlamaServer,
    /// Goes on from an assistant's last message when asked to; counts as it goes.
    Vllm,
    /// Cuts what does not fit without a word.
    Ollama,
    /// OpenAI itself: some of its models take none of the usual parameters.
    OpenAi,
}

impl Kind {
    /// Whether a reply goes on from text that was given.
    pub(super) fn continues(self) -> bool {
        matches!(self, Self::LlamaServer | Self::Vllm)
    }
}

/// A parameter that a server refused, and which is left out from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    MaxTokens,
    MaxCompletionTokens,
    Temperature,
    TopP,
    Seed,
    StreamOptions,
}

impl Parameter {
    const ALL: [Self; 6] = [
        // The longer name first: it holds the shorter one's words.
        Self::MaxCompletionTokens,
        Self::MaxTokens,
        Self::Temperature,
        Self::TopP,
        Self::Seed,
        Self::StreamOptions,
    ];

    /// Its name in a request.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
            Self::Temperature => "temperature",
            Self::TopP => "top_p",
            Self::Seed => "seed",
            Self::StreamOptions => "stream_options",
        }
    }

    /// What the user loses with it, if anything.
    pub(super) fn loss(self) -> Option<&'static str> {
        match self {
            Self::Temperature => Some("the temperature is the server's own"),
            Self::TopP => Some("top_p is the server's own"),
            Self::Seed => Some("replies cannot be reproduced"),
            Self::MaxTokens | Self::MaxCompletionTokens | Self::StreamOptions => None,
        }
    }
}

/// What was learnt of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) kind: Kind,
    refused: Vec<Parameter>,
}

impl Dialect {
    /// That of a server of this kind, of which nothing else is known.
    pub(super) fn new(kind: Kind) -> Self {
        let refused = match kind {
            Kind::OpenAi => vec![Parameter::MaxTokens],
            _ => vec![Parameter::MaxCompletionTokens],
        };
        Self { kind, refused }
    }

    /// Whether a request may carry it.
    pub(super) fn takes(&self, parameter: Parameter) -> bool {
        !self.refused.contains(&parameter)
    }

    /// Which parameter a server complains of; it is left out from now on. `None` where that is not the trouble.
    pub(super) fn learn(&mut self, refusal: &Refusal) -> Option<Parameter> {
        if !matches!(refusal.status, 400 | 422) {
            return None;
        }
        let found = Parameter::ALL
            .into_iter()
            .find(|one| self.takes(*one) && refusal.complains_of(one.name()))?;
        self.refused.push(found);
        if found == Parameter::MaxTokens {
            self.refused.retain(|one| *one != Parameter::MaxCompletionTokens);
        }
        Some(found)
    }
}
