//! Every theme compiled in: complete, readable, and shown once at every depth.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ci_tui::tui::theme::{BUILT_IN, Depth, Theme, contrast};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::support::{shoot, theme};

/// What WCAG asks of text.
const READABLE: f64 = 4.5;
/// What WCAG asks of signs that carry meaning.
const VISIBLE: f64 = 3.0;

/// Roles that are lines or fillings, with the contrast they need; all others are text.
const DRAWN: [(&str, f64); 6] = [
    ("border", 1.5),
    ("border_focus", VISIBLE),
    ("border_ask", VISIBLE),
    ("cursor_line", 1.0),
    ("gauge_fill", VISIBLE),
    ("gauge_track", 1.5),
];

fn styles(theme: &Theme) -> Vec<(&'static str, Style)> {
    theme.ui.iter().chain(theme.syntax.iter()).map(|(name, style)| (name, *style)).collect()
}

/// One row for each role, in its style.
fn sample(theme: &Theme) -> String {
    let styles = styles(theme);
    let height = u16::try_from(styles.len()).expect("few roles");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 14, height));
    for (y, (name, style)) in (0..).zip(&styles) {
        buffer.set_string(0, y, name, *style);
    }
    shoot(&buffer).lines().filter(|line| !line.starts_with('│')).fold(
        String::new(),
        |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        },
    )
}

#[test]
fn every_file_of_the_folder_is_compiled_in() {
    let files: BTreeSet<String> = fs::read_dir("themes")
        .expect("folder")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("name"))
        .collect();
    assert_eq!(files, BUILT_IN.iter().map(|(name, _)| format!("{name}.toml")).collect());
}

#[test]
fn text_is_readable_on_its_ground() {
    let mut weak = Vec::new();
    for (name, _) in BUILT_IN {
        let theme = theme(name);
        let Some(ground) = theme.background else { continue };
        let line = theme.ui.cursor_line.bg.expect("a cursor line has a ground");
        for (role, style) in styles(&theme) {
            let least = DRAWN
                .iter()
                .find(|(drawn, _)| *drawn == role)
                .map_or(READABLE, |(_, least)| *least);
            let color = style.fg.unwrap_or_else(|| theme.ui.text.fg.expect("text has a colour"));
            let mut grounds = vec![style.bg.unwrap_or(ground)];
            if theme.syntax.iter().any(|(syntax, _)| syntax == role) {
                grounds.push(line);
            }
            for ground in grounds {
                let found = contrast(color, ground).expect("24-bit colours");
                if found < least {
                    weak.push(format!(
                        "{name}: {role}: {found:.2} : 1 on {ground}, at least {least}"
                    ));
                }
            }
        }
    }
    assert!(weak.is_empty(), "\n{}", weak.join("\n"));
}

#[test]
fn the_terminal_theme_assumes_nothing_about_the_ground() {
    let theme = theme("terminal");
    assert_eq!(theme.background, None);
    for (role, style) in styles(&theme) {
        let own = |color: Color| {
            !matches!(color, Color::Rgb(..) | Color::Indexed(_) | Color::Black | Color::White)
        };
        assert!(style.fg.is_none_or(own) && style.bg.is_none(), "{role}: {style:?}");
    }
}

#[test]
fn without_colour_no_colour_is_set_and_the_selection_still_shows() {
    for (name, _) in BUILT_IN {
        let theme = theme(name).resolve(Depth::None);
        for (role, style) in styles(&theme) {
            for color in [style.fg, style.bg].into_iter().flatten() {
                assert_eq!(color, Color::Reset, "{name}: {role}");
            }
        }
        assert!(theme.ui.selection.add_modifier.contains(Modifier::REVERSED), "{name}");
    }
}

#[test]
fn poorer_terminals_get_only_their_colours() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::Ansi256, Depth::Ansi16] {
            for (role, style) in styles(&theme(name).resolve(depth)) {
                for color in [style.fg, style.bg].into_iter().flatten() {
                    let shown = match color {
                        Color::Rgb(..) => false,
                        Color::Indexed(_) => depth == Depth::Ansi256,
                        _ => true,
                    };
                    assert!(shown, "{name} at {depth}: {role}: {color}");
                }
            }
        }
    }
}

#[test]
fn every_theme_looks_as_it_did() {
    for (name, _) in BUILT_IN {
        insta::assert_snapshot!(format!("theme_{name}"), sample(&theme(name)));
    }
}

