//! The panel at the left, in the real program.

use super::harness::Setup;

const STEPS: &str = "\
:speed 400
=== reply
```python
rows = [{'day': n} for n in range(40)]
open('made.txt', 'w').write('forty days')
print('made')
```
=== reply
# Result

All done.
";

#[test]
fn the_panel_shows_files_variables_contents_and_finds_and_replaces() {
    let mut workspace = Setup::scripted(STEPS)
        .file("hostile\n\u{1b}[31mname.txt", "x")
        .file("sales.csv", "day,amount\n1,2.5\n")
        .size(120, 40)
        .start();
    workspace.wait_for("replies is ready");
    workspace.press("\x1bOR");
    workspace.wait_for("[files]");
    workspace.wait_for("hostile<U+000A>");
    workspace.press("/");
    workspace.wait_for("to the list");
    workspace.press("sales");
    workspace.wait_without("hostile");
    workspace.wait_for("sales.csv           17 B");
    workspace.press("\r");
    workspace.wait_for("into the prompt");
    workspace.press("\r");
    workspace.wait_until("the table", |screen| screen.contains("table · 1 row × 2 columns"));
    workspace.press("\x1b");
    workspace.wait_without("1 row");
    workspace.press("@");
    workspace.wait_for("› @sales.csv");
    workspace.press("\x1b4\x15");
    workspace.wait_without("› @sales.csv");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("All done.");
    workspace.press("\x1bOR");
    workspace.wait_for("enter show");
    workspace.press("\x1b");
    workspace.wait_for("*  made.txt");
    workspace.press("2");
    workspace.wait_for("rows  [{'day': 0}");
    workspace.press("3");
    workspace.wait_until("the contents", |screen| {
        screen.contains("step 1 python") && screen.contains("Result")
    });
    workspace.press("\x1bOS");
    workspace.wait_for("type what to find");
    workspace.press("40");
    workspace.wait_for("1 lines in 1 steps");
    workspace.press("\r");
    workspace.wait_for("enter go there");
    workspace.press("R");
    workspace.wait_for("see the changes");
    workspace.press("7\r");
    workspace.wait_for("replace · step 1 · 1 of 1");
    workspace.let_pass(500);
    workspace.press("y");
    workspace.wait_for("step 2: ok");
    workspace.press("\x1bOR");
    workspace.wait_without("[find]");
}
