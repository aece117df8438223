//! The thread that reads a whole output: it counts the lines once, then fetches those that are asked for.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver as Wishes, SyncSender, TryRecvError, sync_channel};

use tokio::sync::mpsc::{self, Receiver, Sender};

use super::find::{Finder, Matches, Wanted};
use super::index::Index;
use super::pages::Window;
use crate::engine::StepId;
use crate::engine::output::OutputFile;
use crate::engine::screen_text::{ScreenText, TextLine};

/// Lines fetched at once, and how many of them stand before the one that is asked for.
const FETCHED: usize = 600;
const BEFORE: usize = 250;
/// Bytes read at once.
const PIECE: usize = 256 * 1024;
/// News that wait for the loop.
const NEWS: usize = 4;
/// Wishes that wait for the thread.
const WISHES: usize = 32;

/// What the thread has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum WholeNews {
    /// The file has so many lines, and these are the last.
    Counted { lines: usize, last: Window },
    /// Lines that were asked for.
    Read(Window),
    /// Where words stand.
    Found(Matches),
    /// The file cannot be read: it made room for newer ones.
    Gone,
}

/// What the thread is asked.
#[derive(Debug)]
enum Wish {
    /// The lines around this one.
    Lines(usize),
    /// Where these words stand, or to stop looking for them.
    Find(Wanted),
}

/// A file that is being looked at; the thread ends with this value.
#[derive(Debug)]
pub struct Reader {
    /// Whose output it is.
    pub step: StepId,
    wishes: SyncSender<Wish>,
    news: Receiver<WholeNews>,
}

impl Reader {
    /// Begins to read the file of this step.
    pub fn start(step: StepId, file: &OutputFile) -> io::Result<Self> {
        let (wishes, asked) = sync_channel(WISHES);
        let (sender, news) = mpsc::channel(NEWS);
        let (path, bytes) = (PathBuf::from(&file.path), file.bytes);
        std::thread::Builder::new().name("output".into()).spawn(move || {
            if let Err(error) = serve(&path, bytes, &asked, &sender) {
                tracing::info!("{}: {error}", path.display());
                // Whoever listened may have turned away.
                let _ = sender.blocking_send(WholeNews::Gone);
            }
        })?;
        Ok(Self { step, wishes, news })
    }

    /// Asks for the lines around this one; a wish that comes while another waits is asked again by the next frame.
    pub fn fetch(&self, line: usize) {
        let _ = self.wishes.try_send(Wish::Lines(line));
    }

    /// Looks for words; whether the thread will hear of it.
    #[must_use]
    pub fn find(&self, wanted: Wanted) -> bool {
        self.wishes.try_send(Wish::Find(wanted)).is_ok()
    }

    /// The next news; `None` once the thread has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<WholeNews> {
        self.news.recv().await
    }
}

fn serve(
    path: &Path,
    bytes: u64,
    asked: &Wishes<Wish>,
    news: &Sender<WholeNews>,
) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut index = Index::new();
    let (mut piece, mut left) = (vec![0; PIECE], bytes);
    while left > 0 && !news.is_closed() {
        let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        let read = file.read(&mut piece[..most])?;
        if read == 0 {
            break;
        }
        index.push(&piece[..read]);
        left -= read as u64;
    }
    let (lines, read) = (index.lines(), bytes - left);
    let last = window(&mut file, &index, read, lines.saturating_sub(BEFORE))?;
    if news.blocking_send(WholeNews::Counted { lines, last }).is_err() {
        return Ok(());
    }
    let mut finder = None;
    loop {
        // While it looks for words it only glances at what else is wished.
        let wish = match finder {
            Some(_) => match asked.try_recv() {
                Ok(wish) => Some(wish),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => return Ok(()),
            },
            None => match asked.recv() {
                Ok(wish) => Some(wish),
                Err(_) => return Ok(()),
            },
        };
        let told = match wish {
            Some(Wish::Lines(line)) => {
                let first = line.saturating_sub(BEFORE).min(index.lines());
                Some(WholeNews::Read(window(&mut file, &index, read, first)?))
            }
            Some(Wish::Find(wanted)) => {
                finder = wanted.map(|query| Finder::new(query, read));
                None
            }
            None => {
                let (matches, over) = match &mut finder {
                    Some(finder) => finder.piece(&mut file)?,
                    None => continue,
                };
                if over {
                    finder = None;
                }
                matches.map(WholeNews::Found)
            }
        };
        if told.is_some_and(|told| news.blocking_send(told).is_err()) {
            return Ok(());
        }
    }
}

