//! What the screen asks of the world: suspend, editors, downloads, the history file.

use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use tokio::sync::mpsc::Receiver;

use crate::engine::{Command, Event, Level, StepId};
use crate::tui::gallery::{News, Source, Task, Want};
use crate::tui::outside::Outside;
use crate::tui::panel::{Panel, Then};
use crate::tui::run::Workspace;
use crate::tui::screen::{Errand, Overlay, Pane};
use crate::tui::terminal::Asked;
use crate::tui::{PullNews, StockNews, history, update};
use crate::words::{Choosing, Lent, Shown};

impl Workspace<'_> {
    /// Does everything that is asked for; an exit code where that ended us.
    pub(in crate::tui) async fn do_errands(&mut self) -> anyhow::Result<Option<u8>> {
        for errand in std::mem::take(&mut self.screen.errands) {
            match errand {
                Errand::Redraw => self.repaint()?,
                Errand::Suspend => self.suspend()?,
                Errand::Remember(text) => self.remember(&text),
                Errand::EditOutside { step, code } => {
                    if let Some(code) = self.edit_step(step, code).await? {
                        return Ok(Some(code));
                    }
                }
                Errand::ComposeOutside(draft) => match self.edit_outside(&draft, ".md").await? {
                    Edited::Text(text) => {
                        self.screen.composer.set_text(&text);
                        self.screen.focus_on(Pane::Composer);
                    }
                    Edited::Nothing => {}
                    Edited::End(code) => return Ok(Some(code)),
                },
                Errand::PageOutside(step) => {
                    if let Some(code) = self.page_outside(step).await? {
                        return Ok(Some(code));
                    }
                }
                Errand::ReadWhole => self.read_whole(),
                Errand::FetchLines(line) => {
                    if let Some(reader) = &self.reader {
                        reader.fetch(line);
                    }
                }
                Errand::OfferModels => self.offer_models(),
                Errand::Load(want) => self.load(want),
                Errand::Call(words) => self.aside.extend(self.notifier.bytes(&words)),
                Errand::Mouse(taken) => self.aside.extend_from_slice(self.guard.mouse(taken)),
                Errand::Keep(sources) => self.keep(sources),
                Errand::Attach { prompt, paths, turn } => self.attach(prompt, paths, turn),
                errand @ (Errand::Look(_) | Errand::PageFile(_) | Errand::EditFile(_)) => {
                    if let Some(code) = self.do_files(errand).await? {
                        return Ok(Some(code));
                    }
                }
                Errand::GoOn(wanted) => {
                    if let Some(code) = self.go_on(&wanted) {
                        return Ok(Some(code));
                    }
                }
                errand => self.serve(errand),
            }
        }
        Ok(None)
    }

    fn remember(&self, text: &str) {
        let file = history::file(&self.start.paths.state);
        if let Err(error) = history::append(&file, text) {
            tracing::warn!("the prompt is not kept in {}: {error}", file.display());
        }
    }

    /// Takes a proposal through the user's editor.
    async fn edit_step(&mut self, step: StepId, code: String) -> anyhow::Result<Option<u8>> {
        let suffix = match self.driver.state().proposal().map(|step| step.lang) {
            Some(crate::engine::Language::Bash) => ".sh",
            Some(crate::engine::Language::JavaScript) => ".js",
            _ => ".py",
        };
        match self.edit_outside(&code, suffix).await? {
            Edited::Text(text) if text != code => {
                self.command(Command::Edit { step, code: text });
            }
            Edited::Text(_) | Edited::Nothing => {}
            Edited::End(code) => return Ok(Some(code)),
        }
        Ok(None)
    }

    /// What neither lends the terminal nor ends us.
    fn serve(&mut self, errand: Errand) {
        match errand {
            Errand::FetchModel(name) => self.pull = Some((self.start.pull)(&name)),
            // Whoever fetches sees that nobody listens any more.
            Errand::StopFetch => self.pull = None,
            Errand::RemoveModel(name) => self.look = Some((self.start.look)(Some(&name))),
            Errand::TellPythons => self.tell_pythons(),
            Errand::UsePython(wanted) => self.use_python(wanted),
            Errand::Write { paper, path, over } => self.write_paper(paper, path, over),
            Errand::StopAttaching => self.files = None,
            Errand::Find(wanted) => self.find(wanted),
            Errand::Copy(text) => self.copy(&text),
            Errand::KeepDraft => self.keep_draft(),
            Errand::ListPaths => self.list_paths(),
            Errand::OfferThemes => self.offer_themes(),
            Errand::UseTheme(name) => self.use_theme(&name),
            _ => {}
        }
    }

    fn load(&mut self, want: Want) {
        if let Err(Task::Load(want)) = self.loader.ask(Task::Load(want)) {
            self.screen.gallery.give_up(&want);
        }
    }

    fn keep(&mut self, sources: Vec<Source>) {
        if self.loader.ask(Task::Keep(sources)).is_err() {
            self.screen.tell(Shown::StillDrawing);
        }
    }

    /// Shows the models, and looks at them.
    pub(in crate::tui) fn offer_models(&mut self) {
        if matches!(self.screen.overlay, Overlay::None) {
            let chosen = self.driver.state().settings().model.clone();
            let panel = Panel { stock: self.stock.clone(), chosen, ..Panel::default() };
            self.screen.overlay = Overlay::Models(Box::new(panel));
            self.look = Some((self.start.look)(None));
        }
    }

    /// News of a download; the end of the news without a result is a failure.
    pub(in crate::tui) fn hear(&mut self, news: Option<PullNews>) {
        let news = news
            .unwrap_or_else(|| PullNews::Failed(self.screen.locale.text(Choosing::Stopped).into()));
        let Some(download) = &mut self.screen.download else {
            self.pull = None;
            return;
        };
        if let PullNews::Progress { done, total, note } = news {
            (download.done, download.total, download.note) = (done, total, note);
            return;
        }
        self.pull = None;
        let (name, then) = (download.name.clone(), download.then);
        self.screen.download = None;
        self.look = Some((self.start.look)(None));
        match news {
            PullNews::Failed(why) => self.tell_failure(name, why),
            _ if then == Then::Use && update::is_free(self.driver.state()) => {
                if matches!(self.screen.overlay, Overlay::Models(_)) {
                    self.screen.overlay = Overlay::None;
                    self.screen.focus_on(Pane::Composer);
                }
                self.command(Command::UseModel { model: name });
            }
            _ => self.screen.tell_of(Choosing::Arrived, &[&name]),
        }
    }

    fn tell_failure(&mut self, name: String, why: String) {
        if let Overlay::Models(panel) = &mut self.screen.overlay {
            panel.failed = Some((name, why));
        } else {
            // Nobody looks at the list: it must not be gone before it is read.
            self.driver.apply(Event::Noticed { level: Level::Error, text: why });
        }
    }

    /// What was seen of the models, or became of one.
    pub(in crate::tui) fn hear_stock(&mut self, news: Option<StockNews>) {
        match news {
            Some(StockNews::Looked(stock)) => {
                if let Overlay::Models(panel) = &mut self.screen.overlay {
                    panel.take(stock.clone());
                }
                self.stock = Some(stock);
            }
            Some(StockNews::Removed(words)) => self.screen.say(words),
            None => self.look = None,
        }
    }

    /// Something is ready to be drawn, or was kept.
    pub(in crate::tui) fn look_at(&mut self, news: News) {
        match news {
            News::Loaded(loaded) => {
                let (want, content) = *loaded;
                self.screen.gallery.insert(want, content);
            }
            News::Kept(words) => self.screen.say(words),
        }
    }

    /// Stops like any program at Ctrl-Z; children go on.
    pub(in crate::tui) fn suspend(&mut self) -> anyhow::Result<()> {
        // A shell that can continue us gives every job a process group of its own; as part of the
        // session leader's group, as with `ssh -t host ci-tui`, we would stand still for ever.
        if rustix::process::getsid(None)? == rustix::process::getpgrp() {
            self.screen.tell(Lent::NoShell);
            return Ok(());
        }
        self.leave();
        self.stopped = true;
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?;
        self.come_back()
    }

    /// Lends the terminal to a program until it ends; `Err` is an exit code where we ended meanwhile.
    pub(in crate::tui) async fn attend(
        &mut self,
        program: &mut tokio::process::Command,
    ) -> anyhow::Result<Result<io::Result<ExitStatus>, u8>> {
        self.leave();
        let outcome = match program.spawn() {
            Ok(mut child) => loop {
                tokio::select! {
                    status = child.wait() => break status,
                    asked = self.signals.next() => match asked {
                        // Its own keys for stopping reach us, too.
                        Asked::End(KEYED_INT | KEYED_QUIT) => {}
                        Asked::End(code) => {
                            let _ = child.kill().await;
                            self.guard.restore();
                            return Ok(Err(code));
                        }
                        _ => {}
                    },
                    () = self.watchdog.gone() => return Ok(Err(crate::tui::terminal::HUNG_UP)),
                }
            },
            Err(error) => Err(error),
        };
        self.come_back()?;
        self.screen.last_key = Some(self.started.elapsed());
        Ok(Ok(outcome))
    }

    async fn edit_outside(&mut self, text: &str, suffix: &str) -> anyhow::Result<Edited> {
        let prepared = Outside::new(text, suffix, self.screen.locale).and_then(|outside| {
            let editor = outside.editor(&self.guard.descriptor()?)?;
            Ok((outside, editor))
        });
        let (mut outside, mut editor) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                self.screen.say(format!("{error:#}"));
                return Ok(Edited::Nothing);
            }
        };
        let outcome = match self.attend(&mut editor).await? {
            Ok(outcome) => outcome,
            Err(code) => return Ok(Edited::End(code)),
        };
        match outcome {
            Ok(status) if status.success() => match outside.text() {
                Ok(text) => return Ok(Edited::Text(text)),
                Err(error) => self.screen.say(format!("{error:#}")),
            },
            Ok(status) => {
                self.screen.tell_of(Lent::EditorEnded, &[&status]);
            }
            Err(error) => self.screen.tell_of(Lent::EditorFailed, &[&error]),
        }
        Ok(Edited::Nothing)
    }
}

enum Edited {
    Text(String),
    Nothing,
    End(u8),
}

/// Waits for news of this kind; for ever where nobody tells any. Cancel safe.
pub(in crate::tui) async fn news<T>(teller: &mut Option<Receiver<T>>) -> Option<T> {
    match teller {
        Some(teller) => teller.recv().await,
        None => std::future::pending().await,
    }
}

/// What ctrl-c and ctrl-\\ come as, from a terminal that another program has made its own.
const KEYED_INT: u8 = 130;
const KEYED_QUIT: u8 = 131;

/// How long the children have to end after us.
pub(in crate::tui) const FAREWELL: Duration = Duration::from_millis(300);
