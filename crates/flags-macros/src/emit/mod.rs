//! The generated items: one file for each kind.

mod about;
mod choice;
mod code;
mod context;
mod explain;
mod flags;
mod overrides;
mod record;
mod retired;
mod row;
mod rules;
mod setter;
pub(crate) mod usable;

use std::{fmt, iter};

use flags_model::Diagnostic;
use flags_model::model::{FieldType, FlagName, Model, Names, ValueType};
use flags_model::naming;
use flags_model::source::Lines;
use flags_runtime::Ruleset;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

use crate::args::Item;
use crate::locate::Source;

/// All that the items are made from.
pub(crate) struct Face<'a> {
    /// What generated code calls `flags::__private`: [`PRIVATE`] as a token.
    pub(crate) private: Ident,
    pub(crate) item: &'a Item,
    /// The struct's visibility, as a part of generated code: a single token of the user's would make the
    /// compiler judge a generated item as if the user had written it.
    pub(crate) visibility: TokenStream,
    pub(crate) source: &'a Source,
    pub(crate) lines: &'a Lines,
    pub(crate) names: &'a Names,
    /// `None` if the file has mistakes: then the items have the right types and never run.
    pub(crate) model: Option<&'a Model>,
    pub(crate) rules: Option<&'a Ruleset>,
    /// What is wrong with the file, or may be; some of it concerns every call of a flag.
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// Every item.
pub(crate) fn items(face: &Face<'_>) -> TokenStream {
    let parts = [
        emit_marker(),
        flags::emit_handle(face),
        flags::emit_methods(face),
        retired::emit_retired(face),
        rules::emit_rules(face),
        context::emit_context(face),
        choice::emit_choices(face),
        record::emit_records(face),
        explain::emit_explain(face),
        overrides::emit_overrides(face),
    ];
    parts.into_iter().collect()
}

/// Two structs in one module define most names twice. The compiler reports the first one first, so that
/// one says what to do.
fn emit_marker() -> TokenStream {
    quote! {
        #[allow(dead_code, non_camel_case_types)]
        struct only_one_flags_struct_per_module_put_the_other_into_its_own;
    }
}

/// What generated code calls `flags::__private`, through which it goes: one name for a path of five tokens,
/// which would stand in it thousands of times.
const PRIVATE: &str = "__flags";

/// [`PRIVATE`] as a token.
pub(crate) fn private() -> Ident {
    ident(PRIVATE)
}

/// Gives [`PRIVATE`] its meaning.
pub(crate) fn emit_private(crate_path: Option<&Path>) -> TokenStream {
    let path = crate_path.map_or_else(|| quote!(::flags), ToTokens::to_token_stream);
    let private = private();
    quote!(use #path::__private as #private;)
}

/// Text as tokens, by the compiler's own reader: that of `proc_macro2` reads it once more before, to find out
/// whether the compiler can, and took a fifth of all that this macro does.
fn read(text: &str) -> TokenStream {
    let tokens: Result<proc_macro::TokenStream, _> = text.parse();
    tokens.expect("BUG: what is written is Rust").into()
}

/// Writes text that will be read.
fn write(out: &mut String, text: fmt::Arguments<'_>) {
    fmt::Write::write_fmt(out, text).expect("BUG: writing to a string cannot fail");
}

impl Face<'_> {
    /// The flags with their numbers.
    fn flags(&self) -> impl Iterator<Item = (u32, &FlagName)> {
        (0..).zip(&self.names.flags)
    }

    /// A method for each name of each flag, the old ones too, written as text: see [`read`].
    fn methods(&self, write_method: impl Fn(&mut String, u32, &FlagName, &str)) -> TokenStream {
        let mut methods = String::new();
        for (id, flag) in self.flags() {
            for name in iter::once(&flag.name).chain(&flag.renamed_from) {
                write_method(&mut methods, id, flag, name);
            }
        }
        read(&methods)
    }

    /// How visible everything is, as text. `$crate` in it can only be this crate.
    fn visibility_text(&self) -> String {
        self.visibility.to_string().replace('$', "")
    }
}

/// The attribute that tells a note, as text; nothing without one.
fn deprecated(note: Option<String>) -> String {
    note.map_or_else(String::new, |note| format!("#[deprecated(note={note:?})]"))
}

/// What a flag's method returns, as text.
fn value_type(flag: &FlagName) -> String {
    match builtin(&flag.value) {
        Some(name) => format!("{PRIVATE}::{name}"),
        None => naming::type_name(&flag.name),
    }
}

/// The name of a type that is not generated.
fn builtin(value: &ValueType) -> Option<&'static str> {
    match value {
        ValueType::Bool => Some("bool"),
        ValueType::Integer => Some(field_type(FieldType::Integer)),
        ValueType::Float => Some(field_type(FieldType::Float)),
        ValueType::Text => Some(field_type(FieldType::Text)),
        ValueType::Variants | ValueType::Table(_) => None,
    }
}

fn field_type(field: FieldType) -> &'static str {
    match field {
        FieldType::Integer => "i64",
        FieldType::Float => "f64",
        FieldType::Text => "Text",
    }
}

/// The type that a flag or attribute gives.
fn type_ident(name: &str) -> Ident {
    ident(&naming::type_name(name))
}

/// A name that was checked to be one.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The same tokens at another place.
pub(crate) fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut group = Group::new(group.delimiter(), respan(group.stream(), span));
                group.set_span(span);
                group.into()
            }
            mut token => {
                token.set_span(span);
                token
            }
        })
        .collect()
}

fn maybe_ident(name: &str) -> Ident {
    format_ident!("maybe_{}", name, span = Span::call_site())
}
