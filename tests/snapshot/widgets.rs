//! Every widget at a few widths.

use ci_tui::engine::screen_text::ScreenText;
use ci_tui::tui::theme::Depth;
use ci_tui::tui::widget::editor::{Editor, Focus, Purpose};
use ci_tui::tui::widget::glyphs::Glyphs;
use ci_tui::tui::widget::halfblock::Picture;
use ci_tui::tui::widget::highlight::Highlighter;
use ci_tui::tui::widget::{diff, hint, markdown, meter, styled, text, wrap};
use ci_tui::words::Locale;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::support::{drawn, shoot, theme};

const PROSE: &str = "\
# Totals of *2026*

The **sum** of `a` and `b` is _4_, ~~not 5~~; see [the manual](https://example.org/sum) or <https://example.org>.
A second line of the same paragraph.

### Steps

1. First load the file, which takes a moment,
2. then:
   - add 漢字 to it
     - deeper
   - [x] done
   - [ ] not done

   More of the second.
3. Print.

> A quote that is long enough to wrap twice.
>
> Its second paragraph.

```python
def f(x):
    return x * 2  # twice
```

| Name | Count | Remark |
|:-----|------:|:------:|
| one | 1 | short |
| a longer name | 20000 | `code` and words that wrap |

---

Last.
";

fn page(width: usize, glyphs: Glyphs) -> Vec<Line<'static>> {
    let (theme, highlighter) = (theme("midnight"), Highlighter::default());
    markdown::render(PROSE, width, &theme, glyphs, &mut |language, code| {
        highlighter.highlight(language, code, &theme)
    })
    .0
}

#[test]
fn markdown_is_drawn_at_every_width() {
    insta::assert_snapshot!("markdown_60", shoot(&drawn(&page(60, Glyphs::Unicode), 60)));
    insta::assert_snapshot!("markdown_28", shoot(&drawn(&page(28, Glyphs::Ascii), 28)));
}

#[test]
fn no_line_of_markdown_is_wider_than_asked() {
    for width in 2..70 {
        for line in page(width, Glyphs::Unicode) {
            assert!(text::width(line.to_string().trim_end()) <= width, "{width}: {line}");
        }
    }
}

#[test]
fn a_settled_part_and_its_tail_are_drawn_as_one_text_would_be() {
    let (theme, highlighter) = (theme("midnight"), Highlighter::default());
    let draw = |text: &str| -> Vec<String> {
        let mut code = |language: &str, code: &str| highlighter.highlight(language, code, &theme);
        let (lines, _) = markdown::render(text, 40, &theme, Glyphs::Unicode, &mut code);
        lines.iter().map(ToString::to_string).collect()
    };
    for (end, _) in PROSE.char_indices() {
        let (stable, tail) = markdown::split_stable(&PROSE[..end]);
        let mut both = draw(stable);
        let rest = draw(tail);
        if !both.is_empty() && !rest.is_empty() {
            both.push(String::new());
        }
        both.extend(rest);
        assert_eq!(both, draw(&PROSE[..end]), "{end}");
    }
}

#[test]
fn code_is_marked_in_every_language_of_the_program() {
    let (theme, highlighter) = (theme("midnight"), Highlighter::default());
    let samples = [
        ("python", "@cache\ndef f(n: int) -> str:\n    return f\"{n:>3}\" + 'x'  # why"),
        ("bash", "for f in *.txt; do\n  echo \"$f\" | wc -l  # count\ndone"),
        ("javascript", "const a = (x) => `${x} ${1.5}`; // one"),
        ("json", "{\"a\": [1, true, null, \"b\"]}"),
        ("brainfunk", "+++ plain"),
    ];
    let lines: Vec<_> = samples
        .iter()
        .flat_map(|(language, code)| highlighter.highlight(language, code, &theme))
        .collect();
    insta::assert_snapshot!("highlight", shoot(&drawn(&lines, 52)));
}

