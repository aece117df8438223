//! A remote model of a real server: what is sent, what is masked, what is counted.

use std::io::Write as _;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use ci_tui::config::Remote;
use ci_tui::engine::{Message, Prompt, Role, StopCause, StopRule};
use ci_tui::model::{Source, ToModel};
use serde_json::json;

use super::process::{Model, prompt, say};
use crate::support::chat::{ChatServer, closed, delta, document, head, piece, reply};

/// A model process on this server, which must load.
pub(super) fn model_at(base_url: String) -> Model {
    let mut model = Model::start();
    let server = Remote { base_url, silence_s: 1, timeout_s: 2, ..Remote::default() };
    model.load(Source::Remote { model: "test".into(), server }, 0).expect("loaded");
    model
}

pub(super) fn talk() -> Vec<Message> {
    vec![say(Role::System, "rules"), say(Role::User, "2+2?")]
}

#[test]
fn a_reply_is_streamed_with_the_servers_own_counts() {
    let server = ChatServer::start(|_, _, stream| reply(stream, "It is **4**, wie schön: 4 €."));
    let mut model = model_at(server.here());
    let answer = model.ask(prompt(&talk(), StopRule::Free, 64));
    assert_eq!(
        (answer.text.as_str(), answer.stop()),
        ("It is **4**, wie schön: 4 €.", StopCause::EndOfText)
    );
    let stats = answer.stats();
    let counts = (stats.prompt_tokens, stats.cached_tokens, stats.generated_tokens);
    assert_eq!(counts, (120, 100, 17));
    assert_eq!(answer.tokens, 0, "nothing is counted before the server has");
    let sent = server.chats().remove(0);
    let body = sent.json();
    assert_eq!(
        body["messages"],
        json!([{"role":"system","content":"rules"},{"role":"user","content":"2+2?"}])
    );
    assert_eq!(
        (&body["model"], &body["max_tokens"], &body["seed"]),
        (&json!("test"), &json!(64), &json!(1))
    );
    assert!(body.get("stop").is_none());
    assert_eq!(sent.header("authorization"), None, "no key was named");
}

#[test]
fn the_server_says_how_large_its_window_is_and_where_it_stands() {
    let server = ChatServer::start(|_, _, _| {});
    let mut model = Model::start();
    let remote = |base_url| Remote { base_url, ..Remote::default() };
    let source = |base_url| Source::Remote { model: "test".into(), server: remote(base_url) };
    let info = model.load(source(server.here()), 0).expect("loaded");
    assert_eq!((info.context_limit, info.engine.as_str()), (8192, "remote"));
    assert_eq!(info.leaves_for(), None);
    let mut model = Model::start();
    let info = model.load(source(server.away()), 0).expect("loaded");
    assert_eq!(info.leaves_for(), Some(format!("0.0.0.0:{}", server.port).as_str()));
}

#[test]
fn a_prompt_that_does_not_fit_by_estimate_is_refused_as_such() {
    let server = ChatServer::start(|_, _, stream| reply(stream, "no"));
    let mut model = model_at(server.here());
    let long = vec![say(Role::User, &"words ".repeat(10_000))];
    let answer = model.ask(prompt(&long, StopRule::Free, 64));
    assert!(answer.refused.is_some_and(|(counts, limit)| counts[0] > limit));
    assert_eq!(server.chats().len(), 0);
}

