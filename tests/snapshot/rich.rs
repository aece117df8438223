//! Figures, tables and documents of a step, drawn in the output pane.

use ci_tui::engine::{Display, Event, Phase, StepResult, StepStatus};
use ci_tui::tui::gallery::load;
use ci_tui::tui::screen::Errand;
use ci_tui::tui::terminal::graphics::Images;
use ci_tui::tui::widget::halfblock::Picture;
use ci_tui::tui::{Action, update};
use ci_tui::words::Locale;

use super::stage::Stage;

/// A step that showed files of these kinds, and has ended.
pub(super) struct Shown {
    pub(super) stage: Stage,
    home: tempfile::TempDir,
    loads: usize,
}

impl Shown {
    pub(super) fn new(columns: u16, rows: u16, things: &[(&str, &[u8])]) -> Self {
        Self::with_value(columns, rows, things, None)
    }

    fn with_value(columns: u16, rows: u16, things: &[(&str, &[u8])], value: Option<&str>) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let mut stage = Stage::running(columns, rows);
        let Phase::Running(running) = stage.state.phase() else { panic!("nothing runs") };
        let step = running.step;
        for (n, (mime, bytes)) in things.iter().enumerate() {
            let path = home.path().join(format!("display-{}.{}", n + 1, mime.replace('/', "-")));
            std::fs::write(&path, bytes).expect("write");
            let display = Display { mime: (*mime).into(), path: path.display().to_string() };
            stage.hear(Event::DisplayArrived { step, display });
        }
        let result = StepResult {
            status: StepStatus::Ok,
            result: value.map(str::to_owned),
            error: None,
            traceback: None,
            cwd: Some("/work".into()),
            duration_ms: 41.0,
        };
        stage.hear(Event::StepEnded { step, result });
        stage.press(Action::FocusOutput);
        Self { stage, home, loads: 0 }
    }

    /// One pane on the whole screen.
    fn zoomed(things: &[(&str, &[u8])]) -> Self {
        let mut shown = Self::new(72, 22, things);
        shown.stage.press(Action::Zoom);
        shown
    }

    /// Does what the loop does with what a frame lacks.
    pub(super) fn settle(&mut self) {
        loop {
            self.stage.draw();
            let errands = std::mem::take(&mut self.stage.screen.errands);
            if errands.is_empty() {
                return;
            }
            for errand in errands {
                let Errand::Load(want) = errand else { panic!("unexpected: {errand:?}") };
                self.loads += 1;
                let kept = self.home.path().join("kept");
                let mut decode = |_: &_, bytes: &[u8]| {
                    Picture::decode(bytes, Locale::En).map(std::sync::Arc::new)
                };
                let content = load(&want, &kept, self.stage.screen.locale, &mut decode);
                self.stage.screen.gallery.insert(want, content);
            }
        }
    }

    fn shot(&mut self) -> String {
        self.settle();
        self.stage.shot()
    }

    /// Its rows without styles.
    fn text(&mut self) -> String {
        let shot = self.shot();
        shot.lines().take_while(|line| line.starts_with('│')).collect::<Vec<_>>().join("\n")
    }
}

/// A chart, more or less: bars on white, an axis, one part missing.
pub(super) fn chart(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbaImage::from_fn(width, height, |x, y| {
        let bar = x * 6 / width;
        let top = height - (bar + 1) * height / 8;
        match (x, y) {
            (x, y) if x < width / 12 || y >= height - height / 12 => image::Rgba([30, 30, 30, 255]),
            (x, y) if x > width * 9 / 10 && y < height / 4 => image::Rgba([0, 0, 0, 0]),
            (x, y) if y >= top && x % (width / 6) > width / 24 => image::Rgba([31, 119, 180, 255]),
            _ => image::Rgba([255, 255, 255, 255]),
        }
    });
    let mut png = std::io::Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).expect("encode");
    png.into_inner()
}

