//! What only the screen knows: focus, scrolling, what is being typed, and the clock readings it was given.

use std::fmt::Display;
use std::time::Duration;

use ratatui::layout::Size;

use super::attention::{Attention, Bid};
use super::console::Console;
pub use super::errand::Errand;
use super::folds::Folds;
use super::gallery::Gallery;
use super::history::History;
use super::keymap::Keymap;
use super::line_edit::LineEdit;
use super::mention::Mention;
pub use super::overlay::Overlay;
use super::palette::{Palette, Recent};
use super::panel::Download;
use super::picking::Picking;
use super::prompts::paste::Pastes;
use super::prompts::queue::Queue;
use super::rate::Rate;
use super::replacing::Replacing;
use super::review::{GRACE, Review};
use super::scroll::{Place, Scroll};
use super::search::Search;
use super::side::Side;
use super::slash::Popup;
use super::theme::Theme;
use super::view::Cache;
use super::whole::Pages;
use super::widget::editor::{Editor, Purpose};
use super::widget::glyphs::Glyphs;
use crate::engine::{Motion, RequestId, StepId, TurnId, Watch};
use crate::words::{Locale, Texts, Welcome};

/// Most rows of the composer.
const COMPOSER_ROWS: u16 = 8;

/// A part of the screen that can have the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The conversation.
    Chat,
    /// The code of a step.
    Code,
    /// What a step printed.
    Output,
    /// The line that a running program asks for.
    Answer,
    /// The prompt being typed.
    #[default]
    Composer,
    /// The panel at the left.
    Left,
}

/// The line that a running program asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What is typed.
    pub line: LineEdit,
    /// Whether it is nobody's business.
    pub secret: bool,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Screen {
    /// Time since the start, as last given.
    pub now: Duration,
    /// Columns and rows, as last given.
    pub size: Size,
    /// Which pane takes the keys.
    pub focus: Pane,
    /// The pane shown where only one fits.
    pub front: Pane,
    /// Code or output, where only one of them fits beside the chat.
    pub side: Pane,
    /// Whether one pane has the whole screen.
    pub zoomed: bool,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// The palette, over everything else.
    pub palette: Option<Palette>,
    /// What lines of the help must contain, and whether that is being typed.
    pub help: (LineEdit, bool),
    /// What was chosen from the palette.
    pub recent: Recent,
    /// The popup over the composer.
    pub popup: Popup,
    /// What looked like a command and was none: sent again, it is a prompt.
    pub insisted: Option<String>,
    /// The prompt being typed.
    pub composer: Editor,
    /// What words of the composer stand for.
    pub pastes: Pastes,
    /// Prompts that wait for the end of the turn.
    pub queue: Queue,
    /// The files that fit the word at the cursor.
    pub mention: Mention,
    /// The turn that the prompt being typed asks again from.
    pub revising: Option<TurnId>,
    /// The prompt whose files are being read.
    pub attaching: Option<String>,
    /// Since when the question over the panes is in sight.
    pub asked: Option<Duration>,
    /// A secret was asked for and no longer is: what is still typed of it goes nowhere until the hand rests.
    pub deaf: bool,
    /// When the draft is kept.
    pub keeps_at: Option<Duration>,
    /// Prompts of earlier.
    pub history: History,
    /// The line that a running program asks for.
    pub answer: Option<Answer>,
    /// The last key when a line was answered from its own pane: without another one, the next question has the focus.
    pub answered: Option<Duration>,
    /// The terminal of the step that runs, if it runs at one.
    pub console: Option<Console>,
    /// Where the chat stands.
    pub chat: Scroll,
    /// Where the code pane stands.
    pub code: Scroll,
    /// Where the output pane stands.
    pub output: Scroll,
    /// The output that is shown, where it is read from its file.
    pub pages: Option<Pages>,
    /// The column that tables of the output begin with.
    pub aside: usize,
    /// An earlier step that is looked at; `None` shows the latest.
    pub browsed: Option<StepId>,
    /// The proposal and how much of it has been seen.
    pub review: Option<Review>,
    /// The step that waits to be told and was offered to be looked at.
    pub offered: Option<StepId>,
    /// The prompt that waits to be sent and was offered to be looked at.
    pub offered_sending: Option<RequestId>,
    /// When it is offered, where someone still types.
    pub offers_at: Option<Duration>,
    /// When a key was last pressed.
    pub last_key: Option<Duration>,
    /// What keeps the machine or the model from being faster, while it is felt.
    pub advice: Option<String>,
    /// Until when the quit key quits.
    pub quit_armed: Option<Duration>,
    /// A sentence for the footer, and until when.
    pub toast: Option<(String, Duration)>,
    /// The step that runs, and since when.
    pub running: Option<(StepId, Duration)>,
    /// How the running step is doing, and when that was told.
    pub watch: Option<(Watch, Duration)>,
    /// How fast the model writes.
    pub rate: Rate,
    /// The focus was moved to the code for a decision, and goes back after it.
    pub borrowed: bool,
    /// What to do outside of the engine, in order.
    pub errands: Vec<Errand>,
    /// The model that is being fetched.
    pub download: Option<Download>,
    /// The language of the screen's texts.
    pub locale: Locale,
    /// What keys mean.
    pub keymap: Keymap,
    /// The panel at the left.
    pub left: Side,
    /// Which signs the terminal can show.
    pub glyphs: Glyphs,
    /// What steps showed, ready to be drawn.
    pub gallery: Gallery,
    /// Whether the terminal has the focus.
    pub attention: Attention,
    /// What waited for the user when last looked.
    pub bid: Option<Bid>,
    /// Whether the mouse is ours, and not the terminal's.
    pub mouse: bool,
    /// The place of the chat's first row in the last frame.
    pub chat_top: Place,
    /// Which messages are unfolded.
    pub folds: Folds,
    /// What is looked for, and where.
    pub search: Option<Search>,
    /// What was looked for last.
    pub searched: String,
    /// What can be chosen by a letter.
    pub picking: Option<Picking>,
    /// What was copied last.
    pub register: String,
    /// Find and replace in the code being edited.
    pub replacing: Option<Replacing>,
    /// Lines that were wrapped and highlighted before; never decides anything.
    pub cache: Cache,
}

