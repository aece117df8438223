//! One variable in full, in all three languages, whatever it is made of.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Session, note};

fn show(session: &mut Session, name: &str) -> String {
    session.send(&json!({ "op": "show", "name": name }));
    let told = session.next();
    assert_eq!((&told["op"], &told["name"]), (&json!("shown"), &json!(name)), "{told}");
    assert!(told["text"].is_string(), "{told}");
    told["text"].as_str().unwrap_or_default().to_owned()
}

fn names(session: &mut Session) -> Vec<String> {
    session.send(&json!({ "op": "vars" }));
    let told = session.next();
    let list = told["variables"].as_array().expect("variables").iter();
    list.map(|v| format!("{}{}", v["name"].as_str().expect("a name"), mark(v))).collect()
}

fn mark(variable: &Value) -> &'static str {
    if variable["changed"] == true { "*" } else { "" }
}

#[test]
fn a_python_value_is_shown_as_a_tree_its_text_or_its_source() {
    let mut session = Session::python();
    assert_eq!(
        {
            session.send(&json!({ "op": "show", "name": "x" }));
            session.next()["text"].clone()
        },
        Value::Null,
        "no kernel runs"
    );
    session.exec(
        "rows = [{'day': 1, 'sum': 2.5}, {'day': 2, 'parts': list(range(20))}]\ncycle = [1]; cycle.append(cycle)\n\
         text = 'one\\ntwo'\ndef f(a, b=1, *, key):\n    '''doc'''\n    return a\nimport json\nclass P:\n    def __init__(s): s.x = 1; s.me = s\np = P()",
    );
    let rows = show(&mut session, "rows");
    assert!(rows.starts_with("list · 2 · "), "{rows}");
    assert!(rows.contains("[0] {'day': 1, 'sum': 2.5}\n[1] dict, 2 items\n  'day' 2\n"), "{rows}");
    assert!(rows.contains("  'parts' list, 20 items\n    [0] 0\n"), "{rows}");
    assert!(show(&mut session, "cycle").ends_with("[0] 1\n[1] <list that holds this>"));
    assert!(show(&mut session, "text").ends_with("\n\none\ntwo"));
    let source = "def f(a, b=1, *, key):\n    '''doc'''\n    return a";
    assert!(show(&mut session, "f").ends_with(source));
    assert!(show(&mut session, "json").contains("module json /"));
    assert!(show(&mut session, "p").ends_with(".x 1\n.me <P that holds this>"));
    assert!(show(&mut session, "gone").contains("no variable of this name"));
    session.assert_well();
}

#[test]
fn no_object_can_make_showing_it_slow_loud_or_wrong() {
    let mut session = Session::python();
    let done = session.exec(
        "import time\ncalls = []\nclass Meta(type):\n    def __eq__(c, o): calls.append('eq')\n    def __hash__(c): calls.append('hash'); return 1\n\
         class Slow(metaclass=Meta):\n    __slots__ = ('kept', '__dict__')\n    def __init__(s): s.kept = [s]; s.own = 2\n    def __len__(s): calls.append('len'); time.sleep(10)\n\
         \x20   def __repr__(s): raise ValueError\n    __str__ = __repr__\n    def __getattr__(s, n):\n        while True: calls.append(n)\n\
         \x20   @property\n    def size(s): calls.append('size'); time.sleep(10)\n    @property\n    def __class__(s): calls.append('class'); return list\n\
         class L(list):\n    def __iter__(s): calls.append('iter'); return iter(())\n    def __len__(s): calls.append('len'); return 0\n\
         class S(str):\n    def __str__(s): calls.append('str'); return 'no'\n    def __getitem__(s, i): calls.append('item'); return 'no'\n\
         x = Slow(); d = {x: x}; m = L([1, [2]]); s = S('true'); big = list(range(10**6)); long = 'ab' * 10**6; calls.clear()",
    );
    assert_eq!(done.status(), "ok", "{}", done.0);
    assert!(
        show(&mut session, "x")
            .contains(".own 2\n.kept list, 1 item\n  [0] <Slow that holds this>")
    );
    assert!(show(&mut session, "d").contains("<Slow> <Slow>"));
    assert!(show(&mut session, "m").ends_with("[0] 1\n[1] [2]"));
    assert!(show(&mut session, "s").ends_with("\n\ntrue"));
    for name in ["big", "long"] {
        let asked = Instant::now();
        let text = show(&mut session, name);
        note(&format!("{name} is shown within {:?}", asked.elapsed()));
        assert!(text.len() <= 64 << 10, "{} bytes", text.len());
        assert!(text.contains("in all") || text.contains("more"), "{}", &text[text.len() - 99..]);
    }
    assert_eq!(session.exec("calls").result(), "[]");
}

