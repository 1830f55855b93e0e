//! A folder of its own for each test, and the command run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with files, gone when the test ends.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// A small file that most tests start from.
pub(crate) const SIDEBAR: &str = r#"environments = ["staging", "production"]

[context]
user    = { type = "string", key = true }
plan    = { type = "enum", of = ["free", "pro", "enterprise"], ordered = true }
country = "string"

[segments.staff]
when = { user = ["ada", "grace"] }

[flags.core_redesign]
description = "The new frame of every page"
enabled = true

# Behind the redesign.
[flags.new_sidebar]
description = "The collapsible sidebar"
owner    = "web"
requires = ["core_redesign"]
allow    = { segment = "staff" }
when     = { plan = { at_least = "pro" } }
rollout  = 25   # since May
env.staging.rollout = 100

[flags.checkout_button]
variants = ["control", "blue", "green"]
rollout  = 50
serve    = { control = 20, blue = 40, green = 40 }
"#;

impl Project {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with this `flags.toml`.
    pub(crate) fn with(flags: &str) -> Self {
        Self::empty().file("flags.toml", flags)
    }

    /// A folder with the small file.
    pub(crate) fn sidebar() -> Self {
        Self::with(SIDEBAR)
    }

    /// The folder's path.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file, and the folders that it needs.
    pub(crate) fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, contents).expect("the file can be written");
        self
    }

    /// What is in a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file is there and is text")
    }

    /// The command with these words, split at spaces.
    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-flags"));
        command.arg("flags").args(words.split(' ').filter(|word| !word.is_empty()));
        command.current_dir(self.path()).env("NO_COLOR", "1").env_remove("FLAGS_TODAY");
        command
    }

    /// Runs the command; exit code and both streams as one text, the folder's path as `[DIR]`.
    pub(crate) fn run(&self, words: &str) -> String {
        self.run_with_input(words, "")
    }

    /// The same with something on standard input.
    pub(crate) fn run_with_input(&self, words: &str, input: &str) -> String {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        // A command that does not read its input closes it.
        let _ = child.stdin.take().expect("it has an input").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the command ends");
        let text = |bytes| self.without_path(std::str::from_utf8(bytes).expect("the output is text"));
        format!(
            "$ cargo flags {words}\nexit code: {}\n--- stdout\n{}--- stderr\n{}",
            output.status.code().map_or_else(|| "none".to_owned(), |code| code.to_string()),
            text(&output.stdout),
            text(&output.stderr)
        )
    }

    /// A text with the folder's path as `[DIR]`.
    pub(crate) fn without_path(&self, text: &str) -> String {
        let real: PathBuf = self.path().canonicalize().expect("the folder exists");
        let text = text.replace(&*real.to_string_lossy(), "[DIR]");
        text.replace(&*self.path().to_string_lossy(), "[DIR]")
    }
}
