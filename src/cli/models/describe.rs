//! A model as JSON: the fields of its catalogue entry, then what this machine makes of it.

use serde_json::{Map, Value, json};

use crate::model::catalogue::Entry;
use crate::model::stock::{Model, Place, Rate};

/// Everything that is known of a model.
pub(super) fn describe(model: &Model) -> Result<Value, serde_json::Error> {
    let entry = model.entry.as_deref().cloned().unwrap_or_else(|| found(model));
    let mut value = serde_json::to_value(entry)?;
    let Value::Object(fields) = &mut value else { return Ok(value) };
    let engine = model.engine();
    let need = |need: &crate::model::stock::Need| json!({ "context": need.context, "bytes": need.bytes, "fit": need.fit });
    let memory: Vec<_> =
        model.needs.iter().filter(|need| Some(need.engine) == engine).map(need).collect();
    let needs: Vec<_> = model
        .needs
        .iter()
        .map(|need| json!({ "engine": need.engine, "context": need.context, "bytes": need.bytes, "fit": need.fit }))
        .collect();
    let more = json!({
        "bytes": model.size.bytes(),
        "bytes_estimated": model.size.is_estimate(),
        "memory": memory,
        "needs": needs,
        "engine": engine,
        "runnable": model.is_runnable(),
        "recommended": model.recommended,
        "source": model.source,
        "warnings": model.warnings(),
        "speed": speed(model.rate),
        "in_catalogue": model.entry.is_some(),
    });
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    put_place(fields, &model.place);
    Ok(value)
}

/// The fields of an entry, as far as a file's header fills them.
fn found(model: &Model) -> Entry {
    Entry {
        name: model.name.clone(),
        title: model.title.clone(),
        family: model.family.clone(),
        engines: model.engines.clone(),
        file: model.file.clone(),
        bytes: Some(model.size.bytes()),
        licence: model.licence.clone(),
        parameters: model.parameters,
        active: model.active,
        quantisation: model.quantisation.clone(),
        context: model.context,
        layers: model.shape.layers,
        heads: model.shape.heads,
        kv_heads: model.shape.kv_heads,
        head_dim: model.shape.head_dim,
        embedding: model.shape.embedding,
        vocabulary: model.shape.vocabulary,
        ..Entry::default()
    }
}

fn put_place(fields: &mut Map<String, Value>, place: &Place) {
    let (state, more) = match place {
        Place::Absent => ("absent", vec![]),
        Place::Partial(bytes) => ("partial", vec![("partial_bytes", json!(bytes))]),
        Place::Ours(path) => ("installed", vec![("path", json!(path))]),
        Place::Theirs(program, path) => {
            ("installed", vec![("path", json!(path)), ("found_in", json!(program))])
        }
    };
    fields.insert("state".into(), state.into());
    fields.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
}

fn speed(rate: Rate) -> Value {
    match rate {
        Rate::Unknown => Value::Null,
        Rate::About { tps, calibrated } => {
            let from = if calibrated { "models that ran here" } else { "a cautious guess" };
            json!({ "kind": "expected", "decode_tps": rounded(tps), "from": from })
        }
        Rate::Measured { tps, prefill } => json!({
            "kind": "measured",
            "decode_tps": rounded(tps),
            "prefill_tps": prefill.map(rounded),
        }),
    }
}

fn rounded(tps: f64) -> f64 {
    (tps * 100.0).round() / 100.0
}
