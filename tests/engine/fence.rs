//! Fenced code in replies: the `CommonMark` examples, what models write, and every way to cut a stream.

use ci_tui::engine::fence::{Fences, Part};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: u32,
    markdown: String,
    html: String,
}

fn read(text: &str) -> Vec<Part> {
    let mut fences = Fences::default();
    fences.push(text);
    fences.finish();
    fences.parts()
}

fn prose(text: &str) -> Part {
    Part::Prose(text.to_owned())
}

fn block(tag: &str, body: &str, closed: bool) -> Part {
    Part::Block { tag: tag.to_owned(), body: body.to_owned(), closed }
}

/// Tag and text of each `<pre><code>` in a page; `fenced` tells which of them come from a fence.
fn wanted(example: &Example) -> Vec<(String, String)> {
    const INDENTED: [(u32, usize); 2] = [(134, 0), (278, 1)];
    let blocks = example.html.split("<pre><code").skip(1).enumerate();
    blocks
        .filter(|(n, _)| !INDENTED.contains(&(example.number, *n)))
        .map(|(_, html)| {
            let (head, rest) = html.split_once('>').expect("a start tag");
            let tag = head.split("language-").nth(1).unwrap_or_default().trim_end_matches('"');
            let body = rest.split("</code>").next().expect("an end tag");
            let body = body.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            (tag.to_owned(), body.strip_suffix('\n').unwrap_or(&body).to_owned())
        })
        .collect()
}

fn examples() -> Vec<Example> {
    let lines = include_str!("data/commonmark_fences.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("an example")).collect()
}

#[test]
fn the_examples_of_commonmark_read_as_the_spec_wants() {
    let mut wrong = Vec::new();
    for example in examples() {
        let found: Vec<_> = read(&example.markdown)
            .into_iter()
            .filter_map(|part| match part {
                Part::Block { tag, body, .. } => Some((tag.replace("&ouml;", "ö"), body)),
                Part::Prose(_) => None,
            })
            .collect();
        if found != wanted(&example) {
            wrong.push((example.number, example.markdown.clone(), found, wanted(&example)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_cut_never_changes_what_the_examples_mean() {
    let mut seed = 7_u64;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).expect("31 bits") % most
    };
    for example in examples() {
        for _ in 0..50 {
            let mut fences = Fences::default();
            let mut rest: Vec<char> = example.markdown.chars().collect();
            while !rest.is_empty() {
                let piece: String = rest.drain(..=next(rest.len()).min(next(9))).collect();
                fences.push(&piece);
            }
            let mut whole = Fences::default();
            whole.push(&example.markdown);
            assert_eq!(fences, whole, "example {}", example.number);
        }
    }
}

proptest! {
    #[test]
    fn no_cut_changes_what_is_read(
        lines in prop::collection::vec("( {0,5}|> |- |1\\. )(`{2,4}|~{3,4}|x)?( ?python| ?é`?)?\r?", 0..12),
        cuts in prop::collection::vec(0_usize..200, 0..12),
    ) {
        let text = lines.join("\n");
        let mut cuts: Vec<_> = cuts.into_iter().filter(|at| text.is_char_boundary(*at)).collect();
        cuts.extend([0, text.len()]);
        cuts.retain(|at| *at <= text.len());
        cuts.sort_unstable();
        let mut cut = Fences::default();
        for pair in cuts.windows(2) {
            let before = cut.is_closed();
            cut.push(&text[pair[0]..pair[1]]);
            prop_assert!(!before || cut.is_closed());
        }
        let mut whole = Fences::default();
        whole.push(&text);
        prop_assert_eq!(&cut, &whole);
        prop_assert_eq!(cut.parts(), read(&text));
    }

    #[test]
    fn a_block_survives_any_body_without_fences(body in "[a-z \n\t#é]{0,80}") {
        let mut fences = Fences::default();
        fences.push(&format!("Here:\n```python\n{body}\n```\n"));
        prop_assert_eq!(fences.parts(), vec![prose("Here:\n"), block("python", &body, true)]);
    }
}

#[test]
fn what_models_write_is_read_as_they_mean_it() {
    let cases: Vec<(&str, Vec<Part>)> = vec![
        (
            "Sure:\n```python\nprint(1)\n```",
            vec![prose("Sure:\n"), block("python", "print(1)", true)],
        ),
        ("```python  \r\nprint(1)\r\n```  \r\n", vec![block("python", "print(1)", true)]),
        ("Here: ```python\nx\n", vec![prose("Here: ```python\nx\n")]),
        (
            "```python\nx = '''\n```bash\nls\n'''\n```",
            vec![block("python", "x = '''\n```bash\nls\n'''", true)],
        ),
        ("```python\nprint(1)", vec![block("python", "print(1)", false)]),
        ("```python\nprint(1)\n``", vec![block("python", "print(1)\n``", false)]),
        ("``", vec![prose("``")]),
        ("```py", vec![block("py", "", false)]),
        (
            "1. Load it:\n\n    ```python\n    import csv\n    if 1:\n        pass\n    ```\n2. Done\n",
            vec![
                prose("1. Load it:\n\n"),
                block("python", "import csv\nif 1:\n    pass", true),
                prose("2. Done\n"),
            ],
        ),
        ("1. ```python\nprint(1)\n   ```\n", vec![block("python", "print(1)", true)]),
        ("      ```python\n      x = 1\n      ```\n", vec![block("python", "x = 1", true)]),
        ("> ```sh\n> ls\n> ```\nok", vec![block("sh", "ls", true), prose("ok")]),
        ("```{.python .numberLines}\n1\n```", vec![block("{.python", "1", true)]),
        ("~~~\n```\n~~~", vec![block("", "```", true)]),
        ("```\n\n```", vec![block("", "", true)]),
        ("```\na\n\n```", vec![block("", "a\n", true)]),
        ("\t```python\n\tx\n\t```\n", vec![block("python", "x", true)]),
        ("", vec![]),
    ];
    for (text, parts) in cases {
        assert_eq!(read(text), parts, "{text:?}");
    }
}

#[test]
fn generation_can_stop_with_the_token_that_closes_the_first_block() {
    let mut fences = Fences::default();
    let mut seen = Vec::new();
    for token in ["```", "python", "\n", "print('``')", "\n", "``", "`", "\n", "more"] {
        fences.push(token);
        seen.push((fences.closes_at_end(), fences.is_closed()));
    }
    let (no, earliest, certain) = ((false, false), (true, false), (true, true));
    assert_eq!(seen, [no, no, no, no, no, no, earliest, certain, certain]);
}

#[test]
fn a_fence_that_goes_on_does_not_close() {
    let mut fences = Fences::default();
    fences.push("```python\nx\n```");
    assert!(fences.closes_at_end());
    fences.push("bash");
    assert_eq!((fences.closes_at_end(), fences.is_closed()), (false, false));
}

#[test]
fn the_first_runnable_block_is_the_code_of_a_reply() {
    let mut fences = Fences::default();
    fences.push("```json\n{\"a\": 1}\n```\nthen\n```python\nprint(1)\n```\n```python\n2\n```\n");
    assert_eq!(fences.code(), Some(("python".to_owned(), "print(1)".to_owned())));
}
