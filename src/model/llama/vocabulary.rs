//! The model's own tokens: from text to ids, and from an id to its bytes.

use std::collections::HashSet;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use super::super::backend::Failure;
use super::super::detokenise::Detokeniser;

/// A token, the text that it adds, and whether that ends with a whole character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub(super) token: LlamaToken,
    pub(super) text: String,
    pub(super) whole: bool,
}

/// The tokenizer, with what a reply needs to know of it.
pub(super) struct Vocabulary {
    model: &'static LlamaModel,
    ends: HashSet<LlamaToken>,
    /// Whether the tokenizer puts a space before the first word of a text.
    spaced: bool,
}

impl Vocabulary {
    pub(super) fn new(model: &'static LlamaModel, ends: &[u32]) -> Self {
        let ends = ends.iter().filter_map(|id| i32::try_from(*id).ok()).map(LlamaToken);
        let mut words = Self { model, ends: ends.collect(), spaced: false };
        words.spaced = words.ids("Be") != words.ids_on("Be");
        words
    }

    /// Whether this token ends a reply.
    pub(super) fn is_end(&self, token: LlamaToken) -> bool {
        self.ends.contains(&token) || self.model.vocab().is_eog(token)
    }

    /// All tokens that end a reply.
    pub(super) fn ends(&self) -> Vec<u32> {
        let vocab = self.model.vocab();
        let ends = vocab.tokens().filter(|token| self.is_end(*token));
        ends.filter_map(|token| u32::try_from(token.0).ok()).collect()
    }

    /// The bytes that a token stands for.
    pub(super) fn bytes(&self, token: LlamaToken) -> Vec<u8> {
        self.model.vocab().token_to_piece(token, true, None)
    }

    /// Tokens of a text; names of control tokens are read as such.
    pub(super) fn ids(&self, text: &str) -> Vec<LlamaToken> {
        self.model.vocab().tokenize(text.as_bytes(), false, true)
    }

    /// Tokens of a text that goes on another: no space is put before its first word.
    pub(super) fn ids_on(&self, text: &str) -> Vec<LlamaToken> {
        const LINE: &str = "\n";
        let (line, mut both) = (self.ids(LINE), self.ids(&format!("{LINE}{text}")));
        if both.starts_with(&line) { both.split_off(line.len()) } else { self.ids(text) }
    }

    /// A text as tokens that together spell exactly this text; whether it goes on another.
    pub(super) fn spell(&self, text: &str, goes_on: bool) -> Vec<Spelled> {
        let mut detokeniser = Detokeniser::default();
        let ids = if goes_on && self.spaced { self.ids_on(text) } else { self.ids(text) };
        let mut spelled: Vec<_> = ids
            .into_iter()
            .map(|token| {
                let text = detokeniser.push(&self.bytes(token));
                Spelled { token, text, whole: detokeniser.is_clean() }
            })
            .collect();
        let said: String = spelled.iter().map(|one| one.text.as_str()).collect();
        if said == text {
            return spelled;
        }
        // Some tokenizers put a space before the first word.
        if said.strip_prefix(' ') == Some(text)
            && let Some(first) = spelled.first_mut()
        {
            first.text.remove(0);
            return spelled;
        }
        // Others change the text; then only its end is a place to go back to.
        let last = spelled.len().saturating_sub(1);
        for (at, one) in spelled.iter_mut().enumerate() {
            one.text = if at == last { text.to_owned() } else { String::new() };
            one.whole = at == last;
        }
        spelled
    }

    /// Some text of exactly that many tokens.
    pub(super) fn filler(&self, sentence: &str, tokens: u32) -> Result<Vec<Spelled>, Failure> {
        let most = tokens as usize;
        let mut spelled = self.spell(&sentence.repeat(most / 4 + 1), false);
        if spelled.len() < most {
            return Err(Failure::Request(format!("no text of exactly {tokens} tokens was found")));
        }
        spelled.truncate(most);
        Ok(spelled)
    }
}
