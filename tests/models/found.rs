//! Model files that other programs have put on the machine: found, told apart, named, used in place.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ci_tui::config::Paths;
use ci_tui::model::Runner;
use ci_tui::model::catalogue::{Catalogue, Resolved};
use ci_tui::model::found::{Limits, Location, Program, Scan, locations, scan, usable};
use ci_tui::model::gguf::preflight;
use ci_tui::model::speeds::{FileId, Sample, Speeds};
use ci_tui::model::stock::{Order, Place, Rate, Stock, Wanted};

use crate::support::gguf::Tiny;

struct Home {
    folder: tempfile::TempDir,
    paths: Paths,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let paths = Paths::under(&folder.path().join("ours"));
        Self { folder, paths }
    }

    fn put(&self, place: &str, body: &[u8]) -> PathBuf {
        let path = self.folder.path().join(place);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(&path, body).expect("write");
        path
    }

    /// A model of Ollama's store; its blob.
    fn ollama(&self, manifest: &str, kind: &str, body: &[u8]) -> PathBuf {
        use sha2::{Digest as _, Sha256};
        let sum = format!("{:x}", Sha256::digest(body));
        let text = format!(
            r#"{{"schemaVersion":2,"layers":[{{"mediaType":"application/vnd.ollama.image.license","digest":"sha256:00"}},
            {{"mediaType":"application/vnd.ollama.image.{kind}","digest":"sha256:{sum}","size":1}}]}}"#
        );
        self.put(&format!(".ollama/models/manifests/{manifest}"), text.as_bytes());
        self.put(&format!(".ollama/models/blobs/sha256-{sum}"), body)
    }

    fn locations(&self) -> Vec<Location> {
        let home = self.folder.path().as_os_str().to_owned();
        let mut places = locations(
            |name| (name == "HOME").then(|| home.clone()),
            &[self.folder.path().join("mine")],
        );
        places.retain(|(_, path)| path.starts_with(self.folder.path()));
        places
    }

    fn scan(&self) -> Scan {
        scan(&self.locations(), &self.paths.found(), Limits::default())
    }

    fn stock(&self) -> Stock {
        Stock::look_in(&self.paths, &self.locations(), Limits::default(), 16_000_000_000)
    }
}

#[test]
fn each_program_keeps_its_models_elsewhere_and_all_are_found() {
    let home = Home::new();
    let file = |name: &str| Tiny::new("qwen2", name).file();
    let blob = home.put(".cache/huggingface/hub/models--a--b/blobs/f00d", &file("One"));
    let snapshot = home.folder.path().join(".cache/huggingface/hub/models--a--b/snapshots/1");
    fs::create_dir_all(&snapshot).expect("folder");
    symlink(&blob, snapshot.join("one-q4_k_m.gguf")).expect("link");
    home.ollama("registry.ollama.ai/library/llama3.1/8b", "model", &file("Two"));
    home.ollama("registry.ollama.ai/me/own/latest", "model", &file("Two b"));
    home.ollama("hf.co/owner/repo/Q4_K_M", "model", &file("Two c"));
    home.put(".lmstudio/models/owner/repo/Three.GGUF", &file("Three"));
    home.put(".cache/lm-studio/models/owner/repo/three-b.gguf", &file("Three b"));
    home.put(".local/share/kalosm/cache/owner/repo/main/four.gguf", &file("Four"));
    home.put(".cache/llama.cpp/five.gguf", &file("Five"));
    home.put("mine/deep/er/six.gguf", &file("Six"));
    let found: Vec<_> =
        home.scan().models.into_iter().map(|model| (model.name, model.program)).collect();
    let expected = [
        ("one-q4_k_m", Program::HuggingFace),
        ("hf.co/owner/repo:Q4_K_M", Program::Ollama),
        ("llama3.1:8b", Program::Ollama),
        ("me/own:latest", Program::Ollama),
        ("Three", Program::LmStudio),
        ("three-b", Program::LmStudio),
        ("four", Program::Kalosm),
        ("five", Program::LlamaCpp),
        ("six", Program::Folder),
    ]
    .map(|(name, program)| (name.to_owned(), program));
    assert_eq!(found, expected);
}

