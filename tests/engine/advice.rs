//! Why it is slow, as a person would say it: only where it is evident, and not before it is sure.

use ci_tui::engine::{
    Advice, Cause, Command, Core, Event, HardwareSample, Heat, Language, Leftover, LoadId,
    ModelInfo, Quota, Settings, Simd, State, Stats, StopCause, Swap, advice, update,
};

const GB: u64 = 1_000_000_000;

/// A machine with room to spare.
fn calm() -> HardwareSample {
    HardwareSample {
        cpu_percent: 5.0,
        cores: 2,
        memory_used: 3 * GB,
        memory_total: 8 * GB,
        model_memory: Some(2 * GB),
        per_core: vec![core(99.0), core(99.0)],
        model_cpu: Some(195.0),
        ..HardwareSample::default()
    }
}

fn core(percent: f32) -> Core {
    Core { percent, ours: true }
}

fn info(quantisation: &str) -> ModelInfo {
    ModelInfo {
        name: "qwen".into(),
        engine: "kalosm".into(),
        quantisation: quantisation.into(),
        parameters: 1_500_000_000,
        context_limit: 4096,
        ..ModelInfo::default()
    }
}

fn with(info: ModelInfo) -> State {
    let mut state = State::new(Settings::default());
    update(&mut state, Event::ModelReady { load: LoadId::default(), info });
    state
}

/// A session whose model reads a prompt.
fn thinking() -> State {
    let mut state = with(info("Q4_K_M"));
    let command = Command::Submit { text: "What is 2 + 2?".into() };
    update(&mut state, Event::Command { command });
    state
}

fn replied(state: &mut State, stats: Stats) {
    if !matches!(state.phase(), ci_tui::engine::Phase::Thinking(_)) {
        let command = Command::Submit { text: "And 3 + 3?".into() };
        update(state, Event::Command { command });
    }
    let ci_tui::engine::Phase::Thinking(thinking) = state.phase() else { panic!("it thinks") };
    let request = thinking.request;
    update(state, Event::TextArrived { request, text: "Four.".into(), tokens: 2 });
    update(state, Event::GenerationEnded { request, stop: StopCause::EndOfText, stats });
}

fn stats(prompt: u32, cached: u32, ttft_ms: f64, decode_tps: f64) -> Stats {
    Stats {
        prompt_tokens: prompt,
        cached_tokens: cached,
        generated_tokens: 60,
        ttft_ms,
        prefill_tps: 50.0,
        decode_tps,
    }
}

fn given(state: &mut State, sample: HardwareSample) -> Option<Advice> {
    update(state, Event::HardwareSampled { sample });
    advice(state)
}

#[track_caller]
fn says(advice: Option<Advice>, cause: Cause, words: &[&str]) {
    let advice = advice.expect("an advice");
    assert_eq!(advice.cause, cause, "{advice:?}");
    for word in words {
        assert!(advice.text.contains(word), "`{word}`: {}", advice.text);
    }
    assert!(advice.text.ends_with('.') && !advice.text.contains('\n'), "{}", advice.text);
}

#[test]
fn a_machine_that_does_well_is_left_alone() {
    assert_eq!(given(&mut thinking(), calm()), None);
    assert_eq!(given(&mut State::new(Settings::default()), HardwareSample::default()), None);
    let mut state = thinking();
    replied(&mut state, stats(900, 400, 800.0, 23.0));
    assert_eq!(given(&mut state, calm()), None);
}

#[test]
fn swapping_is_told_where_pages_come_back() {
    let swap = |read| Some(Swap { used: GB, total: 2 * GB, read, written: Some(90_000_000) });
    let sample = |read| HardwareSample { swap: swap(read), ..calm() };
    says(
        given(&mut thinking(), sample(Some(12_000_000))),
        Cause::Swapping,
        &["12 MB/s", "smaller model"],
    );
    assert_eq!(given(&mut thinking(), sample(Some(0))), None);
    assert_eq!(given(&mut thinking(), sample(None)), None);
}