#[test]
fn every_depth_looks_as_it_did() {
    for depth in [Depth::Ansi256, Depth::Ansi16, Depth::None] {
        insta::assert_snapshot!(
            format!("midnight_at_{depth}"),
            sample(&theme("midnight").resolve(depth))
        );
    }
}

fn load(name: &str, folder: &Path) -> Result<Theme, String> {
    Theme::load(name, folder, Depth::TrueColor, || false).map_err(|error| error.to_string())
}

#[test]
fn the_users_own_file_wins() {
    let folder = tempfile::tempdir().expect("folder");
    let text = BUILT_IN[1].1.replace("name = \"Paper\"", "name = \"Mine\"");
    fs::write(folder.path().join("midnight.toml"), &text).expect("write");
    fs::write(folder.path().join("own.toml"), &text).expect("write");
    assert_eq!(load("midnight", folder.path()).expect("usable").name, "Mine");
    let names = ["auto", "midnight", "paper", "contrast", "colorblind", "terminal", "own"];
    assert_eq!(Theme::names(folder.path()), names);
}

#[test]
fn an_unknown_theme_is_an_error_that_lists_the_known() {
    let expected = "there is no theme `nord`: use one of auto, midnight, paper, contrast, colorblind, terminal";
    assert_eq!(load("nord", Path::new("/nonexistent")), Err(expected.to_owned()));
    assert!(load("../midnight", Path::new("/nonexistent")).is_err());
}

#[test]
fn auto_follows_the_ground_and_the_depth() {
    let chosen = |depth, light: bool| {
        Theme::load("auto", Path::new("/nonexistent"), depth, || light).expect("usable").name
    };
    assert_eq!(chosen(Depth::TrueColor, false), "Midnight");
    assert_eq!(chosen(Depth::Ansi256, true), "Paper");
    assert_eq!(chosen(Depth::Ansi16, true), "Terminal");
    assert_eq!(chosen(Depth::None, false), "Terminal");
}

#[test]
fn a_broken_theme_is_named_with_its_line_and_the_allowed_words() {
    let folder = tempfile::tempdir().expect("folder");
    let broken = |from: &str, to: &str| {
        let text = BUILT_IN[4].1.replacen(from, to, 1);
        assert_ne!(text, BUILT_IN[4].1);
        fs::write(folder.path().join("mine.toml"), text).expect("write");
        let error = load("mine", folder.path()).expect_err("broken");
        error.replace(&folder.path().display().to_string(), "…")
    };
    insta::assert_snapshot!(
        "broken_themes",
        [
            broken("accent = \"cyan\"", "accent = \"teal\""),
            broken("red = \"red\"", "red = \"#ff00\""),
            broken("accent = \"cyan\"", "acent = \"cyan\""),
            broken("accent = \"cyan\"\n", ""),
            broken("bold = true", "blod = true"),
            broken("accent = \"cyan\"", "accent = 3"),
        ]
        .join("\n\n")
    );
}

/// What xterm shows for an index beyond the first 16.
fn shown(color: Color) -> Color {
    let Color::Indexed(index @ 16..) = color else { return color };
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return Color::Rgb(grey, grey, grey);
    }
    let step = |n: u8| [0, 95, 135, 175, 215, 255][usize::from(n % 6)];
    let cube = index - 16;
    Color::Rgb(step(cube / 36), step(cube / 6), step(cube))
}

#[test]
fn text_stays_readable_on_256_colours() {
    let mut weak = Vec::new();
    for (name, _) in BUILT_IN {
        let full = theme(name);
        let Some(ground) = full.background else { continue };
        let stepped = full.resolve(Depth::Ansi256);
        let usual = stepped.ui.text.fg.expect("text has a colour");
        for (role, style) in styles(&stepped) {
            if DRAWN.iter().any(|(drawn, _)| *drawn == role) {
                continue;
            }
            let (fg, bg) = (style.fg.unwrap_or(usual), style.bg.map_or(ground, shown));
            let found = contrast(shown(fg), bg).expect("known colours");
            if found < READABLE {
                weak.push(format!("{name}: {role}: {found:.2} : 1"));
            }
        }
    }
    assert!(weak.is_empty(), "\n{}", weak.join("\n"));
}

#[test]
fn without_colour_what_asks_or_warns_still_stands_out() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::Ansi16, Depth::None] {
            let theme = theme(name).resolve(depth);
            for (role, style) in [
                ("ask", theme.ui.border_ask),
                ("danger", theme.ui.danger),
                ("approve", theme.ui.approve),
            ] {
                assert!(!style.add_modifier.is_empty(), "{name} at {depth}: {role}");
            }
        }
    }
}
