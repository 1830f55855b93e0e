//! Reads files, several at once.

use std::collections::{BTreeSet, HashSet};
use std::thread;

use super::files::CodeFile;
use super::visit::Visitor;
use super::{Call, Place, Unread};
use crate::look;

/// The parser goes as deep as the code is nested, and generated code can be.
const STACK: usize = 64 << 20;

/// Cores beyond these wait for the disk.
const MOST_THREADS: usize = 8;

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) calls: Vec<Call>,
    pub(super) unread: Option<Unread>,
    pub(super) maybe: BTreeSet<String>,
    pub(super) by_variable: Option<Place>,
    pub(super) asks_all: bool,
    /// Files and folders of modules that are only there in tests.
    pub(super) test_modules: Vec<String>,
}

/// Reads each file, in the order given.
pub(super) fn read_all(files: &[CodeFile], names: &HashSet<&str>) -> Vec<Read> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let share = files.len().div_ceil(threads).max(1);
    let read_share = |files: &[CodeFile]| files.iter().map(|file| read(file, names)).collect::<Vec<_>>();
    thread::scope(|scope| {
        let start = |files| {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, move || read_share(files))
        };
        let running: Vec<_> = files.chunks(share).map(|files| (files, start(files))).collect();
        let finish = |(files, handle): (_, std::io::Result<thread::ScopedJoinHandle<'_, Vec<Read>>>)| {
            match handle {
                Ok(handle) => handle.join().expect("BUG: reading code panicked"),
                // A machine that gives no thread reads with this one.
                Err(_) => read_share(files),
            }
        };
        running.into_iter().flat_map(finish).collect()
    })
}

fn read(file: &CodeFile, names: &HashSet<&str>) -> Read {
    let text = match std::fs::read_to_string(&file.path) {
        Ok(text) => text,
        Err(error) => return Read::failed(file.name.clone(), look::reason(&error)),
    };
    if !mentions(&text, names) {
        return Read::default();
    }
    let read = match syn::parse_file(&text) {
        Ok(parsed) => Visitor::visit(file, names, &parsed),
        Err(error) => {
            let start = error.span().start();
            let place = format!("{}:{}:{}", file.name, start.line, start.column + 1);
            let maybe = words(&text).filter(|word| names.contains(word)).map(str::to_owned).collect();
            Read { maybe, ..Read::failed(place, error.to_string()) }
        }
    };
    // Places in the text of each file would stay in memory until the end.
    proc_macro2::extra::invalidate_current_thread_spans();
    read
}

/// Most files of a program name no flag, and need not be parsed.
fn mentions(text: &str, names: &HashSet<&str>) -> bool {
    words(text).any(|word| names.contains(word))
        || [".decide(", ".all(&", ".all(ctx", ".all(context"].iter().any(|call| text.contains(call))
        || declares_test_module(text)
}

/// `#[cfg(test)]` above `mod name;`
fn declares_test_module(text: &str) -> bool {
    let next = text.lines().skip(1);
    text.lines().zip(next).any(|(line, next)| {
        let line = line.trim_start();
        line.starts_with("#[cfg(") && line.contains("test") && next.contains("mod ") && next.ends_with(';')
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

impl Read {
    fn failed(place: String, reason: String) -> Self {
        Self { unread: Some(Unread { place, reason }), ..Self::default() }
    }
}
