//! The user's own `models.toml`: extends the catalogue, overrides it, and is corrected by line.

use std::fs;

use ci_tui::config::Paths;
use ci_tui::model::Runner;
use ci_tui::model::catalogue::{Catalogue, ResolveError, Size, resolve};

const OWN: &str = r#"
[[model]]
name = "mine-8b"
hub = "me/mine"
file = "mine-8b-q8.gguf"

[[model]]
name = "smollm2-135m"
title = "Another one"
hub = "me/other"
hub_file = "sub/Other.gguf"
file = "other.gguf"
parameters = 8000000000
quantisation = "Q8_0"
heads = 32
embedding = 4096
layers = 32
engines = ["llama.cpp"]
"#;

fn with(text: &str) -> (tempfile::TempDir, Paths) {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(home.path());
    fs::create_dir_all(&paths.config).expect("folder");
    fs::write(paths.config.join("models.toml"), text).expect("write");
    (home, paths)
}

#[test]
fn own_models_are_added_and_replace_those_of_the_same_name() {
    let (_home, paths) = with(OWN);
    let (built_in, catalogue) = (Catalogue::load(), Catalogue::of_user(&paths).expect("sound"));
    assert_eq!(catalogue.models().len(), built_in.models().len() + 1);
    let mine = catalogue.find("mine-8b").expect("added");
    assert_eq!((mine.title.as_str(), mine.licence.as_str()), ("mine-8b", "not stated"));
    assert_eq!((mine.size(), mine.engines.len()), (Size::About(0), 2));
    let other = catalogue.find("SmolLM2-135m").expect("replaced");
    assert_eq!((other.title.as_str(), other.hub_file()), ("Another one", "sub/Other.gguf"));
    assert_eq!((other.head_dim, other.kv_heads, other.engine()), (128, 32, Runner::LlamaCpp));
    assert_eq!(other.size(), Size::About(8_500_000_000));
    let absent = resolve("mine-8b", &paths).expect_err("absent");
    assert_eq!(absent, ResolveError::Absent { name: "mine-8b".into() });
}

#[test]
fn without_a_file_the_catalogue_is_the_built_in_one() {
    let home = tempfile::tempdir().expect("folder");
    let catalogue = Catalogue::of_user(&Paths::under(home.path())).expect("sound");
    assert_eq!(catalogue, Catalogue::load());
}

#[test]
fn every_mistake_is_one_sentence_with_its_line() {
    let place = "hub = \"me/mine\"";
    for (text, line, said) in [
        ("[[model]\n", 1, "unclosed array table"),
        ("\n[[model]]\nnam = \"x\"\n", 3, "unknown field `nam`"),
        ("\n\n[[model]]\nname = \"x\"\n", 3, "missing field `file`"),
        ("\n[[model]]\nname = \"x y\"\nfile = \"a.gguf\"\n", 2, "needs a `name` without spaces"),
        ("\n[[model]]\nname = \"x\"\nfile = \"../a.gguf\"\n", 2, "needs a `file` that is a plain"),
        ("\n[[model]]\nname = \"x\"\nfile = \"a.bin\"\n", 2, "ending in .gguf"),
        ("\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\n", 2, "needs a place to come from"),
        (
            "\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\nhub = \"x\"\n",
            2,
            "must be OWNER/REPOSITORY",
        ),
        (
            &format!(
                "\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\n{place}\nhub_file = \"../x\"\n"
            ),
            2,
            "no path within its repository",
        ),
        (
            &format!("\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\n{place}\nbytes = 5\n"),
            2,
            "needs both `bytes` and `sha256`",
        ),
        (
            &format!(
                "\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\n{place}\nengines = [\"vllm\"]\n"
            ),
            6,
            "unknown variant `vllm`",
        ),
        (
            &format!(
                "\n[[model]]\nname = \"x\"\nfile = \"a.gguf\"\n{place}\n[[model]]\nname = \"X\"\nfile = \"b.gguf\"\n{place}\n"
            ),
            6,
            "is listed twice",
        ),
    ] {
        let (_home, paths) = with(text);
        let error = Catalogue::of_user(&paths).expect_err(text);
        assert_eq!(error.line, line, "{text}\n{error}");
        let told = error.to_string();
        assert!(
            told.contains(said) && told.contains("models.toml:") && !told.contains('\n'),
            "{told}"
        );
    }
}
