//! The loop: signals and keys first, then the frame, then news of workers, so that nothing starves a key.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::event::EventStream;
use ratatui::Terminal;
use tokio::sync::mpsc::Receiver;

use super::attention::{Attention, Gauged};
use super::errand::{self, FAREWELL, Read};
use super::frame::size_of;
use super::gallery::Loader;
use super::keymap::Keymap;
use super::keys::{self, Batch};
use super::measure;
use super::pacer::Pacer;
use super::panel::{PullNews, StockNews};
use super::screen::Screen;
use super::start::Start;
use super::terminal::clipboard::Between;
use super::terminal::graphics::CELL;
use super::terminal::{
    Asked, FrameWriter, Guard, HUNG_UP, Notifier, Outlet, Signals, Watchdog, Written,
    install_panic_hook, redirect_output,
};
use super::theme::Theme;
use super::whole::Reader;
use super::{history, look, pager, side, update, view};
use crate::engine::{Command, Event, Level, Phase};
use crate::model::stock::Stock;
use crate::runtime::Driver;
use crate::session::kept_files;

/// Everything that the loop holds.
pub(super) struct Workspace<'a> {
    pub(super) driver: Driver,
    pub(super) screen: Screen,
    pub(super) start: Start<'a>,
    pub(super) guard: Arc<Guard>,
    pub(super) signals: Signals,
    pub(super) watchdog: Watchdog,
    pub(super) pull: Option<Receiver<PullNews>>,
    pub(super) look: Option<Receiver<StockNews>>,
    /// The models as they were last seen.
    pub(super) stock: Option<Box<Stock>>,
    pub(super) reader: Option<Reader>,
    pub(super) paths: Option<Receiver<Read>>,
    pub(super) files: Option<Receiver<Read>>,
    pub(super) loader: Loader,
    pub(super) folders: side::Reader,
    pub(super) started: Instant,
    pub(super) clipboard: Between,
    pub(super) theme: Theme,
    /// Its name in the configuration.
    pub(super) theme_name: String,
    /// Whether the terminal's ground is light, once it has said so.
    pub(super) light: Option<bool>,
    /// The session that follows this one.
    pub(super) successor: Option<String>,
    pub(super) terminal: Terminal<FrameWriter>,
    pub(super) outlet: Outlet,
    pub(super) pacer: Pacer,
    pub(super) gauged: Gauged,
    pub(super) keys: Option<EventStream>,
    pub(super) notifier: Notifier,
    /// What goes to the terminal beside the next frame.
    pub(super) aside: Vec<u8>,
    /// We have stopped ourselves, and the signal that lets us go on is no news.
    pub(super) stopped: bool,
}

/// Runs the workspace until its end and returns the exit code; must be called within a tokio runtime.
pub async fn run(driver: Driver, start: Start<'_>) -> anyhow::Result<u8> {
    let guard = Guard::of_stdout(look::key_codes(start.config)).map_err(|error| {
        anyhow::anyhow!(
            "{error}; the workspace needs one: without, use `ci-tui --plain` or `ci-tui run`"
        )
    })?;
    let keymap = Keymap::load(&start.paths.config)?;
    let theme = look::first_theme(start.config, start.paths)?;
    let guard = Arc::new(guard);
    let restore = Restore(Arc::clone(&guard));
    redirect_output(&start.paths.log())?;
    install_panic_hook(Arc::clone(&guard), start.paths.log());
    let mut workspace = Workspace::open(driver, start, guard, keymap, theme)?;
    let ended = workspace.live().await;
    workspace.outlet.settle(FAREWELL);
    drop(restore);
    Box::pin(workspace.close(ended)).await
}

/// Gives the terminal back on every way out.
struct Restore(Arc<Guard>);

impl Drop for Restore {
    fn drop(&mut self) {
        self.0.leave();
    }
}

