//! Times and ids as they are written; always in UTC, so that ids sort by age.

use std::time::{SystemTime, UNIX_EPOCH};

/// A moment as `2026-11-21T12:05:33Z`.
pub(super) fn time(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A new id: `2026-11-21T12-05-33-7f3a`.
pub(super) fn id(at: SystemTime) -> String {
    let time = time(at).replace(':', "-");
    format!("{}-{:04x}", time.trim_end_matches('Z'), rand::random::<u16>())
}

/// Howard Hinnant's civil calendar from days since 1970, counted in eras of 400 years from March.
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn seconds_become_the_date_they_are() {
        let at = |seconds| time(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(at(1_795_262_733), "2026-11-21T12:05:33Z");
        assert_eq!(at(4_107_542_399), "2100-02-28T23:59:59Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00Z");
        let id = id(UNIX_EPOCH + Duration::from_secs(1_795_262_733));
        assert!(id.starts_with("2026-11-21T12-05-33-") && id.len() == 24, "{id}");
    }
}
