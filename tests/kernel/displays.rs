//! What Python shows beside its text: every kind of `IPython.display`, and values with forms of their own.

use std::time::Duration;

use super::client::Session;

/// What a step showed: media types and what lies in the files.
fn shown(session: &mut Session, code: &str) -> (Vec<(String, String)>, String) {
    let done = session.exec(code);
    assert_eq!(done.status(), "ok", "{code}\n{}", done.0);
    let displays = done.0["display"].as_array().expect("displays");
    let read = |display: &serde_json::Value| {
        let path = display["path"].as_str().expect("a path");
        let bytes = std::fs::read(path).expect("the file");
        let mime = display["mime"].as_str().expect("a media type");
        (mime.to_owned(), String::from_utf8_lossy(&bytes).into_owned())
    };
    (displays.iter().map(read).collect(), done.output().to_owned())
}

fn one(session: &mut Session, code: &str) -> (String, String) {
    let (mut displays, output) = shown(session, code);
    assert_eq!((displays.len(), output.as_str()), (1, ""), "{code}: {displays:?}");
    displays.remove(0)
}

/// Takes our `IPython.display` where a real one is installed too.
const OURS: &str = "import sys; sys.meta_path.insert(0, sys.meta_path[-1])";

#[test]
fn every_kind_of_document_arrives_as_what_it_is() {
    for first in [OURS, ""] {
        let mut session = Session::python();
        session.exec(first);
        let begun = session.exec("import IPython.display as I\nfrom IPython.display import *");
        assert_eq!(begun.status(), "ok", "{}", begun.0);
        documents(&mut session);
        session.assert_well();
    }
}

fn documents(session: &mut Session) {
    for (code, mime, data) in [
        ("HTML('<b>x</b>')", "text/html", "<b>x</b>"),
        ("display(Markdown('**x**'))", "text/markdown", "**x**"),
        ("display_latex(r'$\\alpha$', raw=True)", "text/latex", "$\\alpha$"),
        ("Math(r'\\frac{1}{2}')", "text/latex", "\\frac{1}{2}$"),
        ("JSON({'b': [1, None], 'a': 2})", "application/json", "{\"b\": [1, null], \"a\": 2}"),
        ("JSON({'a': float('nan')})", "application/json", "{\"a\": \"NaN\"}"),
        ("SVG('<svg/>')", "image/svg+xml", "<svg/>"),
        ("I.display({'text/html': '<i>', 'text/plain': 'i'}, raw=True)", "text/html", "<i>"),
        ("publish_display_data({'text/markdown': 'm'})", "text/markdown", "m"),
    ] {
        let (found, text) = one(session, code);
        assert_eq!(found, mime, "{code}");
        assert!(text.ends_with(data), "{code}: {text}");
    }
    for code in ["display(Pretty('as it is'))", "display('as it is')"] {
        let (displays, output) = shown(session, code);
        assert_eq!((displays.len(), output.as_str()), (0, "as it is\n"), "{code}");
    }
    let (displays, output) = shown(session, "clear_output(); print('on')");
    assert_eq!((displays.len(), output.as_str()), (0, "on\n"));
}

#[test]
fn a_form_that_fails_leaves_the_others() {
    let mut session = Session::python();
    let code = "class A:\n    def _repr_mimebundle_(self, **k): return 1/0\n    def _repr_png_(self): raise ValueError('no')\n    \
                def _repr_html_(self): return '<p>html</p>'\nA()";
    assert_eq!(one(&mut session, code), ("text/html".to_owned(), "<p>html</p>".to_owned()));
    let code = "class B:\n    def _repr_latex_(self): return '$b$'\nB()";
    assert_eq!(one(&mut session, code).0, "text/latex");
    let code = "class C:\n    def _repr_json_(self): return {'c': {1, 2}}\nC()";
    assert_eq!(
        one(&mut session, code),
        ("application/json".to_owned(), "{\"c\": \"{1, 2}\"}".to_owned())
    );
    let (displays, _) =
        shown(&mut session, "class D:\n    def _repr_html_(self): return None\nD()");
    assert_eq!(displays, []);
}

#[test]
fn what_is_too_large_is_said_and_a_form_that_never_ends_can_be_interrupted() {
    let mut session = Session::with(&["--stream"]);
    let done =
        session.exec("from IPython.display import HTML, display\ndisplay(HTML('x' * 9_000_000))");
    assert!(done.output().contains("too large to be shown"), "{}", done.0);
    session.begin_and_await_go(
        "class A:\n    def _repr_html_(s):\n        print('go')\n        while True: pass\nA()",
    );
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
    session.assert_well();
    assert!(session.exec("1").millis() < Duration::from_secs(5).as_secs_f64() * 1000.0);
}
