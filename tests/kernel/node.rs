//! JavaScript steps; where node is not installed these tests say so and check the sentence instead.

use std::time::Duration;

use super::bash_session::Session;

fn start() -> Option<Session> {
    if which::which("node").is_ok() {
        return Some(Session::start("javascript"));
    }
    let mut session = Session::start("javascript");
    let done = session.run("1");
    assert_eq!(done.status, "died");
    assert!(done.error.is_some_and(|error| error.contains("install Node.js")));
    session.finish();
    None
}

fn value(js: &mut Session, code: &str) -> Option<String> {
    let done = js.run(code);
    assert_eq!(done.status, "ok", "{code}: {done:?}");
    done.result
}

#[test]
fn declarations_live_on_and_can_be_made_anew() {
    let Some(mut js) = start() else { return };
    assert_eq!(value(&mut js, "const a = 1; let b = { x: [1, 2] }; class Q {}"), None);
    assert_eq!(
        value(&mut js, "const a = 2; class Q { z = 1 }; [a, b.x.length, new Q()]").as_deref(),
        Some("[ 2, 2, Q { z: 1 } ]")
    );
    assert_eq!(value(&mut js, "let b = 5; b").as_deref(), Some("5"));
    assert_eq!(value(&mut js, "{ a: 1, b }").as_deref(), Some("{ a: 1, b: 5 }"));
    assert_eq!(value(&mut js, "undefined"), None);
    assert_eq!(value(&mut js, "// nothing"), None);
    js.finish();
}

#[test]
fn promises_are_awaited_at_the_top_and_as_the_last_value() {
    let Some(mut js) = start() else { return };
    assert_eq!(
        value(
            &mut js,
            "const late = await new Promise(r => setTimeout(() => r('late'), 20)); late"
        )
        .as_deref(),
        Some("'late'")
    );
    assert_eq!(value(&mut js, "(async () => 6)()").as_deref(), Some("6"));
    assert_eq!(value(&mut js, "late.length").as_deref(), Some("4"));
    js.finish();
}

#[test]
fn modules_are_found_from_the_current_directory() {
    let Some(mut js) = start() else { return };
    std::fs::create_dir(js.folder().join("sub")).unwrap();
    std::fs::write(js.folder().join("sub/m.mjs"), "export const q = 4; export default 9").unwrap();
    std::fs::write(js.folder().join("sub/c.js"), "module.exports = 7").unwrap();
    assert_eq!(
        value(&mut js, "const fs = require('fs'); fs.existsSync('sub')").as_deref(),
        Some("true")
    );
    assert_eq!(value(&mut js, "process.chdir('sub'); import d, { q as r } from './m.mjs'\n[d, r, (await import('./m.mjs')).q]").as_deref(), Some("[ 9, 4, 4 ]"));
    assert_eq!(value(&mut js, "import * as p from \"path\"\nimport os from 'node:os'\n[p.sep, typeof os.platform, require('./c')]").as_deref(), Some("[ '/', 'function', 7 ]"));
    assert_eq!(
        value(&mut js, "\"import x from 'y'\" // import z from 'z'").as_deref(),
        Some("\"import x from 'y'\"")
    );
    assert_eq!(
        js.run("require('./nope')").error.as_deref(),
        Some("Error: Cannot find module './nope'")
    );
    js.finish();
}

#[test]
fn errors_name_the_step_and_the_line_without_frames_of_ours() {
    let Some(mut js) = start() else { return };
    js.run("function f() {\n  throw new TypeError('bad')\n}");
    let done = js.run("1\nf()");
    assert_eq!((done.status.as_str(), done.error.as_deref()), ("error", Some("TypeError: bad")));
    assert_eq!(
        done.traceback.as_deref(),
        Some("TypeError: bad\n    at f (<step 1>:2:9)\n    at <step 2>:2:1")
    );
    let done = js.run("x = 1;\nlet y = ;");
    assert_eq!(
        done.traceback.as_deref(),
        Some("<step 3>:2\nlet y = ;\n        ^\nSyntaxError: Unexpected token ';'")
    );
    assert_eq!(js.run("throw { a: 1 }").error.as_deref(), Some("Uncaught { a: 1 }"));
    assert_eq!(
        js.run("Promise.reject(new Error('lost')); 1").error.as_deref(),
        Some("Error: lost")
    );
    assert_eq!(
        js.run("await Promise.reject(new Error('seen'))").error.as_deref(),
        Some("Error: seen")
    );
    assert_eq!(js.run("setTimeout(() => { throw new Error('timer') }, 5); await new Promise(r => setTimeout(r, 50))").error.as_deref(), Some("Error: timer"));
    assert_eq!(value(&mut js, "1 + 1").as_deref(), Some("2"));
    js.finish();
}

