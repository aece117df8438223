//! The panel of models at four sizes, and what its keys do.

use ci_tui::config::Paths;
use ci_tui::engine::{Command, Effect, Event, LoadId, ModelInfo};
use ci_tui::model::found::{Limits, Program};
use ci_tui::model::stock::{Model, Place, Rate, Stock};
use ci_tui::tui::panel::{Ask, Panel, Then};
use ci_tui::tui::screen::{Errand, Overlay};
use ci_tui::tui::{Action, Input, update};

use super::stage::{CODE, Stage};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 50)];
const FREE: u64 = 7_700_000_000;

/// The catalogue on a machine of 7.7 GB, where one model is ours, one is Ollama's and one has begun to arrive.
fn stock() -> Stock {
    let home = tempfile::tempdir().expect("home");
    let mut stock = Stock::look_in(&Paths::under(home.path()), &[], Limits::default(), FREE);
    for model in &mut stock.models {
        let tps =
            10e9 / f64::from(u32::try_from(model.read_per_token() / 1000).expect("small")) / 1e3;
        model.rate = Rate::About { tps, calibrated: false };
        model.recommended = model.name == "qwen2.5-coder-1.5b";
    }
    let find = |stock: &mut Stock, name: &str, change: fn(&mut Model)| {
        change(stock.models.iter_mut().find(|model| model.name == name).expect("known"));
    };
    find(&mut stock, "qwen2.5-coder-1.5b", |model| {
        model.place =
            Place::Ours("/home/me/.local/share/ci-tui/models/qwen2.5-coder-1.5b.gguf".into());
        model.rate = Rate::Measured { tps: 15.8, prefill: Some(62.0) };
    });
    find(&mut stock, "llama-3.2-3b", |model| {
        model.place =
            Place::Theirs(Program::Ollama, "/home/me/.ollama/models/blobs/sha256-abc".into());
    });
    find(&mut stock, "qwen2.5-coder-7b", |model| model.place = Place::Partial(1_200_000_000));
    stock
}

pub(super) fn open(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    let panel = Panel { stock: Some(Box::new(stock())), ..Panel::default() };
    stage.screen.overlay = Overlay::Models(Box::new(panel));
    stage
}

fn panel(stage: &mut Stage) -> &mut Panel {
    match &mut stage.screen.overlay {
        Overlay::Models(panel) => panel,
        other => panic!("it is open: {other:?}"),
    }
}

/// Puts the cursor on this model.
fn on(stage: &mut Stage, name: &str) {
    panel(stage).chosen = Some(name.into());
}

fn toast(stage: &Stage) -> &str {
    stage.screen.toast.as_ref().map_or("", |(text, _)| text)
}

/// The pictures are those of the usual build: with another engine, other models can be run.
fn shoot(name: &str, play: impl Fn(u16, u16) -> Stage) {
    for (columns, rows) in SIZES {
        let mut stage = play(columns, rows);
        let shot = stage.shot();
        if cfg!(not(feature = "llama-cpp")) {
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), shot);
        }
    }
}

#[test]
fn the_table_tells_what_there_is_and_the_details_tell_the_rest() {
    shoot("models", open);
}

#[test]
fn before_a_download_size_source_and_licence_are_told() {
    shoot("models_ask", |columns, rows| {
        let mut stage = open(columns, rows);
        on(&mut stage, "llama-3.1-8b");
        stage.press(Action::Send);
        stage
    });
}

#[test]
fn a_download_is_seen_in_the_table_in_the_details_and_in_the_footer() {
    shoot("models_fetching", |columns, rows| {
        let mut stage = fetching(columns, rows);
        let download = stage.screen.download.as_mut().expect("a download");
        (download.done, download.total) = (1_966_000_000, 4_681_000_000);
        download.note = "1.97 GB of 4.68 GB, 5.2 MB/s, 8:42 left, from Hugging Face".into();
        stage
    });
}

fn fetching(columns: u16, rows: u16) -> Stage {
    let mut stage = open(columns, rows);
    on(&mut stage, "qwen2.5-coder-7b");
    stage.press(Action::Pull);
    stage.press(Action::Confirm);
    assert_eq!(stage.screen.errands.pop(), Some(Errand::FetchModel("qwen2.5-coder-7b".into())));
    stage
}

