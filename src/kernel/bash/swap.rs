//! What a shell does to its environment when it goes to a terminal and comes back, as lines of bash.

use std::fmt::Write as _;

use crate::kernel::language::Swap;

/// Gives each variable the value that it has at a terminal, unless a step has changed it.
pub(super) fn enter(swaps: &[Swap]) -> String {
    lines(swaps, |swap| (&swap.kernel, &swap.terminal))
}

/// The way back. The size is bash's own doing, which a kernel must not keep.
pub(super) fn leave(swaps: &[Swap]) -> String {
    let text = lines(swaps, |swap| (&swap.terminal, &swap.kernel));
    format!("builtin unset -v COLUMNS LINES\n{text}")
}

fn lines(swaps: &[Swap], from_to: impl Fn(&Swap) -> (&Option<String>, &Option<String>)) -> String {
    let mut text = String::new();
    for swap in swaps {
        let (name, (from, to)) = (swap.name, from_to(swap));
        let is_so = match from {
            Some(value) => format!("[[ ${{{name}+x}} == x && ${name} == {} ]]", quoted(value)),
            None => format!("[[ -z ${{{name}+x}} ]]"),
        };
        let change = match to {
            Some(value) => format!("builtin export {name}={}", quoted(value)),
            None => format!("builtin unset -v {name}"),
        };
        let _ = writeln!(text, "{is_so} && {change}");
    }
    text
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_goes_over_and_comes_back_unless_a_step_changed_it() {
        let swap = |name, kernel: Option<&str>, terminal: Option<&str>| Swap {
            name,
            kernel: kernel.map(Into::into),
            terminal: terminal.map(Into::into),
        };
        let swaps = [swap("PAGER", Some("cat"), None), swap("TERM", Some("dumb"), Some("it's"))];
        assert_eq!(
            enter(&swaps),
            "[[ ${PAGER+x} == x && $PAGER == 'cat' ]] && builtin unset -v PAGER\n\
             [[ ${TERM+x} == x && $TERM == 'dumb' ]] && builtin export TERM='it'\\''s'\n"
        );
        assert_eq!(
            leave(&swaps),
            "builtin unset -v COLUMNS LINES\n\
             [[ -z ${PAGER+x} ]] && builtin export PAGER='cat'\n\
             [[ ${TERM+x} == x && $TERM == 'it'\\''s' ]] && builtin export TERM='dumb'\n"
        );
    }
}
