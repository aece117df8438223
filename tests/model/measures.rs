//! What tokens cost beside a step that computes, printed; run with `--nocapture` to read it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use ci_tui::engine::{RequestId, Stats};
use ci_tui::model::{FromModel, Source, Task, ToModel, Way};

use super::process::{Model, engines, small_model};

/// A step that keeps one core busy, in a kernel of its own.
struct Busy {
    kernel: Child,
    _input: ChildStdin,
}

impl Busy {
    fn start() -> Self {
        let mut kernel = Command::new(env!("CARGO_BIN_EXE_ci-tui"))
            .args(["kernel", "--stream"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a kernel");
        let mut input = kernel.stdin.take().expect("its input");
        let code =
            r#"{"op":"exec","lang":"python","code":"print('on', flush=True)\nwhile True: pass"}"#;
        writeln!(input, "{code}").expect("a step");
        let mut lines = BufReader::new(kernel.stdout.take().expect("its output")).lines();
        let begun = lines.any(|line| line.is_ok_and(|line| line.contains("on")));
        assert!(begun, "the step did not begin");
        Self { kernel, _input: input }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.kernel.kill();
        let _ = self.kernel.wait();
    }
}

fn measure(model: &mut Model, request: u64) -> Stats {
    let request = RequestId(request);
    let (prompt_tokens, tokens, task, way) = (16, 64, Task::Text, Way::Own);
    model.send(&ToModel::Measure { request, prompt_tokens, tokens, task, way });
    loop {
        match model.next().expect("a frame") {
            FromModel::Done { stats, .. } => return stats,
            FromModel::Failed { message, .. } => panic!("{message}"),
            _ => {}
        }
    }
}

#[test]
fn tokens_come_beside_a_step_that_computes() {
    // The main model where it is named, as its figures are what counts.
    let file = std::env::var_os("CI_TUI_MEASURED").map_or_else(small_model, Into::into);
    for engine in engines() {
        let mut model = Model::start();
        model.load_on(engine, Source::Weights(file.clone()), 512).expect("loaded");
        measure(&mut model, 1);
        let (mut idle, mut beside) = (Vec::new(), Vec::new());
        for round in 0..3 {
            idle.push(measure(&mut model, 10 + 2 * round).decode_tps);
            let busy = Busy::start();
            beside.push(measure(&mut model, 11 + 2 * round).decode_tps);
            drop(busy);
        }
        idle.sort_by(f64::total_cmp);
        beside.sort_by(f64::total_cmp);
        println!(
            "{engine:?}: decode {:.1} tokens/s idle, {:.1} beside a step: {:.2}",
            idle[1],
            beside[1],
            beside[1] / idle[1]
        );
        assert!(beside.iter().all(|rate| *rate > 0.0), "{beside:?}");
    }
}
