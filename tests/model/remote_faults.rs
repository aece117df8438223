//! Servers that refuse, break, stall and come to nothing; and a user who does not wait.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ci_tui::config::Remote;
use ci_tui::engine::{StopCause, StopRule};
use ci_tui::model::{Source, ToModel};
use serde_json::json;

use super::process::{Answer, Model, prompt};
use super::remote::{model_at, talk};
use crate::support::chat::{
    ChatServer, closed, delta, document, document_with, events, head, piece, reply,
};

const TEXT: &str = "Es ist schön: 4 €.";
/// A moment, on a machine that has other work, too.
const MOMENT: Duration = Duration::from_secs(1);

fn ask(model: &mut Model) -> Answer {
    model.ask(prompt(&talk(), StopRule::Free, 64))
}

#[test]
fn a_stream_that_is_cut_anywhere_is_never_taken_for_whole() {
    let (cut, whole) = (Arc::new(AtomicUsize::new(0)), events(TEXT));
    let server = ChatServer::start({
        let (cut, whole) = (Arc::clone(&cut), whole.clone());
        move |_, _, stream| {
            // Neither a length nor chunks: the end of the connection is all there is.
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&whole.as_bytes()[..cut.load(Ordering::Relaxed)]);
        }
    });
    let mut model = model_at(server.here());
    let first = whole.find("Es ").expect("the first text") + 40;
    let reason = whole.find("\"stop\"").expect("the reason") + 20;
    for at in (first..whole.len()).step_by(11).chain([whole.len()]) {
        cut.store(at, Ordering::Relaxed);
        let answer = ask(&mut model);
        if at >= reason {
            assert_eq!(
                (answer.text.as_str(), answer.stop()),
                (TEXT, StopCause::EndOfText),
                "cut at {at}"
            );
        } else if let Some(failed) = &answer.failed {
            assert!(failed.contains("was cut off") && failed.contains("is kept"), "{failed}");
            assert!(TEXT.starts_with(&answer.text) && !answer.text.is_empty(), "{:?}", answer.text);
        } else {
            // Only the end of the event with the reason is missing.
            assert_eq!((answer.text.as_str(), at + 25 > reason), (TEXT, true), "cut at {at}");
        }
    }
}

#[test]
fn a_broken_connection_keeps_the_text_and_nothing_is_sent_again() {
    let server = ChatServer::start(|n, _, stream| {
        head(stream);
        piece(stream, delta("It is").as_bytes());
        if n == 0 {
            // A reset instead of an end.
            rustix::net::sockopt::set_socket_linger(&*stream, Some(Duration::ZERO))
                .expect("linger");
        }
    });
    let mut model = model_at(server.here());
    for n in 1..3 {
        let answer = ask(&mut model);
        assert_eq!((answer.text.as_str(), server.chats().len()), ("It is", n));
        assert!(answer.failed.is_some_and(|why| why.contains("was cut off")));
    }
}

#[test]
fn an_answer_that_broke_before_any_text_is_asked_for_again() {
    let server = ChatServer::start(|n, _, stream| match n {
        0 => {}
        1 => {
            head(stream);
            piece(stream, b"data: {\"choices\":[{\"delta\":{\"role\":\"assis");
        }
        _ => reply(stream, TEXT),
    });
    let answer = ask(&mut model_at(server.here()));
    assert_eq!((answer.text.as_str(), server.chats().len()), (TEXT, 3));
    assert_eq!(answer.notices.len(), 2, "{:?}", answer.notices);
    assert!(answer.notices[0].contains("asked again in 1 s (1 of 3)"), "{:?}", answer.notices);
}

