//! The main views in Spanish and Japanese: what is said, and that it fits where English did.

use ci_tui::engine::{Event, StepStatus};
use ci_tui::tui::Action;
use ci_tui::words::Locale;

use super::stage::Stage;
use super::{consent, hardware, live, models};

const SIZES: [(u16, u16); 2] = [(60, 16), (80, 24)];
const OTHERS: [(Locale, &str); 2] = [(Locale::Es, "es"), (Locale::Ja, "ja")];

/// Shoots a view in every other language and size.
fn shoot(name: &str, play: impl Fn(u16, u16) -> Stage) {
    for (locale, language) in OTHERS {
        for (columns, rows) in SIZES {
            let mut stage = play(columns, rows);
            stage.screen.toast = None;
            stage.screen.speak(locale);
            let shot = stage.shot();
            insta::assert_snapshot!(format!("{name}_{language}_{columns}x{rows}"), shot);
        }
    }
}

fn failed(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::running(columns, rows);
    let step = ci_tui::engine::StepId(1);
    stage.hear(Event::OutputArrived { step, text: "reading sales.csv\n".into() });
    stage.ran(StepStatus::Error, Some("NameError: name 'rowz' is not defined"));
    stage.wait(1500);
    stage
}

fn pressed(action: Action) -> impl Fn(u16, u16) -> Stage {
    move |columns, rows| {
        let mut stage = failed(columns, rows);
        stage.ask(ci_tui::engine::Command::Interrupt);
        stage.press(action);
        stage
    }
}

#[test]
fn an_empty_workspace_says_what_to_do_in_every_language() {
    shoot("empty", Stage::ready);
    shoot("no_model", Stage::new);
}

#[test]
fn a_decision_is_asked_for_in_every_language() {
    shoot("asking", Stage::asking);
    shoot("editing", |columns, rows| {
        let mut stage = Stage::asking(columns, rows);
        stage.press(Action::Edit);
        stage
    });
}

#[test]
fn a_step_runs_and_fails_in_every_language() {
    shoot("running", Stage::running);
    shoot("failed", failed);
}

#[test]
fn what_lies_over_the_panes_speaks_every_language() {
    shoot("help", pressed(Action::Help));
    shoot("told", pressed(Action::ShowTold));
    shoot("models", models::open);
    shoot("hardware", |columns, rows| hardware::opened(hardware::worked(columns, rows)));
    shoot("consent", consent::offered);
    shoot("variables", live::viewing);
}

#[test]
fn the_keys_of_a_decision_fit_in_every_language() {
    for locale in Locale::ALL {
        let mut stage = Stage::asking(60, 16);
        stage.screen.speak(locale);
        let shot = stage.shot();
        let footer = shot.lines().find(|line| line.contains("a ") && line.contains(" r "));
        assert!(footer.is_some_and(|line| line.contains(" e ")), "{locale:?}: {shot}");
    }
}
