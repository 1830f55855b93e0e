//! What the file says about its flags: doc comments, `NAMES`, `METADATA`.

use std::collections::HashMap;
use std::fmt::Write;

use flags_model::model::{Flag, FlagKind, FlagName};
use flags_runtime::ruleset::FlagId;
use flags_runtime::words::Timestamp;
use proc_macro2::TokenStream;
use quote::quote;

use super::Face;
use super::code::Code;

/// `NAMES` and `METADATA`.
pub(super) fn emit_about(face: &Face<'_>) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let names = face.names.flags.iter().map(|flag| &flag.name);
    let flags = face.model.map_or(&[][..], |model| &model.flags);
    let mut table = MetadataTable::default();
    for flag in flags {
        table.add(flag, face.lines.line(flag.span.start));
    }
    let (rows, words) = (table.rows.0, table.words);
    let mut lengths = Code::default();
    for word in &words {
        lengths.count(word.len());
    }
    let (text, lengths) = (words.concat(), lengths.0);
    quote! {
        /// The names of all flags, in file order.
        #visibility const NAMES: &'static [&'static #private::str] = &[#(#names),*];

        /// What the file says about each flag, in file order.
        #visibility const METADATA: #private::MetadataTable = #private::MetadataTable::new(|| {
            static ROWS: #private::OnceLock<#private::Vec<#private::Metadata>> = #private::OnceLock::new();
            ROWS.get_or_init(|| #private::metadata(Self::NAMES, #text, #lengths, #rows))
        });
    }
}

/// Rows of metadata as code: see `code`.
#[derive(Default)]
struct MetadataTable {
    rows: Code,
    words: Vec<String>,
    /// Where words are that stand alone: many flags have the same owner.
    known: HashMap<String, usize>,
}

impl MetadataTable {
    fn add(&mut self, flag: &Flag, line: usize) {
        let date = |seconds: Option<i64>| seconds.map(|seconds| Timestamp(seconds).to_string());
        let about = &flag.about;
        self.word(flag.renamed_from.as_deref());
        self.word(about.description.as_deref());
        self.word(about.owner.as_deref());
        self.list(&about.tags);
        self.word(about.link.as_deref());
        self.word(date(about.created).as_deref());
        self.word(date(flag.expires).as_deref());
        self.rows.number(match about.kind {
            FlagKind::Release => 0,
            FlagKind::Experiment => 1,
            FlagKind::Ops => 2,
            FlagKind::Permission => 3,
        });
        self.rows.number(flag.client.into());
        self.rows.count(line);
        self.list(&flag.variants);
    }

    fn word(&mut self, word: Option<&str>) {
        let Some(word) = word else { return self.rows.number(0) };
        let at = self.known.get(word).copied().unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.known.insert(word.to_owned(), self.words.len());
            self.words.len()
        });
        self.rows.count(at);
    }

    fn list(&mut self, words: &[String]) {
        self.rows.count(if words.is_empty() { 0 } else { self.words.len() });
        self.rows.count(words.len());
        self.words.extend_from_slice(words);
    }
}

/// The doc comment of a flag's method, in one attribute: thousands of lines would be as many tokens.
pub(super) fn emit_docs(face: &Face<'_>, id: FlagId, flag: &FlagName) -> TokenStream {
    let line = face.lines.line(flag.span.start);
    let place = format!("`{}:{line}`", face.source.name);
    let docs = match (face.model, face.rules) {
        (Some(model), Some(rules)) => {
            let words = flags_model::describe(model, rules, id);
            model.flags.get(id as usize).map(|flag| docs_of(model, flag, &words, &place))
        }
        _ => None,
    };
    let docs = docs.unwrap_or_else(|| format!("The flag `{}`.\n\n{place}", flag.name));
    quote!(#[doc = #docs])
}

fn docs_of(model: &flags_model::Model, flag: &Flag, words: &[String], place: &str) -> String {
    let about = &flag.about;
    let mut docs = match &about.description {
        Some(description) => description.clone(),
        None => format!("The flag `{}`.", flag.name),
    };
    docs.push_str("\n\n");
    for sentence in words {
        line(&mut docs, format_args!("- {sentence}"));
    }
    docs.push('\n');
    let stage = flag.settings.stage.and_then(|stage| model.stages.get(stage.value));
    let facts = [
        ("kind", Some(kind_name(about.kind).to_owned())),
        ("owner", about.owner.clone()),
        ("stage", stage.map(|stage| stage.name.clone())),
        ("tags", (!about.tags.is_empty()).then(|| about.tags.join(", "))),
        ("created", about.created.map(|seconds| Timestamp(seconds).to_string())),
        ("expires", flag.expires.map(|seconds| Timestamp(seconds).to_string())),
        ("link", about.link.as_ref().map(|link| format!("<{link}>"))),
        ("renamed from", flag.renamed_from.as_ref().map(|old| format!("`{old}`"))),
    ];
    let facts: Vec<_> =
        facts.into_iter().filter_map(|(name, fact)| Some(format!("{name}: {}", fact?))).collect();
    line(&mut docs, format_args!("{}", facts.join(" · ")));
    line(&mut docs, format_args!("\n{place}"));
    docs
}

fn kind_name(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::Release => "release",
        FlagKind::Experiment => "experiment",
        FlagKind::Ops => "ops",
        FlagKind::Permission => "permission",
    }
}

fn line(docs: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(docs, "{text}").expect("BUG: writing to a string cannot fail");
}