#[test]
fn printed_text_keeps_its_colours() {
    let mut screen = ScreenText::new(100);
    screen.push("plain \x1b[1;31mred\x1b[0m\n 10%\r100% \x1b[48;2;0;0;95mdeep\x1b[0m \x1b[38;5;208morange\x1b[7m turned\n");
    let mut shots = Vec::new();
    for depth in [Depth::TrueColor, Depth::Ansi256, Depth::Ansi16, Depth::None] {
        let theme = theme("midnight").resolve(depth);
        let lines = styled::lines(screen.lines(), theme.ui.stderr, &theme);
        shots.push(format!("{depth}\n{}", shoot(&drawn(&lines, 30))));
    }
    insta::assert_snapshot!("printed", shots.join("\n"));
}

#[test]
fn a_figure_is_drawn_in_halves_of_cells() {
    let image = image::RgbaImage::from_fn(4, 4, |x, y| match (x, y) {
        (0, _) => image::Rgba([0, 0, 0, 0]),
        (_, 0 | 1) => image::Rgba([240, 40, 40, 255]),
        _ => image::Rgba([255, 255, 255, 255]),
    });
    let mut png = std::io::Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).expect("encode");
    let picture = Picture::decode(png.get_ref(), Locale::En).expect("decode");
    let shot = |depth| {
        let lines = picture.lines((4, 2), depth, Glyphs::Unicode);
        format!("{depth}\n{}", shoot(&drawn(&lines, 4)))
    };
    let shots = [Depth::TrueColor, Depth::Ansi256, Depth::Ansi16, Depth::None].map(shot);
    insta::assert_snapshot!("figure", shots.join("\n"));
}

#[test]
fn an_edit_is_shown_as_a_diff() {
    let old = "import os\n\nfor i in range(10):\n    print(i)\n";
    let new = "import os\n\nfor i in range(20):\n    print(i, end=' ')\nprint()\n";
    insta::assert_snapshot!(
        "diff",
        shoot(&drawn(&diff::unified(old, new, &theme("colorblind")), 40))
    );
}

#[test]
fn code_is_edited_with_marks_and_numbers() {
    let mut editor = Editor::new(Purpose::Code);
    editor.set_language("python");
    editor.set_text("def f(x):\n    return x * 2  # twice\n\nprint(f(21))");
    editor.go_to(1, 4);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 34, 5));
    let cursor = editor.draw(
        buffer.area,
        &mut buffer,
        &theme("midnight"),
        &Highlighter::default(),
        Focus::Here,
    );
    insta::assert_snapshot!("editor_code", format!("{}cursor {cursor:?}", shoot(&buffer)));
}

#[test]
fn an_empty_field_says_what_it_is_for() {
    let mut editor = Editor::new(Purpose::Prose);
    editor.set_placeholder("Ask for something");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
    let cursor = editor.draw(
        buffer.area,
        &mut buffer,
        &theme("midnight"),
        &Highlighter::default(),
        Focus::Here,
    );
    insta::assert_snapshot!("editor_empty", format!("{}cursor {cursor:?}", shoot(&buffer)));
}

#[test]
fn small_parts_follow_the_theme() {
    let theme = theme("midnight");
    let hints = [
        hint::Hint::new("a", "approve", 0).styled(theme.ui.approve),
        hint::Hint::new("?", "help", 1),
    ];
    let lines = [
        Line::from(meter::bar(0.42, 20, &theme, Glyphs::Unicode)),
        Line::from(meter::sparkline(&[1.0, 4.0, 9.0, 2.0], 10.0, 20, &theme, Glyphs::Unicode)),
        hint::row(&hints, 20, &theme),
    ];
    insta::assert_snapshot!("small_parts", shoot(&drawn(&lines, 20)));
}

#[test]
fn a_hundred_kilobytes_wrap_quickly() {
    let line = Line::raw("some words of ordinary length, ünd 漢字 ".repeat(2500));
    let start = std::time::Instant::now();
    let rows = wrap::wrap(&line, 80, &[]);
    let took = start.elapsed();
    assert!(rows.len() > 1000);
    // Generous: the machine may be busy; quadratic work would take seconds.
    assert!(took < std::time::Duration::from_millis(500), "{took:?}");
}

#[test]
fn a_hidden_sign_in_code_is_shown() {
    let theme = theme("midnight");
    let lines =
        Highlighter::default().highlight("python", "ok = True  # \u{202e}\x1b[2K\n", &theme);
    assert_eq!(
        lines.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["ok = True  # <U+202E><U+001B>[2K"]
    );
}