impl<'a> Workspace<'a> {
    fn open(
        driver: Driver,
        start: Start<'a>,
        guard: Arc<Guard>,
        keymap: Keymap,
        theme: Theme,
    ) -> anyhow::Result<Self> {
        let size = size_of(&guard);
        let mut screen = Screen::new(size, keymap, look::glyphs());
        screen.history = history::load(&history::file(&start.paths.state));
        screen.speak(look::locale(start.config));
        screen.gallery.images = look::images(start.config)?;
        screen.gallery.cell = guard.cell().unwrap_or(CELL);
        let session = &driver.state().settings().session;
        let cwd = std::path::PathBuf::from(&driver.state().settings().cwd);
        let loader = Loader::new(kept_files(&start.paths.sessions(), session), screen.locale);
        let writer = FrameWriter::new(size);
        guard.enter().context("cannot use the terminal")?;
        Ok(Self {
            driver,
            screen,
            signals: Signals::listen().context("cannot listen for signals")?,
            watchdog: Watchdog::watch(guard.descriptor()?).context("cannot watch the terminal")?,
            pull: None,
            look: None,
            stock: None,
            reader: None,
            paths: None,
            files: None,
            loader,
            folders: side::Reader::new(cwd),
            started: Instant::now(),
            clipboard: look::clipboard(),
            theme,
            theme_name: start.config.ui.theme.clone(),
            light: None,
            successor: None,
            terminal: Terminal::new(writer)?,
            outlet: Outlet::open(guard.descriptor()?).context("cannot write to the terminal")?,
            pacer: Pacer::new(look::frames(start.config), look::bandwidth(start.config)),
            gauged: Gauged::default(),
            keys: None,
            notifier: look::notifier(start.config),
            aside: Vec::new(),
            stopped: false,
            start,
            guard,
        })
    }

    async fn live(&mut self) -> anyhow::Result<u8> {
        self.draw()?;
        self.begin();
        loop {
            tokio::select! {
                biased;
                asked = self.signals.next() => if let Some(code) = self.heed(asked)? {
                    return Ok(code);
                },
                () = self.watchdog.gone() => return Ok(HUNG_UP),
                batch = keys::next(&mut self.keys) => match batch {
                    Some(batch) => self.take(batch),
                    None => return Ok(HUNG_UP),
                },
                written = self.outlet.written() => match written {
                    Ok(Written { bytes, took }) => self.pacer.written(bytes, took),
                    Err(error) if is_hangup(&error) => return Ok(HUNG_UP),
                    Err(error) => Err(error)?,
                },
                () = self.pacer.due(), if self.outlet.is_free() => self.draw()?,
                news = errand::news(&mut self.pull) => {
                    self.hear(news);
                    self.pacer.touch();
                }
                news = errand::news(&mut self.look) => {
                    self.screen.tick(self.started.elapsed());
                    self.hear_stock(news);
                    self.pacer.touch();
                }
                read = errand::read(&mut self.paths, &mut self.files) => self.hear_read(read),
                news = pager::lines(&mut self.reader) => {
                    self.hear_whole(news);
                    self.pacer.touch_now();
                }
                Some(news) = self.loader.next() => {
                    self.screen.tick(self.started.elapsed());
                    self.look_at(news);
                    self.pacer.touch();
                }
                Some(news) = self.folders.next() => self.hear_folders(news),
                Some(event) = self.driver.next() => self.apply(event),
                // Last, so that everything else goes first; signals need the runtime in between.
                () = tokio::task::yield_now(), if update::is_seeking(&self.screen) => self.seek(),
            }
            for command in update::typed(&mut self.screen) {
                self.driver.command(command);
            }
            if !self.screen.errands.is_empty()
                && let Some(code) = self.do_errands().await?
            {
                return Ok(code);
            }
            self.driver.take_reports().for_each(drop);
            if let Some(code) = self.driver.exit() {
                return Ok(code);
            }
        }
    }

    /// Does what a signal asks for; an exit code where that ends us.
    fn heed(&mut self, asked: Asked) -> anyhow::Result<Option<u8>> {
        match asked {
            Asked::End(code) => return Ok(Some(code)),
            Asked::Suspend => self.suspend()?,
            // A terminal that vanishes lets us go on, too, and cannot be taken any more.
            Asked::Continued => return Ok(self.wake().err().map(|_| HUNG_UP)),
            Asked::Resize => {
                self.resize();
                self.pacer.touch_now();
            }
        }
        Ok(None)
    }

