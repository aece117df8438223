//! LaTeX as readable text: Greek, signs, raised and lowered digits; fractions as a/b; what is unknown stays as it is.

use std::iter::Peekable;
use std::str::Chars;

use super::latex_signs::{FUNCTIONS, lowered, raised, sign};

/// Characters that are read.
const MOST: usize = 64 * 1024;
/// How deep groups may lie within each other.
const DEEPEST: usize = 40;

/// The text that a person would read.
#[must_use]
pub fn readable(source: &str) -> String {
    let source: String = source.chars().take(MOST).collect();
    let mut reader = Reader { rest: source.chars().peekable(), depth: 0 };
    let text = reader.until(None);
    let lines = text
        .lines()
        .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.map(|line| line.replace('\u{2003}', "  ")).collect();
    lines.join("\n").trim().to_owned()
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    /// Everything up to the end of a group, or of the text.
    fn until(&mut self, end: Option<char>) -> String {
        let mut text = String::new();
        while let Some(c) = self.rest.next() {
            match c {
                c if Some(c) == end => break,
                '\\' => self.command(&mut text),
                '{' => text.push_str(&self.group('}')),
                '}' | '$' => {}
                '^' => {
                    let part = self.argument();
                    push_script(&mut text, &part, '^', raised);
                }
                '_' => {
                    let part = self.argument();
                    push_script(&mut text, &part, '_', lowered);
                }
                '&' => text.push_str("  "),
                '~' => text.push(' '),
                '%' => while self.rest.next_if(|c| *c != '\n').is_some() {},
                '\'' => text.push('′'),
                c => text.push(c),
            }
        }
        text
    }

    /// The inside of a group whose opening sign has been read.
    fn group(&mut self, end: char) -> String {
        if self.depth >= DEEPEST {
            return String::new();
        }
        self.depth += 1;
        let text = self.until(Some(end));
        self.depth -= 1;
        text
    }

    /// A group, a command or one character.
    fn argument(&mut self) -> String {
        while self.rest.next_if(|c| *c == ' ').is_some() {}
        match self.rest.next() {
            Some('{') => self.group('}'),
            Some('\\') if self.depth < DEEPEST => {
                let mut text = String::new();
                self.depth += 1;
                self.command(&mut text);
                self.depth -= 1;
                text
            }
            Some(c) => c.to_string(),
            None => String::new(),
        }
    }

    /// What a command stands for.
    fn command(&mut self, text: &mut String) {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(c);
        }
        if name.is_empty() {
            return self.short_command(text);
        }
        match name.as_str() {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (over, under) = (self.argument(), self.argument());
                text.extend([closed(&over), "/".into(), closed(&under)]);
            }
            "binom" => {
                let (over, under) = (self.argument(), self.argument());
                text.extend(["C(", over.trim(), ", ", under.trim(), ")"]);
            }
            "sqrt" => {
                let root = if self.rest.next_if_eq(&'[').is_some() {
                    self.group(']')
                } else {
                    String::new()
                };
                let under = self.argument();
                let order: Option<String> = root.trim().chars().map(raised).collect();
                text.extend([order.unwrap_or_default(), "√".into(), closed(&under)]);
            }
            "text" | "textrm" | "textbf" | "textit" | "mathrm" | "mathbf" | "mathit" | "mathsf"
            | "mathtt" | "mathcal" | "mathbb" | "operatorname" | "boldsymbol" | "emph" | "tag" => {
                text.push_str(&self.argument());
            }
            "hat" | "bar" | "vec" | "tilde" | "dot" | "overline" => {
                let under = self.argument();
                text.push_str(&accented(&under, &name));
            }
            "begin" | "end" => {
                let what = self.argument();
                self.environment(text, &name, &what);
            }
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" => {
                self.rest.next_if_eq(&'.');
            }
            "displaystyle" | "textstyle" | "limits" | "nolimits" | "nonumber" | "hline"
            | "mathstrut" => {}
            "quad" | "qquad" => text.push('\u{2003}'),
            name if FUNCTIONS.contains(&name) => text.push_str(name),
            name => match sign(name) {
                Some(sign) => text.push_str(sign),
                None => text.extend(["\\", name]),
            },
        }
    }

    fn short_command(&mut self, text: &mut String) {
        match self.rest.next() {
            Some('\\') => text.push('\n'),
            Some(',' | ';' | ':' | ' ') => text.push(' '),
            Some('!' | '[' | ']' | '(' | ')') | None => {}
            Some('|') => text.push('‖'),
            Some(c) => text.push(c),
        }
    }

    /// Matrices keep brackets around their rows; everything else is rows only.
    fn environment(&mut self, text: &mut String, which: &str, name: &str) {
        let name = name.trim_end_matches('*');
        if which == "begin" && ["array", "tabular"].contains(&name) {
            self.argument();
        }
        let signs = match name {
            "pmatrix" => ("(", ")"),
            "bmatrix" => ("[", "]"),
            "vmatrix" => ("|", "|"),
            "cases" => ("{ ", ""),
            _ => ("", ""),
        };
        text.push_str(if which == "begin" { signs.0 } else { signs.1 });
    }
}

