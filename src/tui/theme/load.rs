//! Finding a theme by name: the user's folder first, then those compiled in.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::depth::Depth;
use super::file::{self, Error};
use super::role::Theme;

/// The name that leaves the choice to the terminal's ground.
pub const AUTO: &str = "auto";

/// The themes compiled in: name and file.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("midnight", include_str!("../../../themes/midnight.toml")),
    ("paper", include_str!("../../../themes/paper.toml")),
    ("contrast", include_str!("../../../themes/contrast.toml")),
    ("colorblind", include_str!("../../../themes/colorblind.toml")),
    ("terminal", include_str!("../../../themes/terminal.toml")),
];

impl Theme {
    /// Finds a theme, its file `NAME.toml` in `folder` before the one compiled in, and fits it to the depth.
    /// `auto` is `terminal` on 16 colours or fewer, else `paper` or `midnight` by `light`, asked only then.
    pub fn load(
        name: &str,
        folder: &Path,
        depth: Depth,
        light: impl FnOnce() -> bool,
    ) -> Result<Self, Error> {
        let name = match (name, depth) {
            (AUTO, Depth::Ansi16 | Depth::None) => "terminal",
            (AUTO, _) if light() => "paper",
            (AUTO, _) => "midnight",
            (name, _) => name,
        };
        let path = folder.join(format!("{name}.toml"));
        let found = if is_plain(name) {
            fs::read_to_string(&path)
        } else {
            Err(ErrorKind::NotFound.into())
        };
        let theme = match found {
            Ok(text) => file::read(&path, &text)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Self::built_in(name).ok_or_else(|| Error::Unknown {
                    name: name.to_owned(),
                    known: Self::names(folder),
                })??
            }
            Err(source) => return Err(Error::Unreadable { path, source }),
        };
        Ok(theme.resolve(depth))
    }

    /// A theme compiled in, in all its colours.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Result<Self, Error>> {
        let (name, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(file::read(Path::new(&format!("{name}.toml")), text))
    }

    /// The names [`Theme::load`] knows: `auto`, those compiled in, then the user's own, sorted.
    #[must_use]
    pub fn names(folder: &Path) -> Vec<String> {
        let mut own: Vec<String> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let name = entry.ok()?.file_name().into_string().ok()?;
                Some(name.strip_suffix(".toml")?.to_owned())
            })
            .filter(|name| BUILT_IN.iter().all(|(known, _)| known != name))
            .collect();
        own.sort();
        let known = BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
        [AUTO.to_owned()].into_iter().chain(known).chain(own).collect()
    }
}

/// Whether a name stays within the folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\'])
}
