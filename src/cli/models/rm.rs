//! `ci-tui models rm`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use serde_json::json;

use crate::config::Paths;
use crate::model::catalogue::{Catalogue, State, state};
use crate::model::pull::remove;
use crate::model::stock::{Place, Stock};

pub(super) fn run(
    name: &str,
    paths: &Paths,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::of_user(paths)?;
    if let Some(Place::Theirs(program, path)) = Stock::look(paths).find(name).map(|it| &it.place) {
        bail!("{name} belongs to {program}, and was left there: {}", path.display());
    }
    let entry = catalogue.find(name)?;
    let removed = remove(entry, paths)?;
    if removed.is_empty() {
        match state(entry, paths) {
            State::Installed { path } => bail!(
                "{} lies in a folder that is not ours, and was left there: {}",
                entry.name,
                path.display()
            ),
            _ => bail!("{} is not on this machine; nothing was removed", entry.name),
        }
    }
    if json {
        writeln!(out, "{}", json!({ "v": 1, "name": entry.name, "removed": removed }))?;
    } else {
        for path in removed {
            writeln!(out, "removed {}", path.display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
