//! The pictures of the README, drawn from the real program: a picture that no longer shows it fails here.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use super::harness::{Setup, Workspace};
use super::svg::{self, Cell, Look, Rows};

const QUESTION: &str = "Which region sells most in sales.csv?";
const SALES: &str = "day,region,amount\n2026-02-01,north,120.5\n2026-02-01,south,80\n2026-02-02,north,99.5\n\
                     2026-02-02,east,210\n2026-02-03,south,64\n2026-02-03,east,185.5\n";
const SCRIPT: &str = "\
:speed 0
:context 8192
=== reply
I add up `amount` for each region, the largest first.

```python
import minipandas as pd

sales = pd.read_csv(\"sales.csv\")
totals = sales.groupby(\"region\")[\"amount\"].sum()
totals.sort_values(ascending=False)
```
=== reply
**east** sells most: 395.5. Behind it comes north with 220.0.

`sales` and `totals` are still there for the next question.
";

/// A workspace in a small folder; nothing of this machine gets in.
fn open() -> Workspace {
    let home = tempfile::Builder::new().prefix("ci").rand_bytes(6).tempdir_in("/tmp");
    let home = home.expect("a folder");
    fs::write(home.path().join("sales.csv"), SALES).expect("write");
    fs::write(home.path().join("demo"), SCRIPT).expect("write");
    let place = format!("HOME={}", home.path().display());
    let path = format!("PATH={}", std::env::var("PATH").unwrap_or_default());
    let env = ["env", "-i", &place, &path, "TERM=xterm-256color", "COLORTERM=truecolor"];
    let more = ["LANG=C.UTF-8", "COLORFGBG=15;0"];
    let words: Vec<&str> = env.into_iter().chain(more).collect();
    let setup = Setup::at(home).within(&words).args(&["-m", "scripted:demo"]).size(112, 28);
    let mut workspace = setup.start();
    workspace.wait_for("demo is ready");
    workspace
}

/// What stands on the screen, with all that no two runs share put to fixed words.
fn take(workspace: &mut Workspace) -> Rows {
    workspace.let_pass(500);
    let home = workspace.home.path().display().to_string();
    let mut rows = svg::rows(workspace.shown());
    let masks = [
        (regex::escape(&home), "~/sales"),
        (r"\b\d+ ms\b|\b\d+\.\d s\b".to_owned(), "12 ms"),
        (r"· \d+ (s|min)\b".to_owned(), "· 5 s"),
        (r"Python 3\.\d+\.\d+".to_owned(), "Python 3.12.3"),
    ];
    for row in &mut rows {
        if svg::text(row).starts_with("write ") {
            gauge(row);
            continue;
        }
        for (pattern, fixed) in &masks {
            mask(row, &Regex::new(pattern).expect("a pattern"), fixed);
        }
    }
    rows
}

/// The gauges of a small model on a laptop, in the looks that they have.
fn gauge(row: &mut [Cell]) {
    const WORDS: &str = "write 16.9 tok/s  ▂▃▅▆▅▆  read 62.0 tok/s  first 0.8 s  context 612/8192  cpu  97%  mem 3.1/7.7 GB";
    let plain = row[0].look.clone();
    let number = row.iter().find(|cell| cell.sign.chars().all(|c| c.is_ascii_digit()));
    let number = number.map_or_else(|| plain.clone(), |cell| cell.look.clone());
    let mut signs = WORDS.chars();
    for cell in row {
        let sign = signs.next().unwrap_or(' ');
        let is_number = sign.is_ascii_digit() || matches!(sign, '.' | '/') || !sign.is_ascii();
        let look: Look = if is_number { number.clone() } else { plain.clone() };
        *cell = Cell { sign: sign.to_string(), look };
    }
}

/// Puts fixed words in place of others; blanks or line behind them give or take the room.
fn mask(row: &mut Vec<Cell>, pattern: &Regex, fixed: &str) {
    let text = svg::text(row);
    let found: Vec<(usize, usize)> = pattern
        .find_iter(&text)
        .map(|hit| (text[..hit.start()].chars().count(), hit.as_str().chars().count()))
        .collect();
    for (at, long) in found.into_iter().rev() {
        let look = row[at].look.clone();
        let new = fixed.chars().map(|sign| Cell { sign: sign.to_string(), look: look.clone() });
        row.splice(at..at + long, new.collect::<Vec<_>>());
        let mut from = at + fixed.chars().count();
        // Where words follow, the room is behind them.
        while from + 2 < row.len()
            && !(is_filling(&row[from + 1]) && row[from + 1] == row[from + 2])
        {
            from += 1;
        }
        let filling = row[from + 1].clone();
        for _ in fixed.chars().count()..long {
            row.insert(from + 1, filling.clone());
        }
        for _ in long..fixed.chars().count() {
            row.remove(from + 1);
        }
    }
}

fn is_filling(cell: &Cell) -> bool {
    matches!(cell.sign.as_str(), " " | "─" | "━" | "═")
}

/// Compares with the picture that is kept, or keeps it where that is asked for.
fn check(name: &str, svg: &str, most: usize, stale: &mut Vec<PathBuf>) {
    assert!(svg.len() <= most, "{name} has {} bytes, at most {most}", svg.len());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name);
    if std::env::var("CI_TUI_SCREENS").is_ok_and(|word| word == "update") {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, svg).expect("write");
    } else if fs::read_to_string(&file).ok().as_deref() != Some(svg) {
        stale.push(file);
    }
}

#[test]
fn the_pictures_of_the_readme_show_the_program_as_it_is() {
    let mut workspace = open();
    let mut frames = Vec::new();
    frames.push((take(&mut workspace), 0.8));
    let mut typed = 0;
    for upto in [6, 13, 26, QUESTION.len()] {
        workspace.press(&QUESTION[typed..upto]);
        workspace.wait_for(&QUESTION[..upto]);
        frames.push((take(&mut workspace), 0.35));
        typed = upto;
    }
    workspace.press("\r");
    workspace.review(1);
    let review = take(&mut workspace);
    frames.push((review.clone(), 2.4));
    workspace.press("e");
    workspace.wait_for("editing");
    frames.push((take(&mut workspace), 0.8));
    workspace.press("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[F");
    workspace.press(".head(2)");
    workspace.wait_for(".head(2)");
    frames.push((take(&mut workspace), 1.0));
    workspace.press("\x13");
    workspace.wait_for("edited, waits for you");
    frames.push((take(&mut workspace), 2.0));
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_until("the answer", |screen| {
        screen.contains("still there for") && screen.contains("IDLE")
    });
    let answer = take(&mut workspace);
    frames.push((answer.clone(), 4.0));
    workspace.press("\x1bOR");
    workspace.wait_for("sales.csv  ");
    let panel = take(&mut workspace);
    let mut stale = Vec::new();
    check("review.svg", &svg::draw("ci-tui", &[(review, 1.0)]), 60_000, &mut stale);
    check("result.svg", &svg::draw("ci-tui", &[(answer, 1.0)]), 60_000, &mut stale);
    check("panel.svg", &svg::draw("ci-tui", &[(panel, 1.0)]), 60_000, &mut stale);
    check("main-job.svg", &svg::draw("ci-tui", &frames), 300_000, &mut stale);
    assert!(
        stale.is_empty(),
        "{stale:?} show another program: run with CI_TUI_SCREENS=update, and look at them"
    );
}
