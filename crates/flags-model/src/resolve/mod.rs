//! Document in, model out: names become numbers, values get the types that the schema gives them.
//! Everything wrong is reported, and resolving goes on with the rest.

mod condition;
mod expect;
mod flag;
mod index;
mod lints;
mod operand;
mod operator;
mod schema;
mod serve;
mod settings;
mod stated;

use std::collections::HashMap;

pub(crate) use expect::resolve_expects;
use index::Index;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Name};
use crate::model::{Model, Names, Retired};

/// Resolves a document. The model is whole only if nothing was reported.
pub(crate) fn resolve(
    text: &str,
    document: &Document<'_>,
    names: &Names,
    reads_regex: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    let mut resolver = Resolver { reads_regex, ..Resolver::new(text, document, names, diagnostics) };
    resolver.check_key();
    Model {
        environments: names.environments.clone(),
        attributes: resolver.resolve_attributes(),
        segments: resolver.resolve_segments(),
        stages: resolver.resolve_stages(),
        flags: resolver.resolve_flags(),
        ladder: document
            .ladder
            .as_ref()
            .map_or_else(default_ladder, |steps| steps.iter().map(|step| step.value).collect()),
        retired: document.retired.iter().map(resolve_retired).collect(),
        lints: resolver.resolve_lints(&document.lints),
    }
}

/// What resolving needs to know about the whole file.
pub(crate) struct Resolver<'r, 'd> {
    text: &'r str,
    document: &'r Document<'d>,
    names: &'r Names,
    environments: Index<'d>,
    attributes: Index<'d>,
    segments: Index<'d>,
    stages: Index<'d>,
    flags: Index<'d>,
    /// The flags that had other names, by these.
    renamed: HashMap<&'d str, Name<'d>>,
    /// The attribute that identifies who asks.
    key: Option<u16>,
    /// Whether regular expressions are checked; else they are taken as they are.
    reads_regex: bool,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl<'r, 'd> Resolver<'r, 'd> {
    fn new(
        text: &'r str,
        document: &'r Document<'d>,
        names: &'r Names,
        diagnostics: &'r mut Vec<Diagnostic>,
    ) -> Self {
        let key = (0..).zip(&names.attributes).find(|(_, attribute)| attribute.key).map(|(id, _)| id);
        let stages = document.stages.iter().flatten().map(|stage| stage.name);
        let flags = document.flags.iter().map(|flag| flag.name);
        // Backwards, so that of two with one old name the first counts.
        let renamed = document.flags.iter().rev().filter_map(|it| Some((it.renamed_from?.value, it.name)));
        Self {
            text,
            document,
            names,
            environments: Index::new("environment", Code::UnknownEnvironment, &document.environments)
                .partial(document.unread.environments),
            attributes: Index::of(
                "attribute",
                Code::UnknownAttribute,
                document.attributes.iter().map(|attribute| attribute.name),
            ),
            segments: Index::of(
                "segment",
                Code::UnknownSegment,
                document.segments.iter().map(|segment| segment.name),
            ),
            stages: match &document.stages {
                // An empty list was reported.
                Some(declared) if !declared.is_empty() => Index::of("stage", Code::UnknownStage, stages),
                _ => Index::built_in("stage", Code::UnknownStage, schema::BUILT_IN_STAGES),
            },
            flags: Index::of("flag", Code::UnknownFlag, flags),
            renamed: renamed.collect(),
            key,
            reads_regex: true,
            diagnostics,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The number of an environment.
    fn find_environment(&mut self, name: Name<'d>) -> Option<usize> {
        self.environments.find(self.text, name, self.diagnostics)
    }

    /// The number of an attribute that a condition or `by` names.
    fn find_attribute(&mut self, name: Name<'d>) -> Option<u16> {
        let id = self.attributes.find(self.text, name, self.diagnostics)?;
        u16::try_from(id).ok()
    }

    fn find_flag(&mut self, name: Name<'d>) -> Option<u32> {
        let renamed = self.renamed.get(name.value).copied();
        if let (Some(new), false) = (renamed, self.flags.contains(name.value)) {
            self.diagnostics.push(
                Diagnostic::error(Code::UnknownFlag, name.span, format!("unknown flag `{}`", name.value))
                    .label("renamed")
                    .related(new.span, "this is its name now")
                    .patch(
                        "use the new name",
                        name.span,
                        index::quote_alike(self.text, name.span, new.value),
                    ),
            );
            return None;
        }
        let id = self.flags.find(self.text, name, self.diagnostics)?;
        u32::try_from(id).ok()
    }
}

fn default_ladder() -> Vec<crate::document::Percent> {
    [1_000, 10_000, 50_000, 100_000].map(crate::document::Percent).to_vec()
}

fn resolve_retired(retired: &crate::document::Retired<'_>) -> Retired {
    Retired {
        name: retired.name.value.to_owned(),
        span: retired.name.span,
        since: retired.since.map(|since| since.value),
        keep: retired.keep.map(|keep| keep.value),
        note: retired.note.map(|note| note.value.to_owned()),
    }
}

/// The owned text of an optional name.
fn owned(name: Option<Name<'_>>) -> Option<String> {
    name.map(|name| name.value.to_owned())
}