#[test]
fn what_a_user_must_put_right_is_told_once_in_the_servers_words() {
    let refusals = [
        (
            401,
            r#"{"error":{"message":"Incorrect API key provided: sk-abcdefghijklmnop0123456789."}}"#,
            "Incorrect API key provided: <API_KEY_1>; check the key",
        ),
        (403, "{\"error\":\"forbidden\"}", "forbidden; check the key"),
        (404, "{\"error\":{\"message\":\"no such model\"}}", "no such model; check the name test"),
        (400, "{\"error\":{\"message\":\"bad\"}}", "refused (400): bad"),
        (429, "{\"error\":{\"message\":\"no money\",\"code\":\"insufficient_quota\"}}", "no money"),
        (307, "", "where it really answers"),
    ];
    let elsewhere = ChatServer::start(|_, _, stream| reply(stream, "no"));
    let target = elsewhere.here();
    let server = ChatServer::start(move |n, _, stream| {
        let (status, body, _) = refusals[n];
        document_with(stream, status, &format!("Location: {target}/chat/completions\r\n"), body);
    });
    let mut model = model_at(server.here());
    for (n, (status, _, wanted)) in refusals.iter().enumerate() {
        let failed = ask(&mut model).failed.expect("refused");
        assert!(failed.contains(wanted), "{status}: {failed}");
        assert_eq!(server.chats().len(), n + 1, "{status} is not asked again");
    }
    assert_eq!(elsewhere.requests().len(), 0, "a redirect is not followed");
}

#[test]
fn a_busy_server_is_asked_again_when_it_wants_and_not_for_ever() {
    let server = ChatServer::start(|n, _, stream| match n {
        0 => document_with(
            stream,
            429,
            "Retry-After: 1\r\n",
            "{\"error\":{\"message\":\"slow down\"}}",
        ),
        1 => reply(stream, TEXT),
        2 => document_with(stream, 429, "Retry-After: 3600\r\n", "{}"),
        _ => document_with(stream, 500, "Retry-After: 0\r\n", "<html><title>oops</title></html>"),
    });
    let mut model = model_at(server.here());
    let started = Instant::now();
    let answer = ask(&mut model);
    assert_eq!(answer.text, TEXT);
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert!(
        answer.notices[0].contains("429: slow down: asked again in 1 s"),
        "{:?}",
        answer.notices
    );
    assert!(ask(&mut model).failed.is_some_and(|why| why.contains("left alone for 3600 s")));
    let answer = ask(&mut model);
    assert!(answer.failed.is_some_and(|why| why.contains("500: oops (tried 4 times")));
    assert_eq!((answer.notices.len(), server.chats().len()), (3, 3 + 4));
}

#[test]
fn an_error_within_the_stream_ends_it_with_the_servers_words() {
    let server = ChatServer::start(|n, _, stream| {
        head(stream);
        if n == 0 {
            piece(stream, delta("It").as_bytes());
        }
        piece(stream, b"error: {\"code\":400,\"message\":\"the slot is gone\"}\n\n");
    });
    let mut model = model_at(server.here());
    for text in ["It", ""] {
        let answer = ask(&mut model);
        assert_eq!(answer.text, text);
        assert!(answer.failed.is_some_and(|why| why.contains("the slot is gone")));
    }
}

#[test]
fn a_web_page_instead_of_a_reply_is_not_asked_for_again() {
    let server = ChatServer::start(|_, _, stream| document(stream, 200, "<html>hello</html>"));
    let answer = ask(&mut model_at(server.here()));
    assert!(answer.failed.is_some_and(|why| why.contains("check remote.base_url")));
    assert_eq!(server.chats().len(), 1);
}

#[test]
fn a_stream_byte_by_byte_is_the_same() {
    let server = ChatServer::start(|_, _, stream| {
        stream.set_nodelay(true).expect("no delay");
        head(stream);
        for byte in events(TEXT).replace('\n', "\r\n").as_bytes() {
            piece(stream, &[*byte]);
        }
        let _ = stream.write_all(b"0\r\n\r\n");
    });
    assert_eq!(ask(&mut model_at(server.here())).text, TEXT);
}

#[test]
fn a_silent_server_is_told_of_and_then_given_up() {
    for answers in [false, true] {
        let server = ChatServer::start(move |_, _, stream| {
            if answers {
                head(stream);
            }
            closed(stream);
        });
        let answer = ask(&mut model_at(server.here()));
        assert!(answer.notices[0].contains("has been silent for 1 s"), "{:?}", answer.notices);
        assert!(answer.failed.is_some_and(|why| why.contains("was silent for 2 s")));
        assert_eq!(server.chats().len(), 1);
    }
}

