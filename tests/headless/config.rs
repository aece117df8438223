//! Layers of configuration: what wins, what is refused, and how it is told.

use ci_tui::config::{Overrides, load_with};
use ci_tui::engine::Policy;

use super::home::Home;

/// The error that a user's file leads to, without the path of the home.
fn wrong(user: &str) -> String {
    let home = Home::new();
    let path = home.user_config(user);
    let error = load_with(&home.paths(), &home.project(), |_| None, Overrides::default())
        .expect_err("a wrong file");
    error.to_string().replace(&path.display().to_string(), "FILE")
}

/// The error that a project's file leads to, given a user's one.
fn refused(user: &str, project: &str) -> String {
    let home = Home::new();
    home.user_config(user);
    let path = home.project_config(project);
    let error = load_with(&home.paths(), &home.project(), |_| None, Overrides::default())
        .expect_err("a loosening file");
    error.to_string().replace(&path.display().to_string(), "FILE")
}

#[test]
fn an_unknown_option_is_told_with_its_line_and_what_was_meant() {
    assert_eq!(
        wrong("model = \"\"\n\n[generation]\ntempratur = 1\n"),
        "FILE:4: unknown option `generation.tempratur`; did you mean `generation.temperature`?"
    );
    assert_eq!(
        wrong("max_steps = 3\n"),
        "FILE:1: unknown option `max_steps`; did you mean `limits.max_steps`?"
    );
    assert_eq!(
        wrong("[generaton]\n"),
        "FILE:1: unknown option `generaton`; did you mean `generation`?"
    );
    assert_eq!(
        wrong("\nfrobnicate = 1\n"),
        "FILE:2: unknown option `frobnicate`; `ci-tui config show --default` lists all of them"
    );
}

#[test]
fn a_wrong_value_is_told_with_its_line_and_what_it_must_be() {
    let check = |text: &str, expected: &str| assert_eq!(wrong(text), expected);
    check(
        "[limits]\nmax_steps = \"ten\"",
        "FILE:2: `limits.max_steps` must be a whole number, not the text \"ten\"",
    );
    check("[limits]\nmax_steps = -1", "FILE:2: `limits.max_steps` must not be negative");
    check("model = 3", "FILE:1: `model` must be text in quotes, not 3");
    check("limits = 3", "FILE:1: `limits` is a section: write [limits] on a line of its own");
    check("[generation]\ntop_p = 1.5", "FILE:2: `generation.top_p` must be above 0 and at most 1");
    check(
        "[generation]\ntemperature = nan",
        "FILE:2: `generation.temperature` must be between 0 and 5",
    );
    let told = wrong("approve = \"often\"");
    assert!(told.starts_with("FILE:1: `approve` is wrong: unknown variant `often`"), "{told}");
    let told = wrong("[limits]\nmax_steps = 5000000000");
    assert!(told.starts_with("FILE:2: `limits.max_steps` is wrong: "), "{told}");
    let told = wrong("model = \"a\nb\"");
    assert!(told.starts_with("FILE:2: "), "{told}");
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let home = Home::new();
    std::fs::create_dir_all(home.paths().config.join("config.toml")).expect("folder");
    let load = || load_with(&home.paths(), &home.project(), |_| None, Overrides::default());
    let told = load().expect_err("a folder").to_string();
    assert!(told.ends_with("config.toml: it is not a file"), "{told}");
    std::fs::remove_dir(home.paths().config.join("config.toml")).expect("remove");
    std::fs::write(home.paths().config.join("config.toml"), b"\xff\xfe").expect("write");
    let told = load().expect_err("bytes").to_string();
    assert!(told.ends_with("config.toml: it is not UTF-8 text"), "{told}");
}

#[test]
fn flags_win_over_variables_over_the_project_over_the_user() {
    let home = Home::new();
    let user = home.user_config(
        "model = \"user\"\n[limits]\nmax_steps = 8\nstep_timeout_s = 100\n[generation]\ntemperature = 1\n",
    );
    let project = home.project_config("[limits]\nmax_steps = 6\nstep_timeout_s = 50\n");
    let environment = |name: &str| match name {
        "CI_TUI_MODEL" => Some("variable".to_owned()),
        "CI_TUI_MAX_STEPS" => Some("5".to_owned()),
        "CI_TUI_THEME" => Some(String::new()),
        _ => None,
    };
    let flags = Overrides::default().flag("--max-steps", "limits.max_steps", Some(4));
    let loaded =
        load_with(&home.paths(), &home.project(), environment, flags).expect("a configuration");
    let config = &loaded.config;
    assert_eq!(
        (config.model.as_str(), config.limits.max_steps, config.limits.step_timeout_s),
        ("variable", 4, 50)
    );
    assert!((config.generation.temperature - 1.0).abs() < f32::EPSILON);
    let origin = |key: &str| loaded.origin(key).to_string();
    assert_eq!(origin("model"), "$CI_TUI_MODEL");
    assert_eq!(origin("limits.max_steps"), "--max-steps");
    assert_eq!(origin("limits.step_timeout_s"), format!("{}:3", project.display()));
    assert_eq!(origin("generation.temperature"), format!("{}:6", user.display()));
    assert_eq!(origin("ui.theme"), "default");
    assert_eq!(loaded.files, [user, project]);
}

