//! A terminal's screen as a picture: text as text, lines and blocks as paths, rows that stay drawn once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A cell's width and height, and the size of its letters.
const CELL: (usize, usize) = (8, 17);
const LETTER: f32 = 13.3;
/// The frame around the cells: at each side, and at the top.
const MARGIN: (usize, usize) = (14, 38);
/// The ground of the window, and what stands on it unless told.
const GROUND: &str = "#10151d";
const TEXT: &str = "#d5dce6";

/// What a cell looks like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    pub(super) front: String,
    pub(super) ground: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
}

/// One cell; the second half of a wide sign is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) sign: String,
    pub(super) look: Look,
}

/// The rows of a screen.
pub(super) type Rows = Vec<Vec<Cell>>;

/// What the screen of a terminal shows.
pub(super) fn rows(screen: &vt100::Screen) -> Rows {
    let (height, width) = screen.size();
    let color = |color, other: &str| match color {
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        vt100::Color::Default => other.to_owned(),
        vt100::Color::Idx(n) => panic!("colour {n} has no fixed look: use COLORTERM=truecolor"),
    };
    let cell = |y, x| {
        let cell = screen.cell(y, x).expect("a cell");
        let (front, ground) = (color(cell.fgcolor(), TEXT), color(cell.bgcolor(), GROUND));
        let (front, ground) = if cell.inverse() { (ground, front) } else { (front, ground) };
        let sign = match (cell.is_wide_continuation(), cell.contents()) {
            (true, _) => String::new(),
            (false, "") => " ".to_owned(),
            (false, sign) => sign.to_owned(),
        };
        let (bold, italic, underline) = (cell.bold(), cell.italic(), cell.underline());
        Cell { sign, look: Look { front, ground, bold, italic, underline } }
    };
    let (height, width) = (height.get(), width.get());
    (0..height).map(|y| (0..width).map(|x| cell(y, x)).collect()).collect()
}

/// The text of a row.
pub(super) fn text(row: &[Cell]) -> String {
    row.iter().map(|cell| cell.sign.as_str()).collect()
}

/// Screens one after the other, each for so many seconds; one of them is a picture that stays.
pub(super) fn draw(title: &str, frames: &[(Rows, f32)]) -> String {
    let (first, _) = frames.first().expect("a frame");
    let (columns, lines) = (first.first().map_or(0, Vec::len), first.len());
    let width = columns * CELL.0 + 2 * MARGIN.0;
    let height = lines * CELL.1 + MARGIN.1 + MARGIN.0;
    let mut picture = Picture::default();
    for y in 0..lines {
        let mut from = 0;
        while from < frames.len() {
            let row = &frames[from].0[y];
            let same = frames[from..].iter().take_while(|(rows, _)| rows[y] == *row).count();
            picture.row(y, row, (from, from + same), frames.len());
            from += same;
        }
    }
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
    let _ = writeln!(svg, "<style>{}{}</style>", picture.classes(), picture.times(frames));
    let _ = writeln!(
        svg,
        "<rect width=\"{width}\" height=\"{height}\" rx=\"9\" fill=\"{GROUND}\" stroke=\"#2b3442\"/>"
    );
    for (n, color) in ["#f2635a", "#f0b43c", "#53c05a"].iter().enumerate() {
        let x = 20 + 18 * n;
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"18\" r=\"5.5\" fill=\"{color}\"/>");
    }
    let middle = width / 2;
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"22\" text-anchor=\"middle\" fill=\"#8b98aa\">{}</text>",
        escaped(title)
    );
    let _ = writeln!(svg, "<g transform=\"translate({},{})\">", MARGIN.0, MARGIN.1);
    svg.push_str(&picture.body);
    svg.push_str("</g>\n</svg>\n");
    svg
}

#[derive(Default)]
struct Picture {
    body: String,
    /// Looks of text, and the class that stands for each.
    looks: BTreeMap<Look, usize>,
    /// From which frame to which something is there.
    spans: BTreeMap<(usize, usize), usize>,
}

