//! Every command: its names, what may follow it, and what it does.

use crate::tui::Action;
use crate::words::CommandDoes;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slash {
    /// The same as a key.
    Act(Action),
    /// Take back the last turn.
    Undo,
    /// Begin the conversation anew, with fresh kernels.
    Reset,
    /// Write the session to a file that can be loaded again.
    Save,
    /// Go on with another session.
    Load,
    /// What the conversation takes of the context window.
    Tokens,
    /// Machine, model and kernels.
    Info,
    /// Write the conversation as a notebook.
    Notebook,
    /// Write the conversation as Markdown.
    Markdown,
    /// Run steps without asking, or ask again.
    AutoRun,
    /// Choose the colours.
    Theme,
    /// Choose the Python that runs the steps.
    Python,
    /// Run a line in the shell.
    Shell,
    /// Leave.
    Quit,
}

/// What may follow a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arguments {
    /// Nothing.
    None,
    /// One of these, or nothing.
    Choice(&'static [&'static str]),
    /// Something of this kind, or nothing.
    Maybe(&'static str),
    /// Something of this kind.
    Must(&'static str),
}

/// One command.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// What it does.
    pub slash: Slash,
    /// Its name.
    pub name: &'static str,
    /// Its name in Open Interpreter, and other words for it.
    pub others: &'static [&'static str],
    /// What may follow.
    pub arguments: Arguments,
    /// What it does, in one line.
    pub does: CommandDoes,
}

impl Known {
    /// Every name, its own first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.others.iter().copied())
    }

    /// What may follow, as a hint shows it.
    #[must_use]
    pub fn usage(&self) -> String {
        match self.arguments {
            Arguments::None => String::new(),
            Arguments::Choice(words) => format!("[{}]", words.join("|")),
            Arguments::Maybe(kind) => format!("[{kind}]"),
            Arguments::Must(kind) => kind.to_owned(),
        }
    }
}

const fn known(
    slash: Slash,
    name: &'static str,
    others: &'static [&'static str],
    arguments: Arguments,
    does: CommandDoes,
) -> Known {
    Known { slash, name, others, arguments, does }
}

/// Every command, in the order in which they are offered.
pub const COMMANDS: &[Known] = &[
    known(
        Slash::Act(Action::Help),
        "help",
        &["keys", "commands"],
        Arguments::None,
        CommandDoes::Help,
    ),
    known(Slash::Undo, "undo", &[], Arguments::None, CommandDoes::Undo),
    known(Slash::Reset, "reset", &["clear", "new"], Arguments::None, CommandDoes::Reset),
    known(
        Slash::Act(Action::ChooseModel),
        "model",
        &["models"],
        Arguments::None,
        CommandDoes::Model,
    ),
    known(Slash::Theme, "theme", &["themes"], Arguments::Maybe("NAME"), CommandDoes::Theme),
    known(
        Slash::AutoRun,
        "auto_run",
        &["auto", "yolo"],
        Arguments::Choice(&["on", "off"]),
        CommandDoes::AutoRun,
    ),
    known(Slash::Tokens, "tokens", &["context", "cost"], Arguments::None, CommandDoes::Tokens),
    known(Slash::Info, "info", &["status"], Arguments::None, CommandDoes::Info),
    known(
        Slash::Markdown,
        "markdown",
        &["export", "md"],
        Arguments::Maybe("FILE"),
        CommandDoes::Markdown,
    ),
    known(
        Slash::Notebook,
        "jupyter",
        &["notebook", "ipynb"],
        Arguments::Maybe("FILE"),
        CommandDoes::Notebook,
    ),
    known(Slash::Save, "save", &["save_message"], Arguments::Maybe("FILE"), CommandDoes::Save),
    known(
        Slash::Load,
        "load",
        &["load_message", "resume", "sessions"],
        Arguments::Maybe("FILE or ID"),
        CommandDoes::Load,
    ),
    known(Slash::Act(Action::ShowTold), "told", &["verbose"], Arguments::None, CommandDoes::Told),
    known(
        Slash::Act(Action::Variables),
        "variables",
        &["vars", "who"],
        Arguments::None,
        CommandDoes::Variables,
    ),
    known(
        Slash::Act(Action::Hardware),
        "hardware",
        &["machine"],
        Arguments::None,
        CommandDoes::Hardware,
    ),
    known(Slash::Python, "python", &[], Arguments::Maybe("PATH"), CommandDoes::Python),
    known(Slash::Act(Action::Restart), "restart", &[], Arguments::None, CommandDoes::Restart),
    known(
        Slash::Act(Action::ComposeOutside),
        "editor",
        &["compose"],
        Arguments::None,
        CommandDoes::Editor,
    ),
    known(Slash::Act(Action::Palette), "palette", &[], Arguments::None, CommandDoes::Palette),
    known(Slash::Shell, "shell", &["sh"], Arguments::Must("LINE"), CommandDoes::Shell),
    known(Slash::Quit, "quit", &["exit", "q"], Arguments::None, CommandDoes::Quit),
];

impl Slash {
    /// Its row in the table.
    #[must_use]
    pub fn known(self) -> Option<&'static Known> {
        COMMANDS.iter().find(|known| known.slash == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_lowercase_word_of_one_command_only() {
        let names: Vec<&str> = COMMANDS.iter().flat_map(Known::names).collect();
        for name in &names {
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
        }
    }

    #[test]
    fn every_name_of_open_interpreter_is_there() {
        for name in [
            "undo",
            "reset",
            "save_message",
            "load_message",
            "tokens",
            "info",
            "jupyter",
            "markdown",
            "auto_run",
            "help",
            "verbose",
        ] {
            assert!(COMMANDS.iter().any(|known| known.names().any(|own| own == name)), "{name}");
        }
    }
}