#[test]
fn a_project_may_be_stricter() {
    let home = Home::new();
    home.user_config("approve = \"all\"\n");
    home.project_config("approve = \"none\"\n[limits]\nmax_steps = 1\nstep_memory_mb = 64\n");
    let loaded = load_with(&home.paths(), &home.project(), |_| None, Overrides::default())
        .expect("a configuration");
    assert_eq!(loaded.config.approve, Policy::None);
    assert_eq!((loaded.config.limits.max_steps, loaded.config.limits.step_memory_mb), (1, 64));
}

#[test]
fn a_project_may_not_be_looser() {
    const WHY: &str = "; a project's file may only be stricter than your own settings";
    let check = |user: &str, project: &str, expected: &str| {
        assert_eq!(refused(user, project), format!("{expected}{WHY}"));
    };
    check("", "approve = \"all\"", "FILE:1: `approve` is all, but yours is ask");
    check("approve = \"none\"", "approve = \"ask\"", "FILE:1: `approve` is ask, but yours is none");
    check("", "[limits]\nmax_steps = 11", "FILE:2: `limits.max_steps` is 11, but yours is 10");
    check(
        "",
        "[limits]\nstep_timeout_s = 0",
        "FILE:2: `limits.step_timeout_s` takes away your limit of 600",
    );
    check(
        "",
        "[limits]\nstep_processes = 5000",
        "FILE:2: `limits.step_processes` is 5000, but yours is 1000",
    );
    check("", "model = \"openai:spy\"", "FILE:1: `model` cannot be set by a project");
    check(
        "",
        "[kernel]\npython = \"./evil\"",
        "FILE:2: `kernel.python` cannot be set by a project",
    );
}

#[test]
fn the_binary_shows_where_values_come_from_and_checks_files() {
    let home = Home::new();
    let file = home.user_config("[limits]\nmax_steps = 3\n");
    let shown = home.run(&["config", "show"]);
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
    let line = shown.out.lines().find(|line| line.starts_with("limits.max_steps")).expect("line");
    assert_eq!(
        line.split_whitespace().collect::<Vec<_>>(),
        ["limits.max_steps", "3", &format!("{}:2", file.display())]
    );
    assert!(shown.out.contains("\ngeneration.temperature     0.0 "), "{}", shown.out);
    let json: serde_json::Value =
        serde_json::from_str(&home.run(&["config", "show", "--json"]).out).expect("JSON");
    assert_eq!(json["limits.max_steps"]["value"], 3);
    assert_eq!(home.run(&["config", "path"]).out, format!("{}\n", file.display()));
    assert_eq!(home.run(&["config", "show", "--default"]).out, ci_tui::config::DEFAULT_FILE);
    assert_eq!(home.run(&["config", "check"]).code, Some(0));
    home.user_config("\n[ui]\ntheme = \"midnigth\"\n");
    let checked = home.run(&["config", "check"]);
    let expected = format!(
        "ci-tui: {}:3: `ui.theme`: there is no theme `midnigth`: use one of auto, midnight,",
        file.display()
    );
    assert!(checked.code == Some(1) && checked.err.starts_with(&expected), "{checked:?}");
    home.user_config("[limits]\nmax_step = 3\n");
    let checked = home.run(&["config", "check"]);
    let expected = format!(
        "ci-tui: {}:2: unknown option `limits.max_step`; did you mean `limits.max_steps`?\n",
        file.display()
    );
    assert_eq!((checked.code, checked.err, checked.out), (Some(1), expected, String::new()));
}

#[test]
fn keys_that_are_in_each_others_way_are_told_by_the_check() {
    let home = Home::new();
    let file = home.user_config("").with_file_name("keys.toml");
    std::fs::write(&file, "[approval]\nkeys = [{ on = \"a\", run = \"\" }]\n").expect("write");
    let checked = home.run(&["config", "check"]);
    let expected = format!("ci-tui: {}:2: nothing does `approve` any more", file.display());
    assert!(checked.code == Some(1) && checked.err.starts_with(&expected), "{checked:?}");
}