#[test]
fn output_keeps_its_order_and_survives_closed_streams() {
    let Some(mut js) = start() else { return };
    let wanted: String = (0..500).flat_map(|i| [format!("o{i}\n"), format!("e{i}\n")]).collect();
    let code = "for (let i = 0; i < 500; i++) { console.log('o' + i); console.error('e' + i) }";
    assert_eq!(js.run(code).output, wanted);
    js.run("process.stdout.end(); process.stderr.destroy()");
    assert_eq!(js.run("console.log('é 漢字 😀')").output, "é 漢字 😀\n");
    assert_eq!(js.run("require('child_process').execSync('echo child', { stdio: 'inherit' }); console.log('own')").output, "child\nown\n");
    assert_eq!(
        value(&mut js, "require('child_process').execSync('cat; echo x').toString()").as_deref(),
        Some("'x\\n'")
    );
    js.finish();
}

#[test]
fn an_interrupt_stops_loops_and_waits_and_keeps_the_variables() {
    let Some(mut js) = start() else { return };
    value(&mut js, "let kept = 5; const fs = require('fs')");
    // A wait tells that it began from a timer, when nothing but the event loop runs.
    let told = "fs.writeFileSync('started', '')";
    let later = format!("setTimeout(() => {told}, 0)");
    let codes = [
        format!("{told}; for (;;);"),
        format!("{told}; while (true) {{ try {{ fs.existsSync('x') }} catch {{}} }}"),
        format!("{later}; await new Promise(() => {{}})"),
        format!("{later}; await new Promise(r => setTimeout(r, 60000))"),
        format!("{told}; require('child_process').execSync('exec sleep 60')"),
    ];
    for code in codes {
        let done = js.run_interrupted(&code);
        assert_eq!(
            (done.status.as_str(), done.error.as_deref()),
            ("interrupted", Some("interrupted")),
            "{code}"
        );
        assert!(done.took < Duration::from_secs(1), "{code}: {:?}", done.took);
        assert_eq!(value(&mut js, "kept").as_deref(), Some("5"), "{code}");
    }
    js.finish();
}

#[test]
fn process_exit_ends_the_step_and_not_the_session() {
    let Some(mut js) = start() else { return };
    value(&mut js, "let kept = 5");
    assert_eq!(js.run("process.exit(3)").gist(), ("exited", "", Some("exit status 3")));
    assert_eq!(js.run("await 1; process.exit()").gist(), ("exited", "", None));
    assert_eq!(
        js.run("setTimeout(() => process.exit(4), 5); await new Promise(() => {})").gist(),
        ("exited", "", Some("exit status 4"))
    );
    assert_eq!(value(&mut js, "kept").as_deref(), Some("5"));
    js.finish();
}

#[test]
fn a_killed_node_is_replaced_and_the_loss_is_told() {
    let Some(mut js) = start() else { return };
    value(&mut js, "let lost = 5");
    let done = js.run("process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})");
    assert_eq!(done.status, "died");
    assert!(
        done.error
            .is_some_and(|error| error.contains("SIGKILL") && error.contains("variables are lost"))
    );
    assert_eq!(js.run("lost").error.as_deref(), Some("ReferenceError: lost is not defined"));
    js.finish();
}

#[test]
fn a_step_that_breaks_the_globals_does_not_break_the_driver() {
    let Some(mut js) = start() else { return };
    let hostile = [
        "JSON.stringify = null; Object.defineProperty = null; 1",
        "process.removeAllListeners(); 1",
        "globalThis.process = null; 1",
        "console.log = null; 1",
        "setInterval(() => {}, 10); require('http').createServer().listen(0); 1",
        "Array.prototype.push = null; 1",
    ];
    for code in hostile {
        js.run(code);
        assert_eq!(value(&mut js, "40 + 2").as_deref(), Some("42"), "{code}");
    }
    assert_eq!(js.run("new Proxy({}, { get() { throw 1 } })").status, "ok");
    js.finish();
}

#[test]
fn a_step_costs_at_most_five_milliseconds_of_processor_time() {
    let Some(mut js) = start() else { return };
    value(&mut js, "const begun = process.cpuUsage()");
    for _ in 0..100 {
        value(&mut js, "1");
    }
    // Processor time, because the wall clock measures what else the machine does.
    let cheap = "const { user, system } = process.cpuUsage(begun); (user + system) / 100 < 5000";
    assert_eq!(value(&mut js, cheap).as_deref(), Some("true"));
    js.finish();
}
