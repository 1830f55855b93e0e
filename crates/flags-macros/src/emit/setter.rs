//! The setters of a context: how each type of attribute is given and kept.

use flags_model::model::{AttributeKind, AttributeName};
use flags_runtime::Ruleset;
use flags_runtime::ruleset::Plans;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Face, ident, maybe_ident, type_ident};

/// How one attribute is given.
pub(super) struct Value {
    /// The type of the setter's parameter.
    pub(super) parameter: TokenStream,
    /// The function that makes a slot of what `convert` gives.
    constructor: TokenStream,
    /// What is done with the argument first.
    convert: Option<TokenStream>,
    is_enum: bool,
}

impl Value {
    pub(super) fn of(face: &Face<'_>, attribute: &AttributeName) -> Self {
        let private = &face.private;
        let slot = |name: &str| {
            let name = ident(name);
            quote!(#private::Slot::#name)
        };
        let members = || type_ident(&attribute.name);
        let is_hashed = is_hashed(face, attribute);
        let (parameter, constructor, convert) = match attribute.kind {
            // An empty key is absent: all who have none would share one bucket.
            AttributeKind::String if attribute.key => (quote!(&'a #private::str), slot("key"), None),
            AttributeKind::String if is_hashed => (quote!(&'a #private::str), slot("id"), None),
            AttributeKind::String => (quote!(&'a #private::str), slot("string"), None),
            AttributeKind::Bool => (quote!(#private::bool), slot("bool"), None),
            AttributeKind::Integer if is_hashed => (quote!(#private::i64), slot("integer_id"), None),
            AttributeKind::Integer => (quote!(#private::i64), slot("integer"), None),
            AttributeKind::Float => (quote!(#private::f64), slot("float"), None),
            AttributeKind::Version => (quote!(&'a #private::str), slot("version"), None),
            AttributeKind::Timestamp => {
                (quote!(#private::SystemTime), slot("timestamp"), Some(quote!(#private::seconds)))
            }
            AttributeKind::Enum => {
                let name = members();
                (quote!(#name), slot("member"), Some(quote!(#private::Choice::index)))
            }
            AttributeKind::ClosedSet => {
                let name = members();
                (quote!(&[#name]), slot("closed_set"), Some(quote!(#private::bits)))
            }
            AttributeKind::OpenSet => (quote!(&'a [&'a #private::str]), slot("open_set"), None),
        };
        Self { parameter, constructor, convert, is_enum: attribute.kind == AttributeKind::Enum }
    }

    /// Seconds since 1970.
    fn unix(face: &Face<'_>) -> Self {
        let private = &face.private;
        Self {
            parameter: quote!(#private::i64),
            constructor: quote!(#private::Slot::timestamp),
            convert: None,
            is_enum: false,
        }
    }

    /// The slot of an argument.
    pub(super) fn slot(&self, argument: &TokenStream) -> TokenStream {
        let Self { constructor, convert, .. } = self;
        let converted = convert.as_ref().map(|convert| quote!(#convert(#argument)));
        let argument = converted.as_ref().unwrap_or(argument);
        quote!(#constructor(#argument))
    }

    /// The slot of a `value` that may be missing.
    fn maybe_slot(&self, private: &Ident) -> TokenStream {
        if self.is_enum {
            return quote!(#private::maybe_member(value));
        }
        let slot = self.slot(&quote!(value));
        quote! {
            match value {
                #private::Some(value) => #slot,
                #private::None => #private::Slot::absent(),
            }
        }
    }
}

/// Whether an attribute is hashed once, when it is set, and not in each decision: if it is the key, or some
/// rule buckets by it. For lists alone that would cost every context what few decisions ask for.
pub(super) fn is_hashed(face: &Face<'_>, attribute: &AttributeName) -> bool {
    matches!(attribute.kind, AttributeKind::String | AttributeKind::Integer)
        && (attribute.key || face.rules.is_some_and(|rules| is_bucketed(rules, &attribute.name)))
}

fn is_bucketed(rules: &Ruleset, name: &str) -> bool {
    let id = rules.attributes.iter().position(|attribute| rules.str(attribute.name) == name);
    let Some(id) = id.and_then(|id| u16::try_from(id).ok()) else { return false };
    let samples = rules.segments.iter().filter_map(|segment| segment.sample?.by);
    let clauses = rules.clauses.iter().filter_map(|clause| clause.by);
    let same = rules.flags.iter().filter_map(|flag| match flag.plans {
        Plans::Same(plan) => plan.by,
        Plans::Each(_) => None,
    });
    let each = rules.plans.iter().filter_map(|plan| plan.by);
    let mut by = same.chain(each).chain(clauses).chain(samples);
    by.any(|by| by == id)
}

/// The setters of one attribute.
pub(super) fn emit_setters(face: &Face<'_>, index: usize, attribute: &AttributeName) -> TokenStream {
    let name = &attribute.name;
    let docs = docs(attribute);
    let value = Value::of(face, attribute);
    let mut setters = emit_pair(face, index, &ident(name), &maybe_ident(name), &docs, &value);
    if attribute.kind == AttributeKind::Timestamp {
        let (plain, maybe) = (format_ident!("{name}_unix"), format_ident!("maybe_{name}_unix"));
        let docs = format!("{docs}, in seconds since 1970");
        setters.extend(emit_pair(face, index, &plain, &maybe, &docs, &Value::unix(face)));
    }
    setters
}

fn docs(attribute: &AttributeName) -> String {
    let name = &attribute.name;
    match attribute.kind {
        AttributeKind::Version => format!("Sets `{name}`; text that is no version is left out"),
        AttributeKind::Float => format!("Sets `{name}`; NaN is left out"),
        AttributeKind::String if attribute.key => {
            format!("Sets `{name}`; an empty text is left out")
        }
        _ if name == "now" => "Sets `now`, which is the system clock otherwise".into(),
        _ => format!("Sets `{name}`"),
    }
}

fn emit_pair(
    face: &Face<'_>,
    index: usize,
    plain: &Ident,
    maybe: &Ident,
    docs: &str,
    value: &Value,
) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let parameter = &value.parameter;
    let slot = value.slot(&quote!(value));
    let maybe_slot = value.maybe_slot(private);
    let maybe_docs = format!("{docs}; `None` leaves it out.");
    let docs = format!("{docs}.");
    quote! {
        #[doc = #docs]
        #[must_use]
        #[inline]
        #visibility fn #plain(mut self, value: #parameter) -> Self {
            self.contents.set(#index, #slot);
            self
        }

        #[doc = #maybe_docs]
        #[must_use]
        #[inline]
        #visibility fn #maybe(mut self, value: #private::Option<#parameter>) -> Self {
            self.contents.set(#index, #maybe_slot);
            self
        }
    }
}
