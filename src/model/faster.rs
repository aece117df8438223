//! Which engine runs a file faster, as far as both were measured on this machine.

use std::path::Path;

use super::runner::{Runner, Wanted};
use super::speeds::{FileId, Speeds};

/// The engine to load a file with: what is wanted, and for `auto` the one that wrote faster here.
///
/// `auto` stays where there is nothing to compare; the model process then takes the first that can run the file.
#[must_use]
pub fn faster(wanted: Wanted, path: &Path, threads: u32, state: &Path) -> Wanted {
    let built = Runner::built_in();
    if wanted != Wanted::Auto || built.len() < 2 {
        return wanted;
    }
    let Some(id) = FileId::of(path) else { return wanted };
    let speeds = Speeds::load(state);
    let measured = built.into_iter().filter_map(|runner| {
        speeds
            .of(&id, runner.name())
            .filter(|speed| speed.threads == threads)
            .map(|speed| (runner, speed.decode))
    });
    let measured: Vec<_> = measured.collect();
    if measured.len() < 2 {
        return wanted;
    }
    let fastest = measured.into_iter().max_by(|one, other| one.1.total_cmp(&other.1));
    fastest.map_or(wanted, |(runner, _)| runner.into())
}
