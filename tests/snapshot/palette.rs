//! The palette, the commands of the composer and the picker of themes: what they offer, what they do, how they look.

use ci_tui::engine::{Command, Effect, Event, Language, Policy, StepStatus};
use ci_tui::tui::asking::Asking;
use ci_tui::tui::keymap::Context;
use ci_tui::tui::palette::{Deed, Row};
use ci_tui::tui::papers::Paper;
use ci_tui::tui::picker::{Choice, Picker};
use ci_tui::tui::screen::{Errand, Overlay, Pane};
use ci_tui::tui::slash::{COMMANDS, Slash, offers};
use ci_tui::tui::{Action, update};
use ci_tui::words::{Locale, Texts as _};

use super::stage::Stage;
use super::support::{shoot, theme};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 40)];

fn rows(stage: &Stage) -> Vec<Row> {
    let palette = stage.screen.palette.clone().unwrap_or_default();
    palette.rows(&stage.screen, &stage.state)
}

fn texts(stage: &Stage) -> Vec<String> {
    rows(stage).into_iter().map(|row| row.text).collect()
}

fn row(stage: &Stage, deed: &Deed) -> Option<Row> {
    rows(stage).into_iter().find(|row| row.deed == *deed)
}

/// Types into the palette and chooses what stands first.
fn choose(stage: &mut Stage, words: &str) -> Vec<Effect> {
    stage.press(Action::Palette);
    stage.typed(words);
    stage.press(Action::Send)
}

/// Types a line into the composer and sends it.
fn say(stage: &mut Stage, line: &str) -> Vec<Effect> {
    stage.screen.focus_on(Pane::Composer);
    stage.typed(line);
    stage.press(Action::Send)
}

fn toast(stage: &Stage) -> &str {
    stage.screen.toast.as_ref().map_or("", |(text, _)| text)
}

fn answered(stage: &mut Stage) {
    let (step, code) = stage.proposal();
    stage.ask(Command::Approve { step, code, scope: ci_tui::engine::Scope::Once });
    let (lang, program) = (Language::Python, "/usr/bin/python3".into());
    stage.hear(Event::KernelReady { lang, program, version: "3.12".into() });
    stage.ran(StepStatus::Ok, None);
    stage.write("It is done.");
    stage.end(ci_tui::engine::StopCause::EndOfText);
}

#[test]
fn the_palette_holds_every_command_and_every_key_worth_a_name() {
    let stage = Stage::ready(80, 24);
    for known in COMMANDS {
        let there = rows(&stage).iter().any(|row| match known.slash {
            // Those of the panel of variables and of the palette itself are found by their keys.
            Slash::Act(Action::Palette) => true,
            Slash::Act(action) => row.deed == Deed::Act(action),
            slash => row.deed == Deed::Slash(slash),
        });
        assert!(there, "{}", known.name);
    }
    for theme in ["auto", "midnight", "terminal"] {
        assert!(row(&stage, &Deed::Theme(theme)).is_some(), "{theme}");
    }
    let models = row(&stage, &Deed::Act(Action::ChooseModel)).expect("models");
    assert_eq!(
        (models.slash, models.key.map(|(key, _)| key.to_string())),
        (Some("model"), Some("ctrl-o".into()))
    );
}

#[test]
fn what_cannot_be_done_now_is_shown_with_its_reason_and_does_nothing() {
    let mut stage = Stage::ready(80, 24);
    let approve = row(&stage, &Deed::Act(Action::Approve)).expect("shown");
    assert_eq!(approve.why_not, Some("no code waits for you"));
    assert_eq!(approve.key.expect("a key").1, Some(Context::Approval));
    assert!(choose(&mut stage, "Run this code").is_empty());
    assert_eq!(toast(&stage), "no code waits for you");
    assert!(stage.screen.palette.is_some(), "it stays open");
}

#[test]
fn an_action_is_done_where_the_focus_was() {
    let mut stage = Stage::asking(80, 24);
    stage.screen.focus_on(Pane::Output);
    choose(&mut stage, "Columns of tables to the left");
    assert!(stage.screen.palette.is_some(), "moving about is no deed");
    stage.press(Action::Cancel);
    choose(&mut stage, "edit it here");
    assert!(matches!(stage.screen.overlay, Overlay::Edit { .. }));
    assert!(stage.screen.palette.is_none());
    choose(&mut stage, "back to review with this text");
    assert!(matches!(stage.screen.overlay, Overlay::None), "keys of the editor are there, too");
}

