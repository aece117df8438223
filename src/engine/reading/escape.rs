//! Code that was escaped for HTML, or typeset.

/// The characters that the names stand for; `&amp;` is last, so that `&amp;lt;` is undone once only.
const NAMES: [(&str, &str); 8] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

/// The code without escapes, if it is escaped: a name stands where no language has one, outside of strings, and
/// what it stands for is nowhere written plainly.
pub(super) fn plain(body: &str) -> String {
    let body = &straight(body);
    if !NAMES.iter().any(|(name, _)| body.contains(name)) {
        return body.to_owned();
    }
    let bare = outside_strings(body);
    if bare.contains(['<', '>']) || !NAMES.iter().any(|(name, _)| bare.contains(name)) {
        return body.to_owned();
    }
    NAMES.iter().fold(body.to_owned(), |text, (name, plain)| text.replace(name, plain))
}

/// The code with straight quotes, where a typesetter has bent those around its strings.
fn straight(body: &str) -> String {
    if !body.contains(['“', '”']) || !outside_strings(body).contains(['“', '”']) {
        return body.to_owned();
    }
    body.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

/// The text without its quoted strings; one in single quotes ends with its line.
fn outside_strings(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' | '\'' | '`' => quoted(rest, next),
            _ => {
                kept.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    kept
}

fn quoted(text: &str, quote: char) -> usize {
    let long = String::from(quote).repeat(3);
    if let Some(inner) = text.strip_prefix(&long) {
        return inner.find(&long).map_or(text.len(), |at| at + 6);
    }
    let line = text.find('\n').filter(|_| quote != '`').unwrap_or(text.len());
    text[1..line].find(quote).map_or(1, |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn escaped_code_is_read_and_code_about_escapes_is_left_alone() {
        assert_eq!(plain("if a &lt; b:\n    print(&quot;x&quot;)"), "if a < b:\n    print(\"x\")");
        assert_eq!(plain("wc -l &lt; a.csv &amp;&amp; ls"), "wc -l < a.csv && ls");
        for code in [
            "s.replace('&lt;', '<')",
            "x = '''\n<p>&amp;</p>\n'''",
            "cat > a.html <<EOF\n<p>&lt;</p>\nEOF",
            "a & lt",
        ] {
            assert_eq!(plain(code), code);
        }
    }
}
