//! The output pipe: read as it comes, and emptied at the end of a step.

use super::serve::{HIGH_WATER, Runner};
use crate::kernel::protocol::MAX_OUTPUT;

impl Runner {
    /// Reads some output, as long as the UI keeps up.
    pub(super) fn read_output(&mut self) {
        self.read_terminal();
        let mut chunk = vec![0; MAX_OUTPUT];
        for _ in 0..4 {
            if self.ui.pending() >= HIGH_WATER {
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
        let mut chunk = vec![0; MAX_OUTPUT];
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
        for frame in self.flow.push(bytes) {
            self.ui.put_frame(&frame);
        }
    }
}
