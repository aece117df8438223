//! The panel of models on a terminal: open, narrow, confirm, fetch, pause, go on, delete, switch.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::harness::{Setup, Workspace};
use crate::models::server::{Server, head, noise};
use crate::support::gguf::Tiny;

/// Long enough to be stopped in the middle.
const SIZE: usize = 4 << 20;

/// The user's own list, with one small model of the server.
fn own() -> String {
    "[[model]]\nname = \"tiny-own\"\nhub = \"me/tiny\"\nfile = \"tiny-own.gguf\"\nlicence = \"MIT\"\n\
     parameters = 6000000\nquantisation = \"Q4_K_M\"\nlayers = 2\nheads = 2\nembedding = 64\n\
     vocabulary = 100\ncontext = 4096\n"
        .into()
}

/// A hub that holds back the second half of the file until it is let go.
fn hub(body: Vec<u8>, let_go: Arc<AtomicBool>) -> Server {
    use sha2::{Digest as _, Sha256};
    let sum = format!("{:x}", Sha256::digest(&body));
    Server::start(move |_, request, stream| {
        if request.method == "HEAD" {
            let _ = write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: /x\r\nX-Linked-Size: {}\r\nX-Linked-ETag: \"{sum}\"\r\n\
                 Content-Length: 0\r\nConnection: close\r\n\r\n",
                body.len()
            );
            return;
        }
        head(stream, request, body.len());
        let from = request.from.unwrap_or(0);
        if let_go.load(Ordering::SeqCst) {
            let _ = stream.write_all(&body[from..]);
            return;
        }
        // Slowly, so that its progress is seen.
        for piece in body[from.min(SIZE / 2)..SIZE / 2].chunks(SIZE / 32) {
            let _ = stream.write_all(piece);
            std::thread::park_timeout(std::time::Duration::from_millis(40));
        }
        // Silent until the client goes away.
        let _ = std::io::Read::read(stream, &mut [0]);
    })
}

fn open(workspace: &mut Workspace) {
    workspace.press("\u{f}");
    workspace.wait_for("sorted by");
}

fn filter(workspace: &mut Workspace, words: &str) {
    workspace.press("/");
    workspace.wait_until("the filter", |screen| !screen.contains("sorted by"));
    workspace.press(words);
    workspace.wait_for(words);
    workspace.press("\r");
    workspace.wait_for(&format!("/{words} ·"));
}

#[test]
fn a_model_is_fetched_paused_and_deleted_without_leaving_the_conversation() {
    let let_go = Arc::new(AtomicBool::new(false));
    let server = hub(noise(SIZE), Arc::clone(&let_go));
    let home = tempfile::tempdir().expect("home");
    let config = home.path().join(".config/ci-tui");
    std::fs::create_dir_all(&config).expect("folder");
    std::fs::write(config.join("models.toml"), own()).expect("write");
    std::fs::write(home.path().join("replies"), "=== reply\nHello.\n").expect("script");
    let setup = Setup::at(home).args(&["-m", "scripted:replies"]);
    let mut workspace = setup.env("HF_ENDPOINT", &server.endpoint).start();
    workspace.wait_for("is ready");
    open(&mut workspace);
    filter(&mut workspace, "tiny-own");
    workspace.wait_for("MIT");
    assert!(server.requests().is_empty(), "looking asks nobody");
    workspace.press("p");
    workspace.wait_for("download?");
    assert!(workspace.screen().contains("from Hugging Face, me/tiny"), "{}", workspace.screen());
    assert!(server.requests().is_empty(), "asking a person asks nobody else");
    workspace.press("y");
    let some = |screen: &str| (20..=50).any(|n| screen.contains(&format!("fetching {n} %")));
    workspace.wait_until("some of it", some);
    workspace.press("p");
    workspace.wait_for("paused at ");
    workspace.press("\u{1b}");
    workspace.let_pass(100);
    workspace.press("\u{1b}");
    workspace.wait_without("sorted by");
    workspace.ask("hello");
    workspace.wait_for("Hello.");
    let_go.store(true, Ordering::SeqCst);
    open(&mut workspace);
    filter(&mut workspace, "tiny-own");
    workspace.press("p");
    workspace.wait_for("tiny-own is here");
    let file = workspace.home.path().join(".local/share/ci-tui/models/tiny-own.gguf");
    assert_eq!(std::fs::metadata(&file).expect("the file").len(), SIZE as u64);
    let resumed = server.requests().iter().filter_map(|request| request.from).next_back();
    let kept = resumed.expect("what had arrived was kept");
    assert!(kept > 0 && kept <= SIZE / 2, "{kept}");
    workspace.wait_until("the fresh look", |screen| screen.contains("enter use"));
    workspace.press("x");
    workspace.wait_for("Delete tiny-own from this machine?");
    assert!(file.exists());
    workspace.press("y");
    workspace.wait_for("tiny-own is deleted");
    assert!(!file.exists());
}

