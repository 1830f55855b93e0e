//! `Explain`: the same methods, with reasons.

use flags_model::model::{FlagName, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, PRIVATE, deprecated, flags, value_type, write};

pub(super) fn emit_explain(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    let visible = face.visibility_text();
    let methods = face.methods(|out, id, flag, name| write_method(out, face, id, flag, name, &visible));
    let docs = format!("Decisions with their reasons: what [`{name}::explain`] returns.");
    quote! {
        #[doc = #docs]
        #[derive(#private::Clone, #private::Copy, #private::Debug)]
        #visibility struct Explain<'a> {
            handle: &'a #private::Handle<#name>,
        }

        // As the methods of the struct: plain calls, because there is one for each flag.
        #[allow(dead_code)]
        impl Explain<'_> {
            fn __bool(self, flag: #private::u32, context: &Context<'_>) -> #private::Decision<#private::bool> {
                self.handle.explain_bool(flag, context.contents.slots())
            }

            fn __variant<C: #private::Choice>(
                self,
                flag: #private::u32,
                context: &Context<'_>,
            ) -> #private::Decision<C> {
                self.handle.explain_variant(flag, context.contents.slots())
            }

            fn __value<T: #private::Served>(
                self,
                flag: #private::u32,
                context: &Context<'_>,
            ) -> #private::Decision<T> {
                self.handle.explain_value(flag, context.contents.slots())
            }
        }

        impl Explain<'_> {
            #methods
        }
    }
}

fn write_method(out: &mut String, face: &Face<'_>, id: u32, flag: &FlagName, name: &str, visible: &str) {
    let value_type = value_type(flag);
    let verb = match flag.value {
        ValueType::Bool => "__bool",
        ValueType::Variants => "__variant",
        ValueType::Integer | ValueType::Float | ValueType::Text | ValueType::Table(_) => "__value",
    };
    let docs = format!("What `{name}` decides, and why.");
    let deprecated = deprecated(flags::note(face, id, flag, name));
    write(
        out,
        format_args!(
            "#[doc={docs:?}]{deprecated}#[must_use]{visible} fn {name}(self,context:&Context<'_>)\
             ->{PRIVATE}::Decision<{value_type}>{{self.{verb}({id},context)}}"
        ),
    );
}
