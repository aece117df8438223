//! What a reply means, in every wrapping that models put code in, and in none.

use ci_tui::engine::Language::{self, Bash, JavaScript, Python};
use ci_tui::engine::fence::Fences;
use ci_tui::engine::reading::{Found, is_step, read};
use ci_tui::engine::{EndReason, StopCause};
use proptest::prelude::*;

use super::session::Session;

fn reading(text: &str, stop: StopCause) -> Found {
    let mut fences = Fences::default();
    fences.push(text);
    read(text, &fences.parts(), stop)
}

#[track_caller]
fn all_read(cases: &[(&str, Language, &str)]) {
    for (text, lang, code) in cases {
        let want = Found::Code { lang: *lang, code: (*code).to_owned() };
        assert_eq!(reading(text, StopCause::EndOfText), want, "{text}");
    }
}

#[track_caller]
fn none_is_code(cases: &[&str]) {
    for text in cases {
        assert_eq!(reading(text, StopCause::EndOfText), Found::None, "{text}");
    }
}

#[test]
fn code_decides_its_language_whatever_the_tag_says() {
    all_read(&[
        ("```json\nimport os\nprint(os.getcwd())\n```", Python, "import os\nprint(os.getcwd())"),
        ("```\nprint(1)\n```", Python, "print(1)"),
        ("~~~ pyhton\nprint(1)\n~~~", Python, "print(1)"),
        ("```bash\n%pip install pandas\n```", Python, "%pip install pandas"),
        ("```python\nwc -l a.csv\n```", Bash, "wc -l a.csv"),
        (
            "```xml\nconst a = [1];\nconsole.log(a);\n```",
            JavaScript,
            "const a = [1];\nconsole.log(a);",
        ),
        ("1. So:\n   ```python\n   x = 1\n   print(x)\n   ```\n", Python, "x = 1\nprint(x)"),
        ("```python\nprint(1)", Python, "print(1)"),
    ]);
}