#[test]
fn a_shell_tells_the_names_that_its_session_made_and_no_others() {
    let mut session = Session::bash();
    session.exec("a=1; read -r b <<<'two words'; declare -A map=([k]=v [q]=$'x\\ny'); export PATH=$PATH:/x\nf() { echo hi; }");
    assert_eq!(names(&mut session), ["a*", "b*", "f*", "map*"]);
    session.exec("a=2; arr=(one 'two x')");
    assert_eq!(names(&mut session), ["a*", "arr*", "b", "f", "map"]);
    assert_eq!(show(&mut session, "arr"), "array · 2\n\n[0] one\n[1] two x");
    let map = show(&mut session, "map");
    assert!(map.contains("[k] v") && map.contains("[q] x\ny"), "{map}");
    assert_eq!(show(&mut session, "f"), "function\n\nf ()\n{\n    echo hi\n}\n");
    assert!(show(&mut session, "gone").contains("no variable of this name"));
    // The next shell goes on from the snapshot, and still knows what was there before the session.
    session.exec("exit 3");
    assert_eq!(names(&mut session), ["a", "arr", "b", "f", "map"]);
    assert_eq!(session.exec("echo $a").output(), "2\n");
}

#[test]
fn javascript_tells_its_names_without_calling_getters_or_proxies() {
    if which::which("node").is_err() {
        return note("skipped: no node here");
    }
    let mut session = Session::with(&["--lang", "javascript"]);
    session.exec("const rows = [{day: 1}, {day: 2}]; let n = 1; var old = 'text'; class P { constructor() { this.x = 1 } }; let p = new P()");
    assert_eq!(names(&mut session).len(), 5);
    session.exec("n = 2; rows.push(3); function add(a, b) { return a + b }");
    let mut marked = names(&mut session);
    marked.sort();
    assert_eq!(marked, ["P", "add*", "n*", "old", "p", "rows*"]);
    assert!(show(&mut session, "rows").contains("{ day: 1 }, { day: 2 }, 3"));
    assert!(show(&mut session, "add").ends_with("function add(a, b) { return a + b }"));
    assert!(show(&mut session, "old").ends_with("\n\ntext"));
    session.exec(
        "var calls = []; const trap = new Proxy({}, new Proxy({}, { get(t, name) { calls.push(name) } }));\
         const hostile = { get slow() { while (true); }, inner: { [require('util').inspect.custom]() { calls.push('custom') } } };\
         const cycle = []; cycle.push(cycle); class Endless { get [Symbol.toStringTag]() { while (true); } }; let endless = new Endless()",
    );
    names(&mut session);
    assert!(show(&mut session, "hostile").contains("slow: [Getter]"));
    assert!(show(&mut session, "cycle").contains("[Circular *1]"));
    show(&mut session, "trap");
    assert!(show(&mut session, "endless").contains("cannot be shown in full"));
    assert_eq!(session.exec("calls").result(), "[]");
}

#[test]
fn a_hundred_thousand_names_are_told_in_every_language() {
    let many = [
        ("python", "globals().update((f'v{i}', i) for i in range(100_000))"),
        ("javascript", "for (let i = 0; i < 100000; i++) globalThis['v' + i] = i"),
    ];
    for (lang, code) in many {
        if lang == "javascript" && which::which("node").is_err() {
            continue;
        }
        let mut session = Session::with(&["--lang", lang]);
        session.exec(code);
        let asked = Instant::now();
        session.send(&json!({ "op": "vars" }));
        let told = session.next();
        note(&format!("{lang} tells 100000 variables within {:?}", asked.elapsed()));
        assert!(told["more"].as_u64().is_some_and(|more| more >= 99_700), "{lang}");
        assert!(asked.elapsed() < Duration::from_secs(5), "{lang}");
        assert!(show(&mut session, "v99999").contains("99999"));
    }
}
