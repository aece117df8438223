//! The output pipe: read as it comes, and emptied at the end of a step.

use std::os::fd::OwnedFd;

use super::serve::{HIGH_WATER, Runner};

/// Bytes read at once: more than a pipe usually holds, so that a flood takes few turns.
pub(super) const GULP: usize = 256 * 1024;

impl Runner {
    /// Whether the step has printed all that is kept of one; being stopped, it may print what it likes.
    pub(super) fn holds_output(&self) -> bool {
        self.flow.is_held() && self.running.as_ref().is_some_and(|step| step.ladder.is_none())
    }

    /// Reads some output, as long as the UI keeps up.
    pub(super) fn read_output(&mut self) {
        self.read_terminal();
        let mut chunk = vec![0; GULP];
        for _ in 0..2 {
            if self.ui.pending() >= HIGH_WATER || self.holds_output() {
                return;
            }
            match rustix::io::read(&self.output, &mut chunk) {
                Ok(n) if n > 0 => self.flow_on(&chunk[..n]),
                _ => return,
            }
        }
    }

    /// Reads what lies in the pipe now, and no more: others may go on writing for ever.
    pub(super) fn drain_output(&mut self) {
        self.drain_terminal();
        let mut chunk = vec![0; GULP];
        let mut left = rustix::io::ioctl_fionread(&self.output)
            .ok()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or_default();
        while left > 0 {
            let most = left.min(chunk.len());
            match rustix::io::read(&self.output, &mut chunk[..most]) {
                Ok(n) if n > 0 => {
                    self.flow_on(&chunk[..n]);
                    left -= n;
                }
                _ => return,
            }
        }
    }

    pub(super) fn flow_on(&mut self, bytes: &[u8]) {
        let bytes = self.take_in(bytes);
        for frame in self.flow.push(&bytes) {
            self.ui.put_frame(&frame);
        }
    }
}

/// A program that prints a lot waits less often for us; where that is not allowed, it waits as usual.
#[cfg(target_os = "linux")]
pub(super) fn widen(pipe: &OwnedFd) {
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
}

#[cfg(not(target_os = "linux"))]
pub(super) fn widen(_: &OwnedFd) {}
