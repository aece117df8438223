//! Figures and tables of real steps on a real terminal: drawn, kept, and gone with their session.

use std::path::PathBuf;

use super::harness::{Setup, Workspace};

/// Writes a PNG with the standard library alone: red above, blue below.
const FIGURE: &str = "\
=== reply
```python
import zlib, struct
from IPython.display import Image, display
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
rows = b''.join(b'\\0' + (b'\\xff\\0\\0' if y < 6 else b'\\0\\0\\xff') * 16 for y in range(12))
png = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 16, 12, 8, 2, 0, 0, 0))
png += chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')
display(Image(png))
```
=== reply
There it is.
";

fn shown(setup: Setup) -> Workspace {
    let mut workspace = setup.start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("There it is.");
    workspace
}

fn kept_files(workspace: &Workspace) -> Vec<PathBuf> {
    let sessions = workspace.home.path().join(".local/share/ci-tui/sessions");
    let folders =
        std::fs::read_dir(sessions).expect("sessions").flatten().map(|entry| entry.path());
    let kept = folders.filter(|path| path.is_dir());
    let files = kept.flat_map(|folder| std::fs::read_dir(folder).expect("a folder").flatten());
    files.map(|entry| entry.path()).collect()
}

#[test]
fn a_figure_is_drawn_as_half_blocks_kept_by_a_key_and_shown_again_later() {
    let colors = [("COLORTERM", "truecolor")];
    let setup = Setup::scripted(FIGURE).size(120, 40).env(colors[0].0, colors[0].1);
    let mut workspace = shown(setup);
    workspace.wait_for("figure · 16 × 12 pixels");
    // Rows of one colour are blanks on it; six rows of cells, three of each.
    for color in ["48;2;255;0;0", "48;2;0;0;255"] {
        assert!(workspace.wrote(color), "no {color}");
    }
    workspace.press("\x1b3");
    workspace.wait_for("s keep");
    workspace.press("s");
    workspace.wait_for("kept as ");
    let kept = kept_files(&workspace);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].ends_with("step-1-1.png"), "{kept:?}");
    assert!(std::fs::read(&kept[0]).expect("read").starts_with(b"\x89PNG"));
    workspace.press("\x1b4");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    // The display's own file is gone; what was kept takes its place.
    let home = std::mem::replace(&mut workspace.home, tempfile::tempdir().expect("home"));
    drop(workspace);
    let setup = Setup::at(home).size(120, 40).args(&["-m", "scripted:replies", "--resume"]);
    let mut again = setup.env("COLORTERM", "truecolor").start();
    again.wait_for("figure · 16 × 12 pixels");
    assert!(again.wrote("48;2;255;0;0"));
}

#[test]
fn a_figure_that_was_not_kept_is_said_to_be_gone() {
    let mut workspace = shown(Setup::scripted(FIGURE).size(120, 40));
    workspace.wait_for("figure · 16 × 12 pixels");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    let home = std::mem::replace(&mut workspace.home, tempfile::tempdir().expect("home"));
    drop(workspace);
    let setup = Setup::at(home).size(120, 40).args(&["-m", "scripted:replies", "--resume"]);
    let mut again = setup.start();
    again.wait_for("gone with its session; press s next time to keep it");
    again.press("\x1b3");
    again.wait_for("s keep");
    again.press("s");
    again.wait_for("nothing to keep");
}

#[test]
fn the_terminal_is_handed_a_figure_in_the_protocol_that_was_chosen() {
    for (images, begin) in
        [("kitty", "\x1b_Ga=T,U=1,f=100"), ("sixel", "\x1bP0;1;0q"), ("iterm2", "\x1b]1337;File=")]
    {
        let setup = Setup::scripted(FIGURE).size(120, 40).env("CI_TUI_IMAGES", images);
        let mut workspace = shown(setup);
        workspace.wait_for("figure · 16 × 12 pixels");
        workspace.let_pass(300);
        assert!(workspace.wrote(begin), "{images}");
        let times = |log: &[u8]| {
            log.windows(begin.len()).filter(|window| *window == begin.as_bytes()).count()
        };
        workspace.press("some words that are typed meanwhile");
        workspace.wait_for("meanwhile");
        assert_eq!(times(&workspace.log), 1, "{images}: sent once");
    }
    // Where nobody chose, a terminal of no special name gets half blocks.
    let mut workspace = shown(Setup::scripted(FIGURE).size(120, 40).env("TMUX", "x"));
    workspace.wait_for("figure · 16 × 12 pixels");
    assert!(
        !workspace.wrote("\x1b_G") && !workspace.wrote("\x1bP") && !workspace.wrote("\x1b]1337")
    );
}