#[test]
fn variables_of_the_programs_say_where_they_keep_their_models() {
    let places = |set: &'static [(&str, &str)]| {
        locations(|name| set.iter().find(|it| it.0 == name).map(|it| it.1.into()), &[])
    };
    let set = places(&[("HF_HUB_CACHE", "/hub"), ("OLLAMA_MODELS", "/o"), ("LLAMA_CACHE", "/l")]);
    for place in
        [(Program::HuggingFace, "/hub"), (Program::Ollama, "/o"), (Program::LlamaCpp, "/l")]
    {
        assert!(set.contains(&(place.0, place.1.into())), "{set:?}");
    }
    let set = places(&[("HF_HOME", "/hf"), ("XDG_CACHE_HOME", "/c"), ("HOME", "/home/me")]);
    for place in [
        (Program::HuggingFace, "/hf/hub"),
        (Program::LlamaCpp, "/c/llama.cpp"),
        (Program::LmStudio, "/home/me/.lmstudio/models"),
    ] {
        assert!(set.contains(&(place.0, place.1.into())), "{set:?}");
    }
}

#[test]
fn what_cannot_answer_is_not_offered() {
    let home = Home::new();
    let mut embedder = Tiny::new("qwen3", "Embedder");
    embedder.of("pooling_type", 3);
    let mut adapter = Tiny::new("llama", "Adapter");
    adapter.text("general.type", "adapter");
    let mut projector = Tiny::new("qwen2vl", "Eyes");
    projector.text("general.type", "mmproj");
    home.put("mine/embedder.gguf", &embedder.file());
    home.put("mine/bert.gguf", &Tiny::new("nomic-bert", "Bert").file());
    home.put("mine/adapter.gguf", &adapter.file());
    home.put("mine/mmproj.gguf", &projector.file());
    home.put("mine/clip.gguf", &Tiny::new("clip", "Clip").file());
    home.put("mine/text.gguf", b"not a model at all");
    home.put("mine/empty.gguf", b"");
    home.put("mine/.hidden/secret.gguf", &Tiny::new("llama", "Secret").file());
    home.ollama("registry.ollama.ai/library/llava/7b", "projector", &Tiny::new("clip", "L").file());
    symlink("nowhere", home.folder.path().join("mine/dangling.gguf")).expect("link");
    symlink(home.folder.path(), home.folder.path().join("mine/circle")).expect("link");
    assert_eq!(home.scan(), Scan::default());
}

#[test]
fn a_cut_model_is_one_model_and_one_file_is_told_once() {
    let home = Home::new();
    let mut first = Tiny::new("qwen3", "Cut");
    first.number("split.count", 2).number("split.no", 0);
    let mut second = Tiny::new("qwen3", "Cut");
    second.number("split.count", 2).number("split.no", 1);
    let whole = first.file().len() + second.file().len();
    home.put("mine/cut-00001-of-00002.gguf", &first.file());
    assert_eq!(home.scan().models.len(), 0, "half of a model is none");
    home.put("mine/cut-00002-of-00002.gguf", &second.file());
    let path = home.put("mine/a.gguf", &Tiny::new("qwen2", "A").file());
    symlink(&path, home.folder.path().join("mine/b.gguf")).expect("link");
    home.put("mine/other/a.gguf", &Tiny::new("qwen2", "Other A").file());
    let found: Vec<_> =
        home.scan().models.into_iter().map(|model| (model.name, model.bytes)).collect();
    let small = Tiny::new("qwen2", "A").file().len() as u64;
    let other = Tiny::new("qwen2", "Other A").file().len() as u64;
    let expected = [("a", small), ("cut-00001-of-00002", whole as u64), ("a~2", other)];
    assert_eq!(found, expected.map(|(name, bytes)| (name.to_owned(), bytes)));
}

#[test]
fn headers_are_read_once_until_their_file_changes() {
    let home = Home::new();
    let path = home.put("mine/a.gguf", &Tiny::new("qwen2", "Before").file());
    assert_eq!(home.scan().models[0].facts.title, "Before");
    let memory = fs::read_to_string(home.paths.found()).expect("remembered");
    fs::write(home.paths.found(), memory.replace("Before", "Recalled")).expect("write");
    assert_eq!(home.scan().models[0].facts.title, "Recalled");
    fs::write(&path, Tiny::new("qwen2", "Afterwards").file()).expect("write");
    assert_eq!(home.scan().models[0].facts.title, "Afterwards");
    fs::write(home.paths.found(), "spoilt").expect("write");
    assert_eq!(home.scan().models[0].facts.title, "Afterwards");
    fs::remove_file(&path).expect("remove");
    assert_eq!(home.scan(), Scan::default());
    assert!(!fs::read_to_string(home.paths.found()).expect("read").contains("Afterwards"));
}

