//! Findings for people: one by itself, or several side by side.

use super::findings::Findings;

/// One contender, a line for each figure.
pub(super) fn alone(found: &Findings) -> String {
    let model = &found.model;
    let about = [&model.quantisation, &model.engine, &model.device];
    let about: Vec<_> =
        about.into_iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let mut lines = vec![
        format!("model             {} ({})", model.name, about.join(", ")),
        format!("load              {:.2} s", found.load_s),
        format!("first token       {:.0} ms", found.ttft_ms),
        format!(
            "prefill           {:.1} tokens/s ({} tokens)",
            found.prefill_tps, found.prompt_tokens
        ),
        format!(
            "decode            {:.1} tokens/s ({} tokens)",
            found.decode_tps, found.generated_tokens
        ),
    ];
    if let Some(bytes) = found.peak_memory_bytes {
        lines.push(format!("peak memory       {} MiB", bytes >> 20));
    }
    if let Some(bare) = &found.baseline {
        lines.push(format!(
            "backend alone     prefill {:.1}, decode {:.1} tokens/s",
            bare.prefill_tps, bare.decode_tps
        ));
        lines.push(format!(
            "ours / alone      prefill {:.3}, decode {:.3}",
            bare.prefill_ratio, bare.decode_ratio
        ));
    }
    if let Some(repair) = &found.repair {
        lines.push(format!(
            "code repair       decode {:.1} tokens/s, backend alone {:.1}: {:.2} times ({} tokens)",
            repair.decode_tps, repair.alone_tps, repair.ratio, repair.generated_tokens
        ));
    }
    lines.join("\n") + "\n"
}

/// Several contenders, one line each; at most 80 cells wide for names of usual length.
pub(super) fn side_by_side(found: &[Findings]) -> String {
    let head = ["model", "engine", "prefill", "decode", "first ms", "MiB", "alone", "repair"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(found.iter().map(row));
    let used: Vec<_> =
        (0..head.len()).filter(|column| rows[1..].iter().any(|row| row[*column] != "–")).collect();
    let widths: Vec<_> = used
        .iter()
        .map(|column| rows.iter().map(|row| row[*column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<_> = used
            .iter()
            .zip(&widths)
            .map(|(column, width)| match column {
                0 | 1 => format!("{:<width$}", row[*column]),
                _ => format!("{:>width$}", row[*column]),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text + "\nprefill and decode in tokens/s, medians; the runs of all took turns\n"
}

fn row(found: &Findings) -> Vec<String> {
    let none = || "–".to_owned();
    vec![
        format!("{} {}", found.model.name, found.model.quantisation),
        found.model.engine.clone(),
        format!("{:.1}", found.prefill_tps),
        format!("{:.1}", found.decode_tps),
        format!("{:.0}", found.ttft_ms),
        found.peak_memory_bytes.map_or_else(none, |bytes| (bytes >> 20).to_string()),
        found.baseline.as_ref().map_or_else(none, |bare| {
            format!("{:.2}/{:.2}", bare.prefill_ratio, bare.decode_ratio)
        }),
        found.repair.as_ref().map_or_else(none, |repair| format!("{:.2}x", repair.ratio)),
    ]
}
