//! Grammars, and what their scopes mean.

use std::ops::Range;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::tui::theme::Token;

/// Longer lines are data, not code: they stay plain.
const LONG_LINE: usize = 2000;

/// Scope prefixes and their meaning; the longest prefix of the innermost scope decides.
const MEANINGS: [(&str, Token); 39] = [
    ("comment", Token::Comment),
    ("punctuation.definition.comment", Token::Comment),
    ("string", Token::String),
    ("punctuation.definition.string", Token::String),
    ("markup.raw", Token::String),
    ("constant", Token::Constant),
    ("constant.numeric", Token::Number),
    ("variable.language", Token::Constant),
    ("entity.name.function", Token::Function),
    ("support.function", Token::Function),
    ("variable.function", Token::Function),
    ("markup.underline.link", Token::Function),
    ("entity.name", Token::Type),
    ("entity.other.inherited-class", Token::Type),
    ("support.type", Token::Type),
    ("support.class", Token::Type),
    ("entity.name.section", Token::Keyword),
    ("markup.heading", Token::Keyword),
    ("entity.name.tag", Token::Keyword),
    ("entity.other.attribute-name", Token::Variable),
    ("storage", Token::Keyword),
    ("storage.type.numeric", Token::Number),
    ("keyword", Token::Keyword),
    ("keyword.operator", Token::Operator),
    ("keyword.operator.logical.python", Token::Keyword),
    ("keyword.operator.word", Token::Keyword),
    ("keyword.operator.new", Token::Keyword),
    ("keyword.other.template", Token::String),
    ("keyword.other.substitution", Token::Punctuation),
    ("variable", Token::Variable),
    ("variable.other.readwrite.shell", Token::Variable),
    ("punctuation", Token::Punctuation),
    ("punctuation.separator.decimal", Token::Number),
    ("punctuation.definition.variable", Token::Variable),
    ("punctuation.definition.heading", Token::Keyword),
    ("punctuation.definition.keyword", Token::Keyword),
    ("meta.interpolation", Token::Plain),
    ("meta.group.expansion", Token::Plain),
    ("source", Token::Plain),
];

/// Every grammar, and the meanings of their scopes.
#[derive(Debug)]
pub(super) struct Grammars {
    set: SyntaxSet,
    meanings: Vec<(Scope, Token)>,
}

/// Where parsing stands at the end of a line. Equal standings are equal; within texts that a line opened (here-documents)
/// the reverse does not hold, so that more is marked anew than need be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    parser: ParseState,
    scopes: ScopeStack,
}

/// The marked ranges of a line, in bytes of it.
pub(super) type Marks = Vec<(Range<usize>, Token)>;

impl Grammars {
    /// Reads the grammars compiled in.
    pub(super) fn load() -> Self {
        let meanings = MEANINGS
            .iter()
            .filter_map(|(prefix, token)| Some((Scope::new(prefix).ok()?, *token)))
            .collect();
        Self { set: two_face::syntax::extra_newlines(), meanings }
    }

    /// Where a text in this language starts; `None` for a language without a grammar.
    pub(super) fn start(&self, language: &str) -> Option<Standing> {
        let grammar = self.find(language)?;
        Some(Standing { parser: ParseState::new(grammar), scopes: ScopeStack::new() })
    }

    fn find(&self, language: &str) -> Option<&SyntaxReference> {
        let word = language.trim().to_ascii_lowercase();
        let ending = match word.as_str() {
            "" | "text" | "txt" | "plain" | "output" => return None,
            "python" | "python3" | "ipython" | "py3" => "py",
            "bash" | "sh" | "shell" | "zsh" | "console" => "sh",
            "javascript" | "node" | "nodejs" => "js",
            "markdown" => "md",
            other => other,
        };
        self.set.find_syntax_by_token(ending)
    }

    /// Marks one line and moves the standing behind it.
    pub(super) fn mark(&self, line: &str, standing: &mut Standing) -> Marks {
        if line.len() > LONG_LINE {
            return Vec::new();
        }
        // A grammar that fails leaves the rest of the text as it stood.
        let before = standing.clone();
        let Ok(changes) = standing.parser.parse_line(&format!("{line}\n"), &self.set) else {
            *standing = before;
            return Vec::new();
        };
        let mut marks = Marks::new();
        let mut at = 0;
        for (next, change) in changes {
            self.push(&mut marks, at..next.min(line.len()), &standing.scopes);
            at = next.min(line.len());
            if standing.scopes.apply(&change).is_err() {
                break;
            }
        }
        self.push(&mut marks, at..line.len(), &standing.scopes);
        marks
    }

    fn push(&self, marks: &mut Marks, range: Range<usize>, scopes: &ScopeStack) {
        let token = self.meaning(scopes);
        if range.is_empty() || token == Token::Plain {
            return;
        }
        match marks.last_mut() {
            Some((last, same)) if *same == token && last.end == range.start => last.end = range.end,
            _ => marks.push((range, token)),
        }
    }

    fn meaning(&self, scopes: &ScopeStack) -> Token {
        let of = |scope: &Scope| {
            let known = self.meanings.iter().filter(|(prefix, _)| prefix.is_prefix_of(*scope));
            known.max_by_key(|(prefix, _)| prefix.len()).map(|(_, token)| *token)
        };
        scopes.as_slice().iter().rev().find_map(of).unwrap_or(Token::Plain)
    }
}