#[test]
fn the_palette_never_approves_code_that_it_covered() {
    let mut stage = Stage::asking(80, 24);
    stage.screen.focus_on(Pane::Composer);
    assert!(choose(&mut stage, "run this code").is_empty());
    assert_eq!(toast(&stage), "look at the code first: a runs it");
    assert_eq!(stage.screen.focus, Pane::Code);
    assert!(stage.state.proposal().is_some());
    stage.wait(300);
    let effects = stage.press(Action::Approve);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::RunCode { .. })), "{effects:?}");
}

#[test]
fn what_was_chosen_last_stands_first_and_letters_are_marked() {
    let mut stage = Stage::ready(80, 24);
    choose(&mut stage, "tokens");
    stage.press(Action::Cancel);
    assert_eq!(rows(&stage)[0].deed, Deed::Slash(Slash::Tokens));
    stage.press(Action::Palette);
    stage.typed("ntbk");
    let first = &rows(&stage)[0];
    assert_eq!(first.text, "Write the steps as a Jupyter notebook");
    let marked: String =
        first.letters.iter().filter_map(|at| first.text.chars().nth(*at)).collect();
    assert_eq!(marked, "ntbk");
}

#[test]
fn esc_and_ctrl_c_close_the_palette_and_nothing_else() {
    for key in [Action::Cancel, Action::Interrupt] {
        let mut stage = Stage::asking(80, 24);
        stage.press(Action::Palette);
        assert!(stage.press(key).is_empty());
        assert!(stage.screen.palette.is_none() && stage.state.proposal().is_some());
    }
}

#[test]
fn a_global_key_does_its_own_through_the_palette() {
    let mut stage = Stage::ready(80, 24);
    stage.press(Action::Palette);
    stage.press(Action::Help);
    assert!(stage.screen.palette.is_none());
    assert!(matches!(stage.screen.overlay, Overlay::Help(_)));
}

#[test]
fn the_three_signs_offer_commands_and_tab_completes() {
    for sign in ["/", "%", ":"] {
        let mut stage = Stage::ready(80, 24);
        stage.typed(&format!("{sign}jupy"));
        assert_eq!(offers(&stage.screen)[0].text, format!("{sign}jupyter"));
        let contexts = update::contexts(&stage.screen, &stage.state);
        assert_eq!(contexts, [Context::Completion, Context::Composer, Context::Global]);
        stage.press(Action::Complete);
        assert_eq!(stage.screen.composer.text(), format!("{sign}jupyter "));
        assert!(offers(&stage.screen).is_empty());
    }
}

#[test]
fn esc_closes_the_offers_until_something_else_is_typed() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("/t");
    stage.press(Action::Cancel);
    assert!(offers(&stage.screen).is_empty());
    assert_eq!((stage.screen.composer.text(), stage.screen.focus), ("/t".into(), Pane::Composer));
    stage.typed("o");
    assert!(!offers(&stage.screen).is_empty());
}

#[test]
fn enter_takes_what_is_under_the_cursor_and_does_it_where_nothing_may_follow() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("/tok");
    stage.press(Action::Send);
    assert!(matches!(stage.screen.overlay, Overlay::Facts(..)));
    assert!(stage.screen.is_composer_empty());
    stage.press(Action::Cancel);
    stage.typed("/markd");
    stage.press(Action::Send);
    assert_eq!(stage.screen.composer.text(), "/markdown ", "a file may follow");
    let written = |errand: &Errand| matches!(errand, Errand::Write { .. });
    assert!(!stage.screen.errands.iter().any(written));
}

#[test]
fn arguments_are_offered_where_there_are_only_some() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("/auto_run o");
    let texts: Vec<String> = offers(&stage.screen).into_iter().map(|offer| offer.text).collect();
    assert_eq!(texts, ["on", "off"]);
    stage.press(Action::Down);
    stage.press(Action::Send);
    assert_eq!(toast(&stage), "steps wait for your decision again");
}

