//! An older or newer text of the flags file: another file, or a git revision of this one.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::source::{Source, read_text};

/// What `word` names: a file if there is one, else a git revision (`HEAD~1`, `origin/main`), of which it
/// is the text of `current`, the flags file, or of another path (`HEAD~1:old/flags.toml`).
pub(crate) fn read(word: &str, current: Option<&Path>) -> Result<Source, Failure> {
    if Path::new(word).exists() {
        return Ok(Source::of(word.to_owned(), read_text(Path::new(word))?));
    }
    let current = Source::locate(current)?;
    let folder = match current.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = current.file_name().unwrap_or_default().to_string_lossy();
    // An explicit path counts from the repository's root, as git has it; `./` from the folder.
    let object = if word.contains(':') { word.to_owned() } else { format!("{word}:./{name}") };
    if word.starts_with('-') {
        return Err(neither(word, ""));
    }
    let output =
        Command::new("git").arg("-C").arg(folder).args(["show", "--end-of-options", &object]).output();
    let output = output.map_err(|error| {
        Failure::new(format!("no file `{word}`, and git cannot be asked for a revision: {error}"))
    })?;
    if !output.status.success() {
        return Err(neither(word, &String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("{object} is no text: it is not UTF-8")))?;
    Ok(Source::of(object.replace(":./", ":"), text))
}

fn neither(word: &str, git: &str) -> Failure {
    let reason = git.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    let failure =
        Failure::new(format!("`{word}` is neither a file nor a git revision that has the flags file"));
    if reason.is_empty() { failure } else { failure.help(format!("git says: {reason}")) }
}
