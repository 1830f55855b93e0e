//! `Context`: what the program says about whoever asks.

use flags_model::model::{AttributeKind, AttributeName};
use proc_macro2::TokenStream;
use quote::quote;

use super::setter::{self, Value};
use super::{Face, ident};

pub(super) fn emit_context(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    let count = face.names.attributes.len() + 1;
    let new = emit_new(face);
    let setters = (0..).zip(&face.names.attributes);
    let setters = setters.map(|(index, attribute)| setter::emit_setters(face, index, attribute));
    let now = setter::emit_setters(face, count - 1, &now());
    let docs = format!("What the flags of [`{name}`] are decided for. It borrows what it is given.");
    quote! {
        #[doc = #docs]
        #[derive(#private::Clone)]
        #visibility struct Context<'a> {
            #[doc(hidden)]
            contents: #private::Contents<'a, #count>,
        }

        impl #private::Debug for Context<'_> {
            fn fmt(&self, f: &mut #private::Formatter<'_>) -> #private::FormatResult {
                #private::debug_context(f, <#name as #private::Compiled>::rules(), self.contents.slots())
            }
        }

        impl<'a> Context<'a> {
            #new
            #(#setters)*
            #now

            /// The same, borrowing nothing.
            #[must_use]
            #visibility fn into_owned(self) -> Context<'static> {
                Context { contents: self.contents.into_owned() }
            }
        }
    }
}

/// The built-in attribute, which is the last.
fn now() -> AttributeName {
    AttributeName {
        name: "now".into(),
        kind: AttributeKind::Timestamp,
        members: Vec::new(),
        key: false,
        required: false,
    }
}

/// `new` with the key and what is required, and `anonymous` without the key. A file without a key has no
/// one to be anonymous.
fn emit_new(face: &Face<'_>) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let attributes = &face.names.attributes;
    // Two keys are a mistake of the file; the first counts then.
    let key = attributes.iter().position(|attribute| attribute.key);
    let required = (0..attributes.len()).filter(|index| attributes[*index].required && Some(*index) != key);
    let required: Vec<_> = required.collect();
    let with_key: Vec<_> = key.into_iter().chain(required.iter().copied()).collect();
    let (parameters, slots) = (emit_parameters(face, &with_key), emit_slots(face, &with_key));
    let new = quote! {
        /// A context that says this, and nothing else yet.
        #[must_use]
        #[inline]
        #visibility fn new(#parameters) -> Self {
            Self { contents: #private::Contents::new([#slots]) }
        }
    };
    if key.is_none() {
        return new;
    }
    let (parameters, slots) = (emit_parameters(face, &required), emit_slots(face, &required));
    quote! {
        #new

        /// A context that does not say who asks: percentages leave it out.
        #[must_use]
        #[inline]
        #visibility fn anonymous(#parameters) -> Self {
            Self { contents: #private::Contents::new([#slots]) }
        }
    }
}

fn emit_parameters(face: &Face<'_>, indices: &[usize]) -> TokenStream {
    let parameters = indices.iter().map(|index| {
        let attribute = &face.names.attributes[*index];
        let (name, value) = (ident(&attribute.name), Value::of(face, attribute));
        let value_type = value.parameter;
        quote!(#name: #value_type)
    });
    quote!(#(#parameters),*)
}

fn emit_slots(face: &Face<'_>, given: &[usize]) -> TokenStream {
    let private = &face.private;
    let attributes = face.names.attributes.iter().enumerate();
    let slots = attributes.map(|(index, attribute)| {
        if given.contains(&index) {
            let name = ident(&attribute.name);
            Value::of(face, attribute).slot(&quote!(#name))
        } else {
            quote!(#private::Slot::absent())
        }
    });
    quote!(#(#slots,)* #private::Slot::absent())
}
