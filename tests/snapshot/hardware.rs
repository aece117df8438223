//! The view of the machine: what it shows at each size, and when it is drawn again.

use ci_tui::engine::{
    Command, Core, Event, GpuSample, GpuState, HardwareSample, Heat, LoadId, ModelInfo, Quota,
    RequestId, Simd, Stats, StopCause, Swap,
};
use ci_tui::tui::theme::Depth;
use ci_tui::tui::widget::glyphs::Glyphs;
use ci_tui::tui::{Action, view};

use super::stage::Stage;
use super::support::{shoot, theme};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

fn model() -> ModelInfo {
    ModelInfo {
        name: "qwen2.5-coder-1.5b".into(),
        engine: "kalosm".into(),
        architecture: "qwen2".into(),
        quantisation: "Q4_K_M".into(),
        parameters: 1_543_714_304,
        context_limit: 4096,
        device: "CPU (AVX2)".into(),
        load_ms: 1830,
        server: None,
    }
}

/// The reading of second `n` of a machine that works.
fn sample(n: u16) -> HardwareSample {
    let wave = f32::from(n % 40) * 2.0;
    let core = |n: u16, ours| Core { percent: f32::from(n * 37 % 101), ours };
    let simd = |name: &str, compiled| Simd { name: name.into(), available: true, compiled };
    HardwareSample {
        cpu_percent: 15.0 + wave,
        cores: 3,
        memory_used: 5_100_000_000 + u64::from(n) * 1_000_000,
        memory_total: 7_700_000_000,
        cgroup: Some((2_400_000_000, 6_000_000_000)),
        model_memory: Some(1_900_000_000),
        per_core: vec![core(n, true), core(n + 1, true), core(n + 2, true), core(n + 3, false)],
        quota: Some(Quota { cores: 2.5, throttled: Some(12.0) }),
        load: Some(3.2),
        model_cpu: Some(198.0),
        swap: Some(Swap {
            used: 100_000_000,
            total: 2_000_000_000,
            read: Some(0),
            written: Some(0),
        }),
        pressure: Some(1.5),
        heat: Some(Heat { celsius: 71.0, limit: Some(100.0), throttled: Some(false) }),
        gpus: vec![GpuSample {
            name: "NVIDIA RTX A2000".into(),
            state: GpuState::Awake,
            busy: Some(34.0),
            memory: Some((1_200_000_000, 6_000_000_000)),
            celsius: Some(54.0),
            watts: None,
            model_memory: None,
        }],
        simd: vec![simd("avx2", true), simd("fma", true), simd("avx512f", false)],
    }
}

fn reply(stage: &mut Stage, n: u32) {
    stage.ask(Command::Submit { text: format!("question {n}") });
    let stats = Stats {
        prompt_tokens: 400 + 130 * n,
        cached_tokens: if n == 0 { 0 } else { 270 + 130 * n },
        generated_tokens: 60,
        ttft_ms: f64::from(400 + n % 3 * 300),
        prefill_tps: 60.0 - f64::from(n % 5),
        decode_tps: 12.0 - f64::from(n) / 3.0,
    };
    let request: RequestId = stage.request();
    stage.hear(Event::TextArrived { request, text: "It is 4.".into(), tokens: 4 });
    stage.hear(Event::GenerationEnded { request, stop: StopCause::EndOfText, stats });
}

pub(super) fn worked(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::new(columns, rows);
    stage.hear(Event::ModelReady { load: LoadId::default(), info: model() });
    for n in 0..14 {
        reply(&mut stage, n);
    }
    for n in 0..90 {
        stage.hear(Event::HardwareSampled { sample: sample(n) });
    }
    stage
}

pub(super) fn opened(mut stage: Stage) -> Stage {
    stage.press(Action::Hardware);
    stage
}