#[test]
fn a_path_is_a_prompt_and_what_is_no_command_is_sent_when_it_is_meant() {
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "/tmp/x.csv is missing");
    assert!(stage.state.phase().turn().is_some());
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "/tokns now");
    assert!(stage.state.phase().turn().is_none());
    assert_eq!(
        toast(&stage),
        "`/tokns` is no command: did you mean `/tokens`? enter again sends it to the model"
    );
    assert_eq!(stage.screen.composer.text(), "/tokns now");
    stage.press(Action::Send);
    assert!(stage.state.phase().turn().is_some(), "the second time it is meant");
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "/undo all of the last edit");
    assert_eq!(
        toast(&stage),
        "`/undo` takes nothing behind it; enter again sends this to the model"
    );
}

#[test]
fn undo_takes_the_last_turn_back() {
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "%undo");
    assert_eq!(toast(&stage), "there is no turn to take back yet");
    let mut stage = Stage::asking(80, 24);
    answered(&mut stage);
    say(&mut stage, "%undo");
    assert_eq!(toast(&stage), "taken back: `How many rows does sales.csv have?`");
    let left = stage.state.transcript().steps().count();
    assert_eq!(left, 0);
}

#[test]
fn reset_asks_first_and_then_forgets_everything() {
    let mut stage = Stage::asking(80, 24);
    answered(&mut stage);
    say(&mut stage, "/reset");
    assert!(matches!(stage.screen.overlay, Overlay::Asks(Asking::Reset { turns: 1 })));
    stage.press(Action::Cancel);
    assert_eq!(stage.state.transcript().steps().count(), 1);
    say(&mut stage, "/reset");
    let effects = stage.press(Action::Confirm);
    assert_eq!(stage.state.transcript().steps().count(), 0);
    assert!(!effects.is_empty(), "the kernel begins afresh");
}

#[test]
fn running_unasked_is_asked_about_and_stays_in_sight() {
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "%auto_run");
    assert_eq!(stage.state.policy(), Policy::Ask, "not before the yes");
    stage.press(Action::Confirm);
    assert_eq!(stage.state.policy(), Policy::All);
    stage.wait(20_000);
    assert!(stage.shot().contains(" AUTO-RUN "));
    say(&mut stage, "%auto_run");
    assert_eq!(stage.state.policy(), Policy::Ask, "caution needs no question");
}

#[test]
fn a_shell_line_is_run_as_typed_and_alone_it_explains_itself() {
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "%%");
    assert!(toast(&stage).starts_with("type a line behind %%"), "{}", toast(&stage));
    stage.screen.composer.set_text("");
    say(&mut stage, "%% ls -la | head");
    let step = stage.state.transcript().steps().next().expect("a step of the user's own");
    assert_eq!((step.lang, step.code.as_str()), (Language::Bash, "ls -la | head"));
}

#[test]
fn files_are_written_where_they_are_wanted_and_never_for_nothing() {
    let mut stage = Stage::ready(80, 24);
    say(&mut stage, "/markdown notes.md");
    assert_eq!(toast(&stage), "there is nothing to write yet: the conversation is empty");
    let mut stage = Stage::asking(80, 24);
    answered(&mut stage);
    stage.screen.errands.clear();
    for (line, paper, path) in [
        ("/markdown my notes.md", Paper::Markdown, Some("my notes.md")),
        ("%jupyter \"a b.ipynb\"", Paper::Notebook, Some("a b.ipynb")),
        ("%save_message", Paper::Journal, None),
    ] {
        say(&mut stage, line);
        let wanted = Errand::Write { paper, path: path.map(str::to_owned), over: false };
        assert!(stage.screen.errands.contains(&wanted), "{line}: {:?}", stage.screen.errands);
    }
}

#[test]
fn a_command_does_not_disturb_a_draft_when_it_comes_from_the_palette() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("half a thought");
    choose(&mut stage, "/info");
    assert!(matches!(stage.screen.overlay, Overlay::Facts(..)));
    assert_eq!(stage.screen.composer.text(), "half a thought");
}

