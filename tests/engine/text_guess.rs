//! Which language a block is in, whatever its tag says, and code freed of prompts.

use ci_tui::engine::Language::{self, Bash, JavaScript, Python};
use ci_tui::engine::guess::{clean, guess};
use proptest::prelude::*;

const PY: Option<Language> = Some(Python);
const SH: Option<Language> = Some(Bash);
const JS: Option<Language> = Some(JavaScript);

const BODIES: &[(&str, &str, Option<Language>)] = &[
    // A known tag wins.
    ("python", "print(2 ** 10)", PY),
    ("py", "df", PY),
    ("python", "x = 5", PY),
    ("Python3", "2 + 2", PY),
    ("{.python .numberLines}", "import os", PY),
    ("python", "def broken(:\n  pas", PY),
    ("python", "!pip install pandas\nimport pandas as pd", PY),
    ("python", "%matplotlib inline\nimport matplotlib.pyplot as plt", PY),
    ("python", "pip install pandas\nimport pandas as pd", PY),
    ("python", "print('ls -la')", PY),
    ("python", "os.system(\"ls -l\")", PY),
    ("python", "sort = 1\ntest = sort", PY),
    ("python", "data[\"a b\"] = {\n    'x': 1,  # it's\n}\n", PY),
    ("bash", "ls -la", SH),
    ("sh", "for f in *.csv; do\n  wc -l \"$f\"\ndone", SH),
    ("console", "$ uname -a\nLinux host 6.1", SH),
    ("bash", "python3 - <<'EOF'\nimport os\nprint(os.getcwd())\nEOF", SH),
    ("bash", "X=3\nexport Y=4\necho $X", SH),
    ("bash", "awk -F, '{ s += $2 } END { print s / NR }' data.csv", SH),
    ("js", "console.log(1 + 1)", JS),
    ("node", "const fs = require('fs');\nconsole.log(fs.readdirSync('.'));", JS),
    ("javascript", "1 + 1", JS),
    // A wrong tag, and no doubt.
    ("python", "ls -la", SH),
    ("python", "$ ls\na.csv", SH),
    ("python", "#!/bin/bash\necho hi", SH),
    ("python", "pip install pandas", SH),
    ("python", "cd /tmp && ls | head -3", SH),
    ("python", "cat data.csv | head -n 5", SH),
    ("python", "ls", SH),
    ("python", "mkdir -p out\ncp a.txt out/\nls out", SH),
    ("python", "const a = [1, 2];\nconsole.log(a.length);", JS),
    ("bash", "import csv\nprint(open('a.csv').read())", PY),
    ("bash", "print(\"hello\")", PY),
    ("bash", ">>> 1 + 1\n2", PY),
    ("sh", "#!/usr/bin/env python3\nprint(1)", PY),
    ("javascript", "import json\nfor x in range(3):\n    print(x)", PY),
    // Odd tags.
    ("main.py", "print(1)", PY),
    ("run.sh", "echo 1", SH),
    ("python3.11", "print(1)", PY),
    ("tool_code", "print(1)", PY),
    ("code", "import math\nmath.sqrt(2)", PY),
    ("pyhton", "for i in range(3):\n    print(i)", PY),
    // Text and data tags with code in them.
    ("markdown", "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df.head())", PY),
    ("text", "print(sum(range(10)))", PY),
    ("output", "df = pd.read_csv('a.csv')\ndf.describe()", PY),
    ("text", "git status\nls -la", SH),
    ("plaintext", "let x = 4;\nconsole.log(x);", JS),
    // Text and data tags that mean it.
    ("output", "42", None),
    ("output", "accuracy = 0.93\nloss = 0.1", None),
    ("text", "The mean is 3.5.", None),
    ("text", "Traceback (most recent call last):\n  File \"a.py\", line 1\nNameError: x", None),
    ("output", "array([1, 2, 3])", None),
    ("output", "   a  b\n0  1  2\n1  3  4", None),
    ("json", "{\"a\": [1, 2, 3]}", None),
    ("csv", "name,age\nAnn,30\nBob,25", None),
    ("text", "name,age\nAnn,30\nBob,25", None),
    ("sql", "SELECT * FROM t;", None),
    ("rust", "fn main() { println!(\"hi\"); }", None),
    ("html", "<p>print(1)</p>", None),
    ("html", "<script>\nconst x = 1;\nconsole.log(x);\n</script>", None),
    ("toml", "name = \"a\"\nlist = [1, 2]", None),
    ("math", "y = f(2)\nz = g(3)", None),
    ("json", "import os\nprint(os.sep)", PY),
    ("json", "{\"a\": 1}\n{\"a\": 2}", None),
    ("yaml", "a: 1\nb: 2", None),
    ("markdown", "# Title\n\n- one\n- two", None),
    // No tag.
    ("", "print('hi')", PY),
    ("", "import numpy as np\nx = np.arange(10)\nx.mean()", PY),
    ("", "def f(x: int = 3, *args) -> int:\n    \"\"\"Doc.\"\"\"\n    return x * 2\n\nf(4)", PY),
    ("", "with open('a.txt') as f:\n    text = f.read()", PY),
    (
        "",
        "total = sum(\n    x ** 2\n    for x in range(10)\n    if x % 2\n)\nprint(f\"{total}\")",
        PY,
    ),
    ("", "df.groupby('a')['b'].mean()", PY),
    ("", "x, y = 1, foo(2)\nx += 1", PY),
    ("", "try:\n    f()\nexcept (A, B) as e:\n    raise ValueError(str(e)) from e", PY),
    ("", "@cache\ndef f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)", PY),
    ("", "page = \"\"\"\nconst x = 1;\nls -l /tmp\n\"\"\"\nprint(page)", PY),
    (
        "bash",
        "def f():\n    \"\"\"\n    ls -l\n    \"\"\"\n    import os\n    yield from os.listdir()\n\na, = f()\nif a:\n    print(a)\nb = 1\nc = 2\nd = 3\ne = 4",
        PY,
    ),
    ("", "ls -l /tmp", SH),
    ("", "$ pip list\npandas 2.0", SH),
    ("", "find . -name '*.csv' | wc -l", SH),
    ("", "curl -s https://example.org \\\n  -o page.html", SH),
    ("", "if [ -f a.csv ]; then\n  head -3 a.csv\nfi", SH),
    ("", "const xs = [1, 2, 3];\nxs.map((x) => { return x * 2; });", JS),
    ("", "function add(a, b) {\n  return a + b;\n}\nconsole.log(add(1, 2));", JS),
    ("", "The file has three columns.", None),
    ("", "Find the mean of the column and print it.", None),
    ("", "find the mean of the column", None),
    ("", "make sure that the file exists", None),
    ("", "Hello, world!", None),
    ("", "42", None),
    ("", "3.5\n4.5", None),
    ("", "[1, 2, 3]", None),
    ("", "{\"name\": \"x\", \"ok\": true}", None),
    ("", "| a | b |\n|---|---|\n| 1 | 2 |", None),
    ("", "mean: 4.5\nstd: 1.2", None),
    ("", "a b c\nd e f", None),
    ("", "src/\n  main.rs\n  lib.rs", None),
    ("", "don't do this", None),
    ("", "@mean_age[30.00]", None),
    ("", "", None),
    ("python", "  \n", None),
];

