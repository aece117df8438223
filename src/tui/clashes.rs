//! Faults of a user's keys that only show where tables of keys are asked together.

use super::Action;
use super::context::Context;
use super::key::Key;
use super::keymap::{Keymap, Row};

/// Tables that are asked together, the closest first.
const STACKS: &[&[Context]] = &[
    &[Context::Composer, Context::Global],
    &[Context::Completion, Context::Composer, Context::Global],
    &[Context::Chat, Context::Global],
    &[Context::Code, Context::Global],
    &[Context::Approval, Context::Code, Context::Global],
    &[Context::Running, Context::Code, Context::Global],
    &[Context::Output, Context::Global],
    &[Context::Running, Context::Output, Context::Global],
    &[Context::Editor, Context::Global],
    &[Context::Reason, Context::Global],
    &[Context::Recall, Context::Global],
    &[Context::Models, Context::Global],
    &[Context::Telling, Context::Global],
    &[Context::Consent, Context::Global],
    &[Context::Help, Context::Global],
    &[Context::Variables, Context::Global],
    &[Context::Hardware, Context::Global],
    &[Context::Leaving, Context::Global],
    &[Context::Palette, Context::Reason, Context::Global],
    &[Context::Asks, Context::Global],
    &[Context::Themes, Context::Global],
    &[Context::Terminal],
];

/// What nobody can do without, and the tables that must have a key for it.
const ESSENTIAL: &[(Action, &[Context])] = &[
    (Action::Interrupt, &[Context::Composer, Context::Global]),
    (Action::Interrupt, &[Context::Running, Context::Output, Context::Global]),
    (Action::Help, &[Context::Composer, Context::Global]),
    (Action::QuitIfEmpty, &[Context::Composer, Context::Global]),
    (Action::Send, &[Context::Composer, Context::Global]),
    (Action::FocusNext, &[Context::Composer, Context::Global]),
    (Action::Approve, &[Context::Approval, Context::Code, Context::Global]),
    (Action::Edit, &[Context::Approval, Context::Code, Context::Global]),
    (Action::Reject, &[Context::Approval, Context::Code, Context::Global]),
    (Action::Save, &[Context::Editor, Context::Global]),
    (Action::Cancel, &[Context::Editor, Context::Global]),
    (Action::LeaveTerminal, &[Context::Terminal]),
];

/// Keys that most terminals send as the same byte.
const TWINS: [(&str, &str); 4] =
    [("ctrl-i", "tab"), ("ctrl-m", "enter"), ("ctrl-h", "backspace"), ("ctrl-[", "esc")];

/// Every fault of the user's rows, in a sentence each: where, what is wrong, what to do.
#[must_use]
pub(super) fn clashes(keymap: &Keymap, built_in: &Keymap) -> Vec<String> {
    let mut told = Vec::new();
    for fault in essential(keymap).into_iter().chain(hidden(keymap, built_in)).chain(twins(keymap))
    {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    told
}

/// Essential actions that are left without a key.
fn essential(keymap: &Keymap) -> Vec<String> {
    let missing = ESSENTIAL.iter().filter(|(run, stack)| keymap.key_for(stack, *run).is_none());
    let told = missing.filter_map(|(run, stack)| {
        // The last row of the user's in these tables took it away.
        let rows = keymap.rows().iter().rev();
        let blamed = rows.clone().find(|row| stack.contains(&row.context))?;
        let (name, table) = (run.name(), stack[0].name());
        Some(blamed.says(&format!(
            "nothing does `{name}` any more, which nobody can do without; give it a key in [{table}]"
        )))
    });
    told.collect()
}

/// Keys that a closer table takes from an action that has no other one.
fn hidden(keymap: &Keymap, built_in: &Keymap) -> Vec<String> {
    let mut told = Vec::new();
    for row in keymap.rows().iter().filter(|row| row.run.is_some()) {
        let active = STACKS.iter().filter(|stack| stack.contains(&row.context));
        let reached = |stack: &&[Context]| keymap.action(stack, row.on) == row.run;
        if row.context == Context::Global && !active.clone().any(reached) {
            told.push(row.says(&format!(
                "`{}` never reaches [global]: every closer table has a use for it; choose another key",
                row.on
            )));
        }
        for stack in active {
            let place = stack.iter().position(|context| *context == row.context).unwrap_or(0);
            for far in &stack[place + 1..] {
                let below = keymap.bindings(*far).iter().find(|binding| binding.on == row.on);
                let Some(lost) = below.map(|binding| binding.run) else { continue };
                let is_lost = Some(lost) != row.run
                    && keymap.key_for(stack, lost).is_none()
                    && built_in.key_for(stack, lost).is_some();
                if is_lost {
                    told.push(row.says(&format!(
                        "`{}` hides `{}` of [{}], which has no other key there; choose another key, or give that one a second",
                        row.on,
                        lost.name(),
                        far.name()
                    )));
                }
            }
        }
    }
    told
}

/// Keys that mean different things here and are the same to a terminal.
fn twins(keymap: &Keymap) -> Vec<String> {
    let mut told = Vec::new();
    for row in keymap.rows().iter().filter(|row| row.run.is_some()) {
        let twin = TWINS.iter().find_map(|(one, other)| {
            let (one, other): (Key, Key) = (one.parse().ok()?, other.parse().ok()?);
            match row.on {
                on if on == one => Some(other),
                on if on == other => Some(one),
                _ => None,
            }
        });
        let Some(twin) = twin else { continue };
        let mut stacks = STACKS.iter().filter(|stack| stack.contains(&row.context));
        let differs = stacks.any(|stack| {
            let other = keymap.action(stack, twin);
            keymap.action(stack, row.on) == row.run && other.is_some() && other != row.run
        });
        if differs {
            told.push(row.says(&format!(
                "most terminals send `{}` and `{twin}` as the same key, and here they differ; choose another key",
                row.on
            )));
        }
    }
    told
}

impl Row {
    fn says(&self, what: &str) -> String {
        format!("{}:{}: {what}.", self.file.display(), self.line)
    }
}
