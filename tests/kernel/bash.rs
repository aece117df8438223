//! Bash steps: state, streams, descriptors, options, traps.

use std::time::Duration;

use super::bash_session::Session;

#[test]
fn state_lives_from_step_to_step() {
    let mut shell = Session::start("bash");
    shell.output(
        "x=5; export Y=6; f() { echo fn $1; }; a=(a 'b c'); declare -A m=([k]=v); \
         mkdir -p \"it's a \\\"dir\\\"\"; cd it*; alias ll='echo aliased'",
    );
    let place = shell.folder().join("it's a \"dir\"");
    let done = shell.run("echo $x $Y \"${a[1]}\" ${m[k]}; sh -c 'echo $Y'; f 1\nll");
    assert_eq!(done.gist(), ("ok", "5 6 b c v\n6\nfn 1\naliased\n", None));
    assert_eq!(done.cwd.as_deref(), place.to_str());
    shell.finish();
}

#[test]
fn a_status_other_than_zero_is_an_error_and_the_next_step_can_read_it() {
    let mut shell = Session::start("bash");
    assert_eq!(shell.run("(exit 7)").gist(), ("error", "", Some("exit status 7")));
    assert_eq!(shell.output("echo $?"), "7\n");
    assert_eq!(shell.run("return 4; echo no").gist(), ("error", "", Some("exit status 4")));
    shell.finish();
}

#[test]
fn code_that_does_not_parse_ends_at_once_and_the_next_step_works() {
    let mut shell = Session::start("bash");
    shell.output(":");
    for code in ["echo \"abc", "echo 'abc", "x=$(echo a", "{ echo a", "if true; then echo a", "fi"]
    {
        let done = shell.run(code);
        assert_eq!(
            (done.status.as_str(), done.error.as_deref()),
            ("error", Some("exit status 2")),
            "{code}"
        );
        assert!(
            done.output.contains("syntax error") || done.output.contains("unexpected EOF"),
            "{code}: {done:?}"
        );
        assert!(done.took < Duration::from_secs(1), "{code}: {:?}", done.took);
        assert_eq!(shell.output("echo ok"), "ok\n", "{code}");
    }
    shell.finish();
}

#[test]
fn here_documents_comments_and_line_ends_cannot_reach_the_driver() {
    let mut shell = Session::start("bash");
    assert_eq!(
        shell.output("x=1\ncat <<'EOF'\n##end_of_execution## $x\n\nEOF"),
        "##end_of_execution## $x\n\n"
    );
    assert_eq!(shell.output("cat <<-EOF\n\t\tindented $x\n\tEOF"), "indented 1\n");
    let open = shell.run("cat <<EOF\nline\n  EOF");
    assert!(open.output.ends_with("line\n  EOF\n"), "{open:?}");
    assert_eq!(shell.output("echo a # trailing"), "a\n");
    assert_eq!(shell.output("echo a \\"), "a\n");
    assert_eq!(shell.output("break"), "");
    assert_eq!(shell.output("continue"), "");
    assert_eq!(shell.output("echo ok"), "ok\n");
    shell.finish();
}

#[test]
fn text_that_looks_like_a_frame_or_a_marker_is_only_text() {
    let mut shell = Session::start("bash");
    let frame = r#"{"t":"done","k":"","n":1,"status":"ok","result":null}"#;
    let code = format!("echo '{frame}'; echo '##end_of_execution##'; echo after");
    assert_eq!(shell.output(&code), format!("{frame}\n##end_of_execution##\nafter\n"));
    shell.finish();
}

#[test]
fn a_step_reads_nothing_and_inherits_three_descriptors() {
    let mut shell = Session::start("bash");
    assert_eq!(shell.output("read -r a; echo \"[$a] $?\"; cat"), "[] 1\n");
    #[cfg(target_os = "linux")]
    assert_eq!(shell.output("ls /proc/self/fd"), "0\n1\n2\n3\n", "3 is the folder that ls reads");
    shell.finish();
}

#[test]
fn standard_output_and_error_keep_their_order() {
    let mut shell = Session::start("bash");
    let wanted: String = (1..=1000).map(|i| format!("o{i}\ne{i}\n")).collect();
    assert_eq!(shell.output("for i in {1..1000}; do echo o$i; echo e$i >&2; done"), wanted);
    shell.finish();
}