#[test]
fn the_machine_and_the_model_on_it_are_shown_in_full() {
    for (columns, rows) in SIZES {
        let mut stage = opened(worked(columns, rows));
        insta::assert_snapshot!(format!("hardware_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn what_cannot_be_read_is_said_to_be_so() {
    let mut stage = Stage::new(80, 24);
    let gpu = |name: &str, state| GpuSample { name: name.into(), state, ..GpuSample::default() };
    let why = GpuState::Unreadable("its driver tells no numbers".into());
    let bare = HardwareSample {
        cpu_percent: 3.0,
        cores: 64,
        memory_used: 1_000_000_000,
        memory_total: 64_000_000_000,
        per_core: (0..64_u8).map(|n| Core { percent: f32::from(n), ours: n < 60 }).collect(),
        gpus: vec![gpu("NVIDIA 10de:2330", GpuState::Asleep), gpu("Intel 8086:9a49", why)],
        ..HardwareSample::default()
    };
    stage.hear(Event::HardwareSampled { sample: bare });
    let shot = opened(stage).shot();
    for words in [
        "asleep, not woken",
        "n/a: its driver tells no numbers",
        "temperature n/a",
        "60 of 64 cores are ours",
    ] {
        assert!(shot.contains(words), "{words}: {shot}");
    }
    insta::assert_snapshot!("hardware_bare_80x24", shot);
}

#[test]
fn it_is_drawn_with_seven_bit_signs_and_without_colours_too() {
    let mut stage = opened(worked(80, 24));
    stage.screen.glyphs = Glyphs::Ascii;
    let drawn = stage.draw();
    let strange = drawn.backend().buffer().content().iter().find(|cell| !cell.symbol().is_ascii());
    assert!(strange.is_none(), "{strange:?}");
    let plain = theme("midnight").resolve(Depth::None);
    let shot = shoot(stage.draw_in(&plain).backend().buffer());
    assert!(!shot.contains(" fg=") && !shot.contains(" bg="), "{shot}");
    insta::assert_snapshot!("hardware_ascii_80x24", shoot(stage.draw().backend().buffer()));
}

#[test]
fn every_size_shows_something_and_scrolls_to_its_end() {
    for columns in (60..=300).step_by(11) {
        for rows in [16, 17, 24, 33, 48, 80] {
            let mut stage = opened(worked(columns, rows));
            let shot = stage.shot();
            assert!(shot.contains("qwen2.5-coder-1.5b"), "{columns}x{rows}: {shot}");
            stage.press(Action::ScrollEnd);
            let end = stage.shot();
            assert!(
                end.contains("the model is not on it") && !end.contains("more below"),
                "{columns}x{rows}: {end}"
            );
        }
    }
}

#[test]
fn a_reading_is_drawn_only_where_it_shows() {
    let mut stage = worked(80, 24);
    let said = |stage: &Stage| view::gauge_text(&stage.state, &stage.screen, &theme("midnight"));
    let closed = said(&stage);
    let mut other = sample(89);
    other.per_core[0].percent = 99.0;
    other.load = Some(9.9);
    stage.hear(Event::HardwareSampled { sample: other.clone() });
    assert_eq!(closed, said(&stage), "the line does not show single cores");
    stage.press(Action::Hardware);
    let open = said(&stage);
    other.per_core[0].percent = 12.0;
    stage.hear(Event::HardwareSampled { sample: other });
    assert_ne!(open, said(&stage));
}

#[test]
fn the_key_closes_what_it_opened_and_leaves_the_draft_alone() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("draft");
    stage.press(Action::Hardware);
    assert!(stage.shot().contains(" hardware "));
    stage.press(Action::Hardware);
    let shot = stage.shot();
    assert!(!shot.contains(" hardware ") && shot.contains("draft"), "{shot}");
    stage.press(Action::Hardware);
    stage.press(Action::Cancel);
    assert!(!stage.shot().contains(" hardware "));
}

#[test]
fn what_is_felt_has_a_line_of_its_own_until_it_is_over() {
    let mut stage = Stage::ready(80, 24);
    let sample = |used| HardwareSample {
        memory_used: used,
        memory_total: 7_700_000_000,
        ..HardwareSample::default()
    };
    for _ in 0..3 {
        assert!(!stage.shot().contains("nearly full"), "not before it is sure");
        stage.hear(Event::HardwareSampled { sample: sample(7_500_000_000) });
    }
    let shot = stage.shot();
    assert!(shot.contains("Memory is nearly full (7.5 of 7.7 GB): end other programs."), "{shot}");
    insta::assert_snapshot!("advised_80x24", shot);
    for _ in 0..8 {
        assert!(stage.shot().contains("nearly full"), "it does not jump");
        stage.hear(Event::HardwareSampled { sample: sample(3_000_000_000) });
    }
    assert!(!stage.shot().contains("nearly full"));
}

#[test]
fn a_reply_that_was_stopped_before_its_first_token_shows_no_zero() {
    let mut stage = Stage::new(80, 24);
    stage.hear(Event::ModelReady { load: LoadId::default(), info: model() });
    stage.ask(Command::Submit { text: "question".into() });
    let request = stage.request();
    let stats = Stats { prompt_tokens: 400, ..Stats::default() };
    stage.hear(Event::GenerationEnded { request, stop: StopCause::Cancelled, stats });
    stage.hear(Event::HardwareSampled { sample: sample(0) });
    let shot = opened(stage).shot();
    for name in ["write", "read", "first"] {
        assert!(shot.contains(&format!("{name:<10}n/a")), "{name}: {shot}");
    }
}