pub(super) fn picker(names: &[&str]) -> Overlay {
    let mut themes: Vec<Choice> = names
        .iter()
        .map(|name| Choice { name: (*name).into(), own: false, look: Ok(Box::new(theme(name))) })
        .collect();
    let why =
        "the theme themes/mine.toml is not usable: line 3: `teal` is not in the palette".into();
    themes.push(Choice { name: "mine".into(), own: true, look: Err(why) });
    Overlay::Themes(Picker::of(themes, names[0]))
}

#[test]
fn a_theme_is_seen_while_it_is_chosen_and_only_enter_keeps_it() {
    let mut stage = Stage::ready(80, 24);
    stage.screen.overlay = picker(&["midnight", "paper", "contrast"]);
    assert_eq!(stage.screen.preview().map(|theme| theme.name.as_str()), Some("Midnight"));
    stage.press(Action::ScrollDown);
    assert_eq!(stage.screen.preview().map(|theme| theme.name.as_str()), Some("Paper"));
    stage.press(Action::Cancel);
    assert!(stage.screen.preview().is_none());
    let used = |errand: &Errand| matches!(errand, Errand::UseTheme(_));
    assert!(!stage.screen.errands.iter().any(used));
    stage.screen.overlay = picker(&["midnight", "paper"]);
    stage.press(Action::ScrollEnd);
    assert!(stage.screen.preview().is_none(), "a broken one shows nothing");
    stage.press(Action::Send);
    assert!(toast(&stage).contains("`teal` is not in the palette"));
    stage.press(Action::ScrollUp);
    stage.press(Action::Send);
    assert!(stage.screen.errands.contains(&Errand::UseTheme("paper".into())));
}

#[test]
fn everything_new_looks_as_it_did_at_every_size() {
    for (columns, rows) in SIZES {
        let name = |what: &str| format!("{what}_{columns}x{rows}");
        let mut stage = Stage::asking(columns, rows);
        stage.press(Action::Palette);
        insta::assert_snapshot!(name("palette"), stage.shot());
        stage.typed("mod");
        insta::assert_snapshot!(name("palette_narrowed"), stage.shot());
        let mut stage = Stage::ready(columns, rows);
        stage.typed("/s");
        insta::assert_snapshot!(name("commands"), stage.shot());
        let mut stage = Stage::ready(columns, rows);
        stage.screen.overlay = picker(&["midnight", "paper"]);
        stage.press(Action::ScrollDown);
        let look = stage.screen.preview().cloned().expect("a theme");
        insta::assert_snapshot!(name("themes"), shoot(stage.draw_in(&look).backend().buffer()));
        let mut stage = Stage::asking(columns, rows);
        answered(&mut stage);
        say(&mut stage, "/tokens");
        insta::assert_snapshot!(name("tokens"), stage.shot());
        let mut stage = Stage::ready(columns, rows);
        say(&mut stage, "/auto_run");
        insta::assert_snapshot!(name("question"), stage.shot());
    }
}

#[test]
fn every_language_and_the_smallest_screens_hold_the_palette() {
    for locale in Locale::ALL {
        for (columns, rows) in [(20, 5), (40, 10), (300, 80)] {
            let mut stage = Stage::asking(columns, rows);
            stage.screen.locale = locale;
            stage.press(Action::Palette);
            stage.draw();
            stage.typed("日本 x");
            stage.draw();
            stage.press(Action::Cancel);
            stage.screen.focus_on(Pane::Composer);
            stage.typed("/");
            stage.draw();
        }
        let stage = Stage::ready(80, 24);
        assert!(!texts(&stage).is_empty());
    }
    assert_eq!(
        ci_tui::words::CommandDoes::ALL.len(),
        COMMANDS.len(),
        "every command says what it does"
    );
}

#[test]
fn what_was_taken_back_is_gone_from_the_picture() {
    let mut stage = Stage::asking(120, 40);
    answered(&mut stage);
    assert!(stage.shot().contains("› How many rows"));
    say(&mut stage, "/undo");
    stage.wait(20_000);
    let shot = stage.shot();
    assert!(!shot.contains("How many rows") && shot.contains("Taken back."), "{shot}");
}
