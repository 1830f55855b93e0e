//! The flags file on disk.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use flags_model::diagnostic::Diagnostic;
use flags_model::{Loaded, Model, Options};

use crate::failure::Failure;

/// A flags file of 10,000 flags has 1.3 MB. What is larger was not written by anybody.
const MAX_BYTES: u64 = 16 << 20;

/// A flags file as read.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// The path as messages show it.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) text: String,
}

impl Source {
    /// Reads the file; without a path, `flags.toml` in this folder or the nearest above that has one.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let path = Self::locate(path)?;
        let text = read_text(&path)?;
        Ok(Self { name: path.display().to_string(), path, text })
    }

    /// The path that is meant, whether or not it exists.
    pub(crate) fn locate(path: Option<&Path>) -> Result<PathBuf, Failure> {
        path.map_or_else(find, |path| Ok(path.to_owned()))
    }

    /// A text that is no file here, such as one of an older revision.
    pub(crate) fn of(name: String, text: String) -> Self {
        Self { path: PathBuf::from(&name), name, text }
    }

    /// Everything that is wrong with it, and the model if that is not too much.
    pub(crate) fn check(&self, options: &Options<'_>) -> Loaded {
        flags_model::load_with(&self.text, options)
    }

    /// The model of a file that must be valid; its warnings are for `check` to tell.
    pub(crate) fn load(&self) -> Result<Model, Failure> {
        let loaded = self.check(&Options::default());
        match loaded.model {
            Some(model) => Ok(model),
            None => Err(Failure::Invalid(Box::new((self.clone(), errors(loaded.diagnostics))))),
        }
    }

    /// The folder that the file is in.
    pub(crate) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }
}

fn errors(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.retain(|diagnostic| diagnostic.severity == flags_model::Severity::Error);
    diagnostics
}

fn find() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::io("find", Path::new("."), &error))?;
    let above = here.ancestors().enumerate().find(|(_, folder)| folder.join("flags.toml").is_file());
    match above {
        Some((0, _)) => Ok(PathBuf::from("flags.toml")),
        Some((_, folder)) => Ok(folder.join("flags.toml")),
        None => Err(Failure::new("no flags.toml in this folder or in one above")
            .help("name the file with `--file PATH`, or write a first one with `cargo flags init`")),
    }
}

/// A text file, or why it is none.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(cannot_read(path, &ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(format!("{} is larger than {} MiB", path.display(), MAX_BYTES >> 20))
            .help("a file of 10,000 flags has 1.3 MB: is this the right one?"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..at]).matches('\n').count();
        Failure::new(format!("{} is no text: it is not UTF-8", path.display()))
            .at(format!("{}:{line} (byte {at})", path.display()))
            .help("save it as UTF-8")
    })
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    let failure = Failure::io("read", path, error);
    match error.kind() {
        ErrorKind::NotFound => failure.help("write a first one with `cargo flags init`"),
        ErrorKind::IsADirectory => {
            failure.help(format!("name the file: `--file {}`", path.join("flags.toml").display()))
        }
        _ => failure,
    }
}
