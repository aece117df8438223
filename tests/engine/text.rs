//! Output of programs as lines: overwrites, escapes, floods and garbage.

use std::fmt::Write as _;
use std::io::Write as _;

use ci_tui::engine::screen_text::{AnsiColor, ScreenText, Sgr, TextLine, TextSpan};
use proptest::prelude::*;

fn screen(text: &str) -> ScreenText {
    let mut screen = ScreenText::new(10_000);
    screen.push(text);
    screen
}

fn plain(text: &str) -> String {
    screen(text).plain()
}

#[test]
fn what_was_overwritten_is_gone() {
    let cases = [
        ("a\nb\n", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("\na\n\n", "\na\n"),
        ("10%\r20%\r100%", "100%"),
        ("abcdef\rxy", "xycdef"),
        ("abc\x08\x08X", "aXc"),
        ("long line\r\x1b[Kshort", "short"),
        ("abc\x1b[2D\x1b[K!", "a!"),
        ("abc\x1b[1Kd", "   d"),
        ("abc\x1b[2Kd", "   d"),
        ("one\ntwo\x1b[1A\r\x1b[2K1\nX", "1\nXwo"),
        ("pull a\npull b\n\x1b[2A\rdone a\n\x1b[Kdone b\n", "done a\ndone b"),
        ("a\n\x1b[2A\x1b[2Kx", "x"),
        ("a\tb\n12345678\tb", "a       b\n12345678        b"),
        ("ab\x1b[5Cc\x1b[1Gx", "xb     c"),
        ("a\nb\nc\x1b[1A\x1b[Jd", "a\nbd"),
        ("before\n\x1b[H\x1b[2Jframe 1\nmore\x1b[H\x1b[2Jframe 2", "before\nframe 2"),
        ("\x1b[2J\x1b[Ha\nb\nc\x1b[2J\x1b[Hd", "d"),
        ("\x1b7one\x1b8two", "two"),
    ];
    for (text, want) in cases {
        assert_eq!(plain(text), want, "{text:?}");
    }
}

#[test]
fn what_would_act_on_a_terminal_is_dropped() {
    let cases = [
        "a\x1b]0;title\x07b",
        "a\x1b]52;c;Zm9v\x1b\\b",
        "a\x1b]8;;https://example.org\x1b\\b\x1b]8;;\x1b\\",
        "a\x1bPq#0;2;0\nmore\x1b\\b",
        "a\x1b_Gf=100;AAAA\x1b\\b",
        "a\x1b[?1000h\x1b[?25lb",
        "a\x1b[c\x1b[6n\x1b[>cb",
        "a\x1bcb\x07",
        "a\u{202e}b\u{2066}\u{feff}",
        "ab\x7f",
        "a\x1b(B\x1b[mb",
    ];
    for text in cases {
        assert_eq!(plain(text), "ab", "{text:?}");
    }
}

#[test]
fn an_escape_that_never_ends_costs_one_line() {
    assert_eq!(plain("a\x1b]0;never\nb\nc"), "a\nb\nc");
    assert_eq!(plain("a\x1b^never\nb"), "a\nb");
    assert_eq!(plain("a\x1b[31"), "a");
    let sixel = format!("a\x1bPq{}\nb", "?".repeat(2_000_000));
    assert!(plain(&sixel).ends_with("\nb"));
}

#[test]
fn colours_and_attributes_are_kept_as_spans() {
    let text = "p\x1b[1;31mred\x1b[0m \x1b[38;5;208mo\x1b[48;2;1;2;3mn\x1b[39;49m\x1b[38:2::9:8:7mt\x1b[94;4mu";
    let span = |text: &str, style| TextSpan { text: text.to_owned(), style };
    let none = Sgr::default();
    let orange = Sgr { fg: Some(AnsiColor::Indexed(208)), ..none };
    let want = TextLine {
        spans: vec![
            span("p", none),
            span("red", Sgr { fg: Some(AnsiColor::Indexed(1)), bold: true, ..none }),
            span(" ", none),
            span("o", orange),
            span("n", Sgr { bg: Some(AnsiColor::Rgb(1, 2, 3)), ..orange }),
            span("t", Sgr { fg: Some(AnsiColor::Rgb(9, 8, 7)), ..none }),
            span("u", Sgr { fg: Some(AnsiColor::Indexed(12)), underline: true, ..none }),
        ],
    };
    let screen = screen(text);
    assert_eq!(screen.line(0).as_deref(), Some(&want));
}

#[test]
fn a_thousand_ticks_of_a_progress_bar_are_one_line() {
    let mut ticks = String::new();
    for n in 0..=1000 {
        let (done, left) = ("█".repeat(n / 50), " ".repeat(20 - n / 50));
        write!(ticks, "\r{:3}%|{done}{left}| {n}/1000", n / 10).expect("text");
    }
    assert_eq!(plain(&ticks), format!("100%|{}| 1000/1000", "█".repeat(20)));
    let mut pip = String::new();
    for n in 0..50 {
        write!(pip, "\x1b[2K\r     \x1b[32m━\x1b[0m {n}/50 MB").expect("text");
    }
    assert_eq!(plain(&(pip + "\x1b[2K\r     50/50 MB\nInstalled\n")), "     50/50 MB\nInstalled");
}

#[test]
fn half_of_a_wide_character_never_stays() {
    assert_eq!(plain("漢字\r\x1b[Cx"), " x字");
    assert_eq!(plain("漢字\rx"), "x 字");
    assert_eq!(plain("ab漢\x1b[2D12"), "ab12");
    assert_eq!(plain("e\u{301}a\rx"), "xa");
    assert_eq!(plain(&format!("e{}", "\u{301}".repeat(100))), format!("e{}", "\u{301}".repeat(8)));
}

#[test]
fn a_very_long_line_is_cut_and_says_by_how_much() {
    let line = format!("{}\nnext", "x".repeat(3_000_000));
    assert_eq!(plain(&line), format!("{} … +2995904 bytes\nnext", "x".repeat(4096)));
    assert_eq!(plain(&format!("{}\rshort\x1b[K", "x".repeat(5000))), "short");
}

#[test]
fn the_oldest_lines_go_and_are_counted() {
    let mut screen = ScreenText::new(100);
    for n in 0..1_000 {
        screen.push(&format!("{n}\n"));
    }
    assert_eq!((screen.len(), screen.dropped()), (99, 901));
    assert_eq!(screen.line(0).expect("a line").plain(), "901");
    screen.push("\x1b[200A\x1b[2KX");
    assert_eq!(screen.lines().filter(|line| line.plain() == "X").count(), 1);
}

#[test]
fn binary_output_is_named_with_its_size() {
    assert_eq!(plain("\u{7f}ELF\u{2}\0\0\0"), "binary output, 8 bytes");
    let noise: String = (0..3000).map(|n| if n % 2 == 0 { '\u{fffd}' } else { 'a' }).collect();
    assert_eq!(plain(&noise), "binary output, 6000 bytes");
    assert_eq!(plain(&format!("{}\0end", "text\n".repeat(2000))).len(), 10_003);
    assert_eq!(plain("bell\x07 and \x01 one odd byte"), "bell and  one odd byte");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_or_depend_on_the_cut(
        bytes in prop::collection::vec(prop_oneof![
            Just(0x1b_u8), Just(b'['), Just(b']'), Just(b'\n'), Just(b'\r'), Just(b';'), 0x08_u8..0x0e,
            b'0'..=b'9', b'A'..=b'Z', any::<u8>(),
        ], 0..400),
        cut in 0_usize..400,
    ) {
        let text = String::from_utf8_lossy(&bytes);
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let whole = screen(&text);
        let mut parts = ScreenText::new(10_000);
        parts.push(&text[..cut]);
        parts.push(&text[cut..]);
        let lines = |screen: &ScreenText| screen.lines().map(std::borrow::Cow::into_owned).collect::<Vec<_>>();
        prop_assert_eq!(lines(&parts), lines(&whole));
        let text = whole.plain();
        prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{:?}", text);
    }

    #[test]
    fn plain_text_stays_as_it_is(text in "([a-zé漢 ]{0,9}[a-zé漢]\n){0,9}[a-z]") {
        prop_assert_eq!(plain(&text), text);
    }
}

#[test]
fn a_flood_is_read_whole_in_time_proportional_to_its_size() {
    let line = "2026-11-21 12:00:00 INFO worker 17: nothing happened here either\n";
    let long = "y".repeat(4_000);
    for (name, piece, times, lines) in [
        ("plain lines in large pieces", line.repeat(1000), 300, 300_000),
        ("plain lines one by one", line.to_owned(), 300_000, 300_000),
        ("coloured lines", format!("\x1b[32m{line}\x1b[0m").repeat(1000), 100, 100_000),
        ("one byte at a time", "x".to_owned(), 1_000_000, 1),
        ("a bar overwritten", format!("\r{}", "█".repeat(60)), 10_000, 1),
        (
            "two long lines in turn",
            format!("\r{long}\n\r{long}\x1b[A{}", "\x08.\x1b[B\x08.\x1b[A".repeat(100_000)),
            1,
            2,
        ),
    ] {
        let start = std::time::Instant::now();
        let mut screen = ScreenText::new(10_000);
        for _ in 0..times {
            screen.push(&piece);
        }
        let (millis, bytes) = (start.elapsed().as_millis().max(1), piece.len() * times);
        writeln!(std::io::stderr(), "{name}: {} kB/s", bytes as u128 / millis).expect("stderr");
        assert_eq!(screen.len() as u64 + screen.dropped(), lines, "{name}");
    }
}

#[test]
fn what_a_full_screen_program_drew_is_gone_once_it_leaves() {
    let mark = "[a full-screen program ran here; what it showed is not kept]";
    let drawn = "a\x1b[?1049h\x1b[H\x1b[2Jtop\n\x1b[5;3Hmiddle\x1b[2;1Hup\x1b[?1049lb\n";
    assert_eq!(plain(drawn), format!("a\n{mark}\nb"));
    let cleared_before = format!("\x1b[H\x1b[2Jkept\r\n{drawn}\x1b[1;1HK");
    assert_eq!(plain(&cleared_before), format!("Kept\na\n{mark}\nb"));
    let crashed = "a\x1b[?1049hdrawing\nTraceback: why\n";
    assert_eq!(plain(crashed), "a\ndrawing\nTraceback: why", "nobody loses the reason");
}
