//! Matrix row 80: the variables, told in time and without running the user's code.

use serde_json::{Value, json};

use super::client::Session;

fn vars(session: &mut Session) -> Value {
    session.send(&json!({ "op": "vars" }));
    session.next()
}

#[test]
fn variables_are_told_with_type_value_size_and_mark() {
    let mut session = Session::python();
    assert_eq!(
        vars(&mut session),
        json!({ "op": "vars", "lang": "python", "variables": null, "more": 0 }),
        "no kernel runs"
    );
    session.exec("import os\na = 41\nl = [1, 'two', [3, [4]]]\n_hidden = 1\ndef f(): pass");
    session.exec("l.append(5); s = 'x' * 1000");
    let told = vars(&mut session);
    let list = told["variables"].as_array().expect("variables");
    let brief: Vec<_> =
        list.iter().map(|v| json!([v["name"], v["type"], v["shape"], v["changed"]])).collect();
    assert_eq!(
        json!(brief),
        json!([
            ["s", "str", "1000", true],
            ["f", "function", null, false],
            ["l", "list", "4", true],
            ["a", "int", null, false]
        ])
    );
    assert_eq!(list[2]["value"], "[1, 'two', [3, ...], 5]");
    assert_eq!(list[3]["value"], "41");
    assert!(list[0]["bytes"].as_u64().is_some_and(|bytes| bytes > 1000), "{}", list[0]);
    session.assert_well();
}

#[test]
fn a_hundred_thousand_variables_are_told_within_thirty_milliseconds() {
    let mut session = Session::python();
    session.exec("globals().update((f'v{i}', i) for i in range(100_000))");
    let mut times = Vec::new();
    for _ in 0..11 {
        let asked = std::time::Instant::now();
        let told = vars(&mut session);
        times.push(asked.elapsed());
        assert!(told["more"].as_u64().is_some_and(|more| more >= 99_700), "{}", told["more"]);
        assert_eq!(told["variables"][0]["name"], "v99999");
    }
    times.sort();
    assert!(times[5] <= std::time::Duration::from_millis(30), "{:?}", times[5]);
}

#[test]
fn code_of_the_user_is_never_called_for_the_variables() {
    let mut session = Session::python();
    let done = session.exec(
        "import time\ncalls = []\nclass Meta(type):\n    def __getattribute__(c, n):\n        if n != '__mro__': calls.append(n)\n        return type.__getattribute__(c, n)\n\
         class Slow(metaclass=Meta):\n    def __len__(s): calls.append('len'); time.sleep(10)\n    def __repr__(s): calls.append('repr'); time.sleep(10)\n\
         \x20   def __getattr__(s, n): calls.append(n); time.sleep(10)\n    def __eq__(s, o): calls.append('eq')\n    def __hash__(s): return 1\n\
         class L(list):\n    def __len__(s): calls.append('len'); return 1\n    def __iter__(s): calls.append('iter'); return iter(())\n\
         x = Slow(); l = [x]; d = {x: x}; m = L(); calls.clear()",
    );
    assert_eq!(done.status(), "ok", "{}", done.0);
    let told = vars(&mut session);
    let of = |name: &str| {
        let all = told["variables"].as_array().expect("variables");
        let one = all.iter().find(|v| v["name"] == name).expect("the name");
        json!([one["type"], one["value"]])
    };
    assert_eq!(of("x"), json!(["Slow", null]));
    assert_eq!(of("l"), json!(["list", "[<Slow>]"]));
    assert_eq!(of("d"), json!(["dict", "{<Slow>: <Slow>}"]));
    assert_eq!(of("m"), json!(["L", null]));
    assert_eq!(session.exec("calls").result(), "[]");
}

#[test]
fn variables_are_told_in_turn_and_by_a_shell_too() {
    let mut session = Session::python();
    session.begin("import time; time.sleep(0.2); late = 1");
    session.send(&json!({ "op": "vars" }));
    assert_eq!(session.next()["op"], "done");
    assert_eq!(session.next()["variables"][0]["name"], "late");
    session.send(&json!({ "op": "vars", "lang": "cobol" }));
    assert_eq!(session.next()["op"], "error");
    session.send(&json!({ "op": "exec", "lang": "bash", "code": "a=1" }));
    session.done();
    session.send(&json!({ "op": "vars", "lang": "bash" }));
    assert_eq!(session.next()["variables"][0]["name"], "a");
}
