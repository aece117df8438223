//! Markdown as a chat needs it, drawn into lines of a width.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::block::Block;
use super::glyphs::Glyphs;
pub use super::stable::split_stable;
use super::table::Table;
use super::{text, wrap};
use crate::tui::theme::Theme;

/// Draws fenced code: its language and text become lines, which are then wrapped.
pub type DrawCode<'a> = &'a mut dyn FnMut(&str, &str) -> Vec<Line<'static>>;

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// The lines of a text, none wider than `width`, and the code and tables among them.
#[must_use]
pub fn render(
    text: &str,
    width: usize,
    theme: &Theme,
    glyphs: Glyphs,
    code: DrawCode<'_>,
) -> (Vec<Line<'static>>, Vec<Block>) {
    let clean = text::sanitize(text);
    render_events(Parser::new_ext(&clean, OPTIONS), width, theme, glyphs, code)
}

/// The events of a text whose signs are harmless already, to be drawn later, by [`render_events`].
#[must_use]
pub fn parse(text: &str) -> Vec<Event<'static>> {
    Parser::new_ext(&text::sanitize(text), OPTIONS).map(Event::into_static).collect()
}

/// The lines of what was parsed from Markdown or from a kindred format.
pub fn render_events<'e>(
    events: impl IntoIterator<Item = Event<'e>>,
    width: usize,
    theme: &Theme,
    glyphs: Glyphs,
    code: DrawCode<'_>,
) -> (Vec<Line<'static>>, Vec<Block>) {
    let mut page = Page {
        width,
        theme,
        glyphs,
        code,
        lines: Vec::new(),
        spans: Vec::new(),
        styles: vec![theme.ui.text],
        nests: Vec::new(),
        gap: None,
        link: None,
        fence: None,
        table: None,
        blocks: Vec::new(),
    };
    for event in events {
        page.take(event);
    }
    page.flush();
    (page.lines, page.blocks)
}

/// What a line stands within.
enum Nest {
    Quote,
    /// The number of the next item, where items have numbers.
    List(Option<u64>),
    /// Its sign, until the first line has taken it; then spaces.
    Item {
        sign: String,
        taken: bool,
    },
}