#[test]
fn a_closed_block_ends_the_reply_and_the_connection() {
    let (teller, told) = sync_channel(1);
    let server = ChatServer::start(move |_, _, stream| {
        head(stream);
        piece(stream, delta("So:\n```python\nprint(4)\n```\n").as_bytes());
        let took = closed(stream);
        teller.send(took).expect("told");
    });
    let mut model = model_at(server.here());
    let answer = model.ask(prompt(&talk(), StopRule::FenceClosed, 64));
    assert_eq!(answer.stop(), StopCause::FenceClosed);
    assert!(answer.text.ends_with("print(4)\n```\n"), "{:?}", answer.text);
    let took = told.recv_timeout(Duration::from_secs(20)).expect("closed");
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[test]
fn secrets_stay_here_and_come_back_in_the_reply() {
    let server = ChatServer::start(|_, _, stream| {
        head(stream);
        // The placeholders are cut in the middle.
        for text in ["I write to <EM", "AIL_1", "> about <b> and <CARD_", "1>", "."] {
            piece(stream, delta(text).as_bytes());
        }
        piece(stream, b"data: [DONE]\n\n");
        let _ = stream.write_all(b"0\r\n\r\n");
    });
    let mut model = Model::start_with(&[("NO_PROXY", "*"), ("MY_KEY", "correct-horse-battery")]);
    let remote = Remote { base_url: server.away(), key_env: "MY_KEY".into(), ..Remote::default() };
    model.load(Source::Remote { model: "test".into(), server: remote }, 0).expect("loaded");
    let secret = "mail ada@math.example.org, card 4111 1111 1111 1111, key correct-horse-battery";
    let messages = vec![say(Role::System, "rules"), say(Role::User, secret)];
    model.begin(prompt(&messages, StopRule::Free, 64));
    let mut permitted = false;
    let answer = model.finish(|answer, request| {
        let asks = answer.asked.is_some() && !std::mem::replace(&mut permitted, true);
        asks.then_some(ToModel::Permit { request })
    });
    let (outgoing, shown) = answer.asked.expect("the user was asked");
    assert_eq!((outgoing.messages, outgoing.is_encrypted), (2, false));
    assert_eq!(outgoing.masked.len(), 3, "{outgoing:?}");
    let sent = server.chats().remove(0);
    assert_eq!(sent.messages(), shown.iter().map(|one| one.text.clone()).collect::<Vec<_>>());
    assert_eq!(sent.messages()[1], "mail <EMAIL_1>, card <CARD_1>, key <API_KEY_1>");
    assert_eq!(sent.header("authorization"), Some("Bearer correct-horse-battery"));
    assert_eq!(answer.text, "I write to ada@math.example.org about <b> and 4111 1111 1111 1111.");
    // The user has agreed: the next prompt goes without a question.
    let answer = model.ask(prompt(&messages, StopRule::Free, 64));
    assert!(answer.asked.is_none() && answer.end.is_some());
}

#[test]
fn nothing_is_sent_before_the_user_agrees() {
    let server = ChatServer::start(|_, _, stream| reply(stream, "no"));
    let mut model = model_at(server.away());
    model.begin(prompt(&talk(), StopRule::Free, 64));
    let mut asked = false;
    let answer = model.finish(|answer, request| {
        let asks = answer.asked.is_some() && !std::mem::replace(&mut asked, true);
        asks.then_some(ToModel::Cancel { request })
    });
    assert_eq!((answer.stop(), answer.text.as_str()), (StopCause::Cancelled, ""));
    assert!(
        server.requests().iter().all(|request| request.body.is_empty()),
        "{:?}",
        server.requests()
    );
}

#[test]
fn on_this_machine_nothing_is_masked_and_no_proxy_is_asked() {
    let server = ChatServer::start(|_, _, stream| reply(stream, "ok"));
    // A proxy that is not there would fail every request.
    let proxy = "http://127.0.0.1:1";
    let variables = [("HTTP_PROXY", proxy), ("http_proxy", proxy), ("ALL_PROXY", proxy)];
    let mut model = Model::start_with(&variables);
    let remote = Remote { base_url: server.here(), ..Remote::default() };
    model.load(Source::Remote { model: "test".into(), server: remote }, 0).expect("loaded");
    let answer = model.ask(prompt(&[say(Role::User, "to ada@x.de")], StopRule::Free, 64));
    assert!(answer.asked.is_none() && answer.text == "ok", "{answer:?}");
    assert_eq!(server.chats()[0].messages(), ["to ada@x.de"]);
}

#[test]
fn azure_is_asked_in_its_own_way() {
    let server = ChatServer::start(|_, _, stream| {
        head(stream);
        piece(stream, b"data: {\"choices\":[],\"prompt_filter_results\":[]}\r\n\r\n");
        piece(stream, b"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"4\"},\"finish_reason\":\"stop\"}]}\r\n\r\n");
        piece(stream, b"data: [DONE]\r\n\r\n");
        let _ = stream.write_all(b"0\r\n\r\n");
    });
    let mut model = Model::start_with(&[("NO_PROXY", "*"), ("MY_KEY", "abcdef")]);
    let remote = Remote {
        base_url: format!("http://127.0.0.1:{}", server.port),
        api_version: "2024-10-21".into(),
        key_env: "MY_KEY".into(),
        ..Remote::default()
    };
    model.load(Source::Remote { model: "my-gpt".into(), server: remote }, 0).expect("loaded");
    assert_eq!(model.ask(prompt(&talk(), StopRule::Free, 64)).text, "4");
    let sent = server.chats().remove(0);
    assert_eq!(sent.path, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21");
    assert_eq!((sent.header("api-key"), sent.header("authorization")), (Some("abcdef"), None));
}

#[test]
fn a_parameter_that_a_server_refuses_is_left_out_and_the_loss_is_told() {
    let server = ChatServer::start(|_, request, stream| {
        let body = request.json();
        let refused =
            ["max_tokens", "temperature"].into_iter().find(|name| body.get(*name).is_some());
        match refused {
            Some(name) => document(
                stream,
                400,
                &format!(
                    "{{\"error\":{{\"message\":\"Unsupported parameter: '{name}' is not supported with this model.\",\"param\":\"{name}\",\"code\":\"unsupported_parameter\"}}}}"
                ),
            ),
            None => reply(stream, "ok"),
        }
    });
    let mut model = model_at(server.here());
    let answer = model.ask(prompt(&talk(), StopRule::Free, 64));
    assert_eq!(answer.text, "ok");
    assert_eq!(answer.notices, ["test takes no temperature: the temperature is the server's own."]);
    let last = server.chats().pop().expect("a request").json();
    assert_eq!((server.chats().len(), &last["max_completion_tokens"]), (3, &json!(64)));
    assert_eq!(model.ask(prompt(&talk(), StopRule::Free, 64)).notices, Vec::<String>::new());
    assert_eq!(server.chats().len(), 4, "it was learnt");
}

#[test]
fn a_reply_goes_on_from_how_it_must_begin() {
    // The second repeats what it was given, in pieces.
    let server = ChatServer::start(|n, _, stream| {
        reply(stream, if n == 0 { "print(4)\n```\n" } else { "```python\nprint(4)\n```\n" });
    });
    let mut model = model_at(server.here());
    for n in 0..2 {
        let opening = String::from("```python\n");
        let asked = Prompt { opening, ..prompt(&talk(), StopRule::FenceClosed, 64) };
        let answer = model.ask(asked);
        assert_eq!(
            (answer.text.trim_end(), answer.stop()),
            ("```python\nprint(4)\n```", StopCause::FenceClosed)
        );
        assert_eq!(
            server.chats()[n].json()["messages"][2],
            json!({"role":"assistant","content":"```python\n"})
        );
    }
}

#[test]
fn thoughts_are_told_of_and_not_shown() {
    let server = ChatServer::start(|_, _, stream| {
        head(stream);
        let thought = json!({ "choices": [{ "delta": { "reasoning_content": "hm" } }] });
        piece(stream, format!("data: {thought}\n\n").as_bytes());
        piece(stream, crate::support::chat::events("4").as_bytes());
        let _ = stream.write_all(b"0\r\n\r\n");
    });
    let mut model = model_at(server.here());
    let answer = model.ask(prompt(&talk(), StopRule::Free, 64));
    assert_eq!((answer.text.as_str(), answer.notices.len()), ("4", 1));
    assert!(answer.notices[0].contains("its thoughts are not shown"));
    assert_eq!(model.ask(prompt(&talk(), StopRule::Free, 64)).notices.len(), 0, "told once");
}

#[test]
fn a_server_that_does_not_stream_is_understood() {
    let server = ChatServer::start(|_, _, stream| {
        let body = json!({ "choices": [{ "index": 0, "message": { "role": "assistant", "content": "4" }, "finish_reason": "stop" }], "usage": { "prompt_tokens": 9, "completion_tokens": 1 } });
        document(stream, 200, &body.to_string());
    });
    let answer = model_at(server.here()).ask(prompt(&talk(), StopRule::Free, 64));
    assert_eq!((answer.text.as_str(), answer.stats().prompt_tokens), ("4", 9));
}

#[test]
fn a_model_that_the_server_lacks_is_told_with_those_it_has() {
    let models = json!({ "data": [{ "id": "small:latest", "owned_by": "me" }, { "id": "large" }] });
    let server = ChatServer::of(&models, |_, _, _| {});
    let load = |model: &str| {
        let server = Remote { base_url: server.here(), ..Remote::default() };
        Model::start().load(Source::Remote { model: model.into(), server }, 0)
    };
    let told = load("other").expect_err("unknown");
    assert!(
        told.contains("has no model other; name one that it has: small:latest, large"),
        "{told}"
    );
    load("small").expect("the tag may be left out");
}