#[test]
fn thousands_of_files_are_searched_in_a_moment_and_the_limits_hold() {
    let home = Home::new();
    for n in 0..3000 {
        home.put(&format!("mine/{}/{n}.txt", n % 50), b"");
    }
    for n in 0..50 {
        home.put(&format!("mine/{n}/m{n}.gguf"), &Tiny::new("qwen2", "M").file());
    }
    home.scan();
    let begun = Instant::now();
    let found = home.scan();
    let took = begun.elapsed();
    assert!(took < Duration::from_millis(300), "{took:?}");
    assert_eq!((found.models.len(), found.cut), (50, false));
    let limits = Limits { count: 100, ..Limits::default() };
    let cut = scan(&home.locations(), &home.paths.found(), limits);
    assert!(cut.cut && cut.models.len() < 50, "{}", cut.models.len());
    let limits = Limits { time: Duration::ZERO, ..Limits::default() };
    assert!(scan(&home.locations(), &home.paths.found(), limits).cut);
}

#[test]
fn a_file_without_the_ending_gets_a_link_and_an_engine_takes_it() {
    let home = Home::new();
    let blob =
        home.ollama("registry.ollama.ai/library/x/1b", "model", &Tiny::new("qwen2", "X").file());
    let link = usable(&blob, &home.paths.links()).expect("linked");
    assert_eq!(fs::read_link(&link).expect("a link"), blob);
    assert!(link.starts_with(home.paths.links()), "{}", link.display());
    assert_eq!(preflight(&link).expect("sound").name, "X");
    assert_eq!(usable(&blob, &home.paths.links()).expect("again"), link);
    let named = Path::new("/somewhere/model.gguf");
    assert_eq!(usable(named, &home.paths.links()).expect("as it is"), named);
}

#[test]
fn a_found_file_of_the_catalogue_counts_as_here_by_checksum_or_by_name_and_shape() {
    let home = Home::new();
    let catalogue = Catalogue::load();
    let known = catalogue.find("qwen2.5-coder-0.5b").expect("known");
    let mut same = Tiny::new("qwen2", "Qwen2.5 Coder 0.5B Instruct");
    same.shape(24, 14, 2, 896);
    home.ollama("registry.ollama.ai/library/qwen2.5-coder/0.5b", "model", &same.file());
    let mut plain = Tiny::new("qwen2", "Qwen2.5 0.5B Instruct");
    plain.shape(24, 14, 2, 896);
    home.put("mine/qwen2.5-0.5b-instruct-q4_k_m.gguf", &plain.file());
    let stock = home.stock();
    let model = stock.find(&known.name).expect("listed");
    assert!(matches!(model.place, Place::Theirs(Program::Ollama, _)), "{:?}", model.place);
    assert_eq!(model.licence, "Apache-2.0");
    let other = stock.find("qwen2.5-0.5b-instruct-q4_k_m").expect("another model");
    assert_eq!((other.entry.is_some(), other.family.as_str()), (false, "qwen2"));
    assert_eq!(stock.models.len(), catalogue.models().len() + 1);
}

#[test]
fn a_second_name_of_our_own_file_is_not_told_as_a_find() {
    let home = Home::new();
    let bytes = 98_362_432;
    let theirs = home.put("mine/smol.gguf", &Tiny::new("llama", "Smol").file());
    fs::OpenOptions::new().write(true).open(&theirs).expect("open").set_len(bytes).expect("size");
    fs::create_dir_all(home.paths.models()).expect("folder");
    let ours = home.paths.models().join("SmolLM2-135M-Instruct.Q4_1.gguf");
    fs::hard_link(&theirs, &ours).expect("link");
    let stock = home.stock();
    assert_eq!(stock.models.len(), Catalogue::load().models().len());
    assert_eq!(stock.find("smollm2-135m").expect("listed").place, Place::Ours(ours));
}

#[test]
fn engines_are_told_by_what_the_header_holds() {
    let home = Home::new();
    let engines = |tiny: &Tiny| {
        home.put("mine/m.gguf", &tiny.file());
        home.scan().models.remove(0).facts.engines
    };
    let both = Runner::ALL;
    assert_eq!(engines(&Tiny::new("qwen2", "Dense")), both);
    assert_eq!(engines(&Tiny::new("gemma3", "Newer one")), both[..1]);
    let mut experts = Tiny::new("llama", "Experts in turns");
    experts.of("expert_count", 8).of("expert_used_count", 2);
    assert_eq!(engines(&experts), both[..1]);
    let mut pieces = Tiny::new("llama", "Sentence pieces");
    pieces.text("tokenizer.ggml.model", "llama");
    assert_eq!(engines(&pieces), both[..1]);
    home.put("mine/tokenizer.json", b"{}");
    assert_eq!(engines(&pieces), both);
}