impl Picture {
    fn row(&mut self, y: usize, row: &[Cell], span: (usize, usize), frames: usize) {
        let mut drawn = grounds(row);
        drawn.push_str(&strokes(row));
        let mut x = 0;
        while x < row.len() {
            let look = &row[x].look;
            let run =
                row[x..].iter().take_while(|cell| cell.look == *look && !is_drawn(cell)).count();
            if run == 0 {
                x += 1;
                continue;
            }
            self.texts(&mut drawn, x, &row[x..x + run]);
            x += run;
        }
        if drawn.is_empty() {
            return;
        }
        let top = y * CELL.1;
        let class = if span == (0, frames) {
            String::new()
        } else {
            let next = self.spans.len();
            format!(" class=\"f{}\"", self.spans.entry(span).or_insert(next))
        };
        let _ = writeln!(self.body, "<g{class} transform=\"translate(0,{top})\">{drawn}</g>");
    }

    /// Words of one look; where there is much room between them, each has its own place.
    fn texts(&mut self, drawn: &mut String, from: usize, run: &[Cell]) {
        let mut x = 0;
        while x < run.len() {
            if run[x].sign == " " {
                x += 1;
                continue;
            }
            let mut end = x;
            let mut blank = 0;
            for (n, cell) in run.iter().enumerate().skip(x) {
                blank = if cell.sign == " " { blank + 1 } else { 0 };
                if blank > 2 {
                    break;
                }
                if blank == 0 {
                    end = n + 1;
                }
            }
            let next = self.looks.len();
            let class = *self.looks.entry(run[x].look.clone()).or_insert(next);
            let (left, length) = ((from + x) * CELL.0, (end - x) * CELL.0);
            let words = escaped(&text(&run[x..end]));
            let _ = write!(
                drawn,
                "<text class=\"t{class}\" x=\"{left}\" y=\"13\" textLength=\"{length}\">{words}</text>"
            );
            x = end;
        }
    }

    fn classes(&self) -> String {
        let mut css = format!(
            "text{{font:{LETTER}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',\
             'Liberation Mono',monospace;white-space:pre}}"
        );
        for (look, n) in &self.looks {
            let _ = write!(css, ".t{n}{{fill:{}", look.front);
            css.push_str(if look.bold { ";font-weight:700" } else { "" });
            css.push_str(if look.italic { ";font-style:italic" } else { "" });
            css.push_str(if look.underline { ";text-decoration:underline" } else { "" });
            css.push('}');
        }
        css
    }

    /// When what is there; who wants nothing to move sees the last frame.
    fn times(&self, frames: &[(Rows, f32)]) -> String {
        if frames.len() < 2 {
            return String::new();
        }
        let all: f32 = frames.iter().map(|(_, time)| time).sum();
        let share = |n: usize| frames[..n].iter().map(|(_, time)| time).sum::<f32>() / all * 100.0;
        let mut css = String::new();
        for ((from, to), n) in &self.spans {
            let (begins, ends) = (share(*from), share(*to));
            let _ = write!(css, "@keyframes k{n}{{");
            let _ = match from {
                0 => write!(css, "0%{{visibility:visible}}"),
                _ => write!(css, "0%{{visibility:hidden}}{begins:.2}%{{visibility:visible}}"),
            };
            if *to < frames.len() {
                let _ = write!(css, "{ends:.2}%{{visibility:hidden}}");
            } else {
                css.push_str("100%{visibility:visible}");
            }
            let last = if *to == frames.len() { "visible" } else { "hidden" };
            let _ = write!(
                css,
                "}}.f{n}{{visibility:{last};animation:k{n} {all:.1}s step-end infinite}}"
            );
        }
        css.push_str("@media(prefers-reduced-motion:reduce){g{animation:none!important}}");
        css
    }
}

/// Grounds that differ from that of the window.
fn grounds(row: &[Cell]) -> String {
    let mut drawn = String::new();
    let mut x = 0;
    while x < row.len() {
        let ground = &row[x].look.ground;
        let run = row[x..].iter().take_while(|cell| cell.look.ground == *ground).count();
        if ground != GROUND {
            let (left, wide, high) = (x * CELL.0, run * CELL.0, CELL.1);
            let _ =
                write!(drawn, "<path fill=\"{ground}\" d=\"M{left} 0h{wide}v{high}h-{wide}z\"/>");
        }
        x += run;
    }
    drawn
}