#[test]
fn in_seven_bits_it_is_as_clear() {
    let mut stage = fetching(80, 24);
    stage.screen.glyphs = ci_tui::tui::widget::glyphs::Glyphs::Ascii;
    let shot = stage.shot();
    if cfg!(not(feature = "llama-cpp")) {
        insta::assert_snapshot!("models_ascii_80x24", shot);
    }
}

#[test]
fn nothing_is_downloaded_before_the_question_is_answered_with_yes() {
    let mut stage = open(80, 24);
    on(&mut stage, "qwen2.5-coder-0.5b");
    for _ in 0..3 {
        assert_eq!(stage.press(Action::Send), []);
    }
    assert_eq!(panel(&mut stage).ask, Some(Ask::Fetch("qwen2.5-coder-0.5b".into(), Then::Use)));
    assert!(stage.screen.errands.is_empty() && toast(&stage).contains("y says yes"));
    stage.press(Action::Cancel);
    stage.press(Action::Confirm);
    assert!(stage.screen.errands.is_empty() && stage.screen.download.is_none());
}

#[test]
fn a_download_stands_still_goes_on_and_survives_the_panel() {
    let mut stage = fetching(80, 24);
    stage.press(Action::Cancel);
    assert!(matches!(stage.screen.overlay, Overlay::None));
    let shot = stage.shot();
    assert!(shot.contains("qwen2.5-coder-7b fetching 0 %"), "{shot}");
    let old = open(80, 24);
    stage.screen.overlay = old.screen.overlay;
    on(&mut stage, "qwen2.5-coder-7b");
    stage.press(Action::Pull);
    assert_eq!(stage.screen.errands.pop(), Some(Errand::StopFetch));
    assert!(stage.screen.download.as_ref().is_some_and(|download| download.paused));
    assert!(stage.shot().contains("p go on"), "{}", stage.shot());
    stage.press(Action::Pull);
    assert_eq!(stage.screen.errands.pop(), Some(Errand::FetchModel("qwen2.5-coder-7b".into())));
    on(&mut stage, "qwen2.5-coder-0.5b");
    stage.press(Action::Pull);
    assert!(toast(&stage).contains("one download at a time"), "{}", toast(&stage));
}

#[test]
fn only_our_own_files_are_deleted_and_only_after_a_yes() {
    let mut stage = open(80, 24);
    on(&mut stage, "llama-3.2-3b");
    stage.press(Action::Remove);
    assert_eq!(toast(&stage), "llama-3.2-3b belongs to Ollama: it is never deleted from here");
    on(&mut stage, "gemma-3-4b");
    stage.press(Action::Remove);
    assert_eq!(toast(&stage), "gemma-3-4b is not on this machine");
    on(&mut stage, "qwen2.5-coder-1.5b");
    stage.press(Action::Remove);
    assert!(stage.screen.errands.is_empty());
    assert!(stage.shot().contains("Delete qwen2.5-coder-1.5b from this machine?"));
    stage.press(Action::Confirm);
    assert_eq!(stage.screen.errands.pop(), Some(Errand::RemoveModel("qwen2.5-coder-1.5b".into())));
    let mut stage = fetching(80, 24);
    stage.press(Action::Remove);
    stage.press(Action::Confirm);
    let name = String::from("qwen2.5-coder-7b");
    assert_eq!(stage.screen.errands, [Errand::StopFetch, Errand::RemoveModel(name)]);
    assert_eq!(stage.screen.download, None);
}

#[test]
fn the_model_in_use_is_neither_chosen_again_nor_deleted() {
    let mut stage = open(80, 24);
    on(&mut stage, "qwen2.5-coder-1.5b");
    let effects = stage.press(Action::Send);
    let load = LoadId(1);
    assert_eq!(effects, [Effect::LoadModel { load, model: "qwen2.5-coder-1.5b".into() }]);
    stage.hear(Event::ModelReady { load, info: ModelInfo::default() });
    let again = open(80, 24);
    stage.screen.overlay = again.screen.overlay;
    on(&mut stage, "qwen2.5-coder-1.5b");
    assert!(stage.shot().contains("in use"));
    assert_eq!(stage.press(Action::Send), []);
    assert_eq!(toast(&stage), "qwen2.5-coder-1.5b is in use already");
    stage.press(Action::Remove);
    assert!(toast(&stage).contains("in use: choose another"), "{}", toast(&stage));
}

