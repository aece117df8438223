//! All that a step printed, on the screen: scrolled through, in the pager, held at the quota, and what that costs.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::harness::{Setup, Workspace};
use super::measures::{echoes, report, resident};

/// Files of outputs that are left in this workspace's folder for temporary files.
fn kept(workspace: &Workspace) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(workspace.home.path().join("tmp")).expect("a folder").flatten();
    let folders = entries.filter(|entry| entry.file_name().to_string_lossy().contains("output"));
    let files =
        folders.flat_map(|folder| std::fs::read_dir(folder.path()).expect("a folder").flatten());
    files.map(|entry| entry.path()).collect()
}

fn begin(script: &str) -> Workspace {
    let home = tempfile::tempdir().expect("home");
    let tmp = home.path().join("tmp");
    std::fs::create_dir(&tmp).expect("a folder");
    std::fs::write(home.path().join("replies"), script).expect("written");
    let mut workspace = Setup::at(home)
        .args(&["-m", "scripted:replies"])
        .env("TMPDIR", tmp.to_str().expect("UTF-8"))
        .env("PAGER", "sh pager")
        .file("pager", "wc -c $1; tail -n 1 $1; read key")
        .size(100, 40)
        // Steps stand back where others want the processor too.
        .patience(Duration::from_mins(2))
        .start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace
}

/// The numbers of the lines in sight, from top to bottom.
fn numbers(screen: &str) -> Vec<usize> {
    let after = screen.lines().filter_map(|row| row.split_once("line ")).map(|(_, rest)| rest);
    after.filter_map(|rest| rest.get(..7)?.parse().ok()).collect()
}

fn ascending(numbers: &[usize]) -> bool {
    numbers.len() > 20 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Words are found in all of the output, and keys go from match to match.
fn search(workspace: &mut Workspace) {
    workspace.press("g");
    workspace.wait_until("the first lines", |screen| numbers(screen).first() == Some(&0));
    workspace.press("/");
    // Characters that come in one go with it would be no keys.
    workspace.wait_for("to the matches");
    let begun = Instant::now();
    workspace.press("line 1599");
    workspace.wait_for("1 of 1000 ");
    println!("all of 100 MB searched, on the screen: {:?}", begun.elapsed());
    workspace.press("\r");
    let mut times = Vec::new();
    for n in 2..40 {
        let pressed = Instant::now();
        workspace.press("n");
        workspace.wait_for(&format!("{n} of 1000 "));
        let wanted = 1_599_000 + n - 1;
        workspace.wait_until("the match", |screen| numbers(screen).contains(&wanted));
        times.push(workspace.heard.saturating_duration_since(pressed));
    }
    report("the next match in an output of 100 MB", times);
    workspace.press("\x1b");
    workspace.wait_without(" of 1000 ");
}

#[test]
fn the_pane_scrolls_through_all_of_a_hundred_megabytes() {
    let lines = 1_600_000;
    let mut workspace = begin(&format!(
        "=== reply\n```python\nrest = 'x' * 50\nfor n in range({lines}): print(f'line {{n:07}} {{rest}}')\n```\n=== reply\nDone.\n"
    ));
    workspace.wait_for("Done.");
    workspace.press("\x1b3");
    workspace.let_pass(300);
    workspace.press("z");
    workspace.wait_until("the last lines", |screen| numbers(screen).last() == Some(&(lines - 1)));
    workspace.press("g");
    workspace.wait_until("the first lines", |screen| {
        numbers(screen).first() == Some(&0) && ascending(&numbers(screen))
    });
    // Far beyond what memory holds, page by page.
    let mut times = Vec::new();
    let mut top = 0;
    for _ in 0..400 {
        let pressed = Instant::now();
        workspace.press("\x1b[6~");
        workspace.wait_until("the next page", |screen| {
            let numbers = numbers(screen);
            numbers.first().is_some_and(|first| *first > top) && ascending(&numbers)
        });
        times.push(workspace.heard.saturating_duration_since(pressed));
        top = numbers(&workspace.screen())[0];
    }
    assert!(top > 9_000, "{top}");
    report("a page of an output of 100 MB", times);
    workspace.press("G");
    workspace.wait_until("the end", |screen| numbers(screen).last() == Some(&(lines - 1)));
    workspace.press("\x1b[5~");
    workspace.wait_until("the page before", |screen| {
        numbers(screen).last().is_some_and(|last| *last < lines - 1) && ascending(&numbers(screen))
    });
    search(&mut workspace);
    let memory = resident(workspace.pid());
    println!("memory of the workspace with an output of 100 MB: {memory} KiB");
    assert!(memory < 100 << 10, "{memory} KiB");
    workspace.press("o");
    let bytes = lines * 64;
    workspace.wait_for(&format!("{bytes} "));
    workspace.wait_for(&format!("line {:07}", lines - 1));
    workspace.press("\n");
    workspace.wait_for("IDLE");
    assert_eq!(kept(&workspace).len(), 1);
    workspace.press("\x1b4");
    workspace.let_pass(200);
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_eq!(kept(&workspace), Vec::<PathBuf>::new());
}

#[test]
fn a_step_that_prints_without_end_is_held_then_let_go_and_takes_little_memory() {
    let mut workspace =
        begin("=== reply\n```bash\necho the first line; yes\n```\n=== reply\nDone.\n");
    workspace.wait_for("HELD");
    workspace.wait_for("is held: ctrl-c stops it");
    let file = kept(&workspace).pop().expect("a file");
    let size = std::fs::metadata(&file).expect("a file").len();
    assert!((256 << 20..258 << 20).contains(&size), "{size}");
    workspace.press("\x1b3");
    workspace.let_pass(100);
    workspace.press("d");
    workspace.wait_for("RUNNING");
    let begun = Instant::now();
    workspace.press("\x1b4");
    report("key echo while `yes` runs", echoes(&mut workspace));
    let mut most = 0;
    while begun.elapsed() < Duration::from_secs(10) {
        workspace.let_pass(100);
        most = most.max(resident(workspace.pid()));
    }
    println!("memory of the workspace while `yes` ran for 10 s: {most} KiB");
    assert!(most < 100 << 10, "{most} KiB");
    let pressed = Instant::now();
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
    println!("interrupt of `yes`, on the screen: {:?}", pressed.elapsed());
    workspace.wait_for("IDLE");
    workspace.press("\x1b3");
    workspace.let_pass(300);
    workspace.press("z");
    workspace.let_pass(300);
    workspace.press("G");
    workspace.wait_until("the last lines", |screen| {
        screen.lines().filter(|row| row.trim_matches(['┃', ' ']) == "y").count() > 20
    });
    workspace.press("g");
    workspace.wait_for("the first line");
    // What is typed in the composer goes with the session.
    workspace.signal(rustix::process::Signal::TERM);
    assert_eq!(workspace.end().0, 143);
    assert!(!file.exists(), "{}", file.display());
}

#[test]
fn a_held_step_can_be_interrupted() {
    let mut workspace = begin(
        "=== reply\n```python\nimport os\nwhile True: os.write(1, b'line\\n' * 10000)\n```\n=== reply\nDone.\n",
    );
    workspace.wait_for("HELD");
    let pressed = Instant::now();
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
    println!("interrupt of a held step, on the screen: {:?}", pressed.elapsed());
    assert!(pressed.elapsed() < Duration::from_secs(2), "{:?}", pressed.elapsed());
    workspace.signal(rustix::process::Signal::TERM);
    assert_eq!(workspace.end().0, 143);
}
