//! How bash is started and spoken to.

use std::io;
use std::path::PathBuf;

use super::folder::Folder;
use super::{held, swap};
use crate::engine::Variables;
use crate::kernel::language::{Dialect, Launch, Swap};
use crate::kernel::protocol::Start;

/// The driver, which bash 3.2 and later read.
const DRIVER: &str = include_str!("driver.bash");

/// The driver for a plain `sh`.
const PLAIN: &str = include_str!("driver.sh");

/// How a shell is started and spoken to.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Bash {
    folder: Option<Folder>,
    /// Takes the steps when the first folder's disk is full.
    spare: Option<Folder>,
}

/// The shell that was found.
enum Shell {
    Bash(PathBuf),
    Plain(PathBuf),
}

/// The configured shell, else bash, else `sh`.
fn choose(start: &Start) -> Result<Shell, String> {
    if !start.program.is_empty() {
        let found = which::which_in(&start.program, std::env::var_os("PATH"), &start.cwd);
        return found.map(Shell::Bash).map_err(|_| {
            format!(
                "`{}`, the configured shell, is not a program that can be run; \
                 correct it, or leave it empty to use bash",
                start.program
            )
        });
    }
    let bash = which::which("bash").ok();
    bash.map(Shell::Bash).or_else(|| which::which("sh").ok().map(Shell::Plain)).ok_or_else(|| {
        "no shell was found on this machine; install bash, or let steps be written in Python".into()
    })
}

impl Bash {
    fn folder(&mut self) -> io::Result<&mut Folder> {
        let folder = match self.folder.take() {
            Some(folder) if folder.path().is_dir() => folder,
            _ => Folder::make()?,
        };
        Ok(self.folder.insert(folder))
    }

    /// Another folder for steps, once the disk of the first is full.
    fn spare(&mut self) -> io::Result<&mut Folder> {
        let spare = self.spare.take().map_or_else(Folder::make, Ok)?;
        Ok(self.spare.insert(spare))
    }
}

impl Bash {
    fn at_terminal(
        &mut self,
        start: &Start,
        nonce: &str,
        swaps: &[Swap],
    ) -> Result<Launch, String> {
        if let Shell::Plain(_) = choose(start)? {
            return Err("a step at a terminal needs bash, which this machine does not have".into());
        }
        let mut launch = self.launch(start, nonce)?;
        let written = self.folder().and_then(|folder| {
            folder.write("terminal.enter", &swap::enter(swaps))?;
            folder.write("terminal.leave", &swap::leave(swaps))?;
            Ok(folder.path().join("terminal"))
        });
        let prefix =
            written.map_err(|error| format!("the terminal's shell cannot begin: {error}"))?;
        launch.args.push(prefix.into());
        Ok(launch)
    }
}

impl Dialect for Bash {
    fn launch(&mut self, start: &Start, nonce: &str) -> Result<Launch, String> {
        let shell = choose(start)?;
        let (program, name, text, flags): (_, _, _, &[&str]) = match shell {
            Shell::Bash(program) => (program, "driver.bash", DRIVER, &["--norc", "--noprofile"]),
            Shell::Plain(program) => (program, "driver.sh", PLAIN, &[]),
        };
        let folder = self.folder();
        let written =
            folder.and_then(|folder| Ok((folder.write(name, text)?, folder.path().to_path_buf())));
        let (driver, place) = written.map_err(|error| {
            format!("the shell needs a private folder and could not make one: {error}; free some space, or set TMPDIR to a folder that can be written")
        })?;
        let mut args: Vec<_> = flags.iter().map(Into::into).collect();
        args.extend([driver.into(), nonce.into(), place.into()]);
        Ok(Launch { program, args, env: Vec::new(), greeting: Vec::new() })
    }

    fn launch_at_terminal(
        &mut self,
        start: &Start,
        nonce: &str,
        swaps: &[Swap],
    ) -> Option<Result<Launch, String>> {
        Some(self.at_terminal(start, nonce, swaps))
    }

    fn has_terminal(&self) -> bool {
        true
    }

    fn step(&mut self, n: u32, nonce: &str, code: &str) -> io::Result<Vec<u8>> {
        let path = match self.folder()?.write_step(n, code) {
            Ok(path) => path,
            Err(_) => self.spare()?.write_step(n, code)?,
        };
        Ok(format!("run {n} {nonce} {}\n", path.display()).into_bytes())
    }

    fn told(&self) -> Option<Variables> {
        held::list(self.folder.as_ref()?.path())
    }

    fn shown(&self, name: &str) -> Option<String> {
        held::show(self.folder.as_ref()?.path(), name)
    }

    fn folder(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().to_path_buf())
    }

    fn quit(&self) -> Vec<u8> {
        b"quit\n".to_vec()
    }

    fn loss(&self) -> &'static str {
        "the shell goes on from where the last step that ended left it"
    }

    fn survives_exit(&self) -> bool {
        true
    }
}
