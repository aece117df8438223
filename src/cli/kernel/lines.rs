//! Standard input as a stream of lines.

use std::io::BufRead as _;

use tokio::sync::mpsc;

/// The lines of standard input, read by a thread that ends with it.
pub(super) fn read() -> mpsc::Receiver<Vec<u8>> {
    let (sender, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        while matches!(input.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            if sender.blocking_send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    lines
}
