//! What goes over the wire: nothing while nothing happens, little where little does, and what calls a person.

use std::time::Duration;

use super::endings::assert_given_back;
use super::harness::{Setup, Workspace, endless};

const TWO: &str = "\
:at-end loop
=== reply
```python
print('done')
```
=== reply
That is all.
";

fn after_a_turn(rows: u16) -> Workspace {
    let mut workspace = Setup::scripted(TWO).size(120, rows).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("That is all.");
    workspace.wait_for("IDLE");
    // Sentences of the footer go away by themselves, and gauges come down.
    workspace.let_pass(7000);
    workspace
}

#[test]
fn an_idle_workspace_writes_no_byte_in_ten_seconds() {
    let mut workspace = after_a_turn(40);
    let bytes = workspace.bytes_within(Duration::from_secs(10));
    assert_eq!(String::from_utf8_lossy(&bytes), "");
    workspace.press("\x1b[O");
    let bytes = workspace.bytes_within(Duration::from_secs(10));
    assert_eq!(String::from_utf8_lossy(&bytes), "", "without the focus");
    workspace.press("x");
    workspace.wait_for("› x");
}

#[test]
fn a_streamed_token_is_few_bytes_in_every_colour_depth() {
    for color in ["truecolor", "256", "16", "none"] {
        let mut workspace =
            Setup::scripted(&endless(20)).size(120, 40).env("CI_TUI_COLOR", color).start();
        workspace.wait_for("replies is ready");
        workspace.ask("go");
        workspace.wait_for("word9 ");
        let mut sizes: Vec<_> =
            workspace.pieces_within(Duration::from_secs(4)).iter().map(Vec::len).collect();
        sizes.sort_unstable();
        assert!(sizes.len() > 10, "{} frames of a stream", sizes.len());
        let (median, most) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
        println!("{color}: a token is {median} bytes, the largest frame {most}");
        assert!(median <= 64, "{color}: {median} bytes a token");
    }
}

#[test]
fn a_page_of_scroll_is_at_most_four_kilobytes() {
    let lines: String = (0..90).fold(String::new(), |text, n| {
        text + &format!("total_{n} = sum(float(row['amount']) for row in rows)  # {n}\n")
    });
    let script = format!("=== reply\n```python\n{lines}```\n");
    let mut workspace = Setup::scripted(&script).size(120, 40).env("CI_TUI_COLOR", "256").start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    let mut largest = 0;
    for key in ["\x1b[6~", "\x1b[6~", "\x1b[6~", "\x1b[5~", "\x1b[6~"] {
        workspace.let_pass(1500);
        workspace.press(key);
        let bytes = workspace.bytes_within(Duration::from_millis(900)).len();
        println!("a page of scroll: {bytes} bytes");
        largest = largest.max(bytes);
    }
    assert!((500..=4096).contains(&largest), "{largest} bytes a page");
}

#[test]
fn whoever_looks_elsewhere_is_called_once_and_whoever_looks_is_not() {
    for (notify, called) in [("bell", "\x07"), ("osc9", "\x1b]9;ci-tui: code waits"), ("off", "")] {
        let mut workspace = Setup::scripted(TWO).size(120, 40).env("CI_TUI_NOTIFY", notify).start();
        workspace.wait_for("replies is ready");
        workspace.ask("go on");
        workspace.review(1);
        assert!(!workspace.wrote("\x07"), "{notify}: someone looks");
        workspace.press("r");
        workspace.wait_for("reject");
        workspace.press("\r");
        workspace.wait_for("IDLE");
        workspace.press("\x1b4");
        workspace.ask("again");
        workspace.press("\x1b[O");
        workspace.wait_for("step 2: waits for your decision");
        workspace.let_pass(500);
        assert!(called.is_empty() || workspace.wrote(called), "{notify}");
        let bells = workspace.log.iter().filter(|byte| **byte == 7).count();
        assert_eq!(bells, usize::from(!called.is_empty()), "{notify}");
    }
}

#[test]
fn the_mouse_is_taken_by_a_key_scrolls_what_is_below_it_and_is_given_back() {
    let lines: String = (0..90).fold(String::new(), |text, n| text + &format!("x{n} = {n}\n"));
    let script = format!("=== reply\n```python\n{lines}```\n");
    let mut workspace = Setup::scripted(&script).size(120, 40).start();
    workspace.wait_for("replies is ready");
    assert!(!workspace.wrote("\x1b[?1000h"), "it is the terminal's own");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("\x1b4");
    workspace.press("\x1b[24~");
    workspace.wait_for("shift-drag selects");
    assert!(workspace.wrote("\x1b[?1000h\x1b[?1006h"));
    // The wheel over the code, while the composer has the focus.
    workspace.press(&"\x1b[<65;90;5M".repeat(5));
    workspace.wait_until("the code below", |screen| !screen.contains("x0 = 0"));
    workspace.press(&"\x1b[<64;90;5M".repeat(9));
    workspace.wait_for("x0 = 0");
    workspace.press("\x1b[24~");
    workspace.wait_for("the terminal's own again");
    assert!(workspace.wrote("\x1b[?1006l\x1b[?1000l"));
    workspace.press("\x1b[24~");
    workspace.wait_for("the wheel scrolls");
    workspace.press("\x04\x04");
    workspace.end();
    assert_given_back(&workspace);
    let last = |mode: &[u8]| workspace.log.windows(mode.len()).rposition(|it| it == mode);
    assert!(last(b"\x1b[?1000l") > last(b"\x1b[?1000h"), "the mouse is given back at every end");
}

#[test]
fn the_keys_of_kitty_are_asked_for_and_left_alone_on_request() {
    for (wish, asked) in [("true", true), ("false", false)] {
        let mut workspace = Setup::scripted(TWO).env("CI_TUI_KITTY_KEYS", wish).start();
        workspace.wait_for("replies is ready");
        assert_eq!(workspace.wrote("\x1b[>1u"), asked, "{wish}");
        assert!(!workspace.wrote("\x1b[>3u") && !workspace.wrote("\x1b[>7u"));
        workspace.press("\x04");
        assert_eq!(workspace.end().0, 0);
    }
}
