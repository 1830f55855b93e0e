//! `Explain`: the same methods, with reasons.

use flags_model::model::{FlagName, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, flags, ident};

pub(super) fn emit_explain(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    let methods = face.flags().map(|(id, flag)| emit_method(face, id, flag, &flag.name));
    let old_methods = face.flags().filter_map(|(id, flag)| {
        let old = flag.renamed_from.as_ref()?;
        Some(emit_method(face, id, flag, old))
    });
    let docs = format!("Decisions with their reasons: what [`{name}::explain`] returns.");
    quote! {
        #[doc = #docs]
        #[derive(#private::Clone, #private::Copy, #private::Debug)]
        #visibility struct Explain<'a> {
            handle: &'a #private::Handle<#name>,
        }

        impl Explain<'_> {
            #(#methods)*
            #(#old_methods)*
        }
    }
}

fn emit_method(face: &Face<'_>, id: u32, flag: &FlagName, name: &str) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let value_type = face.value_type(flag);
    let verb = ident(match flag.value {
        ValueType::Bool => "explain_bool",
        ValueType::Variants => "explain_variant",
        ValueType::Integer | ValueType::Float | ValueType::Text | ValueType::Table(_) => "explain_value",
    });
    let docs = format!("What `{name}` decides, and why.");
    let deprecated = flags::emit_note(face, id, flag, name);
    let name = ident(name);
    quote! {
        #[doc = #docs]
        #deprecated
        #[must_use]
        #visibility fn #name(&self, context: &Context<'_>) -> #private::Decision<#value_type> {
            self.handle.#verb(#id, context.contents.slots())
        }
    }
}
