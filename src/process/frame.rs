//! Frames: a big-endian length of four bytes, then that many bytes of JSON.

use std::io::{self, Read, Write};

use serde::{Serialize, de::DeserializeOwned};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// The longest body of a frame, in bytes; a longer one means that the stream is broken.
pub const MAX_FRAME: usize = 16 << 20;

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The socket failed, or closed within a frame.
    #[error("the control socket failed: {0}")]
    Io(#[from] io::Error),
    /// The length is over [`MAX_FRAME`].
    #[error("a frame of {0} bytes is too long")]
    TooLong(usize),
    /// The body is not what was expected.
    #[error("a frame could not be understood: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes one frame and flushes it.
pub fn write_frame(writer: &mut impl Write, message: &impl Serialize) -> Result<(), Error> {
    writer.write_all(&encode(message)?)?;
    Ok(writer.flush()?)
}

/// Reads one frame; `None` at a clean end of the stream.
pub fn read_frame<T: DeserializeOwned>(reader: &mut impl Read) -> Result<Option<T>, Error> {
    let mut length = [0; 4];
    match reader.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let mut body = vec![0; checked(length)?];
    reader.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

/// Writes one frame; not cancel safe, so it belongs in a task of its own.
pub async fn send(
    writer: &mut (impl AsyncWrite + Unpin),
    message: &impl Serialize,
) -> Result<(), Error> {
    writer.write_all(&encode(message)?).await?;
    Ok(writer.flush().await?)
}

/// Reads one frame; `None` at a clean end of the stream. Not cancel safe.
pub async fn receive<T: DeserializeOwned>(
    reader: &mut (impl AsyncRead + Unpin),
) -> Result<Option<T>, Error> {
    let mut length = [0; 4];
    match reader.read_exact(&mut length).await {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let mut body = vec![0; checked(length)?];
    reader.read_exact(&mut body).await?;
    Ok(Some(serde_json::from_slice(&body)?))
}

fn encode(message: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, message)?;
    let length = frame.len() - 4;
    let header =
        u32::try_from(length).ok().filter(|_| length <= MAX_FRAME).ok_or(Error::TooLong(length))?;
    frame[..4].copy_from_slice(&header.to_be_bytes());
    Ok(frame)
}

fn checked(length: [u8; 4]) -> Result<usize, Error> {
    let length = u32::from_be_bytes(length) as usize;
    if length > MAX_FRAME { Err(Error::TooLong(length)) } else { Ok(length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut wire = Vec::new();
        write_frame(&mut wire, &"ü\n").expect("write");
        write_frame(&mut wire, &vec![1, 2]).expect("write");
        let mut reader = wire.as_slice();
        assert_eq!(read_frame::<String>(&mut reader).expect("read").as_deref(), Some("ü\n"));
        assert_eq!(read_frame::<Vec<u8>>(&mut reader).expect("read"), Some(vec![1, 2]));
        assert_eq!(read_frame::<String>(&mut reader).expect("read"), None);
    }

    #[test]
    fn a_frame_that_claims_too_much_is_refused_before_it_is_read() {
        let error = read_frame::<String>(&mut [0xff; 8].as_slice()).expect_err("too long");
        assert!(matches!(error, Error::TooLong(_)), "{error}");
    }
}
