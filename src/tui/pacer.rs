//! Says when to draw: something changed, and the screen's time for it has come.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// A frame that took the terminal longer than this makes the next ones rarer.
const SLOW: Duration = Duration::from_millis(25);
/// Faster than this, and they come as often as before.
const FAST: Duration = Duration::from_millis(5);
/// Rarest, however slow the line.
const RAREST: Duration = Duration::from_millis(250);

/// Draws at once after a key, coalesces the rest, and sleeps while nothing changes.
#[derive(Debug)]
pub struct Pacer {
    usual: Duration,
    interval: Duration,
    drawn: Option<Instant>,
    due: Option<Instant>,
}

impl Pacer {
    /// At most `max_fps` frames a second for what streams in; the first frame is due.
    #[must_use]
    pub fn new(max_fps: u32) -> Self {
        let usual = Duration::from_secs(1) / max_fps.clamp(1, 120);
        Self { usual, interval: usual, drawn: None, due: Some(Instant::now()) }
    }

    /// A person did something: draw at once.
    pub fn touch_now(&mut self) {
        self.due = Some(Instant::now());
    }

    /// Something else changed: draw when the next frame may come.
    pub fn touch(&mut self) {
        let now = Instant::now();
        let next = self.drawn.map_or(now, |drawn| now.max(drawn + self.interval));
        self.due = Some(self.due.map_or(next, |due| due.min(next)));
    }

    /// Something will change by itself at `then`.
    pub fn touch_at(&mut self, then: Instant) {
        self.due = Some(self.due.map_or(then, |due| due.min(then)));
    }

    /// A frame was drawn; the terminal took so long to accept it.
    pub fn drawn(&mut self, write: Duration) {
        self.due = None;
        self.drawn = Some(Instant::now());
        if write > SLOW {
            self.interval = (self.interval * 2).min(RAREST.max(self.usual));
        } else if write < FAST {
            self.interval = (self.interval / 2).max(self.usual);
        }
    }

    /// Resolves when a frame is due; never while nothing changed. Cancel safe.
    pub async fn due(&self) {
        match self.due {
            Some(due) => sleep_until(due).await,
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn wait(pacer: &Pacer) -> Option<Duration> {
        let started = Instant::now();
        let due = tokio::time::timeout(Duration::from_millis(300), pacer.due()).await;
        due.ok().map(|()| started.elapsed())
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_key_draws_at_once_a_stream_waits_for_its_frame_and_idle_draws_nothing() {
        let mut pacer = Pacer::new(10);
        assert!(wait(&pacer).await.is_some());
        pacer.drawn(Duration::ZERO);
        assert_eq!(wait(&pacer).await, None);
        pacer.drawn(Duration::ZERO);
        pacer.touch();
        assert!(wait(&pacer).await.expect("a frame") > Duration::from_millis(80));
        pacer.drawn(Duration::ZERO);
        pacer.touch();
        pacer.touch_now();
        assert!(wait(&pacer).await.expect("a frame") < Duration::from_millis(50));
    }
}
