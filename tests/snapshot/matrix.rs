//! Every view at four sizes and four depths of colour: what it says, where each style stands, and what it looks like.

use std::fmt::Write as _;

use ci_tui::engine::{Command, Event, Phase, StepStatus, StopCause};
use ci_tui::tui::Action;
use ci_tui::tui::theme::{BUILT_IN, Depth, Theme, contrast};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use super::stage::{CODE, Stage};
use super::support::{look, theme};
use super::{consent, hardware, live, models, palette, reading, rewriting, side, states};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];
const DEPTHS: [Depth; 4] = [Depth::TrueColor, Depth::Ansi256, Depth::Ansi16, Depth::None];

type View = (&'static str, fn(u16, u16) -> Stage);

/// Every view of the workspace, in a state in which it shows what it can.
const VIEWS: &[View] = &[
    ("first", Stage::new),
    ("empty", Stage::ready),
    ("writing", writing),
    ("asking", Stage::asking),
    ("doubted", states::doubted),
    ("editing", |columns, rows| after(Stage::asking(columns, rows), Action::Edit)),
    ("edited", edited),
    ("rejecting", |columns, rows| after(Stage::asking(columns, rows), Action::Reject)),
    ("running", running),
    ("failed", failed),
    ("answered", answered),
    ("help", |columns, rows| after(Stage::asking(columns, rows), Action::Help)),
    ("telling", |columns, rows| after(running(columns, rows), Action::ShowTold)),
    ("consent", consent::offered),
    ("models", models::open),
    ("hardware", |columns, rows| hardware::opened(hardware::worked(columns, rows))),
    ("variables", live::viewing),
    ("leaving", live::with_leftovers),
    ("recall", recall),
    ("mention", mention),
    ("queue", queue),
    ("palette", |columns, rows| after(Stage::running(columns, rows), Action::Palette)),
    ("commands", commands),
    ("facts", facts),
    ("asks", asks),
    ("themes", themes),
    ("files", |columns, rows| beside(columns, rows, Action::SideFiles)),
    ("contents", |columns, rows| beside(columns, rows, Action::SideContents)),
    ("find", found),
    ("searched", searched),
    ("picking", picking),
    ("rewriting", rewritten),
];

fn after(mut stage: Stage, action: Action) -> Stage {
    stage.press(action);
    stage
}

fn writing(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    stage.ask(Command::Submit { text: "How many rows does sales.csv have?".into() });
    stage.write("I count the rows.\n\n```python\nimport csv\n\nwith open(");
    stage
}

fn edited(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::asking(columns, rows);
    let (step, _) = stage.proposal();
    let code = CODE.replace("print(len(rows))", "print(len(rows), \"rows\")");
    stage.ask(Command::Edit { step, code });
    stage
}

fn running(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::running(columns, rows);
    let Phase::Running(running) = stage.state.phase() else { panic!("it runs") };
    let (step, text) = (running.step, "reading …\n\u{1b}[32m347\u{1b}[0m rows, 売上 ✓\n".into());
    stage.hear(Event::OutputArrived { step, text });
    stage.wait(7000);
    stage
}

fn failed(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::running(columns, rows);
    stage.ran(StepStatus::Error, Some("FileNotFoundError: no such file: 'sales.csv'"));
    stage
}

fn answered(columns: u16, rows: u16) -> Stage {
    let mut stage = failed(columns, rows);
    let table = "| month | sum |\n|---|---:|\n| 一月 | 12.5 |\n| May | 7 |";
    stage.write(&format!(
        "## Result\n\nThere is **no** file `sales.csv`, *see*:\n\n{table}\n\n> a quote\n\n- one\n- two\n\n```json\n{{\"a\": 1}}\n```\n"
    ));
    stage.end(StopCause::EndOfText);
    stage
}

fn recall(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    for text in ["Plot the sales by month", "Sum the second column of 売上.csv", "What is left?"]
    {
        stage.screen.history.push(text);
    }
    stage.press(Action::Recall);
    stage.typed("s");
    stage
}

fn mention(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    stage.typed("Sum @sa");
    stage.screen.mention.take(["sales.csv", "data/sales_2024.csv"].map(str::to_owned).to_vec());
    stage
}

fn queue(columns: u16, rows: u16) -> Stage {
    let mut stage = writing(columns, rows);
    stage.typed("And by month?");
    stage.press(Action::Send);
    stage
}

fn said(columns: u16, rows: u16, line: &str) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    stage.typed(line);
    stage
}

fn commands(columns: u16, rows: u16) -> Stage {
    said(columns, rows, "/")
}

fn facts(columns: u16, rows: u16) -> Stage {
    after(said(columns, rows, "/info"), Action::Send)
}

fn asks(columns: u16, rows: u16) -> Stage {
    after(said(columns, rows, "/auto_run on"), Action::Send)
}

fn themes(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    stage.screen.overlay = palette::picker(&["midnight", "paper", "contrast"]);
    stage
}

fn beside(columns: u16, rows: u16, tab: Action) -> Stage {
    let mut stage = side::told(columns, rows);
    side::open(&mut stage, tab);
    stage
}