#[test]
fn short_memory_names_what_would_free_most() {
    let full = HardwareSample { memory_used: 7_700_000_000, ..calm() };
    says(
        given(&mut thinking(), full.clone()),
        Cause::MemoryShort,
        &["7.7 of 8.0 GB", "smaller model"],
    );
    let fine = given(&mut with(info("Q8_0")), full.clone());
    says(fine, Cause::MemoryShort, &["coarser quantisation", "Q4_K_M"]);
    let long = ModelInfo { context_limit: 32_768, ..info("Q4_K_M") };
    says(given(&mut with(long), full.clone()), Cause::MemoryShort, &["shorter generation.context"]);
    let small = HardwareSample { model_memory: Some(200_000_000), ..full };
    says(given(&mut thinking(), small), Cause::MemoryShort, &["end other programs"]);
    let group = HardwareSample { cgroup: Some((3_900_000_000, 4 * GB)), ..calm() };
    says(given(&mut thinking(), group), Cause::MemoryShort, &["this container", "3.9 of 4.0 GB"]);
}

#[test]
fn a_quota_is_told_where_the_model_waits_for_it() {
    let quota =
        |throttled| HardwareSample { quota: Some(Quota { cores: 1.0, throttled }), ..calm() };
    says(given(&mut thinking(), quota(Some(80.0))), Cause::Quota, &["1.0 cores only", "raise"]);
    assert_eq!(given(&mut thinking(), quota(Some(3.0))), None);
    assert_eq!(given(&mut thinking(), quota(None)), None);
    assert_eq!(given(&mut with(info("Q4_K_M")), quota(Some(80.0))), None, "nobody waits");
}

#[test]
fn heat_is_told_where_the_processor_slows_itself_down() {
    let heat = |celsius, limit, throttled| HardwareSample {
        heat: Some(Heat { celsius, limit, throttled }),
        ..calm()
    };
    says(given(&mut thinking(), heat(97.0, Some(100.0), Some(true))), Cause::Heat, &["97 °C"]);
    says(given(&mut thinking(), heat(99.0, Some(100.0), None)), Cause::Heat, &["99 °C"]);
    assert_eq!(given(&mut thinking(), heat(99.0, Some(100.0), Some(false))), None);
    assert_eq!(given(&mut thinking(), heat(99.0, None, None)), None);
}

#[test]
fn others_on_the_cores_are_told_where_the_model_wants_them() {
    let crowded = HardwareSample { model_cpu: Some(60.0), ..calm() };
    let told = given(&mut thinking(), crowded.clone());
    says(told, Cause::Others, &["1.4 of the 2 cores", "end them, or wait"]);
    let free = HardwareSample { per_core: vec![core(99.0), core(20.0)], ..crowded.clone() };
    assert_eq!(given(&mut thinking(), free), None, "a core is free");
    let alien = Core { percent: 100.0, ours: false };
    let elsewhere =
        HardwareSample { per_core: vec![core(99.0), core(99.0), alien, alien], ..calm() };
    assert_eq!(given(&mut thinking(), elsewhere), None, "others have cores of their own");
    assert_eq!(given(&mut with(info("Q4_K_M")), crowded.clone()), None, "the model rests");
    let mut state = thinking();
    let left = Leftover { pid: 7, command: "python train.py".into(), age_ms: 9, memory: 1 };
    update(&mut state, Event::ProcessesLeft { lang: Language::Bash, processes: vec![left] });
    says(given(&mut state, crowded), Cause::Others, &["`python train.py`"]);
}

#[test]
fn a_build_without_the_processors_instructions_is_told() {
    let simd = |name: &str, compiled| Simd { name: name.into(), available: true, compiled };
    let sample = |compiled| HardwareSample {
        simd: vec![simd("avx2", compiled), simd("fma", compiled), simd("avx512f", false)],
        ..calm()
    };
    let mut state = with(info("Q4_K_M"));
    says(given(&mut state, sample(false)), Cause::Build, &["AVX2 and FMA", "target-cpu=native"]);
    assert_eq!(given(&mut state, sample(true)), None);
    let other = ModelInfo { engine: "llama.cpp".into(), ..info("Q4_K_M") };
    assert_eq!(given(&mut with(other), sample(false)), None, "it brings its own");
}