#[test]
fn code_in_the_json_of_a_call_is_code() {
    all_read(&[
        (r#"{"name": "python", "arguments": {"code": "print(1)"}}"#, Python, "print(1)"),
        ("```json\n{\"code\": \"print(1)\"}\n```", Python, "print(1)"),
        ("```python\n{\"name\": \"bash\", \"arguments\": {\"command\": \"ls\"}}\n```", Bash, "ls"),
        ("I call it:\n\n{\"language\": \"bash\", \"code\": \"ls -l\"}\nDone.", Bash, "ls -l"),
        (
            "<tool_call>\n{\"name\": \"python\", \"arguments\": {\"code\": \"x = 1\\nprint(x)\"}}\n</tool_call>",
            Python,
            "x = 1\nprint(x)",
        ),
        (
            "[TOOL_CALLS] [{\"name\": \"python\", \"arguments\": {\"code\": \"2 + 2\"}}]",
            Python,
            "2 + 2",
        ),
        ("[TOOL_CALLS]python[ARGS]{\"code\": \"2 + 2\"}", Python, "2 + 2"),
        ("<|python_tag|>{\"code\": \"print(1)\"}", Python, "print(1)"),
        ("<function=python>{\"code\": \"print(1)\"}</function>", Python, "print(1)"),
        (
            "```json\n{\n  \"code\": \"\"\"\n    import os\n    print(os.sep)\n    \"\"\"\n}\n```",
            Python,
            "import os\nprint(os.sep)",
        ),
        ("{\"code\": \"```python\\nprint(1)\\n```\"}", Python, "print(1)"),
    ]);
    none_is_code(&[
        r#"{"name": "fibonacci", "arguments": {"n": 20}}"#,
        r#"{"code": "A12", "city": "Graz"}"#,
        "[1, 4, 9]",
        "```json\n{\"mean\": 4.5}\n```",
    ]);
}

#[test]
fn a_call_that_lacks_its_end_is_repaired_where_its_code_parses_and_is_cut_off_at_a_limit() {
    let text = "{\"name\": \"python\", \"arguments\": {\"code\": \"print(1)\"";
    all_read(&[
        (text, Python, "print(1)"),
        (r#"{"language": "python", "code": "print(1)}"}"#, Python, "print(1)"),
        ("```json\n{\"language\": \"python\", \"code\": \"print(1)}\n```", Python, "print(1)"),
    ]);
    none_is_code(&["{\"name\": \"python\", \"arguments\": {\"code\": \"print((1"]);
    for text in [text, "<tool_call>{\"name\": \"python\", \"arguments\": {\"code\": \"pri"] {
        assert_eq!(reading(text, StopCause::MaxTokens), Found::Cut, "{text}");
    }
}

#[test]
fn code_between_tags_is_code_and_talk_of_tags_is_not() {
    all_read(&[
        ("<execute>\nprint(2**64)\n</execute>", Python, "print(2**64)"),
        ("Sure: <python>2**64</python>", Python, "2**64"),
        ("<bash>\nls -l\n</bash>", Bash, "ls -l"),
        ("<code>\nprint(1)\n</code>", Python, "print(1)"),
        ("<code class=\"language-bash\">\nls\n</code>", Bash, "ls"),
        ("<|python_tag|>print(1)", Python, "print(1)"),
        ("<|python_tag|>print(1)<|eom_id|>", Python, "print(1)"),
        ("<execute>\nprint(1)\n", Python, "print(1)"),
        (
            "<tool_call>\n<function=python>\n<parameter=code>\nprint(1)\n</parameter>\n</function>\n</tool_call>",
            Python,
            "print(1)",
        ),
    ]);
    none_is_code(&[
        "Put it between <python> and </python>, then send it.",
        "Use <code>print(x)</code> to show it.",
        "<execute>the plan</execute>",
        "Write <execute> first.",
        "```html\n<script>\nconsole.log(1);\n</script>\n<pre>\nprint(1)\n</pre>\n```",
        "<script>\nconsole.log(1);\n</script>",
    ]);
}

#[test]
fn a_call_in_the_words_of_some_framework_is_code() {
    all_read(&[
        (
            "Thought: so\nAction: python\nAction Input: print(2**10)\nObservation: 1",
            Python,
            "print(2**10)",
        ),
        ("Action: python\nAction Input: {\"code\": \"print(1)\"}", Python, "print(1)"),
        ("<|channel|>commentary to=python code<|message|>print(1)<|call|>", Python, "print(1)"),
        ("functions.python({\"code\": \"print(1)\"})", Python, "print(1)"),
        ("execute_python(code=\"print('a')\")", Python, "print('a')"),
        ("[PYTHON]\nprint(1)\n[/PYTHON]", Python, "print(1)"),
        ("<|code|>print(1)<|/code|>", Python, "print(1)"),
        ("code: |\n  import os\n  print(os.sep)", Python, "import os\nprint(os.sep)"),
        ("\\begin{lstlisting}[language=Python]\nprint(1)\n\\end{lstlisting}", Python, "print(1)"),
        ("<pre><code>\nprint(1 &lt; 2)\n</code></pre>", Python, "print(1 < 2)"),
        (
            "<tool_call>python\n<arg_key>code</arg_key>\n<arg_value>print(1)</arg_value>",
            Python,
            "print(1)",
        ),
    ]);
    none_is_code(&[
        "Action: think\nAction Input: the mean",
        "<|channel|>final<|message|>print(1) shows it.",
        "code: | is a bar",
        "python(1)",
    ]);
}

#[test]
fn half_odd_and_doubled_fences_are_no_part_of_the_code() {
    all_read(&[
        ("```python print(1)\n```", Python, "print(1)"),
        ("'''python\nprint(1)\n'''", Python, "print(1)"),
        ("`python\nprint(1)\n`", Python, "print(1)"),
        ("```python\n```python\nprint(1)\n```\n```", Python, "print(1)"),
        ("```\npython\nprint(1)\n```", Python, "print(1)"),
        ("Step 1:\nimport os\nprint(os.sep)", Python, "import os\nprint(os.sep)"),
        ("```python\nprint(“a”)\n```", Python, "print(\"a\")"),
        ("```python\n1 | import os\n2 | print(os)\n```", Python, "import os\nprint(os)"),
        ("```python\n'''\nprint(1)\n'''\nx = 1\n```", Python, "'''\nprint(1)\n'''\nx = 1"),
    ]);
    none_is_code(&["```python\nThe answer is 42.\n```", "```bash\nThere are 120 rows.\n```"]);
}

#[test]
fn a_reply_that_is_nothing_but_code_is_code() {
    all_read(&[
        ("print(sum(range(10)))", Python, "print(sum(range(10)))"),
        (
            "import os\n\n# show\nfor name in os.listdir():\n    print(name)",
            Python,
            "import os\n\n# show\nfor name in os.listdir():\n    print(name)",
        ),
        ("python\nx = 3\nprint(x)\n```", Python, "x = 3\nprint(x)"),
        ("Here: ```python\nprint(1)\n```", Python, "print(1)"),
        ("wc -l orders.csv", Bash, "wc -l orders.csv"),
        ("$ ls\na.csv", Bash, "ls"),
        ("ls", Bash, "ls"),
        ("pip install pandas", Bash, "pip install pandas"),
        (">>> 1 + 1\n2", Python, "1 + 1"),
        ("`print(3)`", Python, "print(3)"),
        ("`(3 + 4 + 8) / 3`", Python, "(3 + 4 + 8) / 3"),
        ("```python print(3)```", Python, "print(3)"),
        (
            "This multiplies.\n\na = 6\nprint(a * 7)\n\nprint(a)\n\nThat is all.",
            Python,
            "a = 6\nprint(a * 7)\n\nprint(a)",
        ),
        ("sum([3, 4, 8]) / 3", Python, "sum([3, 4, 8]) / 3"),
        (
            "const a = [1, 2];\nconsole.log(a.length);",
            JavaScript,
            "const a = [1, 2];\nconsole.log(a.length);",
        ),
    ]);
}

#[test]
fn prose_is_never_taken_for_code() {
    none_is_code(&[
        "Yes.",
        "Hello",
        "- server_bind()\n- server_activate()",
        "python",
        "git",
        "42",
        "`orders.csv`",
        "`19/24`",
        "`1999-12-31`",
        "find the mean of the column",
        "make sure that the file exists",
        "cd into the folder, then run it",
        "echo is a command",
        "Use print(x) to show it.",
        "The answer is print(3).",
        "Sure\nprint it, then go on",
        "for example, a list",
        "x = 3",
        "mean: 4.5\nstd: 1.2",
        "@mean[4.5], @std[1.2]",
        "name,age\nAnn,30",
        "if it fails: try again",
        "True",
        "First, import the csv module.\n\nThen call len(rows).",
    ]);
}

#[test]
fn a_block_that_only_installs_gives_way_to_one_that_computes() {
    let install = "```bash\npip install numpy\n```\n";
    let compute = "```python\nimport numpy as np\nprint(np.std([1, 2]))\n```\n";
    let code = "import numpy as np\nprint(np.std([1, 2]))";
    all_read(&[
        (&format!("{install}Then:\n{compute}"), Python, code),
        (install, Bash, "pip install numpy"),
    ]);
    assert!(is_step("python", code) && !is_step("bash", "pip install numpy"));
    assert!(is_step("bash", "pip install numpy && python a.py"));
    let cut = format!("{install}```python\nimport nu");
    let want = Found::Code { lang: Bash, code: "pip install numpy".to_owned() };
    assert_eq!(reading(&cut, StopCause::MaxTokens), want);
}

#[test]
fn prompts_and_pasted_output_are_not_run() {
    all_read(&[
        ("```python\nIn [1]: x = 6\n   ...: x * 7\nOut[1]: 42\n```", Python, "x = 6\nx * 7"),
        ("```\nprint(6 * 7)\nOutput: 42\n```", Python, "print(6 * 7)"),
        ("```bash\nann@host:~/data$ ls\na.csv\n```", Bash, "ls"),
        ("```python\n# twice\n>>> 6 * 7\n42\n```", Python, "# twice\n6 * 7"),
        (
            "```python\nif 1 &lt; 2:\n    print(&quot;a&quot;)\n```",
            Python,
            "if 1 < 2:\n    print(\"a\")",
        ),
    ]);
}

#[test]
fn a_call_of_a_tool_that_does_not_exist_is_sent_back_once() {
    let text = "```json\n{\"name\": \"mean\", \"arguments\": {\"data\": [4, 8]}}\n```";
    let session = Session::new().says("What is the mean of 4 and 8?");
    let session = session.replies(text);
    assert!(session.told().last().expect("a message").starts_with("There is no such tool"));
    session.replies(text).idle(EndReason::Answered);
}

#[test]
fn code_in_a_wrapping_is_proposed_as_it_is_shown() {
    let text = "<tool_call>{\"name\": \"python\", \"arguments\": {\"code\": \"print(len('abc'))\"}}</tool_call>";
    let session = Session::new().says("Call the tool.").replies(text);
    let session = session.asks(Python, "print(len('abc'))").approve().prints("3\n");
    session.replies("It has 3.").idle(EndReason::Answered);
}

proptest! {
    #[test]
    fn no_reply_makes_reading_panic(
        pieces in prop::collection::vec(
            "(\\{\"code\": \"|\"\"\"|'|\"\\}|\\}|\\[|`{1,3}|<execute>|</execute>|<code |\\[TOOL_CALLS\\]|\\|>|&lt;|In \\[1\\]: |Output:|Action Input: |to=python<.message.>|\\\\begin\\{code\\}|“|1 \\| |python|:\n|print\\(|\\)|é|\\\\|\n| |x)",
            0..14,
        ),
    ) {
        let text = pieces.concat();
        for stop in [StopCause::EndOfText, StopCause::MaxTokens] {
            if let Found::Code { code, .. } = reading(&text, stop) {
                prop_assert!(!code.trim().is_empty());
            }
        }
    }
}
