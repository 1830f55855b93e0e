//! `Overrides`: flags by decree, for tests and demonstrations.

use flags_model::model::{FlagName, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, flags, ident};

pub(super) fn emit_overrides(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    let methods = face.flags().map(|(id, flag)| emit_method(face, id, flag, &flag.name));
    let old_methods = face.flags().filter_map(|(id, flag)| {
        let old = flag.renamed_from.as_ref()?;
        Some(emit_method(face, id, flag, old))
    });
    let docs = format!("What a handle overrides: the argument of the closure of [`{name}::with`].");
    quote! {
        #[doc = #docs]
        #[derive(#private::Debug)]
        #visibility struct Overrides {
            inner: #private::Overriding<#name>,
        }

        impl Overrides {
            #(#methods)*
            #(#old_methods)*
        }
    }
}

fn emit_method(face: &Face<'_>, id: u32, flag: &FlagName, name: &str) -> TokenStream {
    let visibility = &face.visibility;
    let value_type = face.value_type(flag);
    let verb = ident(match flag.value {
        ValueType::Bool => "switch",
        ValueType::Variants => "choose",
        ValueType::Integer | ValueType::Float | ValueType::Text | ValueType::Table(_) => "serve",
    });
    let docs = format!("Makes `{name}` decide this for every context.");
    // What a call is told of a flag's life, it is told where the program asks; tests may still set it.
    let deprecated = flags::emit_deprecated(face, flag, name);
    let name = ident(name);
    quote! {
        #[doc = #docs]
        #deprecated
        #[must_use]
        #visibility fn #name(self, value: #value_type) -> Self {
            Self { inner: self.inner.#verb(#id, value) }
        }
    }
}
