//! Themes are looked at, used, and kept in the user's configuration.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::config;
use crate::tui::look;
use crate::tui::picker::{Choice, Picker};
use crate::tui::run::Workspace;
use crate::tui::screen::Overlay;
use crate::tui::theme::Theme;
use crate::words::{ThemeText, Toast};

impl Workspace<'_> {
    /// Shows the themes: those compiled in, and the user's own.
    pub(in crate::tui) fn offer_themes(&mut self) {
        if !matches!(self.screen.overlay, Overlay::None) {
            self.screen.tell(Toast::FinishFirst);
            return;
        }
        let folder = self.start.paths.config.join("themes");
        let themes = Theme::names(&folder).into_iter().map(|name| {
            let own = folder.join(format!("{name}.toml")).exists();
            let look = look::named(&name, self.start.config, self.start.paths, self.light);
            Choice { own, look: look.map(Box::new).map_err(|error| format!("{error:#}")), name }
        });
        self.screen.overlay = Overlay::Themes(Picker::of(themes.collect(), &self.theme_name));
    }

    /// Draws in this theme from now on, and writes it into the user's configuration.
    pub(in crate::tui) fn use_theme(&mut self, name: &str) {
        let folder = self.start.paths.config.join("themes");
        let names = Theme::names(&folder);
        let meant = names.iter().find(|known| known.eq_ignore_ascii_case(name));
        let Some(name) = meant.cloned() else {
            self.screen.say(self.screen.locale.fill(ThemeText::Unknown, &[&name]));
            return;
        };
        match look::named(&name, self.start.config, self.start.paths, self.light) {
            Ok(theme) => self.theme = theme,
            Err(error) => return self.screen.say(format!("{error:#}")),
        }
        self.theme_name.clone_from(&name);
        let file = self.start.paths.config.join("config.toml");
        let locale = self.screen.locale;
        let words = match keep(&file, &name) {
            Ok(()) => locale.fill(ThemeText::Kept, &[&name, &file.display()]),
            Err(why) => locale.fill(ThemeText::KeptOnlyNow, &[&name, &why]),
        };
        self.screen.say(words);
    }
}

/// Writes the name into the file, which is replaced as a whole or not at all.
fn keep(file: &Path, name: &str) -> Result<(), String> {
    let told = |error: io::Error| error.to_string();
    // The file of a collection of dotfiles is a link: what it points to is meant.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let before = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.to_string()),
    };
    let text = config::set_text(&before, "ui.theme", name)?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder).map_err(told)?;
    let mut fresh = tempfile::NamedTempFile::new_in(folder).map_err(told)?;
    fresh.write_all(text.as_bytes()).map_err(told)?;
    if let Ok(meta) = fs::metadata(&file) {
        fresh.as_file().set_permissions(meta.permissions()).map_err(told)?;
    }
    fresh.persist(&file).map_err(|error| error.error.to_string())?;
    Ok(())
}
