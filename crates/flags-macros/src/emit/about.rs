//! What the file says about its flags: doc comments, `NAMES`, `METADATA`.

use std::fmt::Write;

use flags_model::model::{Flag, FlagKind, FlagName};
use flags_runtime::ruleset::FlagId;
use flags_runtime::words::Timestamp;
use proc_macro2::TokenStream;
use quote::quote;

use super::Face;

/// `NAMES` and `METADATA`.
pub(super) fn emit_about(face: &Face<'_>) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let names = face.names.flags.iter().map(|flag| &flag.name);
    let metadata = face.model.into_iter().flat_map(|model| &model.flags);
    let metadata = metadata.map(|flag| emit_metadata(face, flag));
    quote! {
        /// The names of all flags, in file order.
        #visibility const NAMES: &'static [&'static #private::str] = &[#(#names),*];

        /// What the file says about each flag, in file order.
        #visibility const METADATA: &'static [#private::Metadata] = &[#(#metadata),*];
    }
}

fn emit_metadata(face: &Face<'_>, flag: &Flag) -> TokenStream {
    let private = &face.private;
    let option = |text: Option<&String>| {
        text.map_or_else(|| quote!(#private::None), |text| quote!(#private::Some(#text)))
    };
    let date = |seconds: Option<i64>| option(seconds.map(|seconds| Timestamp(seconds).to_string()).as_ref());
    let Flag { name, about, variants, client, .. } = flag;
    let tags = &about.tags;
    let old_name = option(flag.renamed_from.as_ref());
    let (description, owner) = (option(about.description.as_ref()), option(about.owner.as_ref()));
    let (link, created, expires) = (option(about.link.as_ref()), date(about.created), date(flag.expires));
    let kind = match about.kind {
        FlagKind::Release => quote!(Release),
        FlagKind::Experiment => quote!(Experiment),
        FlagKind::Ops => quote!(Ops),
        FlagKind::Permission => quote!(Permission),
    };
    let line = u32::try_from(face.lines.line(flag.span.start)).unwrap_or(u32::MAX);
    quote! {
        #private::Metadata {
            name: #name,
            old_name: #old_name,
            description: #description,
            owner: #owner,
            tags: &[#(#tags),*],
            link: #link,
            created: #created,
            expires: #expires,
            kind: #private::FlagKind::#kind,
            client: #client,
            line: #line,
            variants: &[#(#variants),*],
            __more_may_come: (),
        }
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