const TABLE: &str = r#"{"kind": "DataFrame", "shape": [1000000, 9], "is_result": true,
  "schema": {"fields": [
    {"name": "region", "type": "object"}, {"name": "amount", "type": "float64"},
    {"name": "Stück", "type": "int64"}, {"name": "名前", "type": "object"},
    {"name": "paid", "type": "bool"}, {"name": "when", "type": "datetime64[ns]"},
    {"name": "share", "type": "float64"}, {"name": "remark", "type": "object"}, {"name": "id", "type": "int64"}]},
  "data": [["north", 10.5, 3, "東京", true, "2026-02-01 00:00:00", 1e-9, null, 1],
           ["south", null, 20, "大阪市", false, null, 0.5, "a remark that goes on and on, far beyond its column", 22],
           ["east", 1234.25, 7, "x", true, "2026-02-03 00:00:00", 123.0, "ok", 333],
           ["west", 0.1, 1, "y", true, "2026-02-04 00:00:00", 2.0, "", 4444]],
  "index": [0, 1, 999998, 999999], "index_name": "row",
  "rows_left_out": {"after": 2, "count": 999996}}"#;

const DATAFRAME: &str = "application/vnd.dataresource+json";

#[test]
fn a_figure_is_drawn_into_the_pane_and_a_larger_pane_draws_it_larger() {
    let chart = chart(160, 120);
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut shown = Shown::new(columns, rows, &[("image/png", &chart)]);
        assert!(shown.stage.shot().contains("drawing …"), "it is drawn elsewhere");
        insta::assert_snapshot!(format!("rich_figure_{columns}x{rows}"), shown.shot());
    }
}

#[test]
fn a_table_keeps_its_head_and_its_index_and_moves_aside_by_columns() {
    let mut shown = Shown::zoomed(&[(DATAFRAME, TABLE.as_bytes())]);
    insta::assert_snapshot!("rich_table", shown.shot());
    shown.stage.press(Action::Right);
    shown.stage.press(Action::Right);
    let moved = shown.text();
    assert!(!moved.contains("region") && !moved.contains("amount"), "{moved}");
    assert!(moved.contains("Stück") && moved.contains("row │"), "{moved}");
    assert!(moved.contains("9 columns · ‹ 3–"), "{moved}");
    for _ in 0..50 {
        shown.stage.press(Action::Right);
    }
    insta::assert_snapshot!("rich_table_aside", shown.shot());
    // What was pressed beyond the end is not owed.
    let end = shown.stage.screen.aside;
    shown.stage.press(Action::Left);
    assert_eq!(shown.stage.screen.aside, end - 1);
}

#[test]
fn the_head_of_a_long_table_stays_in_sight() {
    let rows: Vec<String> = (0..100).map(|n| format!("[{n}, {}]", n * n)).collect();
    let table = format!(
        r#"{{"kind": "ndarray", "shape": [100, 2], "schema": {{"fields": [{{"name": "n", "type": "int64"}}, {{"name": "square", "type": "int64"}}]}}, "data": [{}]}}"#,
        rows.join(", ")
    );
    let mut shown = Shown::zoomed(&[(DATAFRAME, table.as_bytes())]);
    let end = shown.text();
    assert!(end.contains("square") && end.contains("9801") && !end.contains(" 6400"), "{end}");
    let mut seen = end;
    for _ in 0..8 {
        shown.stage.press(Action::PageUp);
        seen += &shown.text();
    }
    for n in 0..100 {
        assert!(seen.contains(&format!(" {} ", n * n)), "{n}\n{seen}");
    }
    assert!(shown.text().contains("ndarray · 100 rows × 2 columns"));
}

#[test]
fn json_html_markdown_and_latex_are_readable_text() {
    let json = br#"{"name": "Ada", "scores": [1, 2.5, 3, 4, 5, 6, 7, 8], "ok": true, "none": null,
        "address": {"city": "London", "lines": [{"a": 1}, {"b": []}]}}"#;
    let html = "<style>p {color: red}</style><h2>Sales</h2><p>The <b>sum</b> of <i>all</i> is 42 &mdash;\n\
        see <a href='https://example.org/x'>the page</a>.</p><script>alert(1)</script>\
        <table><thead><tr><th></th><th>region</th><th>amount</th></tr></thead><tbody>\
        <tr><th>0</th><td>north</td><td>10.5</td></tr><tr><th>1</th><td>south</td><td>1,234</td></tr></tbody></table>\
        <ul><li>one<li>two <code>x</code></ul><pre>a\n  b</pre><img src=x alt='a plot'>";
    let markdown = "**Bold** and `code`\n\n- a\n- b";
    let latex = r"$\displaystyle \frac{\alpha^2}{\beta + 1} \leq \sum_{i=1}^{n} x_i$";
    let mut shown = Shown::new(
        120,
        60,
        &[
            ("application/json", json),
            ("text/html", html.as_bytes()),
            ("text/markdown", markdown.as_bytes()),
            ("text/latex", latex.as_bytes()),
        ],
    );
    shown.stage.press(Action::Zoom);
    insta::assert_snapshot!("rich_documents", shown.shot());
}

