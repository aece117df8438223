//! Where what steps show is kept as files until the session ends.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;

use crate::engine::StepId;
use crate::engine::output::OutputFile;

/// A private folder, made when it is first needed and gone with the session.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Shelf {
    folder: Option<tempfile::TempDir>,
    count: u32,
    /// Folders of runners, which a killed one leaves behind.
    left: Vec<PathBuf>,
    /// The output that was kept last, and whose it is.
    last: Option<(StepId, OutputFile)>,
}

impl Shelf {
    /// Removes the folder of this output at the end, if its runner does not.
    pub(in crate::kernel) fn note(&mut self, step: StepId, file: Option<&OutputFile>) {
        let folder = file.and_then(|file| Path::new(&file.path).parent());
        if let Some(folder) = folder.filter(|folder| !self.left.iter().any(|left| left == folder)) {
            self.left.push(folder.to_path_buf());
        }
        self.last = file.map(|file| (step, file.clone()));
    }

    /// What a runner that is gone had kept of its last step.
    pub(in crate::kernel) fn left_by(&self, step: StepId) -> Option<OutputFile> {
        let (_, file) = self.last.as_ref().filter(|(of, _)| *of == step)?;
        let bytes = std::fs::metadata(&file.path).ok()?.len();
        Some(OutputFile { bytes, ..file.clone() })
    }

    /// Keeps `data`, which is base64, and says where.
    pub(in crate::kernel) fn keep(&mut self, mime: &str, data: &str) -> anyhow::Result<PathBuf> {
        let data = base64::engine::general_purpose::STANDARD.decode(data)?;
        if self.folder.is_none() {
            let private = Permissions::from_mode(0o700);
            let mut builder = tempfile::Builder::new();
            self.folder = Some(builder.permissions(private).prefix("ci-tui-").tempdir()?);
        }
        self.count += 1;
        let folder = self.folder.as_ref().map_or_else(|| Path::new("."), tempfile::TempDir::path);
        let path = folder.join(format!("display-{}.{}", self.count, ending(mime)));
        std::fs::write(&path, data)?;
        Ok(path)
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        for folder in &self.left {
            // Usually it is gone already.
            let _ = std::fs::remove_dir_all(folder);
        }
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
