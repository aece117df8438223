//! A model whose file is known to the byte before the first of them is fetched.

use super::error::{Attempt, Error, Failure};
use super::progress::{Meter, Source, Stage};
use super::{Cancel, Sources};
use crate::model::catalogue::Entry;

/// A model, and what its file must be.
#[derive(Debug, Clone)]
pub(super) struct Pinned<'a> {
    pub(super) entry: &'a Entry,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl<'a> Pinned<'a> {
    /// Size and checksum of the catalogue, else those that the repository tells; refused without either.
    pub(super) fn new(
        entry: &'a Entry,
        sources: &Sources,
        meter: &mut Meter<'_>,
        cancel: &Cancel,
    ) -> Result<Self, Error> {
        if let (Some(bytes), Some(sha256)) = (entry.bytes, &entry.sha256) {
            return Ok(Self { entry, bytes, sha256: sha256.clone() });
        }
        meter.begin(Source::HuggingFace, Stage::Connecting, 0);
        let repository = entry.hub.as_deref().ok_or("the catalogue names no repository of it");
        let told = repository.map_err(|why| Failure::Source(why.into())).and_then(|repository| {
            let hub = sources.hub.as_ref().map_err(|why| Failure::Source(why.clone()))?;
            hub.describe(repository, entry.hub_file(), cancel)
        });
        match told {
            Ok((bytes, sha256)) => Ok(Self { entry, bytes, sha256 }),
            Err(Failure::Fatal(error)) => Err(error),
            Err(Failure::Mismatch(why) | Failure::Source(why)) => Err(Error::NoSource {
                name: entry.name.clone(),
                tried: vec![Attempt { source: Source::HuggingFace, why }],
                advice: "Nothing was fetched; check the network and pull again.".into(),
            }),
        }
    }
}
