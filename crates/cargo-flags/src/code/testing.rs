//! Which code only tests run.

use std::collections::HashSet;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

/// Whether the attributes make an item one that only tests have: `#[cfg(test)]`, `#[test]`,
/// `#[tokio::test]`.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => asks_for_test(list.tokens.clone()),
        meta => {
            let name = meta.path().segments.last().map(|segment| segment.ident.to_string());
            matches!(name.as_deref(), Some("test" | "rstest" | "test_case" | "bench"))
        }
    })
}

/// `test`, `all(test, …)`; not `not(test)`, nor `feature = "test"`.
fn asks_for_test(tokens: TokenStream) -> bool {
    let mut is_negated = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => {
            is_negated = word == "not";
            word == "test"
        }
        TokenTree::Group(group) => !is_negated && asks_for_test(group.stream()),
        _ => false,
    })
}

/// Modules in files of their own that are declared with `#[cfg(test)]`.
#[derive(Debug, Default)]
pub(super) struct Modules {
    paths: HashSet<String>,
}

impl Modules {
    pub(super) fn add(&mut self, paths: &[String]) {
        self.paths.extend(paths.iter().cloned());
    }

    /// Whether a file is such a module, or lies in the folder of one.
    pub(super) fn contain(&self, file: &str) -> bool {
        !self.paths.is_empty()
            && Path::new(file).ancestors().any(|path| path.to_str().is_some_and(|it| self.paths.contains(it)))
    }
}

/// The files in which `mod name;` of a file may be: beside it, or in the folder of its name.
pub(super) fn files_of_module(file: &str, name: &str) -> Vec<String> {
    let file = Path::new(file);
    let is_root = matches!(file.file_stem().and_then(|stem| stem.to_str()), Some("main" | "lib" | "mod"));
    let folder = if is_root { file.parent().unwrap_or(file).to_owned() } else { file.with_extension("") };
    [format!("{name}.rs"), name.to_owned()].iter().map(|it| folder.join(it).display().to_string()).collect()
}