/// How a line leaves a cell: to the left, right, up and down; 1 is light, 2 heavy, 3 double.
fn arms(sign: &str) -> Option<[u8; 4]> {
    Some(match sign {
        "─" => [1, 1, 0, 0],
        "│" => [0, 0, 1, 1],
        "┌" => [0, 1, 0, 1],
        "┐" => [1, 0, 0, 1],
        "└" => [0, 1, 1, 0],
        "┘" => [1, 0, 1, 0],
        "┼" => [1, 1, 1, 1],
        "━" => [2, 2, 0, 0],
        "┃" => [0, 0, 2, 2],
        "┏" => [0, 2, 0, 2],
        "┓" => [2, 0, 0, 2],
        "┗" => [0, 2, 2, 0],
        "┛" => [2, 0, 2, 0],
        "═" => [3, 3, 0, 0],
        "║" => [0, 0, 3, 3],
        "╔" => [0, 3, 0, 3],
        "╗" => [3, 0, 0, 3],
        "╚" => [0, 3, 3, 0],
        "╝" => [3, 0, 3, 0],
        _ => return None,
    })
}

/// Eighths of a cell that a block fills from below.
fn eighths(sign: &str) -> Option<usize> {
    "▁▂▃▄▅▆▇█".chars().position(|block| sign.chars().eq([block])).map(|n| n + 1)
}

fn is_drawn(cell: &Cell) -> bool {
    arms(&cell.sign).is_some() || eighths(&cell.sign).is_some()
}

#[expect(clippy::cast_precision_loss, reason = "a picture has few cells")]
/// Lines and blocks, so that they meet whatever the font.
fn strokes(row: &[Cell]) -> String {
    let mut paths: BTreeMap<(String, u8), String> = BTreeMap::new();
    let mut blocks: BTreeMap<String, String> = BTreeMap::new();
    let (wide, high) = CELL;
    let (half, middle) = (wide / 2, high as f32 / 2.0);
    let mut x = 0;
    while x < row.len() {
        let Cell { sign, look } = &row[x];
        let left = x * wide;
        if let Some(eighths) = eighths(sign) {
            let tall = high * eighths / 8;
            let path = blocks.entry(look.front.clone()).or_default();
            let _ = write!(path, "M{left} {}h{wide}v{tall}h-{wide}z", high - tall);
        }
        let Some([to_left, to_right, up, down]) = arms(sign) else {
            x += 1;
            continue;
        };
        let run =
            row[x..].iter().take_while(|cell| cell.sign == *sign && cell.look == *look).count();
        let run = if to_left > 0 && to_right > 0 && up == 0 { run } else { 1 };
        let weight = to_left.max(to_right).max(up).max(down);
        // A double line is two light ones.
        let apart: &[f32] = if weight == 3 { &[-1.5, 1.5] } else { &[0.0] };
        let path = paths.entry((look.front.clone(), weight)).or_default();
        for off in apart {
            let (cx, cy) = (left as f32 + half as f32 + off, middle + off);
            // Corners of double lines: the outer with the outer.
            let cx = if (to_left > 0) == (up > 0) { left as f32 + half as f32 - off } else { cx };
            if to_left > 0 && to_right > 0 && up == 0 {
                let _ = write!(path, "M{left} {cy}h{}", run * wide);
                continue;
            }
            if to_left > 0 {
                let _ = write!(path, "M{left} {cy}H{cx}");
            }
            if to_right > 0 {
                let _ = write!(path, "M{cx} {cy}H{}", left + wide);
            }
            if up > 0 {
                let _ = write!(path, "M{cx} 0V{cy}");
            }
            if down > 0 {
                let _ = write!(path, "M{cx} {cy}V{high}");
            }
        }
        x += run;
    }
    let mut drawn = String::new();
    for (color, path) in blocks {
        let _ = write!(drawn, "<path fill=\"{color}\" d=\"{path}\"/>");
    }
    for ((color, weight), path) in paths {
        let thick = if weight == 2 { "2.4" } else { "1" };
        let _ = write!(
            drawn,
            "<path fill=\"none\" stroke=\"{color}\" stroke-width=\"{thick}\" stroke-linecap=\"square\" d=\"{path}\"/>"
        );
    }
    drawn
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
