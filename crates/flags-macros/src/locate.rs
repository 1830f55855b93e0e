//! Which file an attribute means, and its text.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::Span;
use syn::LitStr;

use crate::args::Args;

/// The file to read.
pub(crate) struct Source {
    /// The file as the attribute names it, for doc comments.
    pub(crate) name: String,
    /// The file as compiler messages name it: from the folder in which the compiler runs.
    pub(crate) shown: String,
    /// The file as `include_bytes!` finds it from the caller's source file.
    pub(crate) include: String,
    /// What it says.
    pub(crate) text: String,
}

/// A file that is longer was not written by hand, and would make each build slow.
const LONGEST: u64 = 4 << 20;

/// Finds and reads the file; the error is a whole message.
pub(crate) fn read(args: &Args) -> Result<Source, String> {
    let name = args.file.as_ref().map_or_else(|| "flags.toml".to_owned(), LitStr::value);
    let path = find(&name, args.span())?;
    let text = read_text(&path).map_err(|reason| {
        let help = help(&name, &path, args);
        format!("cannot read `{}`: {reason}{help}", path.display())
    })?;
    Ok(Source { shown: shorten(&path), include: include_path(&path), name, text })
}

/// From the source file if it starts with `./`, else from the folder of `Cargo.toml`.
fn find(name: &str, span: Span) -> Result<PathBuf, String> {
    if name.is_empty() {
        return Err("the path of the file is empty".into());
    }
    if let Some(beside) = name.strip_prefix("./") {
        // Editors may not know the source file; the package's folder is the best guess then.
        if let Some(folder) = source_folder(span) {
            return Ok(folder.join(beside));
        }
    }
    match env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => Ok(Path::new(&folder).join(name)),
        None if Path::new(name).is_absolute() => Ok(name.into()),
        None => Err(format!(
            "cannot find `{name}`: CARGO_MANIFEST_DIR is not set, so there is no folder to look in\n\n\
             help: a path that starts with `./` is looked up beside this source file"
        )),
    }
}

fn source_folder(span: Span) -> Option<PathBuf> {
    let file = span.unwrap().local_file()?;
    let file = env::current_dir().map_or_else(|_| file.clone(), |folder| folder.join(&file));
    Some(file.parent()?.to_owned())
}

fn read_text(path: &Path) -> Result<String, String> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if metadata.is_dir() {
        return Err("it is a folder".into());
    }
    if !metadata.is_file() {
        return Err("it is no ordinary file".into());
    }
    if metadata.len() > LONGEST {
        return Err(format!("it has {} bytes, and {LONGEST} are the most", metadata.len()));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
        format!("line {line} is not UTF-8 (byte {at} of the file)")
    })
}

/// How a file begins.
pub(crate) const FIRST_FLAG: &str = "a first flag is three lines:\n\n    \
                                     [flags.new_sidebar]\n    \
                                     description = \"The collapsible sidebar\"\n    \
                                     enabled = true";

/// What to do about a file that is not there.
fn help(name: &str, path: &Path, args: &Args) -> String {
    if path.exists() {
        return String::new();
    }
    let Some(literal) = &args.file else {
        return format!("\n\nhelp: create it; {FIRST_FLAG}");
    };
    let elsewhere = match name.strip_prefix("./") {
        Some(name) => {
            env::var_os("CARGO_MANIFEST_DIR").map(|folder| (PathBuf::from(folder), name.to_owned()))
        }
        None => source_folder(literal.span()).map(|folder| (folder, format!("./{name}"))),
    };
    let found = elsewhere.filter(|(folder, other)| folder.join(other).is_file());
    let meant = found.map(|(_, other)| format!("; did you mean `\"{other}\"`?")).unwrap_or_default();
    format!(
        "\n\nhelp: a path is looked up in the folder of Cargo.toml, and beside this source file if it starts \
         with `./`{meant}"
    )
}

/// As the compiler names files: from the folder it runs in, so that editors find them.
fn shorten(path: &Path) -> String {
    let folder = env::current_dir().unwrap_or_default();
    path.strip_prefix(&folder).unwrap_or(path).display().to_string()
}

/// From the caller's source file, so that the program does not depend on where it was built; in full
/// if there is no such way.
fn include_path(path: &Path) -> String {
    let relative = source_folder(Span::call_site()).and_then(|folder| {
        let folder = folder.canonicalize().ok()?;
        let file = path.canonicalize().ok()?;
        let relative = relative_path(&folder, &file)?;
        (folder.join(&relative).canonicalize().ok()? == file).then_some(relative)
    });
    let path = relative.or_else(|| path.canonicalize().ok()).unwrap_or_else(|| path.to_owned());
    path.display().to_string()
}

fn relative_path(from: &Path, to: &Path) -> Option<PathBuf> {
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    if shared == 0 {
        return None;
    }
    let up = from.components().skip(shared).map(|_| "..");
    Some(up.collect::<PathBuf>().join(to.components().skip(shared).collect::<PathBuf>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temporary(name: &str, bytes: &[u8]) -> PathBuf {
        let path = env::temp_dir().join(format!("flags-macros-{}-{name}", std::process::id()));
        fs::write(&path, bytes).expect("the temporary folder can be written");
        path
    }

    #[test]
    fn says_why_a_file_cannot_be_read() {
        let missing = env::temp_dir().join("flags-macros-nothing-here");
        assert_eq!(read_text(&missing), Err("there is no such file".into()));
        assert_eq!(read_text(&env::temp_dir()), Err("it is a folder".into()));
        let path = temporary("latin-1", b"a = 1\nb = \"caf\xe9\"\n");
        assert_eq!(read_text(&path), Err("line 2 is not UTF-8 (byte 14 of the file)".into()));
        fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(LONGEST + 1))
            .expect("grows");
        assert_eq!(read_text(&path), Err("it has 4194305 bytes, and 4194304 are the most".into()));
        fs::remove_file(&path).expect("it was ours");
    }

    #[test]
    fn a_missing_default_file_is_easy_to_begin() {
        let args = Args { file: None, crate_path: None };
        let help = help("flags.toml", Path::new("/nowhere/flags.toml"), &args);
        let lines: Vec<_> = help.lines().filter_map(|line| line.strip_prefix("    ")).collect();
        assert_eq!(lines.len(), 3);
        let text = lines.join("\n");
        let loaded = flags_model::load(&text);
        assert!(loaded.model.is_some(), "what we advise is itself wrong: {:?}", loaded.diagnostics);
    }

    #[test]
    fn finds_the_way_from_folder_to_file() {
        let way = |from: &str, to: &str| relative_path(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b/src", "/a/b/flags.toml"), Some("../flags.toml".into()));
        assert_eq!(way("/a/b/src", "/a/b/src/x/flags.toml"), Some("x/flags.toml".into()));
        assert_eq!(way("/a", "/b/c.toml"), Some("../b/c.toml".into()));
    }
}