#[test]
fn another_model_takes_over_and_the_conversation_stays_even_if_it_cannot() {
    let setup = Setup::scripted("=== reply\nThe first answer.\n=== reply\nThe second answer.\n");
    let mine = setup.home().join("mine");
    std::fs::create_dir_all(&mine).expect("folder");
    let tiny = Tiny::new("qwen2", "Broken in its weights").file();
    std::fs::write(mine.join("broken.gguf"), tiny).expect("write");
    let folder = mine.display().to_string();
    let mut workspace = setup.env("CI_TUI_FOLDERS", &folder).start();
    workspace.wait_for("is ready");
    workspace.ask("one");
    workspace.wait_for("The first answer.");
    open(&mut workspace);
    filter(&mut workspace, "broken");
    workspace.wait_for("your folder");
    workspace.press("x");
    workspace.wait_for("never deleted from here");
    workspace.press("\r");
    workspace.wait_until("a failure in words", |screen| screen.contains("f5 restarts it"));
    assert!(workspace.screen().contains("The first answer."), "{}", workspace.screen());
    assert!(mine.join("broken.gguf").exists());
}

#[test]
fn the_first_start_offers_what_other_programs_have() {
    let home = tempfile::tempdir().expect("home");
    let folder = home.path().join(".lmstudio/models/owner/repo");
    std::fs::create_dir_all(&folder).expect("folder");
    std::fs::write(folder.join("mine.gguf"), Tiny::new("qwen2", "Mine").file()).expect("write");
    let mut workspace = Setup::at(home).start();
    workspace.wait_for("sorted by suited");
    workspace.wait_for("LM Studio");
    assert!(
        workspace.screen().contains(">  mine") || workspace.screen().contains("> mine"),
        "{}",
        workspace.screen()
    );
    workspace.press("\u{3}");
    workspace.wait_without("sorted by");
}

#[test]
fn a_download_that_fails_behind_the_conversation_says_so_in_it() {
    let server = Server::start(|_, request, stream| {
        if request.method == "HEAD" {
            // The person has time to go back to the conversation.
            std::thread::park_timeout(std::time::Duration::from_millis(1500));
        }
        let _ = write!(
            stream,
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    });
    let setup = Setup::scripted("=== reply\nHello.\n");
    let config = setup.home().join(".config/ci-tui");
    std::fs::create_dir_all(&config).expect("folder");
    std::fs::write(config.join("models.toml"), own()).expect("write");
    let mut workspace = setup.env("HF_ENDPOINT", &server.endpoint).start();
    workspace.wait_for("is ready");
    open(&mut workspace);
    filter(&mut workspace, "tiny-own");
    workspace.press("p");
    workspace.wait_for("download?");
    workspace.press("y");
    workspace.wait_for("fetching");
    workspace.press("\u{f}");
    workspace.wait_without("sorted by");
    workspace.wait_for("tiny-own could not be fetched");
    assert!(!workspace.home.path().join(".local/share/ci-tui/models/tiny-own.gguf").exists());
}