impl Screen {
    /// A screen of `size` at the start.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line a field")]
    pub fn new(size: Size, keymap: Keymap, glyphs: Glyphs) -> Self {
        let mut composer = Editor::new(Purpose::Prose);
        composer.set_placeholder(Locale::default().text(Welcome::Placeholder));
        Self {
            now: Duration::ZERO,
            size,
            focus: Pane::Composer,
            front: Pane::Chat,
            side: Pane::Code,
            zoomed: false,
            overlay: Overlay::None,
            palette: None,
            help: (LineEdit::default(), false),
            recent: Recent::default(),
            popup: Popup::default(),
            insisted: None,
            composer,
            pastes: Pastes::default(),
            queue: Queue::default(),
            mention: Mention::default(),
            revising: None,
            attaching: None,
            asked: None,
            deaf: false,
            keeps_at: None,
            history: History::default(),
            answer: None,
            answered: None,
            console: None,
            chat: Scroll::at_end(),
            code: Scroll::at_end(),
            output: Scroll::at_end(),
            aside: 0,
            pages: None,
            browsed: None,
            review: None,
            offered: None,
            offered_sending: None,
            offers_at: None,
            last_key: None,
            advice: None,
            quit_armed: None,
            toast: None,
            running: None,
            watch: None,
            rate: Rate::default(),
            borrowed: false,
            errands: Vec::new(),
            download: None,
            locale: Locale::default(),
            keymap,
            left: Side::default(),
            glyphs,
            gallery: Gallery::default(),
            attention: Attention::Here,
            bid: None,
            mouse: false,
            chat_top: Place::default(),
            folds: Folds::default(),
            search: None,
            searched: String::new(),
            picking: None,
            register: String::new(),
            replacing: None,
            cache: Cache::default(),
        }
    }

    /// Says a fixed text in the footer for a few seconds.
    pub fn tell(&mut self, text: impl Texts) {
        self.say(self.locale.text(text));
    }

    /// Takes up a language.
    pub fn speak(&mut self, locale: Locale) {
        self.locale = locale;
        self.composer.set_placeholder(locale.text(Welcome::Placeholder));
    }

    /// Says a text with its values for a moment.
    pub fn tell_of(&mut self, text: impl Texts, values: &[&dyn Display]) {
        self.say(self.locale.fill(text, values));
    }

    /// Says something in the footer for a few seconds.
    pub fn say(&mut self, text: impl Into<String>) {
        self.toast = Some((text.into(), self.now + Duration::from_secs(5)));
    }

    /// The theme that is looked at before it is chosen.
    #[must_use]
    pub fn preview(&self) -> Option<&Theme> {
        match &self.overlay {
            Overlay::Themes(picker) => picker.look(),
            _ => None,
        }
    }

    /// Gives a pane the focus, and a place on screen.
    pub fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        match pane {
            Pane::Chat | Pane::Code | Pane::Output => self.front = pane,
            Pane::Answer | Pane::Composer | Pane::Left => {}
        }
        if matches!(pane, Pane::Code | Pane::Output) {
            self.side = pane;
        }
    }

    /// Rows that the composer takes on a screen so wide.
    #[must_use]
    pub fn composer_rows(&self, width: u16) -> u16 {
        self.composer.height(width.saturating_sub(2).max(1)).clamp(1, COMPOSER_ROWS)
    }

    /// What is typed, pastes in full.
    #[must_use]
    pub fn draft(&self) -> String {
        self.pastes.unfold(&self.composer.text())
    }

    /// Whether the question over the panes has been in sight long enough to be read.
    #[must_use]
    pub fn can_answer(&self) -> bool {
        self.asked.is_some_and(|since| self.now.saturating_sub(since) >= GRACE)
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_composer_empty(&self) -> bool {
        self.composer.is_empty()
    }

    /// The next moment at which something changes by itself.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Duration> {
        let still = self.watch.is_some_and(|(watch, _)| watch.motion == Motion::Paused);
        let clock = self.running.filter(|_| !still).map(|(_, since)| {
            let ran = self.now.saturating_sub(since);
            // Nobody watches the clock of a terminal without the focus.
            let tick = if self.attention == Attention::Here { 1 } else { 10 };
            since + Duration::from_secs((ran.as_secs() / tick + 1) * tick)
        });
        let toast = self.toast.as_ref().map(|(_, until)| *until);
        [clock, toast, self.quit_armed, self.offers_at, self.keeps_at].into_iter().flatten().min()
    }

    /// Gives the screen the time; what has passed is forgotten.
    pub fn tick(&mut self, now: Duration) {
        self.now = now;
        self.toast.take_if(|(_, until)| *until <= now);
        self.quit_armed.take_if(|until| *until <= now);
        if self.keeps_at.take_if(|at| *at <= now).is_some() {
            self.errands.push(Errand::KeepDraft);
        }
    }
}
