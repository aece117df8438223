//! Prompts that were sent while the model was at work, and wait for their turn.

use std::collections::VecDeque;

/// Most prompts that wait.
const MOST: usize = 20;

/// Prompts in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    prompts: VecDeque<String>,
    /// The last turn did not end with an answer: the next prompt waits for a key.
    pub held: bool,
}

impl Queue {
    /// Puts a prompt at the end; gives it back where too many wait.
    pub fn push(&mut self, prompt: String) -> Result<(), String> {
        if self.prompts.len() == MOST {
            return Err(prompt);
        }
        self.prompts.push_back(prompt);
        Ok(())
    }

    /// Takes the prompt whose turn it is.
    pub fn take_next(&mut self) -> Option<String> {
        self.held = false;
        self.prompts.pop_front()
    }

    /// Takes the last one back, to be changed or thrown away.
    pub fn take_back(&mut self) -> Option<String> {
        self.prompts.pop_back()
    }

    /// All that wait, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.prompts.iter().map(String::as_str)
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.prompts.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prompts.is_empty()
    }
}
