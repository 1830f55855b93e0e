//! Structs: flags whose value is a table.

use flags_model::model::{FieldType, FlagName, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, field_type, ident, type_ident};

pub(super) fn emit_records(face: &Face<'_>) -> TokenStream {
    let records = face.names.flags.iter().filter_map(|flag| match &flag.value {
        ValueType::Table(fields) => Some(emit_record(face, flag, fields)),
        _ => None,
    });
    records.collect()
}

fn emit_record(face: &Face<'_>, flag: &FlagName, fields: &[(String, FieldType)]) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let name = type_ident(&flag.name);
    let docs = format!("The value of the flag `{}`.", flag.name);
    let texts: Vec<_> = fields.iter().map(|(field, _)| field).collect();
    let idents: Vec<_> = fields.iter().map(|(field, _)| ident(field)).collect();
    let types = fields.iter().map(|(_, kind)| ident(field_type(*kind)));
    let field_docs = fields.iter().map(|(field, _)| format!("`{field}`"));
    let indices = 0..fields.len();
    // Floats have no total equality.
    let has_floats = fields.iter().any(|(_, kind)| *kind == FieldType::Float);
    let eq = (!has_floats).then(|| quote!(#[derive(#private::Eq)]));
    quote! {
        #[doc = #docs]
        #[derive(#private::Clone, #private::Debug, #private::PartialEq)]
        #eq
        #visibility struct #name {
            #(#[doc = #field_docs] #visibility #idents: #private::#types,)*
        }

        #[doc(hidden)]
        impl #private::Served for #name {
            fn of_payload(
                rules: &#private::Ruleset,
                payload: #private::Option<&#private::Payload>,
            ) -> Self {
                let fields = #private::fields_of(rules, payload);
                Self { #(#idents: #private::field_of(rules, fields, #indices),)* }
            }

            fn of_value(value: #private::Option<&#private::Value>) -> Self {
                Self { #(#idents: #private::field(value, #texts),)* }
            }

            fn into_value(self) -> #private::Value {
                #private::table([#((#texts, #private::Served::into_value(self.#idents)),)*])
            }
        }

        #private::with_serde! {
            impl #private::Serialize for #name {
                fn serialize<S: #private::Serializer>(
                    &self,
                    serializer: S,
                ) -> #private::Result<S::Ok, S::Error> {
                    let value = #private::Served::into_value(#private::Clone::clone(self));
                    #private::Serialize::serialize(&value, serializer)
                }
            }
        }
    }
}
