//! The one match over events; each arm calls one function.

use super::{
    Command, Effect, Event, KernelStatus, Phase, State, Thinking, ahead, approval, check, consent,
    live, notice, opinion, rewind, run, session, tell, turn,
};

/// Applies one event; the only way a [`State`] ever changes.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let before = ahead::moment(state);
    let mut effects = apply(state, event);
    effects.extend(ahead::prepare(state, &before));
    effects
}

fn apply(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Command { command } => obey(state, command),
        Event::FilesListed { survey } => {
            state.survey = Some(survey);
            state.looks += 1;
            vec![]
        }
        Event::ModelLoading { .. }
        | Event::ModelReady { .. }
        | Event::ModelFailed { .. }
        | Event::ModelDied { .. } => session::model_news(state, event),
        Event::PrefillAdvanced { request, done, total, cached } => {
            turn::prefill_advanced(state, request, (done, total), cached)
        }
        Event::PromptPrepared { done, total, cached } => {
            ahead::prepared(state, done, total, cached)
        }
        Event::TextArrived { request, text, tokens } => {
            turn::text_arrived(state, request, &text, tokens)
        }
        Event::GenerationEnded { request, stop, stats } => {
            turn::generation_ended(state, request, stop, stats)
        }
        Event::SendingAsked { request, outgoing, messages } => {
            consent::asked(state, request, outgoing, messages)
        }
        Event::PromptRefused { request, counts, limit, estimated } => {
            turn::prompt_refused(state, request, &counts, limit, estimated)
        }
        Event::GenerationFailed { request, message } => {
            turn::generation_failed(state, request, &message)
        }
        Event::CodeChecked { check, found } => check::checked(state, check, found),
        Event::KernelReady { lang, program, version } => {
            session::kernel_ready(state, lang, KernelStatus::Ready { program, version })
        }
        Event::KernelFailed { lang, message } => session::kernel_failed(state, lang, message),
        Event::KernelDied { lang, message } => session::kernel_died(state, lang, message),
        Event::OutputArrived { step, text } => run::output_arrived(state, step, text),
        Event::OutputOmitted { step, bytes } => run::output_omitted(state, step, bytes),
        Event::OutputKept { step, file } => run::output_kept(state, step, file),
        Event::OutputHeld { step } => run::output_held(state, step),
        Event::InputWanted { step, prompt, secret } => {
            run::input_wanted(state, step, prompt, secret)
        }
        Event::DisplayArrived { step, display } => run::display_arrived(state, step, display),
        Event::HardwareSampled { .. }
        | Event::StepWatched { .. }
        | Event::ProcessesLeft { .. }
        | Event::VariablesTold { .. }
        | Event::VariableShown { .. } => live::heard(state, event),
        Event::StepEnded { step, result } => run::step_ended(state, step, result),
        Event::Noticed { level, text } => notice(state, level, text),
        Event::Resumed => session::resumed(state),
        Event::Steered { policy, max_steps, unattended, checks, opinions_s } => {
            state.settings.opinions_s = opinions_s;
            session::steered(state, policy, max_steps, unattended, checks)
        }
    }
}

fn obey(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Submit { text } => turn::submit(state, text),
        Command::Attach { files } => {
            state.attached = files;
            vec![]
        }
        Command::RunOwn { lang, code } => approval::run_own(state, lang, code),
        Command::Rewind { turn } => rewind::rewind(state, turn),
        Command::Approve { step, code, scope } => approval::approve(state, step, &code, scope),
        Command::ApproveAtTerminal { step, code, size } => {
            approval::approve_at_terminal(state, step, &code, size)
        }
        Command::Type { step, bytes } => {
            live::ask(state, step, |step, lang| Effect::Type { step, lang, bytes })
        }
        Command::ResizeTerminal { step, size } => live::resize(state, step, size),
        Command::Pause { step } => {
            live::ask(state, step, |step, lang| Effect::PauseStep { step, lang })
        }
        Command::Continue { step } => {
            live::ask(state, step, |step, lang| Effect::ContinueStep { step, lang })
        }
        Command::ExtendTime { step, seconds } => {
            live::ask(state, step, |step, lang| Effect::ExtendTime { step, lang, seconds })
        }
        Command::RaiseMemory { step, mib } => {
            live::ask(state, step, |step, lang| Effect::RaiseMemory { step, lang, mib })
        }
        Command::LetOutputGo { step } => run::let_output_go(state, step),
        Command::HoldTelling { step } => tell::hold(state, step),
        Command::Tell { step, text } => tell::tell(state, step, text),
        Command::ListVariables { lang } => vec![Effect::ListVariables { lang }],
        Command::ShowVariable { lang, name } => vec![Effect::ShowVariable { lang, name }],
        Command::KeepProcesses { lang } => vec![Effect::KeepProcesses { lang }],
        Command::UsePython { program } => live::use_python(state, program),
        Command::Edit { step, code } => approval::edit(state, step, code),
        Command::ChangeLanguage { step, lang } => approval::change_language(state, step, lang),
        Command::Reject { step, reason } => approval::reject(state, step, reason),
        Command::Interrupt => run::interrupt(state),
        Command::AnswerInput { step, text } => run::answer_input(state, step, text),
        Command::AllowSending { request } => consent::allow(state, request),
        Command::RefuseSending { request } => consent::refuse(state, request),
        Command::RestartModel => session::restart_model(state),
        Command::UseModel { model } => session::use_model(state, model),
        Command::RestartKernel { lang } => session::restart_kernel(state, lang),
        Command::SetPolicy { policy } => {
            state.settings.policy = policy;
            opinion::give_up(state);
            state.approved_turn = None;
            vec![]
        }
        Command::Quit => vec![Effect::Exit { code: 0 }],
    }
}

/// The reply that this request's news belongs to; `None` where the news is stale.
pub(in crate::engine) fn thinking(
    state: &mut State,
    request: super::RequestId,
) -> Option<&mut Thinking> {
    match &mut state.phase {
        Phase::Thinking(thinking) if thinking.request == request => Some(thinking),
        _ => None,
    }
}