#[test]
fn what_cannot_be_drawn_is_named_and_what_is_gone_says_how_to_keep_it() {
    let things: [(&str, &[u8]); 4] = [
        ("image/svg+xml", b"<svg/>"),
        ("image/png", b"no picture"),
        (DATAFRAME, b"{"),
        ("text/html", b"<p>gone"),
    ];
    let mut shown = Shown::new(120, 40, &things);
    shown.stage.press(Action::Zoom);
    std::fs::remove_file(shown.home.path().join("display-4.text-html")).expect("remove");
    let text = shown.text();
    for wanted in [
        "figure: ",
        "cannot read the figure: ",
        "cannot read the table: ",
        "table: gone with its session; press s next time to keep it",
        "s keep",
    ] {
        assert!(text.contains(wanted), "no {wanted:?} in\n{text}");
    }
}

#[test]
fn figures_that_are_switched_off_are_named_and_nothing_is_read() {
    let mut shown = Shown::new(120, 40, &[("image/png", &chart(60, 40))]);
    shown.stage.screen.gallery.images = Images::Off;
    // What was asked for before the switch does not count.
    shown.stage.screen.errands.clear();
    assert!(shown.text().contains("figure: "), "{}", shown.text());
    assert_eq!(shown.loads, 0);
}

#[test]
fn a_thing_is_read_once_however_often_it_is_drawn() {
    let mut shown =
        Shown::new(120, 40, &[("image/png", &chart(60, 40)), (DATAFRAME, TABLE.as_bytes())]);
    for _ in 0..5 {
        shown.settle();
    }
    assert_eq!(shown.loads, 2);
    shown.stage.press(Action::Zoom);
    shown.settle();
    assert_eq!(shown.loads, 3, "the figure for its larger room");
}

#[test]
fn a_step_that_shows_hundreds_of_figures_comes_to_rest() {
    let figure = chart(20, 20);
    let things: Vec<(&str, &[u8])> = (0..300).map(|_| ("image/png", figure.as_slice())).collect();
    let mut shown = Shown::new(120, 40, &things);
    shown.settle();
    assert_eq!(shown.loads, 24, "the latest are drawn, the others named");
    shown.stage.press(Action::Zoom);
    shown.settle();
    assert!(shown.loads <= 96, "{} loads", shown.loads);
    let before = shown.loads;
    shown.settle();
    assert_eq!(shown.loads, before);
}

#[test]
fn the_key_that_keeps_asks_for_everything_the_step_showed() {
    let mut shown = Shown::new(80, 24, &[("image/png", &chart(60, 40)), ("text/html", b"<p>x")]);
    shown.settle();
    shown.stage.press(Action::Keep);
    let errands = std::mem::take(&mut shown.stage.screen.errands);
    let [Errand::Keep(sources)] = errands.as_slice() else { panic!("{errands:?}") };
    assert_eq!(sources.iter().map(|source| source.n).collect::<Vec<_>>(), [1, 2]);
    let mut stage = Stage::running(80, 24);
    stage.ran(StepStatus::Ok, None);
    update::update(&mut stage.screen, &stage.state, ci_tui::tui::Input::Act(Action::Keep));
    assert!(stage.screen.errands.is_empty());
    assert!(stage.shot().contains("showed no figure, table or document to keep"));
}

#[test]
fn a_value_that_a_table_shows_is_not_written_again() {
    for (table, written) in [
        (TABLE.to_owned(), false),
        (TABLE.replace("true,\n  \"schema", "false,\n  \"schema"), true),
    ] {
        let value = Some("   region  amount\n0  north    10.5");
        let mut shown = Shown::with_value(120, 40, &[(DATAFRAME, table.as_bytes())], value);
        assert_eq!(shown.text().contains("=    region"), written, "{}", shown.text());
    }
}
