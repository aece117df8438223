//! Says when to draw: something changed, the screen's time for it has come, and the line has room for it.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// A frame that took the terminal longer than this makes the next ones rarer.
const SLOW: Duration = Duration::from_millis(25);
/// Faster than this, and they come as often as before.
const FAST: Duration = Duration::from_millis(5);
/// Rarest, however slow the line.
const RAREST: Duration = Duration::from_millis(250);
/// Bytes that may go out at once: a page.
const BURST: f64 = 6144.0;
/// Longest that a key waits for room on the line.
const KEY: Duration = Duration::from_millis(150);
/// No line is taken to be slower, in bytes a second.
const SLOWEST: f64 = 4096.0;
/// Of what a line took, the part that is sent.
const SHARE: f64 = 0.8;
/// What cannot have been sent by then is not waited for.
const MEMORY: f64 = 2.0;

/// Draws at once after a key, coalesces the rest, and sleeps while nothing changes.
///
/// Between us and the screen of an SSH session lie buffers of megabytes that tell nothing: what is sent faster
/// than the line takes it is seen seconds later. So no more is sent than a slow line takes.
#[derive(Debug)]
pub struct Pacer {
    usual: Duration,
    interval: Duration,
    /// Bytes a second that the line is trusted with, at most; `None` of one without a limit.
    most: Option<f64>,
    /// The same as far as known by now.
    rate: Option<f64>,
    /// Bytes that may still be on their way, at the time of the last frame.
    owed: f64,
    drawn: Option<Instant>,
    due: Option<Instant>,
}

impl Pacer {
    /// At most `max_fps` frames and `most` bytes a second for what streams in; the first frame is due.
    #[must_use]
    pub fn new(max_fps: u32, most: Option<u32>) -> Self {
        let usual = Duration::from_secs(1) / max_fps.clamp(1, 120);
        let most = most.map(f64::from);
        let (drawn, due) = (None, Some(Instant::now()));
        Self { usual, interval: usual, most, rate: most, owed: 0.0, drawn, due }
    }

    /// A person did something: draw at once, or as soon as the line has room.
    pub fn touch_now(&mut self) {
        let now = Instant::now();
        let next = now + self.full(now).min(KEY);
        self.due = Some(self.due.map_or(next, |due| due.min(next)));
    }

    /// Something else changed: draw when the next frame may come.
    pub fn touch(&mut self) {
        let now = Instant::now();
        let next = self.drawn.map_or(now, |drawn| now.max(drawn + self.interval));
        let next = next.max(now + self.full(now));
        self.due = Some(self.due.map_or(next, |due| due.min(next)));
    }

    /// Something will change by itself at `then`.
    pub fn touch_at(&mut self, then: Instant) {
        self.due = Some(self.due.map_or(then, |due| due.min(then)));
    }

    /// A frame of so many bytes was handed over.
    pub fn drawn(&mut self, bytes: usize) {
        let now = Instant::now();
        self.due = None;
        if let Some(rate) = self.rate {
            // A frame has far fewer bytes than a number has digits.
            #[expect(clippy::cast_precision_loss, reason = "a frame is small")]
            let bytes = bytes as f64;
            self.owed = (self.owed(now, rate) + bytes).min(rate * MEMORY);
        }
        self.drawn = Some(now);
    }

    /// The terminal took so long to accept so many bytes.
    pub fn written(&mut self, bytes: usize, took: Duration) {
        if took > SLOW {
            self.interval = (self.interval * 2).min(RAREST.max(self.usual));
            // Small frames say little about the line.
            if bytes > 256 {
                #[expect(clippy::cast_precision_loss, reason = "a frame is small")]
                let taken = (bytes as f64 / took.as_secs_f64() * SHARE).max(SLOWEST);
                self.rate = Some(self.rate.map_or(taken, |rate| rate.min(taken)));
                self.owed = self.owed.max(taken);
            }
        } else if took < FAST {
            self.interval = (self.interval / 2).max(self.usual);
            let faster = self.rate.map(|rate| rate * 1.05);
            self.rate = match self.most {
                Some(most) => faster.map(|rate| rate.min(most)),
                None => faster.filter(|rate| *rate < 1e6),
            };
        }
    }

    /// What may still be on its way at `now`.
    fn owed(&self, now: Instant, rate: f64) -> f64 {
        let gone = self.drawn.map_or(0.0, |drawn| (now - drawn).as_secs_f64() * rate);
        (self.owed - gone).max(0.0)
    }

    /// How long the line is full.
    fn full(&self, now: Instant) -> Duration {
        let Some(rate) = self.rate else { return Duration::ZERO };
        let over = self.owed(now, rate) - BURST;
        if over > 0.0 { Duration::from_secs_f64(over / rate) } else { Duration::ZERO }
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
        let mut pacer = Pacer::new(10, None);
        assert!(wait(&pacer).await.is_some());
        pacer.drawn(100);
        assert_eq!(wait(&pacer).await, None);
        pacer.drawn(100);
        pacer.touch();
        assert!(wait(&pacer).await.expect("a frame") > Duration::from_millis(80));
        pacer.drawn(100);
        pacer.touch();
        pacer.touch_now();
        assert!(wait(&pacer).await.expect("a frame") < Duration::from_millis(50));
    }
    #[test]
    fn a_full_line_makes_what_streams_wait_and_keys_only_a_little() {
        let mut pacer = Pacer::new(100, Some(10_000));
        let wait = |pacer: &Pacer| pacer.due.map(|due| due - Instant::now());
        for _ in 0..4 {
            pacer.drawn(4000);
        }
        pacer.touch();
        let stream = wait(&pacer).expect("due");
        assert!(stream > Duration::from_millis(800), "{stream:?}");
        pacer.touch_now();
        let key = wait(&pacer).expect("due");
        assert!(key <= KEY, "{key:?}");
        pacer.drawn(1_000_000);
        pacer.touch();
        let bounded = wait(&pacer).expect("due");
        assert!(bounded < Duration::from_secs(2), "{bounded:?}");
    }

    #[test]
    fn a_line_that_takes_its_time_is_sent_no_more_than_it_takes_until_it_is_fast_again() {
        let mut pacer = Pacer::new(30, None);
        pacer.written(5000, Duration::from_millis(100));
        assert_eq!(pacer.rate, Some(40_000.0));
        for _ in 0..200 {
            pacer.written(5000, Duration::from_millis(1));
        }
        assert_eq!(pacer.rate, None);
        let mut pacer = Pacer::new(15, Some(32_768));
        pacer.written(5000, Duration::from_millis(1));
        assert_eq!(pacer.rate, Some(32_768.0));
    }
}
