//! The `ci-tui` program.

fn main() -> std::process::ExitCode {
    ci_tui::cli::main()
}