/// The lines from `first` on.
fn window(file: &mut File, index: &Index, bytes: u64, first: usize) -> io::Result<Window> {
    let (known, place) = index.before(first);
    file.seek(SeekFrom::Start(place))?;
    let mut reader = BufReader::with_capacity(PIECE, file.take(bytes - place));
    for _ in known..first {
        reader.skip_until(b'\n')?;
    }
    let count = FETCHED.min(index.lines() - first);
    Ok(Window { first, lines: resolved(&mut reader, count)? })
}

/// So many lines as a terminal would show them.
fn resolved(reader: &mut impl io::BufRead, count: usize) -> io::Result<Vec<TextLine>> {
    let mut all = ScreenText::new(count + 1);
    let mut single = Vec::with_capacity(count);
    for n in 0..count {
        let mut line = ScreenText::new(1);
        read_line(reader, |text| {
            all.push(text);
            line.push(text);
        })?;
        if n + 1 < count {
            all.push("\n");
        }
        single.push(line.lines().next_back().map(std::borrow::Cow::into_owned).unwrap_or_default());
    }
    // A program that moved the cursor to other lines is shown line by line.
    let plain = all.binary().is_none() && all.dropped() == 0;
    let lines: Vec<TextLine> = all.lines().map(std::borrow::Cow::into_owned).collect();
    let blank = count - lines.len().min(count);
    let same = plain && lines.len() <= count && single[count - blank..].iter().all(is_blank);
    if !same {
        return Ok(single);
    }
    let blanks = std::iter::repeat_n(TextLine::default(), blank);
    Ok(lines.into_iter().chain(blanks).collect())
}

fn is_blank(line: &TextLine) -> bool {
    line.spans.iter().all(|span| span.text.is_empty())
}

/// Reads one line in pieces, so that an endless one takes no memory.
fn read_line(reader: &mut impl io::BufRead, mut take: impl FnMut(&str)) -> io::Result<()> {
    let mut cut: Vec<u8> = Vec::new();
    loop {
        let piece = reader.fill_buf()?;
        let end = piece.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(piece.len(), |end| end + 1);
        cut.extend_from_slice(&piece[..end.unwrap_or(piece.len())]);
        let over = end.is_some() || piece.is_empty();
        reader.consume(used);
        let whole = if over { cut.len() } else { whole_characters(&cut) };
        take(&String::from_utf8_lossy(&cut[..whole]));
        cut.drain(..whole);
        if over {
            return Ok(());
        }
    }
}

/// Bytes up to the last character that may still be cut.
fn whole_characters(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    let start = bytes[from..].iter().rposition(|byte| *byte >= 0xC0);
    start.map_or(bytes.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &[u8]) -> Vec<String> {
        let count = String::from_utf8_lossy(text).lines().count();
        // Small pieces cut characters and lines anywhere.
        let mut reader = BufReader::with_capacity(3, text);
        let lines = resolved(&mut reader, count).expect("no disk is involved");
        assert_eq!(lines.len(), count);
        lines.iter().map(TextLine::plain).collect()
    }

    #[test]
    fn every_line_is_one_line_as_a_terminal_would_show_it() {
        assert_eq!(
            shown(b"a\n\n\x1b[31mred\nstill red\x1b[0m\n\n"),
            ["a", "", "red", "still red", ""]
        );
        assert_eq!(shown(b"1 %\r50 %\r100 %\ndone"), ["100 %", "done"]);
        assert_eq!(shown("größe 漢字 😀\n".as_bytes()), ["größe 漢字 😀"]);
        assert_eq!(shown(b"bad \xff\xfe bytes\n\xe6"), ["bad \u{fffd}\u{fffd} bytes", "\u{fffd}"]);
    }

    #[test]
    fn a_program_that_writes_over_other_lines_loses_none_of_them() {
        assert_eq!(shown(b"one\ntwo\n\x1b[2Athree\nfour\n"), ["one", "two", "three", "four"]);
    }

    #[test]
    fn a_line_without_end_takes_little_memory() {
        let lines = shown(&b"x".repeat(1 << 20));
        assert!(lines[0].len() < 5000 && lines[0].ends_with(" bytes"), "{}", lines[0].len());
    }
}
