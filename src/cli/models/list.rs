//! `ci-tui models list`.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use serde_json::json;

use super::columns::{Column, folded};
use super::describe::describe;
use super::megabytes;
use crate::config::Paths;
use crate::model::stock::{Model, Order, Stock, Wanted, words};

/// What is listed, and how.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// Only models with these words in their name, family, licence or languages
    filter: Vec<String>,
    /// Only models whose file is on this machine
    #[arg(long)]
    installed: bool,
    /// Only models that fit into the free memory and that this build can run
    #[arg(long)]
    fits: bool,
    /// suited, name, size, memory or speed
    #[arg(long, value_name = "ORDER", default_value = "suited", value_parser = order)]
    sort: OrderArg,
    /// Every column, however narrow the terminal is
    #[arg(long)]
    wide: bool,
}

/// An order, as an option takes it.
#[derive(Debug, Clone, Copy, Default)]
struct OrderArg(Order);

fn order(text: &str) -> Result<OrderArg, String> {
    let names = Order::ALL.map(Order::name).join(", ");
    Order::named(text).map(OrderArg).ok_or_else(|| format!("the orders are {names}"))
}

pub(super) fn run(
    args: &Args,
    paths: &Paths,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let stock = Stock::look(paths);
    if let Some(problem) = &stock.problem {
        anyhow::bail!("{problem}");
    }
    let wanted = Wanted {
        installed: args.installed,
        fits: args.fits,
        ..Wanted::words(&args.filter.join(" "))
    };
    let shown = stock.shown(&wanted, args.sort.0);
    if json {
        let models: Vec<_> = shown.iter().map(|model| describe(model)).collect::<Result<_, _>>()?;
        let list = json!({
            "v": 1,
            "available_memory": stock.available,
            "recommended": stock.recommended().map(|model| &model.name),
            "models": models,
        });
        writeln!(out, "{list}")?;
        return Ok(ExitCode::SUCCESS);
    }
    if shown.is_empty() {
        writeln!(out, "No model of this kind is known; `ci-tui models list` shows all.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let width = if args.wide { usize::MAX } else { width() };
    let table = folded(&columns(&shown), width);
    let licences = table.first().is_some_and(|titles| titles.contains("LICENCE"));
    for line in &table {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    for line in foot(&stock, &shown, licences) {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Columns of the terminal; those of an old one where the list goes elsewhere.
fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return 80;
    }
    crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns).max(40))
}

/// Everything that is told of a model; the ones of the highest rank go first where there is no room.
fn columns(models: &[&Model]) -> Vec<Column> {
    let column = |title: &str, rank: u8, cell: &dyn Fn(&Model) -> String| Column {
        title: title.into(),
        rank,
        cells: models.iter().map(|model| cell(model)).collect(),
        right: false,
    };
    let number = |title: &str, rank: u8, cell: &dyn Fn(&Model) -> String| Column {
        right: true,
        ..column(title, rank, cell)
    };
    let memory = |context: u32| move |model: &Model| words::memory(model, context);
    vec![
        column("NAME", 0, &|model| {
            format!(
                "{}{}",
                crate::plain::one_line(&model.name),
                if model.recommended { " *" } else { "" }
            )
        }),
        number("PARAMS", 3, &words::parameters),
        column("QUANT", 4, &|model| model.quantisation.clone()),
        number("SIZE", 1, &words::size),
        number("AT 4K", 2, &memory(4096)),
        number("8K", 10, &memory(8192)),
        number("32K", 9, &memory(32_768)),
        column("FIT", 1, &words::verdict),
        number("TOK/S", 1, &words::rate),
        column("ENGINE", 5, &|model| model.engine().map_or_else(String::new, |it| it.to_string())),
        number("CONTEXT", 8, &words::context),
        column("LICENCE", 6, &words::licence),
        column("FAMILY", 11, &|model| crate::plain::one_line(&model.family)),
        column("LANGUAGES", 12, &|model| model.languages.join(", ")),
        column("WHERE", 0, &words::place),
    ]
}

fn foot(stock: &Stock, shown: &[&Model], licences: bool) -> Vec<String> {
    let mut lines = vec![format!("Free memory: {}.", megabytes(stock.available))];
    let about = |model: &&&Model| words::rate(model).starts_with('~');
    if shown.iter().any(|model| about(&model)) {
        lines.push(words::about_rates(stock).into());
    }
    if licences && shown.iter().any(|model| model.conditions.is_some()) {
        lines.push("Licences in brackets have conditions: ci-tui models info NAME".into());
    }
    if stock.cut {
        lines.push(
            "The search for files of other programs took too long: this may not be all.".into(),
        );
    }
    if let Some(model) = stock.recommended() {
        let how = if model.is_here() {
            ", and on this machine already".to_owned()
        } else {
            format!("; fetch it with: ci-tui models pull {}", model.name)
        };
        lines.push(format!("* to begin with here{how}"));
    }
    lines
}
