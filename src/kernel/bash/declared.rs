//! Reads what `declare -p` writes, as every bash since 3.2 quotes it.

/// A variable as bash declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) name: String,
    /// Letters such as `x` and `a`; `-` where there are none.
    pub(super) flags: String,
    pub(super) value: Value,
}

/// What a variable holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// It was declared and never set.
    Unset,
    /// One text.
    Text(String),
    /// Keys and values of an array, in the order of bash.
    Items(Vec<(String, String)>),
}

/// The declarations at the beginning of a text, and what stands behind them.
pub(super) fn read(text: &str) -> (Vec<Declared>, &str) {
    let mut reader = Reader { rest: text };
    let mut found = Vec::new();
    while let Some(one) = reader.declaration() {
        found.push(one);
    }
    (found, reader.rest)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// The next declaration; stays where it is if there is none.
    fn declaration(&mut self) -> Option<Declared> {
        let start = self.rest;
        let read = self.try_declaration();
        if read.is_none() {
            self.rest = start;
        }
        read
    }

    fn try_declaration(&mut self) -> Option<Declared> {
        self.rest = self.rest.strip_prefix("declare -")?;
        let (flags, rest) = self.rest.split_once(' ')?;
        let end = rest.find(['=', '\n']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        self.rest = rest;
        let is_array = flags.contains(['a', 'A']);
        let value = if self.take("=(") {
            Value::Items(self.items())
        } else if self.take("=") {
            match self.word() {
                // Up to bash 4.3 an array is quoted as a whole.
                text if is_array && text.starts_with('(') => {
                    Value::Items(Reader { rest: &text[1..] }.items())
                }
                text => Value::Text(text),
            }
        } else {
            Value::Unset
        };
        self.take("\n");
        Some(Declared { name: name.to_owned(), flags: flags.to_owned(), value })
    }

    fn take(&mut self, prefix: &str) -> bool {
        self.rest.strip_prefix(prefix).is_some_and(|rest| {
            self.rest = rest;
            true
        })
    }

    /// `[0]="one" [1]="two")`, the opening bracket taken.
    fn items(&mut self) -> Vec<(String, String)> {
        let mut items = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches(' ');
            if !self.take("[") {
                self.take(")");
                return items;
            }
            let key = self.word();
            self.take("]=");
            items.push((key, self.word()));
        }
    }

    /// Text in any quotes, up to what ends a word.
    fn word(&mut self) -> String {
        let mut word = String::new();
        loop {
            if self.take("$'") {
                self.escaped(&mut word);
            } else if self.take("\"") {
                self.doubly_quoted(&mut word);
            } else if self.take("'") {
                let (text, rest) = self.rest.split_once('\'').unwrap_or((self.rest, ""));
                word.push_str(text);
                self.rest = rest;
            } else {
                match self.rest.chars().next() {
                    None | Some(' ' | '\n' | ')' | ']') => return word,
                    Some('\\') => {
                        self.next();
                        word.extend(self.next());
                    }
                    Some(_) => word.extend(self.next()),
                }
            }
        }
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn doubly_quoted(&mut self, word: &mut String) {
        while let Some(c) = self.next() {
            match c {
                '"' => return,
                '\\' => match self.next() {
                    Some(c @ ('"' | '\\' | '$' | '`')) => word.push(c),
                    Some(c) => word.extend(['\\', c]),
                    None => return,
                },
                c => word.push(c),
            }
        }
    }

    /// The inside of `$'…'`, where the escapes are those of C.
    fn escaped(&mut self, word: &mut String) {
        while let Some(c) = self.next() {
            let c = match c {
                '\'' => return,
                '\\' => match self.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('r') => '\r',
                    Some('a') => '\x07',
                    Some('b') => '\x08',
                    Some('f') => '\x0c',
                    Some('v') => '\x0b',
                    Some('e' | 'E') => '\x1b',
                    Some(first @ '0'..='7') => self.octal(first),
                    Some(other) => other,
                    None => return,
                },
                c => c,
            };
            word.push(c);
        }
    }

    /// `\303`: a byte that belongs to no character here, or a control character.
    fn octal(&mut self, first: char) -> char {
        let mut code = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            let Some(digit) = self.rest.chars().next().and_then(|c| c.to_digit(8)) else { break };
            self.next();
            code = code * 8 + digit;
        }
        if code < 0x80 { char::from_u32(code).unwrap_or('\u{fffd}') } else { '\u{fffd}' }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Declared {
        let (mut found, rest) = read(text);
        assert_eq!((found.len(), rest), (1, ""), "{text}");
        found.remove(0)
    }

    fn items(items: &[(&str, &str)]) -> Value {
        Value::Items(items.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn every_kind_of_quotes_is_taken_off() {
        let text = |line: &str| one(line).value;
        assert_eq!(text("declare -- x=\"1\"\n"), Value::Text("1".into()));
        assert_eq!(text("declare -x e=\"\\$ \\` \\\\ \\a\"\n"), Value::Text("$ ` \\ \\a".into()));
        assert_eq!(text("declare -- y=$'a\\nb\"c\\'\\001'\n"), Value::Text("a\nb\"c'\x01".into()));
        assert_eq!(text("declare -- z=\"two\nlines\"\n"), Value::Text("two\nlines".into()));
        assert_eq!(text("declare -i unset\n"), Value::Unset);
    }

    #[test]
    fn arrays_are_read_as_old_and_new_shells_write_them() {
        let wanted = items(&[("0", "one"), ("1", "two) x")]);
        assert_eq!(one("declare -a a=([0]=\"one\" [1]=\"two) x\")\n").value, wanted);
        assert_eq!(one("declare -a a='([0]=\"one\" [1]=\"two) x\")'\n").value, wanted);
        let map = one("declare -A m=([k]=\"v\" [\"q r\"]=$'z\\n' )\n");
        assert_eq!((map.flags.as_str(), map.value), ("A", items(&[("k", "v"), ("q r", "z\n")])));
    }

    #[test]
    fn reading_ends_where_declarations_end() {
        let (found, rest) = read("declare -- a=\"1\"\n__ci_wanted=/tmp\ndeclare -- b=\"2\"\n");
        assert_eq!((found.len(), rest), (1, "__ci_wanted=/tmp\ndeclare -- b=\"2\"\n"));
        for broken in ["declare -", "declare -a x=(", "declare -- x=\"", "declare -- x=$'\\", "="] {
            read(broken);
        }
    }
}
