//! What counts as an answer: computed, grounded, in the form that was asked for, or marked.

use ci_tui::engine::{Effect, EndReason, Entry, Level, Policy, Report, StepStatus};

use super::session::Session;

const ASKED: &str = "What is the mean of the 3 values? Reply as @mean[value] with two decimals.";
const CODE: &str = "```python\nprint(sum(x) / 3)\n```\n";

fn last(session: &Session) -> String {
    session.told().last().cloned().expect("a message")
}

fn warnings(session: &Session) -> Vec<String> {
    let text = |report: &Report| match report {
        Report::Notice { level: Level::Warning, text } => Some(text.clone()),
        _ => None,
    };
    session.reports().filter_map(text).collect()
}

#[test]
fn the_prompt_shows_how_code_prints_the_form_that_was_asked_for() {
    let session = Session::new().says(ASKED);
    assert!(last(&session).ends_with("print(f\"@mean[{value:.2f}]\")"), "{}", last(&session));
    assert!(!last(&Session::new().says("What is 2 + 2?")).contains("print("));
}

#[test]
fn an_answer_that_a_step_printed_in_the_form_is_taken_without_asking_the_model_again() {
    let session = Session::unattended(Policy::All).says(ASKED).replies(CODE);
    let session = session.prints("so @mean[2.50]\n").idle(EndReason::Answered);
    assert_eq!(session.answer().as_deref(), Some("@mean[2.50]"));
    let taken = |entry: &Entry| matches!(entry, Entry::Taken { .. });
    assert!(session.state.transcript().entries().iter().any(taken));
}

#[test]
fn a_form_that_the_code_spells_out_is_not_taken() {
    let code = "```python\nx = 1\nprint('@mean[2.50]', x)\n```\n";
    let session = Session::unattended(Policy::All).says(ASKED).replies(code);
    let session = session.prints("@mean[2.50] 1\n");
    assert!(session.answer().is_none());
}

#[test]
fn placeholders_and_values_that_are_not_rounded_as_asked_are_no_answer() {
    let session = Session::unattended(Policy::All).says(ASKED).replies(CODE);
    let session = session.prints("@mean[value]\n");
    assert!(session.answer().is_none());
    let session = Session::unattended(Policy::All).says(ASKED).replies(CODE);
    let session = session.prints("@mean[2.4999999]\n");
    assert!(last(&session).contains("not rounded to 2 decimal places"), "{}", last(&session));
}

#[test]
fn a_reply_in_another_form_is_sent_back_once_with_what_was_printed() {
    let session = Session::unattended(Policy::All).says(ASKED).replies(CODE).prints("2.5\n");
    let session = session.replies("The mean is 2.5.");
    assert!(last(&session).contains("@mean[value]\nPut in what was printed:\n2.5"));
    let session = session.replies("@mean[2.5]").idle(EndReason::Answered);
    assert!(warnings(&session).is_empty());
}

#[test]
fn a_number_that_no_output_holds_is_sent_back_once_and_then_marked() {
    let session = Session::new().says("How many rows?").replies(CODE).approve().prints("41\n");
    let session = session.replies("There are 42 rows.");
    assert!(last(&session).contains("No output holds 42") && last(&session).contains("41"));
    let session = session.replies("There are 42 rows.").idle(EndReason::Answered);
    assert!(warnings(&session)[0].contains("42 stands in no output"), "{:?}", warnings(&session));
}

#[test]
fn what_rounds_to_an_output_or_stands_in_the_prompt_is_not_marked() {
    let session = Session::new().says("Mean of the 3 values?").replies(CODE).approve();
    let session = session.prints("2.4999\n").replies("The mean of the 3 values is 2.5.");
    assert!(warnings(&session.idle(EndReason::Answered)).is_empty());
}

#[test]
fn a_number_from_the_models_memory_is_shown_but_marked() {
    let session = Session::new().says("When was Ada Lovelace born?").replies("In 1815.");
    assert!(warnings(&session.idle(EndReason::Answered))[0].contains("1815"));
}