    /// After the first frame: the terminal's ground, the keys, the model, the first prompt.
    fn begin(&mut self) {
        // It may have changed before anybody listened.
        self.resize();
        if let Some(theme) = look::second_theme(self.start.config, self.start.paths) {
            (self.theme, self.light) = (theme, Some(true));
            self.pacer.touch_now();
        }
        for text in self.screen.keymap.faults() {
            self.driver.apply(Event::Noticed { level: Level::Warning, text });
        }
        self.keys = Some(EventStream::new());
        let highlighter = self.screen.cache.highlighter.clone();
        let _ =
            std::thread::Builder::new().name("grammars".into()).spawn(move || highlighter.warm());
        let prompt = self.start.prompt.take();
        if let Some(model) = self.driver.state().settings().model.clone() {
            self.command(Command::UseModel { model });
            if let Some(text) = prompt {
                self.screen.history.push(&text);
                self.command(Command::Submit { text });
            }
            self.restore_draft();
        } else {
            if let Some(prompt) = prompt {
                self.screen.composer.set_text(&prompt);
            }
            self.restore_draft();
            self.offer_models();
        }
        self.pacer.touch();
    }

    /// Hands a wish to the engine and follows what it does.
    pub(super) fn command(&mut self, command: Command) {
        self.driver.command(command);
        self.follow();
        self.pacer.touch_now();
    }

    /// Lets the screen follow the engine, and asks what it wants to know.
    pub(super) fn follow(&mut self) {
        for command in update::observe(&mut self.screen, self.driver.state()) {
            self.driver.command(command);
        }
    }

    fn take(&mut self, batch: Batch) {
        self.screen.tick(self.started.elapsed());
        if batch.resized {
            self.resize();
        }
        if let Some(attention) = batch.attention {
            self.screen.attention = attention;
            if batch.is_silent() && attention == Attention::Away {
                return;
            }
        }
        for key in batch.judge() {
            let Some(input) = key.read(&self.screen, self.driver.state()) else { continue };
            for command in update::update(&mut self.screen, self.driver.state(), input) {
                self.driver.command(command);
            }
            self.follow();
        }
        self.pacer.touch_now();
    }

    /// Applies news, and what else has arrived meanwhile; then one frame shows it all.
    fn apply(&mut self, event: Event) {
        self.screen.tick(self.started.elapsed());
        let until = Instant::now() + Duration::from_millis(4);
        let mut next = Some(event);
        while let Some(event) = next {
            measure::keep(&event, self.driver.state(), self.start.config, self.start.paths);
            if matches!(event, Event::HardwareSampled { .. } | Event::StepWatched { .. }) {
                let before = view::gauge_text(self.driver.state(), &self.screen, &self.theme);
                self.driver.apply(event);
                self.follow();
                let worth = self.gauged.is_worth(self.driver.state(), &self.screen);
                let now = || view::gauge_text(self.driver.state(), &self.screen, &self.theme);
                if worth && now() != before {
                    self.pacer.touch();
                }
            } else {
                self.driver.apply(event);
                self.follow();
                self.pacer.touch();
            }
            next = if Instant::now() < until { self.driver.try_next() } else { None };
        }
    }

    async fn close(self, ended: anyhow::Result<u8>) -> anyhow::Result<u8> {
        self.keep_draft();
        let Self { driver, guard, successor, .. } = self;
        let state = driver.state();
        let busy = !matches!(state.phase(), Phase::Idle);
        let cwd = state.settings().cwd.clone();
        if successor.is_none() && !state.transcript().entries().is_empty() {
            let what = if busy { "The turn was cut off. " } else { "" };
            guard.say(&format!("{what}Go on with: ci-tui --resume {}", state.settings().session));
        }
        // Whoever does not end in time is killed with its handle.
        let _ = tokio::time::timeout(FAREWELL, driver.shutdown()).await;
        match successor {
            Some(session) => Err(guard.succeed(&session, &cwd)),
            None => ended,
        }
    }
}

fn is_hangup(error: &io::Error) -> bool {
    let hangups = [rustix::io::Errno::IO, rustix::io::Errno::PIPE, rustix::io::Errno::NXIO];
    hangups.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}
