//! How much a body looks like JavaScript.

/// Whether something in it is JavaScript and nothing else.
pub(super) fn is_sure(body: &str) -> bool {
    body.lines().map(str::trim).any(|line| {
        ["const ", "let ", "var "].iter().any(|word| {
            line.strip_prefix(word).is_some_and(|rest| {
                rest.split_once('=').is_some_and(|(name, _)| is_target(name.trim()))
            })
        }) || line.starts_with("console.log(")
            || line.starts_with("function ") && line.ends_with('{') && line.contains('(')
            || line.contains("=> {")
            || line.contains("document.getElementById(")
            || line.starts_with("import ") && line.contains(" from '") | line.contains(" from \"")
    })
}

fn is_target(name: &str) -> bool {
    name.starts_with(['{', '[']) || name.chars().all(|c| c.is_alphanumeric() || "_$".contains(c))
}
