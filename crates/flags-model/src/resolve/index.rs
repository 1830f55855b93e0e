//! Names by number, with a good answer for those that are not declared.

use std::cell::Cell;
use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::Name;
use crate::source::Span;

/// The declared names of one kind.
pub(super) struct Index<'d> {
    /// What a user calls such a thing.
    what: &'static str,
    code: Code,
    /// In file order.
    names: Vec<&'d str>,
    numbers: HashMap<&'d str, usize>,
    /// Whether the file declares them, or they exist without being declared.
    declared: bool,
    /// Whether some of them could not be read.
    partial: bool,
    /// How many unknown names were held against all that are known.
    compared: Cell<usize>,
}

/// So many unknown names get "did you mean": thousands of them against thousands of names take minutes,
/// and nobody reads that far.
const COMPARED: usize = 100;

impl<'d> Index<'d> {
    pub fn new(what: &'static str, code: Code, names: &[Name<'d>]) -> Self {
        Self::of(what, code, names.iter().copied())
    }

    pub fn of(what: &'static str, code: Code, names: impl Iterator<Item = Name<'d>>) -> Self {
        Self::from_names(what, code, names.map(|name| name.value).collect(), true)
    }

    pub fn built_in(what: &'static str, code: Code, names: &[&'d str]) -> Self {
        Self::from_names(what, code, names.to_vec(), false)
    }

    fn from_names(what: &'static str, code: Code, names: Vec<&'d str>, declared: bool) -> Self {
        let mut numbers = HashMap::with_capacity(names.len());
        for (number, name) in names.iter().enumerate() {
            // Of two with one name the first counts; the second is reported elsewhere.
            numbers.entry(*name).or_insert(number);
        }
        Self { what, code, names, numbers, declared, partial: false, compared: Cell::new(0) }
    }

    /// Says that some could not be read: a name that is not among the others may be one of these.
    pub fn partial(self, partial: bool) -> Self {
        Self { partial, ..self }
    }

    pub fn contains(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// The number of a name; reports one that is not declared.
    pub fn find(&self, text: &str, name: Name<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
        let number = self.numbers.get(name.value).copied();
        if number.is_none() && !self.partial {
            diagnostics.push(self.describe_unknown(text, name));
        }
        number
    }

    fn describe_unknown(&self, text: &str, name: Name<'_>) -> Diagnostic {
        let what = self.what;
        let message = format!("unknown {what} `{}`", name.value);
        let diagnostic = Diagnostic::error(self.code, name.span, message);
        let diagnostic = match (self.names.is_empty(), self.declared) {
            (true, _) => diagnostic.label(format!("the file declares no {what}s")),
            (false, true) => diagnostic.label(format!("no {what} of this name is declared")),
            (false, false) => {
                diagnostic.label(format!("without `[[{what}s]]` there are {}", list(&self.names)))
            }
        };
        self.compared.set(self.compared.get() + 1);
        let is_compared = self.compared.get() <= COMPARED;
        let close = is_compared.then(|| closest(name.value, self.names.iter().copied())).flatten();
        if let Some(close) = close {
            let replacement = quote_alike(text, name.span, close);
            return diagnostic.patch(
                format!("{} {what} with a similar name exists", article(what)),
                name.span,
                replacement,
            );
        }
        diagnostic.help(self.declare(name.value))
    }

    /// How to declare it, for a name that is not a misspelling.
    fn declare(&self, name: &str) -> String {
        let declared = match self.names.len() {
            1..=8 => format!(", or use one of {}", list(&self.names)),
            _ => String::new(),
        };
        let how = match self.what {
            "environment" => format!("declare it: `environments = [\"{name}\", …]`"),
            "attribute" => format!("declare it: `{name} = \"string\"` under `[context]`"),
            "segment" => format!("declare it: `[segments.{name}]`"),
            "stage" => format!("declare it: `[[stages]]` with `name = \"{name}\"`"),
            _ => format!("declare it: `[flags.{name}]`"),
        };
        how + &declared
    }
}

/// Names as a reader wants them: `a`, `b` and `c`.
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A name in the quotes of what it replaces: a string stays a string, a bare key a bare key.
pub(super) fn quote_alike(text: &str, span: Span, name: &str) -> String {
    match text.as_bytes().get(span.start) {
        Some(b'"') => format!("\"{name}\""),
        Some(b'\'') => format!("'{name}'"),
        _ => name.to_owned(),
    }
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
