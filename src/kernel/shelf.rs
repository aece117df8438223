//! Where what steps show is kept as files until the session ends.

use std::path::{Path, PathBuf};

use base64::Engine as _;

/// A private folder, made when it is first needed and gone with the session.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Shelf {
    folder: Option<tempfile::TempDir>,
    count: u32,
}

impl Shelf {
    /// Keeps `data`, which is base64, and says where.
    pub(in crate::kernel) fn keep(&mut self, mime: &str, data: &str) -> anyhow::Result<PathBuf> {
        let data = base64::engine::general_purpose::STANDARD.decode(data)?;
        if self.folder.is_none() {
            self.folder = Some(tempfile::Builder::new().prefix("ci-tui-").tempdir()?);
        }
        self.count += 1;
        let folder = self.folder.as_ref().map_or_else(|| Path::new("."), tempfile::TempDir::path);
        let path = folder.join(format!("display-{}.{}", self.count, ending(mime)));
        std::fs::write(&path, data)?;
        Ok(path)
    }
}

fn ending(mime: &str) -> &'static str {
    match mime {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        "text/html" => "html",
        "text/markdown" => "md",
        "application/json" | "application/vnd.dataresource+json" => "json",
        _ => "txt",
    }
}
