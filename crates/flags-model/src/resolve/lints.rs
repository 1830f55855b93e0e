//! Levels of lints.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{Lints, Name};
use crate::lint::{LINTS, Levels, LintName, lint_named};

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_lints(&mut self, lints: &Lints<'d>) -> Levels {
        Levels(lints.iter().filter_map(|(name, level)| Some((self.find_lint(*name)?, level.value))).collect())
    }

    fn find_lint(&mut self, name: Name<'d>) -> Option<LintName> {
        if name.value == "all" {
            return Some(LintName::All);
        }
        let lint = lint_named(name.value).map(|lint| LintName::One(lint.code));
        if lint.is_none() {
            self.report(describe_unknown(name));
        }
        lint
    }
}

fn describe_unknown(name: Name<'_>) -> Diagnostic {
    if Code::ALL.iter().any(|code| code.name() == name.value) {
        return Diagnostic::error(Code::NoLint, name.span, format!("`{}` is no lint", name.value))
            .label("what makes a file invalid cannot be allowed")
            .help("remove this line, and mend what it was meant to silence");
    }
    let diagnostic =
        Diagnostic::error(Code::UnknownLint, name.span, format!("unknown lint `{}`", name.value))
            .label("no lint has this name");
    let names = LINTS.iter().map(|lint| lint.code.name());
    match closest(name.value, names.clone().chain(["all"])) {
        Some(close) => diagnostic.patch("a lint with a similar name exists", name.span, close),
        None => diagnostic
            .note(format!("the lints are {}", names.collect::<Vec<_>>().join(", ")))
            .help("name one of them, or `all` for those that are not named"),
    }
}
