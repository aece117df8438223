//! Reads a GGUF header without trusting a single length in it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use super::{Dtype, Header, Tensor, Value};

const MAX_ENTRIES: u64 = 4096;
const MAX_TENSORS: u64 = 65_536;
const MAX_NAME: u64 = 1024;
const MAX_TEXT: u64 = 4 << 20;
const MAX_ARRAY: u64 = 4 << 20;
const MAX_HEADER: u64 = 256 << 20;
/// Arrays whose elements are kept; of others only the length.
const KEPT: [&str; 2] = ["tokenizer.ggml.tokens", "tokenizer.ggml.token_type"];

/// Why a header could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It does not begin as a GGUF does.
    #[error("it does not begin with the letters GGUF")]
    Magic,
    /// Version 1, a later one than known, or bytes in the wrong order.
    #[error("its GGUF version is {0}, and only 2 and 3 are known")]
    Version(u32),
    /// It ends within the header.
    #[error("it ends in the middle of its header")]
    Truncated,
    /// A count, length or kind that no sound file has.
    #[error("its header is damaged: {0}")]
    Damaged(String),
}

impl Header {
    /// Reads the header of a file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Self::read(BufReader::with_capacity(1 << 16, file), length)
    }

    /// Reads a header from the beginning of a file that is `length` bytes long.
    pub fn read(source: impl Read, length: u64) -> Result<Self, Error> {
        let mut reader = Reader { source, left: length.min(MAX_HEADER), read: 0 };
        let mut magic = [0; 4];
        reader.fill(&mut magic).map_err(|error| match error {
            Error::Truncated => Error::Magic,
            error => error,
        })?;
        if &magic != b"GGUF" {
            return Err(Error::Magic);
        }
        let version = reader.u32()?;
        if !(2..=3).contains(&version) {
            return Err(Error::Version(version));
        }
        let tensors = reader.count("tensors", MAX_TENSORS)?;
        let entries = reader.count("metadata entries", MAX_ENTRIES)?;
        let mut metadata = BTreeMap::new();
        for _ in 0..entries {
            let key = reader.text("a key", MAX_NAME)?;
            let kind = reader.u32()?;
            let value = reader.value(&key, kind)?;
            metadata.insert(key, value);
        }
        let tensors = (0..tensors).map(|_| reader.tensor()).collect::<Result<_, _>>()?;
        Ok(Self { version, metadata, tensors, header_bytes: reader.read, file_bytes: length })
    }
}

struct Reader<R> {
    source: R,
    left: u64,
    read: u64,
}

impl<R: Read> Reader<R> {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        self.spend(buffer.len() as u64)?;
        self.source.read_exact(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Error::Truncated,
            _ => Error::Io(error),
        })
    }

    fn spend(&mut self, bytes: u64) -> Result<(), Error> {
        self.left = self.left.checked_sub(bytes).ok_or(Error::Truncated)?;
        self.read += bytes;
        Ok(())
    }

    fn skip(&mut self, bytes: u64) -> Result<(), Error> {
        self.spend(bytes)?;
        let copied = io::copy(&mut self.source.by_ref().take(bytes), &mut io::sink())?;
        if copied == bytes { Ok(()) } else { Err(Error::Truncated) }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn u32(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, Error> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn count(&mut self, what: &str, most: u64) -> Result<u64, Error> {
        let count = self.u64()?;
        if count > most {
            return Err(Error::Damaged(format!("it claims {count} {what}")));
        }
        Ok(count)
    }

    fn text(&mut self, what: &str, most: u64) -> Result<String, Error> {
        let length = self.u64()?;
        if length > most {
            return Err(Error::Damaged(format!("{what} claims {length} bytes")));
        }
        if length > self.left {
            return Err(Error::Truncated);
        }
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        self.fill(&mut bytes)?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    fn value(&mut self, key: &str, kind: u32) -> Result<Value, Error> {
        Ok(match kind {
            8 => Value::Text(self.text(key, MAX_TEXT)?),
            9 => self.array_value(key)?,
            kind => self.scalar(key, kind)?,
        })
    }

    fn scalar(&mut self, key: &str, kind: u32) -> Result<Value, Error> {
        Ok(match kind {
            0 => Value::Unsigned(u64::from(self.array::<1>()?[0])),
            1 => Value::Signed(i64::from(i8::from_le_bytes(self.array()?))),
            2 => Value::Unsigned(u64::from(u16::from_le_bytes(self.array()?))),
            3 => Value::Signed(i64::from(i16::from_le_bytes(self.array()?))),
            4 => Value::Unsigned(u64::from(self.u32()?)),
            5 => Value::Signed(i64::from(i32::from_le_bytes(self.array()?))),
            6 => Value::Float(f64::from(f32::from_le_bytes(self.array()?))),
            7 => Value::Bool(self.array::<1>()?[0] != 0),
            10 => Value::Unsigned(self.u64()?),
            11 => Value::Signed(i64::from_le_bytes(self.array()?)),
            12 => Value::Float(f64::from_le_bytes(self.array()?)),
            other => return Err(Error::Damaged(format!("`{key}` is of the unknown kind {other}"))),
        })
    }

    fn array_value(&mut self, key: &str) -> Result<Value, Error> {
        let kind = self.u32()?;
        let length = self.u64()?;
        let smallest = match kind {
            0 | 1 | 7 => 1,
            2 | 3 => 2,
            4..=6 => 4,
            8 | 10..=12 => 8,
            other => {
                return Err(Error::Damaged(format!("`{key}` lists the unknown kind {other}")));
            }
        };
        if length > MAX_ARRAY {
            return Err(Error::Damaged(format!("`{key}` claims {length} elements")));
        }
        if length * smallest > self.left {
            return Err(Error::Truncated);
        }
        match (kind, KEPT.contains(&key)) {
            (8, true) => Ok(Value::Texts(
                (0..length).map(|_| self.text(key, MAX_TEXT)).collect::<Result<_, _>>()?,
            )),
            (8, false) => {
                for _ in 0..length {
                    let bytes = self.u64()?;
                    self.skip(bytes)?;
                }
                Ok(Value::Array(length))
            }
            (kind, true) => Ok(Value::Numbers(
                (0..length)
                    .map(|_| Ok(self.scalar(key, kind)?.as_i64().unwrap_or(0)))
                    .collect::<Result<_, Error>>()?,
            )),
            (_, false) => {
                self.skip(length * smallest)?;
                Ok(Value::Array(length))
            }
        }
    }

    fn tensor(&mut self) -> Result<Tensor, Error> {
        let name = self.text("the name of a tensor", MAX_NAME)?;
        let dimensions = self.u32()?;
        if dimensions > 8 {
            return Err(Error::Damaged(format!("`{name}` claims {dimensions} dimensions")));
        }
        let shape = (0..dimensions).map(|_| self.u64()).collect::<Result<Vec<_>, _>>()?;
        let weights = shape
            .iter()
            .try_fold(1_u64, |all, side| all.checked_mul(*side))
            .ok_or_else(|| Error::Damaged(format!("the shape of `{name}` is too large")))?;
        let dtype = Dtype(self.u32()?);
        let offset = self.u64()?;
        Ok(Tensor { name, weights, dtype, offset })
    }
}