#[test]
fn an_invented_number_is_sent_back_and_marked_however_it_is_written() {
    let forms = [
        "twelve",
        "twenty-one",
        "zwölf",
        "1 234,5",
        "12 %",
        "5/8",
        "\\frac{5}{8}",
        "⅝",
        "2023-07-14",
    ];
    for form in forms {
        let session = Session::new().says("How many rows?").replies(CODE).approve().prints("41\n");
        let reply = format!("It is {form}.");
        let session = session.replies(&reply);
        assert!(last(&session).starts_with("No output holds"), "{form}: {}", last(&session));
        let session = session.replies(&reply).idle(EndReason::Answered);
        assert!(warnings(&session)[0].starts_with("Not computed here"), "{form}");
    }
}

#[test]
fn a_printed_number_may_be_put_in_another_form() {
    let cases = [
        ("12", "twelve"),
        ("1234.5", "1 234,5"),
        ("0.125", "12.5 percent"),
        ("0.625", "5/8, or \\frac{5}{8}, or ⅝"),
        ("2023-07-14", "14.07.2023, or July 14, 2023"),
        ("1500000", "1.5 million"),
        ("3/4", "3/4"),
    ];
    for (printed, said) in cases {
        let session = Session::new().says("How many rows?").replies(CODE).approve().prints(printed);
        let session = session.replies(&format!("It is {said}.")).idle(EndReason::Answered);
        assert!(warnings(&session).is_empty(), "{said}: {:?}", warnings(&session));
    }
}

#[test]
fn a_run_that_never_was_is_sent_back_once_and_then_marked() {
    let claims = [
        "I ran the code and it works.",
        "**Output:**\n```\nhello\n```",
        "The output is `dlrow`.",
        "Ich habe den Code ausgeführt.",
    ];
    for claim in claims {
        let session = Session::new().says("Reverse the word world.").replies(claim);
        assert!(last(&session).starts_with("Nothing has been run"), "{}", last(&session));
        let session = session.replies(claim).idle(EndReason::Answered);
        assert!(warnings(&session)[0].starts_with("Nothing was run here"), "{claim}");
    }
    let session = Session::new().says("Go.").replies(CODE).approve().prints("dlrow\n");
    let session = session.replies("The output is `dlrow`.").idle(EndReason::Answered);
    assert!(warnings(&session).is_empty());
}

#[test]
fn a_fence_with_nothing_in_it_is_an_empty_reply() {
    let session = Session::new().says("Reverse the word world.").replies("```\n```");
    assert!(last(&session).starts_with("Your reply was empty"), "{}", last(&session));
}

#[test]
fn a_value_that_stands_alone_is_as_made_up_as_one_that_is_printed() {
    let session = Session::new().says("What are the roots of x^2 - 5x + 6?");
    let session = session.replies("```python\n[2, 3]\n```\n");
    assert!(last(&session).contains("only prints what you wrote"), "{}", last(&session));
}

#[test]
fn code_that_only_prints_what_the_model_wrote_into_it_is_sent_back_once_and_proves_nothing() {
    let made_up = "```python\nprint(\"@mean[12.30]\")\n```\n";
    let session = Session::unattended(Policy::All).says(ASKED).replies(made_up);
    assert!(session.ran().is_empty());
    assert!(last(&session).contains("only prints what you wrote"), "{}", last(&session));
    let session = session.replies(made_up).prints("@mean[12.30]\n");
    assert!(session.answer().is_none());
    let session = session.replies("@mean[12.30]").replies("@mean[12.30]");
    assert!(warnings(&session)[0].contains("12.30"), "{:?}", warnings(&session));
}

#[test]
fn after_the_same_error_again_the_turn_begins_afresh_and_the_next_reply_is_drawn_warmer() {
    let temperature = |session: &Session| {
        let sampling = |effect: &Effect| match effect {
            Effect::Generate { prompt, .. } => Some(prompt.sampling.temperature),
            _ => None,
        };
        session.effects.iter().rev().find_map(sampling).expect("a request")
    };
    let error = Some("ValueError: invalid literal");
    let session = Session::unattended(Policy::All).says("Sum up a.csv").replies(CODE);
    let session = session.ends(StepStatus::Error, error);
    let usual = temperature(&session);
    let session = session.replies("```python\nprint(int(x))\n```\n").ends(StepStatus::Error, error);
    // The tries are told in a few words: their code would only be copied.
    let told = session.told();
    assert!(
        last(&session).contains("fails: ValueError") || last(&session).contains("- ValueError")
    );
    assert!(last(&session).starts_with("Sum up a.csv") && told.len() == 2, "{told:?}");
    assert!(temperature(&session) > usual);
}