#[test]
fn each_realistic_block_goes_to_the_kernel_it_was_meant_for() {
    let wrong: Vec<_> = BODIES
        .iter()
        .map(|(tag, body, want)| (tag, body, want, guess(tag, body)))
        .filter(|(_, _, want, found)| *want != found)
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), BODIES.len());
}

#[test]
fn cleaning_leaves_code_and_nothing_else() {
    let cases = [
        (
            Python,
            ">>> x = 1\n>>> x + 1\n2\n>>> for i in x:\n...     print(i)\n...\n0\n",
            "x = 1\nx + 1\nfor i in x:\n    print(i)\n",
        ),
        (Python, "    import os\n\n    if 1:\n        pass\n", "import os\n\nif 1:\n    pass"),
        (Python, "x\u{a0}=\u{a0}1\r\ny = 2\r\n", "x = 1\ny = 2"),
        (Python, "print(1)", "print(1)"),
        (Python, "\n\nprint(1)\n\n", "print(1)"),
        (Python, "if x:\n\tpass", "if x:\n\tpass"),
        (Bash, "$ ls\na.csv\n$ wc -l a.csv\n3 a.csv", "ls\nwc -l a.csv"),
        (Bash, "$ cat > a <<EOF\nx\nEOF", "cat > a <<EOF\nx\nEOF"),
        (Bash, "$ echo a \\\n> b\na b", "echo a \\\nb"),
        (Bash, "echo $HOME", "echo $HOME"),
        (JavaScript, "> 1 + 1\n2\n", "1 + 1"),
        (Python, "", ""),
    ];
    for (lang, body, want) in cases {
        assert_eq!(clean(lang, body), want.trim_end(), "{body:?}");
    }
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(
        lines in prop::collection::vec("( {0,4}|\t)(>>> |\\.\\.\\. |\\$ |> |)(x|if y:|a\u{a0}b|)(\\\\|\r|)", 0..8),
        lang in prop::sample::select(&Language::ALL),
    ) {
        let once = clean(lang, &lines.join("\n"));
        prop_assert_eq!(clean(lang, &once), once);
    }

    #[test]
    fn no_text_makes_guessing_panic(tag in ".{0,6}", body in "([a-z(\\[{'\"#=:;é\\\\\n $<>.]{0,60})") {
        let _ = guess(&tag, &body);
    }
}