/// A stop reaches the reply at once, and the server sees its connection closed.
fn stops(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) {
    let (teller, told) = sync_channel(1);
    let server = ChatServer::start(move |_, _, stream| {
        answer(stream);
        teller.send(closed(stream)).expect("told");
    });
    let mut model = model_at(server.here());
    let request = model.begin(prompt(&talk(), StopRule::Free, 64));
    server.wait_for_chats(1);
    // It waits for the server by now.
    std::thread::park_timeout(Duration::from_millis(200));
    let stopped = Instant::now();
    model.send(&ToModel::Cancel { request });
    assert_eq!(model.finish(|_, _| None).stop(), StopCause::Cancelled);
    assert!(stopped.elapsed() < MOMENT, "{:?}", stopped.elapsed());
    told.recv_timeout(Duration::from_secs(20)).expect("closed");
    assert!(stopped.elapsed() < 2 * MOMENT, "{:?}", stopped.elapsed());
}

#[test]
fn a_server_that_says_nothing_can_be_stopped() {
    stops(|_| {});
}

#[test]
fn a_server_that_says_nothing_after_its_head_can_be_stopped() {
    stops(head);
}

#[test]
fn a_server_that_stalls_within_its_reply_can_be_stopped() {
    stops(|stream| {
        head(stream);
        piece(stream, delta("It is").as_bytes());
    });
}

#[test]
fn a_pause_before_another_try_can_be_stopped() {
    let server = ChatServer::start(|_, _, stream| {
        document_with(stream, 503, "Retry-After: 30\r\n", "{}");
    });
    let mut model = model_at(server.here());
    model.begin(prompt(&talk(), StopRule::Free, 64));
    let stopped = Mutex::new(None);
    // The notice of the pause is the last word before it.
    let answer = model.finish(|answer, request| {
        let pauses = !answer.notices.is_empty();
        if pauses {
            *stopped.lock().expect("time") = Some(Instant::now());
        }
        pauses.then_some(ToModel::Cancel { request })
    });
    let took = stopped.lock().expect("time").expect("a pause").elapsed();
    assert!(answer.stop() == StopCause::Cancelled && took < MOMENT, "{took:?}");
}

#[test]
fn a_server_that_is_not_there_is_told_at_once() {
    let port =
        TcpListener::bind("127.0.0.1:0").expect("bind").local_addr().expect("address").port();
    let load = |base_url: String, change: &dyn Fn(&mut Remote)| {
        let mut server = Remote { base_url, ..Remote::default() };
        change(&mut server);
        let started = Instant::now();
        let told = Model::start().load(Source::Remote { model: "test".into(), server }, 0);
        assert!(started.elapsed() < Duration::from_secs(5));
        told.expect_err("no server")
    };
    let told = load(format!("http://127.0.0.1:{port}/v1"), &|_| {});
    assert!(
        told.contains(&format!(
            "nothing answers at 127.0.0.1:{port}; look whether the server runs"
        )),
        "{told}"
    );
    assert!(told.contains("remote.base_url"), "{told}");
    let told = load("http://127.0.0.1:1/v1".into(), &|server| server.key_env = "NOT_SET".into());
    assert!(told.contains("the variable NOT_SET is not set"), "{told}");
}

#[test]
fn a_wrong_key_is_told_when_the_model_is_chosen() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
    let base_url = format!("http://{}/v1", listener.local_addr().expect("address"));
    std::thread::spawn(move || {
        let mut stream = listener.accept().expect("accept").0;
        document(&mut stream, 401, &json!({ "error": { "message": "wrong key" } }).to_string());
        closed(&mut stream);
    });
    let server = Remote { base_url, ..Remote::default() };
    let told = Model::start().load(Source::Remote { model: "test".into(), server }, 0);
    let told = told.expect_err("refused");
    assert!(told.contains("refused (401): wrong key; check the key"), "{told}");
}
