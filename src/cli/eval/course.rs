//! The course of an evaluation: model after model, case after case, told and written down as it goes.

use anyhow::Context as _;

use super::attempt::Examinee;
use super::compare::{Column, side_by_side};
use super::face::{Cut, Face};
use super::plan::Plan;
use super::record::{Document, Run, VERSION};
use super::table::{self, Table};
use super::totals::Totals;
use crate::engine::ModelInfo;
use crate::hardware::Machine;
use crate::plain::one_line;
use crate::session::Header;

/// Does what was planned, and gives the exit code.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<u8> {
    let face = Face::new().context("cannot wait for signals")?;
    let document = Document {
        v: VERSION,
        created: Header::new(&plan.settings).created,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        cases: plan.file.to_string_lossy().into_owned(),
        interrupted: false,
        machine: serde_json::to_value(Machine::detect())?,
        runs: Vec::new(),
    };
    let mut course = Course { plan, face, document };
    let ended = Box::pin(course.all()).await;
    course.document.interrupted = ended.is_err();
    course.save()?;
    let Course { face, .. } = course;
    face.finish().await.context("cannot write the result")?;
    match ended {
        Ok(()) => Ok(0),
        Err(Cut::Gone) => Ok(1),
        Err(Cut::Signal(code)) => Ok(code),
        Err(Cut::Failed(error)) => Err(error),
    }
}

struct Course<'a> {
    plan: &'a Plan,
    face: Face,
    document: Document,
}

impl Course<'_> {
    async fn all(&mut self) -> Result<(), Cut> {
        let plan = self.plan;
        for model in &plan.models {
            Box::pin(self.examine(model)).await?;
        }
        let columns: Vec<_> = self
            .document
            .runs
            .iter()
            .map(|run| (called(run), run))
            .chain(plan.earlier.iter().map(|column| (column.name.clone(), &column.run)))
            .map(|(name, run)| Column { name, run: run.clone() })
            .collect();
        if columns.len() > 1 {
            let text = side_by_side(&columns, self.face.width());
            self.face.say(format!("\n{text}")).await?;
        }
        Ok(())
    }

    /// One model on all cases; what was measured is told, also where something cuts it short.
    async fn examine(&mut self, model: &str) -> Result<(), Cut> {
        let mut examinee = Examinee::new(self.plan, model);
        let before = self.document.runs.len();
        let ended = self.cases(&mut examinee, model).await;
        Box::pin(self.face.settle(examinee.end())).await;
        if let Some(run) = self.document.runs.get(before) {
            let early = if ended.is_err() { "ended early: " } else { "" };
            let text = format!("\n{early}{model}\n{}", table::totals(&run.totals));
            let told = self.face.say(text).await;
            ended.and(told)
        } else {
            ended
        }
    }

    async fn cases(&mut self, examinee: &mut Examinee<'_>, model: &str) -> Result<(), Cut> {
        self.face.status(&format!("loading {model} …")).await?;
        let info = self.face.heed(examinee.load()).await?;
        let table = Table::of(&self.plan.cases, self.face.width());
        let gap = if self.document.runs.is_empty() { "" } else { "\n" };
        self.face.say(format!("{gap}{}{}", introduction(&info), table.heading())).await?;
        self.document.runs.push(Run {
            settings: self.plan.steered(model),
            model: Some(info),
            totals: Totals::default(),
            cases: Vec::new(),
        });
        let many = self.plan.cases.len();
        for (n, case) in self.plan.cases.iter().enumerate() {
            self.face.status(&format!("{} of {many}: {} …", n + 1, one_line(&case.id))).await?;
            let outcome = self.face.heed(examinee.answer(case)).await?;
            let row = table.row(&outcome);
            if let Some(run) = self.document.runs.last_mut() {
                run.cases.push(outcome);
                run.totals = Totals::of(&run.cases);
            }
            self.save().map_err(Cut::Failed)?;
            self.face.say(row).await?;
        }
        Ok(())
    }

    fn save(&self) -> anyhow::Result<()> {
        self.plan.json.as_ref().map_or(Ok(()), |path| self.document.write(path))
    }
}

/// What the model calls itself; of a path the file's name is enough.
fn called(run: &Run) -> String {
    run.model.as_ref().map_or_else(|| run.settings.model.clone(), |info| info.name.clone())
}

fn introduction(info: &ModelInfo) -> String {
    let ModelInfo { name, quantisation, device, load_ms, .. } = info;
    let facts = [quantisation, device].into_iter().filter(|fact| !fact.is_empty());
    let facts = facts.cloned().collect::<Vec<_>>().join(", ");
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a load fit a float")]
    let seconds = *load_ms as f64 / 1000.0;
    format!("{} ({facts}), loaded in {seconds:.1} s\n", one_line(name))
}
