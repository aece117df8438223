//! Wrong command lines: one sentence, the right exit code, nothing on standard output.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::home::{Ended, Home, ended};

/// What `ci-tui run` says of a wrong wish.
fn refused(args: &[&str]) -> String {
    let home = Home::new();
    let Ended { code, out, err } = home.run(&[&["run"], args].concat());
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.starts_with("ci-tui: ") && err.lines().count() == 1, "{err}");
    err.trim_start_matches("ci-tui: ").trim_end().to_owned()
}

#[test]
fn a_wrong_prompt_is_told_in_one_sentence() {
    assert_eq!(refused(&["  "]), "the prompt from the argument is empty; write a question");
    assert_eq!(refused(&[]), "the prompt from standard input is empty; write a question");
    assert_eq!(
        refused(&["hi", "--prompt-file", "x"]),
        "give the prompt either as an argument or with --prompt-file"
    );
    assert_eq!(
        refused(&["--prompt-file", "none.txt"]),
        "cannot read --prompt-file none.txt: No such file or directory (os error 2)"
    );
    assert_eq!(refused(&["--prompt-file", "."]), "cannot read --prompt-file .: it is a directory");
}

#[test]
fn a_wrong_flag_is_told_in_one_sentence() {
    assert_eq!(
        refused(&["hi", "-C", "none"]),
        "-C none: there is no such directory; create it, or name another one"
    );
    assert_eq!(refused(&["hi", "--temperature", "-1"]), "--temperature must be between 0 and 5");
    let told = refused(&["hi", "--seed", "-1"]);
    assert!(told.starts_with("invalid value '-1' for '--seed <N>'"), "{told}");
    assert!(refused(&["hi", "--max-steps", "0"]).starts_with("--max-steps must be at least 1"));
    let told = refused(&["hi", "--approve", "some"]);
    assert_eq!(
        told,
        "invalid value 'some' for '--approve <APPROVE>' [possible values: all, none]; see `ci-tui --help`"
    );
    let told = refused(&["hi", "--aprove", "all"]);
    assert!(told.starts_with("unexpected argument '--aprove' found; tip: "), "{told}");
}

#[test]
fn a_message_cannot_drive_the_terminal() {
    let told = refused(&["--prompt-file", "\u{1b}]0;pwned\u{7}x"]);
    assert!(!told.contains('\u{1b}') && !told.contains('\u{7}'), "{told:?}");
}

#[test]
fn without_a_model_the_user_is_told_how_to_get_one() {
    let home = Home::new();
    let Ended { code, out, err } = home.run(&["run", "hi"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (
            Some(1),
            "",
            "ci-tui: no model is installed; fetch one with `ci-tui models pull qwen2.5-coder-1.5b`, or name one with -m\n"
        )
    );
}

#[test]
fn a_prompt_that_is_no_text_is_refused() {
    let home = Home::new();
    let mut command = home.command(&["run"]);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("start");
    let mut stdin = child.stdin.take().expect("stdin");
    stdin.write_all(b"\xff\xfe").expect("write");
    drop(stdin);
    let output = child.wait_with_output().expect("wait");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "ci-tui: cannot read the prompt from standard input: it is not UTF-8 text\n"
    );
}

#[test]
fn help_completions_and_the_manual_show_what_people_use() {
    let home = Home::new();
    for args in [&["--help"][..], &["completions", "bash"], &["man"]] {
        let Ended { code, out, err } = home.run(args);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.contains("sessions") && !out.contains(" __kernel"), "{args:?}");
    }
    assert_eq!(home.run(&["--version"]).out, format!("ci-tui {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let home = Home::new();
    let (reader, writer) = std::io::pipe().expect("pipe");
    drop(reader);
    let mut command = home.command(&["config", "show", "--default"]);
    command.stdout(writer);
    assert_eq!(ended(command), Ended { code: Some(0), out: String::new(), err: String::new() });
}

#[test]
fn a_folder_that_cannot_be_written_stops_nobody() {
    let home = Home::new();
    Home::write(&home.paths().state, "a file where a folder should be");
    assert_eq!(home.run(&["config", "check"]).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_directory_that_is_gone_or_has_no_proper_name_is_refused_rather_than_another_one_used() {
    use std::os::unix::ffi::OsStrExt as _;
    let home = Home::new();
    let odd = home.project().join(std::ffi::OsStr::from_bytes(b"\xff"));
    std::fs::create_dir(&odd).expect("folder");
    for command in ["run", "kernel"] {
        let mut odd_command = home.command(&[command, "-C"]);
        odd_command.arg(&odd);
        let Ended { code, err, .. } = ended(odd_command);
        assert!(code == Some(2) && err.contains("is not UTF-8 text; rename"), "{code:?} {err}");
    }
    let mut gone = Command::new("sh");
    let script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" run hi";
    gone.args(["-c", script, env!("CARGO_BIN_EXE_ci-tui")]).current_dir(home.project());
    gone.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ended { code, err, .. } = ended(gone);
    let told =
        "ci-tui: the current directory is gone; change to one that exists, or name one with -C\n";
    assert_eq!((code, err.as_str()), (Some(2), told));
}
