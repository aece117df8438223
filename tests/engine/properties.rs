//! What holds for every order of events.

use ci_tui::engine::{
    CheckId, Checked, Command, Doubt, DoubtKind, Effect, Event, Language, LoadId, Mended,
    ModelInfo, Outgoing, Phase, Policy, Prompt, RequestId, Scope, Settings, State, Stats, StepId,
    StepResult, StepStatus, StopCause, TurnId, update,
};
use proptest::prelude::*;

fn events() -> impl Strategy<Value = Event> {
    let id = || 1..6_u32;
    let code = || prop::sample::select(vec!["print(1)\n", "ls\n", "x\n"]).prop_map(str::to_owned);
    let command = prop_oneof![
        Just(Command::Submit { text: "go".into() }),
        (id(), code()).prop_map(|(n, code)| Command::Approve {
            step: StepId(n),
            code,
            scope: Scope::Once
        }),
        (id(), code()).prop_map(|(n, code)| Command::Edit { step: StepId(n), code }),
        id().prop_map(|n| Command::Reject { step: StepId(n), reason: None }),
        Just(Command::Interrupt),
        id().prop_map(|n| Command::HoldTelling { step: StepId(n) }),
        id().prop_map(|n| Command::Tell { step: StepId(n), text: None }),
        id().prop_map(|n| Command::Tell { step: StepId(n), text: Some("else".into()) }),
        Just(Command::RestartModel),
        code().prop_map(|code| Command::RunOwn { lang: Language::Bash, code }),
        id().prop_map(|n| Command::Rewind { turn: TurnId(n) }),
    ];
    let result = StepResult {
        status: StepStatus::Ok,
        result: None,
        error: None,
        traceback: None,
        cwd: None,
        duration_ms: 0.0,
    };
    prop_oneof![
        4 => command.prop_map(|command| Event::Command { command }),
        2 => (1..9_u64, code()).prop_map(|(n, code)| Event::TextArrived { request: RequestId(n), text: format!("```python\n{code}```\n"), tokens: 3 }),
        3 => (1..9_u64).prop_map(|n| Event::GenerationEnded { request: RequestId(n), stop: StopCause::FenceClosed, stats: Stats::default() }),
        1 => Just(Event::ModelDied { load: LoadId::default(), message: "gone".into() }),
        1 => Just(Event::ModelReady { load: LoadId::default(), info: ModelInfo::default() }),
        1 => (1..9_u64).prop_map(|n| Event::PromptRefused { request: RequestId(n), counts: vec![50, 50], limit: 60, estimated: false }),
        2 => (1..9_u64, 0..2_u8).prop_map(|(n, host)| sending_asked(RequestId(n), host)),
        2 => (1..9_u64).prop_map(|n| Event::Command { command: Command::AllowSending { request: RequestId(n) } }),
        1 => (1..9_u64).prop_map(|n| Event::Command { command: Command::RefuseSending { request: RequestId(n) } }),
        2 => (id(), code()).prop_map(|(n, text)| Event::OutputArrived { step: StepId(n), text }),
        1 => id().prop_map(|n| Event::OutputOmitted { step: StepId(n), bytes: 1000 }),
        2 => id().prop_map(move |n| Event::StepEnded { step: StepId(n), result: result.clone() }),
        1 => Just(Event::KernelDied { lang: Language::Python, message: "gone".into() }),
        1 => Just(Event::Resumed),
        2 => (id(), 0..4_usize).prop_map(|(n, found)| checked(CheckId(n), found)),
    ]
}

/// A prompt waits to leave for one of two hosts.
fn sending_asked(request: RequestId, host: u8) -> Event {
    let outgoing = Outgoing { host: format!("host{host}"), ..Outgoing::default() };
    Event::SendingAsked { request, outgoing, messages: vec![] }
}

/// News of a look at code: nothing, a syntax error, another doubt, or mended code.
fn checked(check: CheckId, found: usize) -> Event {
    let doubt = |kind| vec![Doubt { kind, text: "it is wrong".into() }];
    let doubts = [vec![], doubt(DoubtKind::Syntax), doubt(DoubtKind::Name), vec![]];
    let mended = (found == 3).then(|| Mended { code: "print(1)\n".into(), note: "mended".into() });
    Event::CodeChecked {
        check,
        found: Checked { doubts: doubts[found].clone(), mended, tried: None },
    }
}

/// A prompt's messages as one text, so that what is added to the last message is an addition, too.
fn text(prompt: &Prompt) -> String {
    let parts =
        prompt.messages.iter().map(|message| format!("{:?}{}\n\n", message.role, message.text));
    parts.collect::<String>().trim_end().to_owned()
}