#[test]
fn what_ran_here_is_measured_and_sets_the_pace_of_the_rest() {
    let home = Home::new();
    let large = |place: &str, name: &str, bytes: u64| {
        let path = home.put(place, &Tiny::new("qwen2", name).file());
        fs::OpenOptions::new().write(true).open(&path).expect("open").set_len(bytes).expect("size");
        path
    };
    let path = large("mine/ran.gguf", "Ran", 400_000_000);
    let small = large("mine/small.gguf", "Small", 100_000_000);
    large("mine/same.gguf", "Same", 400_000_000);
    let before = home.stock();
    assert!(matches!(
        before.find("ran").expect("listed").rate,
        Rate::About { calibrated: false, .. }
    ));
    let id = FileId::of(&path).expect("a file");
    let sample = Sample { prefill: Some(60.0), decode: 15.8 };
    Speeds::record(&home.paths.state, &id, "kalosm", sample, 0).expect("kept");
    let (id, sample) = (FileId::of(&small).expect("a file"), Sample { prefill: None, decode: 1.0 });
    Speeds::record(&home.paths.state, &id, "kalosm", sample, 0).expect("kept");
    let after = home.stock();
    let rate = |name: &str| after.find(name).expect("listed").rate;
    assert_eq!(rate("ran"), Rate::Measured { tps: 15.8, prefill: Some(60.0) });
    let Rate::About { tps, calibrated: true } = rate("same") else { panic!("calibrated") };
    assert!((tps - 15.8).abs() < 0.1, "as large, so as fast: {tps}");
    let advice = |stock: &Stock| stock.recommended().expect("one").name.clone();
    assert_eq!(advice(&after), advice(&before), "the advice does not hang on a slow moment");
}

#[test]
fn the_list_can_be_narrowed_and_ordered() {
    let home = Home::new();
    home.put("mine/found.gguf", &Tiny::new("qwen2", "Found").file());
    let stock = home.stock();
    let names = |wanted: &Wanted, order| -> Vec<_> {
        stock.shown(wanted, order).iter().map(|model| model.name.clone()).collect()
    };
    let all = Wanted::default();
    assert_eq!(names(&all, Order::Suited)[0], "found", "what is here stands first");
    let by_size = names(&all, Order::Size);
    let place = |name: &str| by_size.iter().position(|it| it == name).expect("listed");
    assert!(
        place("found") < place("smollm2-135m") && place("llama-3.1-8b") < place("codellama-34b")
    );
    let mut sorted = by_size.clone();
    sorted.sort();
    assert_eq!(names(&all, Order::Name), sorted);
    let here = Wanted { installed: true, ..Wanted::default() };
    assert_eq!(names(&here, Order::Suited), ["found"]);
    let words = Wanted::words("qwen coder 7b");
    assert_eq!(names(&words, Order::Suited), ["qwen2.5-coder-7b"]);
    let fits = Wanted { fits: true, ..Wanted::words("qwen2.5-coder") };
    assert!(!names(&fits, Order::Suited).contains(&"qwen2.5-coder-32b".to_owned()));
}

#[test]
fn names_of_found_models_resolve_to_a_file_that_an_engine_takes() {
    let home = Home::new();
    let blob =
        home.ollama("registry.ollama.ai/library/tiny/1b", "model", &Tiny::new("qwen2", "T").file());
    home.ollama("registry.ollama.ai/me/tiny/1b", "model", &Tiny::new("qwen2", "Mine").file());
    let info = |name: &str| {
        let output = super::index::ci_tui(home.folder.path(), &["models", "info", name, "--json"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        super::index::json(&output).remove(0)
    };
    for (name, title) in [("tiny:1b", "T"), ("me/tiny:1b", "Mine")] {
        let facts = info(name);
        assert_eq!(facts["file"]["name"], title);
        assert_eq!(facts["model"]["found_in"], "ollama");
        let path = PathBuf::from(facts["file"]["path"].as_str().expect("a path"));
        assert!(path.extension().is_some_and(|ending| ending == "gguf"), "{}", path.display());
    }
    let link = home.folder.path().join(".local/state/ci-tui/links");
    assert_eq!(fs::read_dir(link).expect("links").count(), 2);
    let output = super::index::ci_tui(home.folder.path(), &["models", "rm", "tiny:1b"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("tiny:1b belongs to Ollama, and was left there"), "{said}");
    assert!(blob.is_file());
    let gone = ci_tui::model::catalogue::resolve("nothing:1b", &home.paths);
    assert!(!matches!(gone, Ok(Resolved::Weights { .. })), "{gone:?}");
}
