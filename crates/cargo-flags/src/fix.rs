//! Applies the edits that diagnostics offer.

use std::io::Write;

use flags_model::diagnostic::Patch;
use flags_model::{Code, Diagnostic, Loaded, Options, Severity};

use crate::failure::Failure;
use crate::source::Source;
use crate::{edit, look};

/// An edit may uncover the next mistake; no file needs as many rounds.
const MOST_ROUNDS: usize = 32;

/// A text after all edits.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) text: String,
    /// How many edits were made.
    pub(crate) edits: usize,
}

/// Applies edits until none is left that helps.
///
/// An edit is kept if the text has no more errors with it. A text that is no TOML shows no others, so
/// what comes to light when it becomes TOML does not count.
pub(crate) fn fix(source: &Source, options: &Options<'_>) -> Fixed {
    let mut fixed = Fixed { text: source.text.clone(), edits: 0 };
    let mut loaded = flags_model::load_with(&fixed.text, options);
    for _ in 0..MOST_ROUNDS {
        let patches = patches_of(&loaded.diagnostics);
        let made = attempt(&fixed.text, &loaded, &patches, options).or_else(|| {
            // One of them does harm: the others may not.
            patches.iter().find_map(|patch| attempt(&fixed.text, &loaded, &[*patch], options))
        });
        let Some((text, after, edits)) = made else { break };
        fixed = Fixed { text, edits: fixed.edits + edits };
        loaded = after;
    }
    fixed
}

impl Fixed {
    /// Shows the difference, and writes the file unless this is a rehearsal.
    pub(crate) fn apply(&self, source: &Source, is_dry: bool, is_shown: bool) -> Result<(), Failure> {
        if self.edits == 0 {
            return Ok(());
        }
        if !is_dry {
            edit::replace(&source.path, &source.text, &self.text)?;
        }
        if is_shown {
            let (edits, bold) = (look::count(self.edits, "edit"), look::BOLD);
            let done = if is_dry { "would be made; nothing is written" } else { "made" };
            let diff = edit::diff(&source.text, &self.text);
            writeln!(anstream::stdout(), "{diff}\n{bold}{edits} {done}{bold:#}\n")?;
        }
        Ok(())
    }
}

/// The edits that do not touch each other, in the order of the text.
fn patches_of(diagnostics: &[Diagnostic]) -> Vec<&Patch> {
    let mut patches: Vec<&Patch> = diagnostics.iter().filter_map(|it| it.patch.as_ref()).collect();
    patches.sort_by_key(|patch| patch.span);
    patches.dedup();
    let mut end = None;
    patches.retain(|patch| {
        let is_free = end.is_none_or(|end| patch.span.start > end);
        if is_free {
            end = Some(patch.span.end);
        }
        is_free
    });
    patches
}

/// The text with these edits, if it is no worse.
fn attempt(
    text: &str,
    before: &Loaded,
    patches: &[&Patch],
    options: &Options<'_>,
) -> Option<(String, Loaded, usize)> {
    let mut edited = text.to_owned();
    for patch in patches.iter().rev() {
        edited.replace_range(patch.span.start..patch.span.end, &patch.replacement);
    }
    if edited == text {
        return None;
    }
    let after = flags_model::load_with(&edited, options);
    let uncovers = is_no_toml(before) && !is_no_toml(&after);
    let is_better = uncovers
        || errors(&after) < errors(before)
        || (errors(&after) == errors(before) && after.diagnostics.len() < before.diagnostics.len());
    is_better.then_some((edited, after, patches.len()))
}

fn errors(loaded: &Loaded) -> usize {
    loaded.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
}

fn is_no_toml(loaded: &Loaded) -> bool {
    loaded.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Syntax)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use flags_model::Options;

    use super::{errors, fix, is_no_toml};
    use crate::source::Source;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn no_file_of_the_corpus_is_worse_afterwards() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flags-model/tests/corpus");
        let mut edits = 0;
        for path in files(&corpus).iter().filter(|path| path.extension().is_some_and(|it| it == "toml")) {
            let text = std::fs::read_to_string(path).expect("the case can be read");
            let source = Source::of(path.display().to_string(), text);
            let before = source.check(&Options::default());
            let fixed = fix(&source, &Options::default());
            let after = flags_model::load(&fixed.text);
            edits += fixed.edits;
            assert!(errors(&after) <= errors(&before) || is_no_toml(&before), "{}", path.display());
            let again = fix(&Source::of(String::new(), fixed.text), &Options::default());
            assert_eq!(again.edits, 0, "{} is not done in one go", path.display());
        }
        assert!(edits > 100, "only {edits} edits were made");
    }
}