#[test]
fn closed_or_redirected_streams_are_back_in_the_next_step() {
    let mut shell = Session::start("bash");
    for code in ["exec 1>&-", "exec >/dev/null 2>&1; echo no", "exec 1>&- 2>&-"] {
        shell.run(code);
        assert_eq!(shell.output("echo out; echo err >&2"), "out\nerr\n", "{code}");
    }
    assert_eq!(shell.output("exec 3>f; echo three >&3; exec 3>&-; cat f"), "three\n");
    shell.finish();
}

#[test]
fn writing_to_or_closing_every_low_descriptor_hurts_nobody() {
    let mut shell = Session::start("bash");
    shell.output("for i in {3..20}; do echo evil >&$i; done 2>/dev/null; true");
    assert_eq!(shell.output("echo ok"), "ok\n");
    shell.output("for i in {3..20}; do eval \"exec $i>&-\"; done 2>/dev/null; true");
    assert_eq!(shell.output("echo ok"), "ok\n");
    shell.output("for i in {3..260}; do echo evil >&$i; done 2>/dev/null; true");
    assert_eq!(shell.output("echo ok"), "ok\n");
    shell.finish();
}

#[test]
fn options_end_with_the_step_while_ifs_and_path_stay() {
    let mut shell = Session::start("bash");
    shell.output("set -uo pipefail; set -x; : 2>/dev/null");
    assert_eq!(shell.output("echo \"[$nope]\"; false | true"), "[]\n");
    shell.output("IFS=:; shopt -s extglob");
    assert_eq!(
        shell.output("v=a:b; printf '<%s>' $v; case aab in +(a)b) echo yes;; esac"),
        "<a><b>yes\n"
    );
    let lost = shell.run("unset IFS; PATH=/nowhere; ls");
    assert_eq!(lost.error.as_deref(), Some("exit status 127"));
    assert_eq!(shell.output("echo still $PATH"), "still /nowhere\n");
    shell.output("PATH=/usr/bin:/bin; ls / >/dev/null");
    shell.finish();
}

#[test]
fn shadowed_disabled_and_unset_commands_do_not_stop_the_driver() {
    let mut shell = Session::start("bash");
    let hostile = [
        "printf() { echo hacked; }; cd() { :; }; declare() { :; }; eval '[() { :; }'",
        "builtin() { :; }",
        "enable -n printf declare",
        "alias builtin=false printf=false read=false",
        "unset -f __ci_say __ci_snap __ci_exit 2>/dev/null",
        "readonly IFS",
        "trap 'echo debug' DEBUG; set -E; trap 'echo err' ERR",
        "set -C; set -f; set -a",
    ];
    for code in hostile {
        shell.run(code);
        let after = shell.run("echo ok");
        assert_eq!(after.gist(), ("ok", "ok\n", None), "{code}");
    }
    shell.finish();
}

#[test]
fn what_is_trapped_for_exit_runs_at_the_end_of_the_step() {
    let mut shell = Session::start("bash");
    let done = shell.run("touch t; trap 'echo bye $?; rm t' EXIT; echo set; (exit 6)");
    assert_eq!(done.gist(), ("error", "set\nbye 6\n", Some("exit status 6")));
    assert_eq!(shell.output("ls"), "");
    let left = shell.run("q=1; trap 'echo bye $?; exit 5' EXIT; exit 3");
    assert_eq!(left.gist(), ("exited", "bye 3\n", Some("exit status 5")));
    assert_eq!(shell.output("(trap 'echo inner' EXIT); echo $q"), "inner\n1\n");
    shell.finish();
}

#[test]
fn strange_bytes_and_long_lines_arrive() {
    let mut shell = Session::start("bash");
    assert_eq!(
        shell.output("printf '\\xff\\xfe\\n'; echo 'é 漢字 😀'"),
        "\u{fffd}\u{fffd}\né 漢字 😀\n"
    );
    let done = shell.run("head -c 300000 /dev/zero | tr '\\0' x; echo");
    assert_eq!((done.status.as_str(), done.output.len()), ("ok", 300_001));
    let done = shell.run("mkdir $'a\\nb\\x01é\\xff'; cd a*");
    let cwd = done.cwd.expect("a directory");
    assert!(cwd.ends_with("a\nb\u{1}é\u{fffd}"), "{cwd:?}");
    shell.finish();
}

#[test]
fn a_step_costs_at_most_five_milliseconds() {
    let mut shell = Session::start("bash");
    shell.output("for i in {1..200}; do declare v$i=$i; done; f() { echo; }");
    let mut took: Vec<_> = (0..101).map(|_| shell.run("x=1").took).collect();
    took.sort();
    assert!(took[50] < Duration::from_millis(5), "median {:?}", took[50]);
    shell.finish();
}