#[test]
fn a_quantisation_without_fast_code_is_told() {
    for slow in ["Q4_1", "Q5_0", "Q5_1"] {
        let told = given(&mut with(info(slow)), calm());
        says(told.clone(), Cause::Quantisation, &[slow, "Q8_0"]);
        assert!(!told.expect("told").urgent, "nothing was slow yet");
    }
    let other = ModelInfo { engine: "llama.cpp".into(), ..info("Q5_0") };
    assert_eq!(given(&mut with(other), calm()), None);
    let mut state = with(info("Q4_1"));
    replied(&mut state, stats(400, 0, 900.0, 3.0));
    assert!(given(&mut state, calm()).is_some_and(|advice| advice.urgent));
}

#[test]
fn a_long_prompt_is_told_where_it_was_waited_for() {
    let mut state = thinking();
    replied(&mut state, stats(3100, 100, 41_000.0, 12.0));
    says(given(&mut state, calm()), Cause::LongContext, &["41 s", "3000 tokens"]);
    let mut state = thinking();
    replied(&mut state, stats(400, 0, 900.0, 11.0));
    replied(&mut state, stats(3600, 3500, 900.0, 5.0));
    says(given(&mut state, calm()), Cause::LongContext, &["11.0 to 5.0 tok/s", "a new one"]);
}

#[test]
fn a_model_too_large_for_the_machine_is_told_last() {
    let mut state = thinking();
    replied(&mut state, stats(400, 0, 900.0, 2.5));
    says(given(&mut state, calm()), Cause::LargeModel, &["2.5 tok/s", "smaller model is faster"]);
    let mut state = with(info("F16"));
    replied(&mut state, stats(400, 0, 900.0, 2.5));
    says(given(&mut state, calm()), Cause::LargeModel, &["F16", "coarser quantisation"]);
}

#[test]
fn a_model_elsewhere_is_not_blamed_on_this_machine() {
    let remote = ModelInfo { engine: "openai".into(), parameters: 0, ..info("") };
    let mut state = with(remote);
    replied(&mut state, stats(400, 0, 20_000.0, 1.0));
    assert_eq!(given(&mut state, calm()), None);
}

#[test]
fn an_advice_stands_once_it_is_sure_and_goes_once_it_is_over() {
    let full = HardwareSample { memory_used: 7_700_000_000, ..calm() };
    let fuller = HardwareSample { memory_used: 7_900_000_000, ..calm() };
    let mut state = thinking();
    let stands = |state: &State| state.advice().map(|advice| advice.text.clone());
    for n in 0..20 {
        // Every other reading: never sure.
        given(&mut state, if n % 2 == 0 { full.clone() } else { calm() });
        assert_eq!(stands(&state), None);
    }
    for _ in 0..3 {
        given(&mut state, full.clone());
    }
    let first = stands(&state);
    assert!(first.is_some());
    given(&mut state, fuller);
    assert_eq!(stands(&state), first, "its words stay");
    for _ in 0..7 {
        given(&mut state, calm());
        assert_eq!(stands(&state), first);
    }
    given(&mut state, calm());
    assert_eq!(stands(&state), None);
}

#[test]
fn readings_of_earlier_programs_are_still_read() {
    let line = r#"{"type":"hardware_sampled","sample":{"cpu_percent":3.5,"cores":2,"memory_used":1,"memory_total":2,"cgroup":null,"model_memory":7}}"#;
    let event: Event = serde_json::from_str(line).expect("readable");
    let Event::HardwareSampled { sample } = event else { panic!("{event:?}") };
    assert_eq!((sample.model_memory, sample.swap, sample.per_core.len()), (Some(7), None, 0));
}