/// A part of a fraction, in brackets where it is more than one thing.
fn closed(part: &str) -> String {
    let part = part.trim();
    let simple = part.chars().all(|c| c.is_alphanumeric() || ".′√∞∂".contains(c));
    let whole = part.starts_with('(') && part.ends_with(')') && part.matches('(').count() == 1;
    if simple || whole { part.to_owned() } else { format!("({part})") }
}

fn push_script(text: &mut String, part: &str, mark: char, small: fn(char) -> Option<char>) {
    let part = part.trim();
    let small: Option<String> = part.chars().map(small).collect();
    match small {
        Some(small) => text.push_str(&small),
        None if part.chars().count() == 1 => {
            text.extend([mark.to_string(), part.to_owned()]);
        }
        None => text.extend([mark.to_string(), format!("({part})")]),
    }
}

/// An accent over one letter; a longer text keeps the command's name.
fn accented(under: &str, name: &str) -> String {
    let mark = match name {
        "hat" => '\u{302}',
        "tilde" => '\u{303}',
        "dot" => '\u{307}',
        "vec" => '\u{20d7}',
        _ => '\u{304}',
    };
    let mut chars = under.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) => String::from_iter([letter, mark]),
        _ => format!("{name}({})", under.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_that_can_be_read() {
        for (source, text) in [
            (r"$\alpha^2 + \beta_{10} \leq \frac{1}{2}$", "α² + β₁₀ ≤ 1/2"),
            (r"$\displaystyle \frac{x + 1}{\sqrt{y}}$", "(x + 1)/√y"),
            (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
            (r"\int_0^\infty e^{-x^2} \, dx = \frac{\sqrt{\pi}}{2}", "∫₀^∞ e^(-x²) dx = √π/2"),
            (r"\left( a \right) \cdot \text{if } b", "( a ) · if b"),
            (r"\hat{y} = \mathbf{X}\vec{w}", "y\u{302} = Xw\u{20d7}"),
            (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[ 1 2\n3 4 ]"),
            (r"\sqrt[3]{x+1} \neq \unknown{z}", "³√(x+1) ≠ \\unknownz"),
            ("a % a remark\nb", "a\nb"),
        ] {
            assert_eq!(readable(source), text, "{source}");
        }
    }

    #[test]
    fn no_source_is_too_odd() {
        for source in
            ["\\", "{", "}", "^", "_{", "\\frac", "\\frac{1}", "\\sqrt[", "$$", "\\begin{"]
        {
            let _ = readable(source);
        }
        let deep = "{^".repeat(100_000);
        assert!(readable(&deep).len() < 100);
    }
}