#[test]
fn during_a_turn_the_models_are_shown_but_the_turn_keeps_its_own() {
    let mut stage = Stage::ready(80, 24);
    stage.ask(Command::Submit { text: "How many?".into() });
    stage.press(Action::ChooseModel);
    assert_eq!(stage.screen.errands.pop(), Some(Errand::OfferModels));
    stage.screen.overlay = open(80, 24).screen.overlay;
    on(&mut stage, "qwen2.5-coder-1.5b");
    assert_eq!(stage.press(Action::Send), []);
    assert!(toast(&stage).contains("a turn is under way: ctrl-c stops it"), "{}", toast(&stage));
}

#[cfg(not(feature = "llama-cpp"))]
#[test]
fn what_no_engine_of_this_build_runs_says_so() {
    let mut stage = open(80, 24);
    on(&mut stage, "gpt-oss-20b");
    let shot = stage.shot();
    assert!(shot.contains("no engine") && shot.contains("needs the llama.cpp engine"), "{shot}");
    assert_eq!(stage.press(Action::Send), []);
    assert!(toast(&stage).contains("needs the llama.cpp engine"), "{}", toast(&stage));
}

#[test]
fn typing_narrows_the_list_and_esc_widens_it_again_before_it_closes() {
    let mut stage = open(80, 24);
    stage.press(Action::Filter);
    stage.typed("llama-3.2 3b");
    let shown: Vec<_> = panel(&mut stage).shown().iter().map(|it| it.name.clone()).collect();
    assert_eq!(shown, ["llama-3.2-3b"]);
    stage.press(Action::Send);
    assert!(!panel(&mut stage).typing);
    assert!(stage.shot().contains("/llama-3.2 3b · 1 of "));
    stage.press(Action::Cancel);
    assert!(panel(&mut stage).shown().len() > 20);
    stage.press(Action::Cancel);
    assert!(matches!(stage.screen.overlay, Overlay::None));
}

#[test]
fn the_cursor_stays_on_its_model_when_the_order_changes() {
    let mut stage = open(80, 24);
    stage.press(Action::ScrollDown);
    let before = panel(&mut stage).selected().expect("one").name.clone();
    for order in ["name", "size", "memory", "speed", "suited"] {
        stage.press(Action::Sort);
        assert_eq!(panel(&mut stage).selected().expect("one").name, before);
        assert!(stage.shot().contains(&format!("sorted by {order}")), "{order}");
    }
}

#[test]
fn a_failed_download_says_why_where_it_is_looked_for() {
    let mut stage = open(80, 24);
    let why = "qwen2.5-coder-7b could not be fetched; Hugging Face: is there a network?";
    panel(&mut stage).failed = Some(("qwen2.5-coder-7b".into(), why.into()));
    on(&mut stage, "qwen2.5-coder-7b");
    assert!(stage.shot().contains("could not be fetched"));
}

#[test]
fn a_name_that_would_move_the_cursor_of_the_terminal_is_shown_without_its_power() {
    let mut stage = open(80, 24);
    let mut model = panel(&mut stage).stock.as_ref().expect("looked").models[0].clone();
    (model.name, model.title) = ("evil\u{1b}[2Jname".into(), "Evil\u{1b}[2J\nTitle".into());
    model.file = "\u{7}.gguf".into();
    panel(&mut stage).stock.as_mut().expect("looked").models.push(model);
    on(&mut stage, "evil\u{1b}[2Jname");
    let shot = stage.shot();
    assert!(shot.contains("evil") && !shot.contains('\u{7}') && !shot.contains('\u{1b}'), "{shot}");
}

#[test]
fn no_size_is_too_small_and_no_key_too_early() {
    for (columns, rows) in [(20, 5), (33, 7), (60, 16), (300, 80)] {
        let mut stage = Stage::ready(columns, rows);
        stage.screen.overlay = Overlay::Models(Box::default());
        stage.shot();
        let keys = [Action::Send, Action::Pull, Action::Remove, Action::Confirm, Action::Sort];
        for action in keys.into_iter().chain([Action::ScrollEnd, Action::Filter, Action::Send]) {
            update::update(&mut stage.screen, &stage.state, Input::Act(action));
        }
        assert!(stage.screen.errands.is_empty());
        panel(&mut stage).stock = Some(Box::new(stock()));
        stage.shot();
    }
    let mut stage = Stage::asking(80, 24);
    stage.screen.overlay = open(80, 24).screen.overlay;
    stage.press(Action::Send);
    assert!(stage.state.proposal().is_some_and(|step| step.code == CODE), "it still waits");
}
