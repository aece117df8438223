//! What `minipandas` prints is what pandas 3.1 printed for the same code, recorded with it.

use super::client::Session;

/// One piece of code, and what pandas printed.
#[derive(serde::Deserialize)]
struct Recorded {
    code: String,
    pandas: String,
}

/// Words and numbers without the brackets, quotes and rules around them.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || "[](),'{}:".contains(c))
        .filter(|word| !word.is_empty())
        .map(|word| if matches!(word, "None" | "nan") { "NaN" } else { word }.to_owned())
        .collect()
}

/// Whether two printed values are the same, numbers to five digits.
fn same(ours: &str, theirs: &str) -> bool {
    match (ours.parse::<f64>(), theirs.parse::<f64>()) {
        (Ok(a), Ok(b)) if !a.is_nan() => (a - b).abs() <= b.abs() * 1e-4 + 1e-9,
        _ => ours == theirs || ["object", "str"].contains(&ours) && theirs == "object",
    }
}

#[test]
fn the_usual_code_prints_what_pandas_prints() {
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/files");
    let mut session = Session::with(&["--lang", "python", "-C", files]);
    for line in include_str!("data/minipandas.jsonl").lines() {
        let recorded: Recorded = serde_json::from_str(line).expect("a recorded piece");
        let done = session.exec(&format!("import minipandas as pd\n{}", recorded.code));
        assert_eq!(done.status(), "ok", "{}\n{}", recorded.code, done.0);
        let (ours, theirs) = (tokens(done.output()), tokens(&recorded.pandas));
        let first = ours.iter().zip(&theirs).find(|(ours, theirs)| !same(ours, theirs));
        assert_eq!(first, None, "{}\n{}\n{}", recorded.code, done.output(), recorded.pandas);
        assert_eq!(ours.len(), theirs.len(), "{}\n{}", recorded.code, done.output());
    }
    session.assert_well();
}

#[test]
fn what_it_does_not_know_it_says() {
    let mut session = Session::with(&["--lang", "python"]);
    for (code, said) in [
        ("pd.wide_to_long", "minipandas has no pd.wide_to_long"),
        ("pd.Series([1]).ewm(2)", "minipandas has no Series.ewm"),
        ("pd.DataFrame({'a': [1]}).plot()", "minipandas has no DataFrame.plot"),
        ("pd.Series(['x']).mean()", "'x' is no number"),
        ("if pd.Series([True]): pass", "ambiguous"),
        ("pd.Series([1]).sum(skipna=False)", "does not know the option skipna=False"),
    ] {
        let done = session.exec(&format!("import minipandas as pd\n{code}"));
        assert!(done.error().contains(said), "{code}: {}", done.error());
    }
    session.assert_well();
}