/// News about the request and the step at hand: by chance alone they would seldom meet.
fn aimed(state: &State, event: Event, n: usize) -> Event {
    match (event, state.phase()) {
        (Event::TextArrived { .. }, Phase::Thinking(thinking)) => Event::TextArrived {
            request: thinking.request,
            text: format!("```python\nprint({n})\n```\n"),
            tokens: 3,
        },
        (Event::GenerationEnded { stop, stats, .. }, Phase::Thinking(thinking)) => {
            Event::GenerationEnded { request: thinking.request, stop, stats }
        }
        (Event::SendingAsked { outgoing, messages, .. }, Phase::Thinking(thinking)) => {
            Event::SendingAsked { request: thinking.request, outgoing, messages }
        }
        (
            Event::Command { command: Command::AllowSending { .. } },
            Phase::Consenting(consenting),
        ) => Event::Command { command: Command::AllowSending { request: consenting.request } },
        (Event::CodeChecked { found, .. }, Phase::Checking(checking)) => {
            Event::CodeChecked { check: checking.check, found }
        }
        (Event::StepEnded { result, .. }, Phase::Running(running)) => {
            Event::StepEnded { step: running.step, result }
        }
        (event, _) => event,
    }
}

/// A session that runs many steps in few events.
fn busy_events() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => events(),
        3 => Just(Event::Command { command: Command::Submit { text: "go".into() } }),
    ]
}

proptest! {
    #[test]
    fn a_prompt_only_ever_adds_to_the_one_before_unless_the_user_or_the_window_changes_it(
        events in prop::collection::vec(busy_events(), 0..120),
    ) {
        let settings = Settings { model: Some("m".into()), policy: Policy::All, checks: true, ..Settings::default() };
        let mut state = State::new(settings);
        let mut before: Option<(Option<ci_tui::engine::TurnId>, String)> = None;
        for (n, event) in events.into_iter().enumerate() {
            let event = aimed(&state, event, n);
            if matches!(&event, Event::PromptRefused { .. } | Event::Command { command: Command::Tell { text: Some(_), .. } | Command::Rewind { .. } }) {
                before = None;
            }
            for effect in update(&mut state, event) {
                let Effect::Generate { prompt, .. } = effect else { continue };
                let now = (state.phase().turn(), text(&prompt));
                if let Some(before) = before.replace(now.clone()) && before.0 == now.0 {
                    prop_assert!(now.1.starts_with(&before.1), "{}\n----\n{}", before.1, now.1);
                }
            }
        }
    }

    #[test]
    fn no_code_runs_without_an_approval_of_that_very_text(events in prop::collection::vec(events(), 0..80)) {
        let mut state = State::new(Settings { model: Some("m".into()), checks: true, ..Settings::default() });
        for event in events {
            let shown = state.proposal().map(|step| (step.id, step.code.clone()));
            let approved = match &event {
                Event::Command { command: Command::Approve { step, code, .. } } => Some((*step, code.clone())),
                _ => None,
            };
            let typed = match &event {
                Event::Command { command: Command::RunOwn { code, .. } } => Some(code.clone()),
                _ => None,
            };
            for effect in update(&mut state, event) {
                if let Effect::RunCode { step, code, .. } = effect {
                    if typed.as_ref() == Some(&code) {
                        continue;
                    }
                    prop_assert_eq!(approved.clone(), Some((step, code)));
                    prop_assert_eq!(approved.clone(), shown.clone());
                }
            }
        }
    }

    #[test]
    fn no_prompt_leaves_for_a_host_that_the_user_was_not_shown_first(
        events in prop::collection::vec(busy_events(), 0..80),
    ) {
        let mut state = State::new(Settings { model: Some("m".into()), checks: true, ..Settings::default() });
        let mut agreed: Vec<String> = Vec::new();
        for (n, event) in events.into_iter().enumerate() {
            let event = aimed(&state, event, n);
            let shown = match state.phase() {
                Phase::Consenting(waits) => Some((waits.request, waits.outgoing.host.clone())),
                _ => None,
            };
            let host = match &event {
                Event::SendingAsked { outgoing, .. } => Some(outgoing.host.clone()),
                Event::Command { command: Command::AllowSending { request } } => {
                    let host = shown.filter(|(shown, _)| shown == request).map(|(_, host)| host);
                    agreed.extend(host.clone());
                    host
                }
                _ => None,
            };
            if matches!(event, Event::Resumed) {
                agreed.clear();
            }
            let effects = update(&mut state, event);
            if effects.iter().any(|effect| matches!(effect, Effect::SendPrompt { .. })) {
                prop_assert!(host.is_some_and(|host| agreed.contains(&host)));
            }
        }
    }

    #[test]
    fn a_recorded_log_replays_to_the_same_state(events in prop::collection::vec(events(), 0..60)) {
        let settings = Settings { model: Some("m".into()), policy: Policy::All, checks: true, ..Settings::default() };
        let (mut live, mut replayed) = (State::new(settings.clone()), State::new(settings));
        for event in events {
            let line = serde_json::to_string(&event).expect("an event is plain data");
            update(&mut live, event);
            update(&mut replayed, serde_json::from_str(&line).expect("and comes back"));
        }
        prop_assert_eq!(live, replayed);
    }

    #[test]
    fn a_turn_always_ends_when_it_is_interrupted(events in prop::collection::vec(events(), 0..60)) {
        let mut state = State::new(Settings { model: Some("m".into()), checks: true, ..Settings::default() });
        for event in events {
            update(&mut state, event);
        }
        for _ in 0..2 {
            update(&mut state, Event::Command { command: Command::Interrupt });
        }
        // A running step ends by its kernel's word only.
        prop_assert!(matches!(state.phase(), Phase::Idle | Phase::Running(_)));
    }
}
