//! Regular expressions of `matches`.

use alloc::borrow::Cow;

/// A regular expression, compiled when it is first asked. An expression that does not compile never
/// reaches a ruleset; if it did, it would be unknown, which turns nothing on.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: Cow<'static, str>,
    ignore_case: bool,
    #[cfg(feature = "regex")]
    compiled: Compiled,
}

impl Pattern {
    /// An expression of a constant ruleset.
    pub const fn from_static(text: &'static str, ignore_case: bool) -> Self {
        Self {
            text: Cow::Borrowed(text),
            ignore_case,
            #[cfg(feature = "regex")]
            compiled: Compiled(once_cell::race::OnceBox::new()),
        }
    }

    /// An expression of a loaded ruleset.
    pub fn new(text: alloc::string::String, ignore_case: bool) -> Self {
        Self { text: Cow::Owned(text), ..Self::from_static("", ignore_case) }
    }

    /// Whether the text is a regular expression that may be compiled, or why not.
    #[cfg(feature = "regex")]
    pub fn check(text: &str, ignore_case: bool) -> Result<(), alloc::string::String> {
        compile(text, ignore_case).map(|_| ()).map_err(|error| alloc::string::ToString::to_string(&error))
    }

    /// Whether the compiled expression fits into so many bytes. What is no expression has no size, and fits.
    #[cfg(feature = "regex")]
    pub fn fits(text: &str, ignore_case: bool, bytes: usize) -> bool {
        let compiled = regex::RegexBuilder::new(text).case_insensitive(ignore_case).size_limit(bytes).build();
        !matches!(compiled, Err(regex::Error::CompiledTooBig(_)))
    }

    /// Without the `regex` feature no expression is compiled.
    #[cfg(not(feature = "regex"))]
    pub fn fits(_: &str, _: bool, _: usize) -> bool {
        true
    }

    /// Without the `regex` feature no expression may be compiled.
    #[cfg(not(feature = "regex"))]
    pub fn check(_: &str, _: bool) -> Result<(), alloc::string::String> {
        Err("the feature `regex` is switched off".into())
    }

    /// The expression as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether case is ignored.
    pub fn ignores_case(&self) -> bool {
        self.ignore_case
    }

    /// Whether the expression matches anywhere in the text; unknown without the `regex` feature.
    #[cfg(not(feature = "regex"))]
    #[allow(clippy::unused_self, reason = "the same signature with the feature")]
    pub fn is_match(&self, _text: &str) -> Option<bool> {
        None
    }

    /// Whether the expression matches anywhere in the text.
    #[cfg(feature = "regex")]
    pub fn is_match(&self, text: &str) -> Option<bool> {
        let compiled = self
            .compiled
            .0
            .get_or_init(|| alloc::boxed::Box::new(compile(&self.text, self.ignore_case).ok()));
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}

/// The one way to compile, so that what was checked is what is used.
#[cfg(feature = "regex")]
fn compile(text: &str, ignore_case: bool) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(text).case_insensitive(ignore_case).build()
}

#[cfg(feature = "regex")]
struct Compiled(once_cell::race::OnceBox<Option<regex::Regex>>);

#[cfg(feature = "regex")]
impl Clone for Compiled {
    /// The copy compiles its own.
    fn clone(&self) -> Self {
        Self(once_cell::race::OnceBox::new())
    }
}

#[cfg(feature = "regex")]
impl core::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(if self.0.get().is_some() { "compiled" } else { "not compiled yet" })
    }
}