struct Page<'a> {
    width: usize,
    theme: &'a Theme,
    glyphs: Glyphs,
    code: DrawCode<'a>,
    lines: Vec<Line<'static>>,
    spans: Vec<Span<'static>>,
    styles: Vec<Style>,
    nests: Vec<Nest>,
    /// A blank line is due before the next line, within so many of the nests.
    gap: Option<usize>,
    link: Option<String>,
    fence: Option<(String, String)>,
    table: Option<Table>,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.fence {
                Some((_, code)) => code.push_str(&text),
                None => self.push(&text, Style::new()),
            },
            Event::Code(text) => self.push(&text, self.theme.ui.code_inline),
            Event::Html(text) | Event::InlineHtml(text) => {
                for (n, line) in text.trim_end_matches('\n').split('\n').enumerate() {
                    if n > 0 {
                        self.flush();
                    }
                    self.push(line, self.theme.ui.muted);
                }
            }
            Event::SoftBreak => self.push(" ", Style::new()),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.flush();
                let room = self.room();
                let rule = self.glyphs.pick("─", "-").repeat(room.min(40));
                self.spans.push(Span::styled(rule, self.theme.ui.border));
                self.close();
            }
            Event::TaskListMarker(done) => {
                self.push(if done { "[x] " } else { "[ ] " }, self.theme.ui.accent);
            }
            Event::FootnoteReference(text) => self.push(&format!("[{text}]"), Style::new()),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text, Style::new()),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                let signs = "#".repeat(level as usize);
                self.styles.push(self.theme.ui.heading);
                // Big headings show by their look alone; the smaller keep their rank as signs.
                if level > HeadingLevel::H2 {
                    self.push(&format!("{signs} "), self.theme.ui.muted);
                }
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.nests.push(Nest::Quote);
                self.styles.push(self.style().patch(self.theme.ui.muted));
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',']).next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.fence = Some((language, String::new()));
            }
            Tag::List(first) => {
                self.flush();
                // A list within an item follows it closely.
                if matches!(self.nests.last(), Some(Nest::Item { .. })) {
                    self.gap = None;
                }
                self.nests.push(Nest::List(first));
            }
            Tag::Item => self.item(),
            Tag::Table(columns) => {
                self.flush();
                self.table = Some(Table::new(columns));
            }
            Tag::Emphasis => self.emphasise(Modifier::ITALIC),
            Tag::Strong | Tag::TableHead => self.emphasise(Modifier::BOLD),
            Tag::Strikethrough => self.emphasise(Modifier::CROSSED_OUT),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.styles.push(self.style().patch(self.theme.ui.link));
                self.link = Some(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close(),
            TagEnd::Heading(_) => {
                self.styles.pop();
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.styles.pop();
                self.flush();
                self.nests.pop();
                self.close();
            }
            TagEnd::CodeBlock => self.draw_code(),
            TagEnd::List(_) => {
                self.nests.pop();
                if !matches!(self.nests.last(), Some(Nest::Item { .. })) {
                    self.close();
                }
            }
            TagEnd::Item => {
                self.flush_item();
                self.nests.pop();
                self.gap = None;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let spans = std::mem::take(&mut self.spans);
                if let Some(table) = &mut self.table {
                    table.cell(spans);
                }
            }
            TagEnd::TableHead => {
                self.styles.pop();
                self.table.iter_mut().for_each(Table::end_row);
            }
            TagEnd::TableRow => self.table.iter_mut().for_each(Table::end_row),
            TagEnd::Table => {
                let room = self.room();
                if let Some(table) = self.table.take() {
                    let lines = table.lines(room, self.theme, self.glyphs);
                    self.block(lines, table.text());
                }
                self.close();
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let depth = self.nests.iter().filter(|nest| matches!(nest, Nest::List(None))).count();
        let sign = match self.nests.last_mut() {
            Some(Nest::List(Some(next))) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ if depth % 2 == 1 => self.glyphs.pick("• ", "* ").to_owned(),
            _ => self.glyphs.pick("◦ ", "- ").to_owned(),
        };
        self.nests.push(Nest::Item { sign, taken: false });
    }

    /// Draws what an item gathered, and its sign even where it gathered nothing.
    fn flush_item(&mut self) {
        self.flush();
        if matches!(self.nests.last(), Some(Nest::Item { taken: false, .. })) {
            self.emit(Line::default());
        }
    }

    fn end_link(&mut self) {
        self.styles.pop();
        let Some(url) = self.link.take() else { return };
        let shown = self.spans.last().is_some_and(|span| url.ends_with(span.content.as_ref()));
        if !shown && !url.is_empty() {
            self.push(&format!(" ({url})"), self.theme.ui.muted);
        }
    }

    fn draw_code(&mut self) {
        let Some((language, code)) = self.fence.take() else { return };
        let code = code.strip_suffix('\n').unwrap_or(&code).to_owned();
        let lines = (self.code)(&language, &code);
        self.block(lines, code);
        self.close();
    }

    /// Adds lines that belong together.
    fn block(&mut self, lines: Vec<Line<'static>>, text: String) {
        let mut start = self.lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let gap = usize::from(n == 0 && self.gap.is_some() && !self.lines.is_empty());
            start += gap;
            self.emit(line);
        }
        self.blocks.push(Block { rows: start..self.lines.len(), text });
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn emphasise(&mut self, modifier: Modifier) {
        self.styles.push(self.style().add_modifier(modifier));
    }

    fn push(&mut self, text: &str, style: Style) {
        self.spans.push(Span::styled(text.to_owned(), self.style().patch(style)));
    }

    /// Ends a block: the next one keeps a distance.
    fn close(&mut self) {
        self.flush();
        self.gap = Some(self.nests.len());
    }

    fn flush(&mut self) {
        if !self.spans.is_empty() {
            let line = Line::from(std::mem::take(&mut self.spans));
            self.emit(line);
        }
    }

    /// Adds a line behind the signs of its lists and quotes, wrapped.
    fn emit(&mut self, line: Line<'static>) {
        if let Some(depth) = self.gap.take().filter(|_| !self.lines.is_empty()) {
            self.lines.push(self.blank(depth));
        }
        let (mut first, mut hang) = self.margins();
        let taken: usize = hang.iter().map(|span| text::width(&span.content)).sum();
        if taken + 2 > self.width {
            first.retain(|span| !span.content.trim().is_empty());
            hang.clear();
        }
        let Line { spans, style, .. } = line;
        let whole = Line::from([first, spans].concat()).style(style);
        self.lines.extend(wrap::wrap(&whole, self.width, &hang));
    }

    /// A blank line within the first nests: only quotes show.
    fn blank(&self, depth: usize) -> Line<'static> {
        let nests = self.nests.get(..depth).unwrap_or(&self.nests);
        let Some(last) = nests.iter().rposition(|nest| matches!(nest, Nest::Quote)) else {
            return Line::default();
        };
        let sign = |nest: &Nest| match nest {
            Nest::Quote => self.bar(),
            Nest::List(_) => Span::raw(""),
            Nest::Item { sign, .. } => Span::raw(" ".repeat(text::width(sign))),
        };
        Line::from(nests.iter().take(last + 1).map(sign).collect::<Vec<_>>())
    }

    fn bar(&self) -> Span<'static> {
        Span::styled(self.glyphs.pick("│ ", "> "), self.theme.ui.border)
    }

    fn margins(&mut self) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
        let (mut first, mut hang) = (Vec::new(), Vec::new());
        let bar = self.bar();
        for nest in &mut self.nests {
            match nest {
                Nest::Quote => {
                    first.push(bar.clone());
                    hang.push(bar.clone());
                }
                Nest::List(_) => {}
                Nest::Item { sign, taken } => {
                    let blank = Span::raw(" ".repeat(text::width(sign)));
                    let shown = Span::styled(sign.clone(), self.theme.ui.accent);
                    first.push(if std::mem::replace(taken, true) { blank.clone() } else { shown });
                    hang.push(blank);
                }
            }
        }
        (first, hang)
    }

    /// The cells that signs leave.
    fn room(&self) -> usize {
        let taken = |nest: &Nest| match nest {
            Nest::Quote => 2,
            Nest::List(_) => 0,
            Nest::Item { sign, .. } => text::width(sign),
        };
        self.width.saturating_sub(self.nests.iter().map(taken).sum()).max(1)
    }
}