fn found(columns: u16, rows: u16) -> Stage {
    let mut stage = beside(columns, rows, Action::SideFind);
    stage.typed("row");
    after(stage, Action::Send)
}

fn searched(columns: u16, rows: u16) -> Stage {
    let mut stage = reading::chat(columns, rows, 12);
    stage.press(Action::FocusChat);
    reading::find(&mut stage, "needle");
    after(stage, Action::Send)
}

fn picking(columns: u16, rows: u16) -> Stage {
    let mut stage = reading::chat(columns, rows, 2);
    stage.press(Action::FocusChat);
    after(stage, Action::Copy)
}

fn rewritten(columns: u16, rows: u16) -> Stage {
    let mut stage = rewriting::editing(columns, rows);
    stage.press(Action::Find);
    stage.typed("rows");
    after(stage, Action::Replace)
}

/// Text, then the same cells as letters of styles, then what each letter looks like at every depth.
fn picture(view: &View, (columns, rows): (u16, u16)) -> String {
    let frames =
        DEPTHS.map(|depth| drawn(view, (columns, rows), &theme("midnight").resolve(depth)));
    let mut picture = format!("{columns} x {rows}\n");
    let mut legend: Vec<[Style; 4]> = Vec::new();
    let mut letters = String::new();
    let width = usize::from(columns);
    for (y, row) in frames[0].content().chunks(width).enumerate() {
        writeln!(picture, "|{}", text(row).trim_end()).expect("write");
        let mut line = String::new();
        for (x, sign) in row.iter().map(Cell::symbol).enumerate() {
            let at = y * width + x;
            let styles = frames.each_ref().map(|frame| bare(&frame.content()[at]));
            assert!(
                frames.iter().all(|frame| frame.content()[at].symbol() == sign),
                "depth changes no sign"
            );
            let known = legend.iter().position(|known| *known == styles);
            let n = known.unwrap_or_else(|| {
                legend.push(styles);
                legend.len() - 1
            });
            line.push(if plain(&styles) { '.' } else { letter(n) });
        }
        writeln!(letters, "{}", line.trim_end_matches('.')).expect("write");
    }
    picture.push_str(&letters);
    for (n, styles) in legend.iter().enumerate().filter(|(_, styles)| !plain(styles)) {
        let looks = styles.map(|style| look(style).trim().to_owned());
        writeln!(picture, "{} {}", letter(n), looks.join(" · ")).expect("write");
    }
    picture
}

fn plain(styles: &[Style; 4]) -> bool {
    styles.iter().all(|style| look(*style).is_empty())
}

/// A blank has no ink.
fn bare(cell: &Cell) -> Style {
    let style = cell.style();
    let inked = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
    if cell.symbol() == " " && !style.add_modifier.intersects(inked) {
        return Style::new().bg(style.bg.unwrap_or(Color::Reset));
    }
    style
}

fn letter(n: usize) -> char {
    let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain('\u{c0}'..='\u{17f}');
    letters.clone().nth(n).expect("few styles")
}

fn text(row: &[Cell]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for cell in row {
        if covered == 0 {
            text.push_str(cell.symbol());
            covered = ci_tui::tui::widget::text::width(cell.symbol()).max(1);
        }
        covered -= 1;
    }
    text
}

fn drawn((_, play): &View, (columns, rows): (u16, u16), theme: &Theme) -> Buffer {
    let mut stage = play(columns, rows);
    stage.draw_in(theme);
    stage.draw_in(theme).backend().buffer().clone()
}

#[test]
fn every_view_at_every_size_and_depth_looks_as_it_did() {
    for view in VIEWS {
        let pictures = SIZES.map(|size| picture(view, size));
        // With another engine, other models can be run.
        if view.0 != "models" || cfg!(not(feature = "llama-cpp")) {
            insta::assert_snapshot!(format!("matrix_{}", view.0), pictures.join("\n"));
        }
    }
}

#[test]
fn every_sign_of_every_view_is_readable_in_every_theme() {
    let mut weak = std::collections::BTreeSet::new();
    for (name, _) in BUILT_IN {
        let theme = theme(name);
        let (Some(ground), Some(ink)) = (theme.background, theme.ui.text.fg) else { continue };
        for view in VIEWS {
            for cell in drawn(view, (120, 40), &theme).content() {
                let (mut fg, mut bg) = (cell.fg, cell.bg);
                let reset = |color, usual| if color == Color::Reset { usual } else { color };
                (fg, bg) = (reset(fg, ink), reset(bg, ground));
                if cell.modifier.contains(Modifier::REVERSED) {
                    (fg, bg) = (bg, fg);
                }
                let drawn = cell.symbol().chars().all(|c| !c.is_alphanumeric());
                let found = contrast(fg, bg);
                if !drawn && found.is_some_and(|found| found < 4.5) {
                    weak.insert(format!(
                        "{name} {}: {:?} {fg} on {bg}: {found:?}",
                        view.0,
                        cell.symbol()
                    ));
                }
            }
        }
    }
    assert!(weak.is_empty(), "{weak:#?}");
}
