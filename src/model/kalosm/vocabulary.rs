//! The model's own tokens: from text to ids, and from an id to its bytes.

use std::collections::HashSet;
use std::sync::Arc;

use tokenizers::Tokenizer;

use super::super::detokenise::bytes_of;

/// One piece of text that is fed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// For each token the place in `text` where it ends, where that is between two characters.
    pub(super) ends: Vec<Option<usize>>,
}

/// The tokenizer, with what a reply needs to know of it.
#[derive(Debug)]
pub(super) struct Vocabulary {
    tokenizer: Arc<Tokenizer>,
    /// Whether bytes are spelled as characters, as GPT-2 did.
    byte_level: bool,
    marks: HashSet<u32>,
    ends: HashSet<u32>,
}

impl Vocabulary {
    pub(super) fn new(
        tokenizer: Arc<Tokenizer>,
        byte_level: bool,
        ends: impl IntoIterator<Item = u32>,
    ) -> Self {
        let marks = tokenizer.get_added_tokens_decoder().keys().copied().collect();
        Self { tokenizer, byte_level, marks, ends: ends.into_iter().collect() }
    }

    /// Whether this token ends a reply.
    pub(super) fn is_end(&self, token: u32) -> bool {
        self.ends.contains(&token)
    }

    /// All tokens that end a reply.
    pub(super) fn ends(&self) -> Vec<u32> {
        self.ends.iter().copied().collect()
    }

    /// The bytes that a token stands for.
    pub(super) fn bytes(&self, token: u32) -> Vec<u8> {
        let Some(spelled) = self.tokenizer.id_to_token(token) else { return Vec::new() };
        if self.marks.contains(&token) {
            return spelled.into_bytes();
        }
        if self.byte_level
            && let Some(bytes) = bytes_of(&spelled)
        {
            return bytes;
        }
        let hexadecimal = spelled.strip_prefix("<0x").and_then(|rest| rest.strip_suffix('>'));
        match hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => vec![byte],
            None => spelled.replace('\u{2581}', " ").into_bytes(),
        }
    }

    /// Tokens of a text.
    pub(super) fn count(&self, text: &str) -> Result<usize, String> {
        Ok(self.ids(text)?.len())
    }

    /// Cuts a text into pieces of at most `most` tokens which, tokenised apart, are the text's own tokens.
    pub(super) fn pieces(&self, text: &str, most: usize) -> Result<Vec<Piece>, String> {
        let encoding = self.tokenizer.encode(text, false).map_err(|error| error.to_string())?;
        let (ids, offsets) = (encoding.get_ids(), encoding.get_offsets());
        let boundary = |token: usize| match offsets.get(token) {
            _ if token == ids.len() => Some(text.len()),
            Some((start, _)) if offsets[token - 1].1 <= *start => Some(offsets[token - 1].1),
            _ => None,
        };
        let (mut pieces, mut begun, mut from) = (Vec::new(), 0, 0);
        while begun < ids.len() {
            let furthest = (begun + most).min(ids.len());
            let fits = |upto: &usize| {
                boundary(*upto).is_some_and(|end| {
                    text.get(from..end)
                        .and_then(|piece| self.ids(piece).ok())
                        .is_some_and(|apart| apart == ids[begun..*upto])
                })
            };
            let upto = (begun + 1..=furthest).rev().find(fits).unwrap_or(ids.len());
            let end = boundary(upto).unwrap_or(text.len());
            let piece = text.get(from..end).unwrap_or_default().to_owned();
            let ends = (begun + 1..=upto).map(|token| Some(boundary(token)? - from)).collect();
            pieces.push(Piece { text: piece, ends });
            (begun, from) = (upto, end);
        }
        Ok(pieces)
    }

    /// Tokens of a text, as ids.
    pub(super) fn ids(&self, text: &str) -> Result<Vec<u32>, String> {
        let encoding =
            self.tokenizer.encode_fast(text, false).map_err(|error| error.to_string())?;
        Ok(encoding.get_ids().to_vec())
    }
}
