//! Enums: environments, attributes with members, flags with variants.

use flags_model::model::{AttributeName, ValueType};
use flags_model::naming;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::usable::has_type;
use super::{Face, ident, type_ident};

pub(super) fn emit_choices(face: &Face<'_>) -> TokenStream {
    let environments = &face.names.environments;
    let environment = (!environments.is_empty()).then(|| {
        let docs =
            format!("Where the program runs, of the environments that `{}` declares.", face.source.name);
        emit_enum(face, &ident("Environment"), "environment", &docs, environments, false)
    });
    let attributes = face.names.attributes.iter().filter(|attribute| has_type(attribute));
    let attributes = attributes.map(|attribute| emit_attribute(face, attribute));
    let flags = face.names.flags.iter().filter(|flag| flag.value == ValueType::Variants);
    let flags = flags.map(|flag| {
        let docs = format!("The variants of the flag `{}`.", flag.name);
        emit_enum(face, &type_ident(&flag.name), &flag.name, &docs, &flag.variants, false)
    });
    quote!(#environment #(#attributes)* #(#flags)*)
}

fn emit_attribute(face: &Face<'_>, attribute: &AttributeName) -> TokenStream {
    let name = &attribute.name;
    // The order is not known of a file with mistakes; too many traits are no second mistake.
    let is_ordered = face.model.is_none_or(|model| {
        model.attributes.iter().any(|attribute| attribute.name == *name && attribute.ordered)
    });
    let docs = format!("The values of the attribute `{name}`.");
    emit_enum(face, &type_ident(name), name, &docs, &attribute.members, is_ordered)
}

fn emit_enum(
    face: &Face<'_>,
    name: &Ident,
    what: &str,
    docs: &str,
    members: &[String],
    is_ordered: bool,
) -> TokenStream {
    let Face { private, visibility, .. } = face;
    // An enum without members cannot be cast; only a file with mistakes has one.
    let members = if members.is_empty() { &["none-declared".to_owned()] } else { members };
    let idents: Vec<_> = members.iter().map(|member| ident(&naming::variant_name(member))).collect();
    let member_docs = members.iter().map(|member| format!("`{member}`"));
    let order = is_ordered.then(|| quote!(#[derive(#private::PartialOrd, #private::Ord)]));
    let of_docs = format!("The {what} as the file writes it.");
    quote! {
        #[doc = #docs]
        #[derive(
            #private::Clone, #private::Copy, #private::Debug, #private::PartialEq, #private::Hash
        )]
        #order
        #visibility enum #name {
            #(#[doc = #member_docs] #idents,)*
        }

        // Derived, it would have a body that each build checks.
        impl #private::Eq for #name {}

        impl #name {
            /// All of them, in file order.
            #visibility const ALL: &'static [Self] = &[#(Self::#idents),*];

            #[doc = #of_docs]
            #[must_use]
            #visibility const fn as_str(self) -> &'static #private::str {
                match self {
                    #(Self::#idents => #members,)*
                }
            }
        }

        #[doc(hidden)]
        impl #private::Choice for #name {
            const MEMBERS: #private::Members<Self> =
                #private::Members { what: #what, all: <#name>::ALL, names: &[#(#members),*] };

            #[inline]
            fn index(self) -> #private::u16 {
                self as #private::u16
            }
        }

        impl #private::Display for #name {
            fn fmt(&self, f: &mut #private::Formatter<'_>) -> #private::FormatResult {
                f.pad(self.as_str())
            }
        }

        impl #private::FromStr for #name {
            type Err = #private::UnknownName;

            #[inline]
            fn from_str(text: &#private::str) -> #private::Result<Self, #private::UnknownName> {
                match text {
                    #(#members => #private::Ok(Self::#idents),)*
                    _ => #private::unknown::<Self>(text),
                }
            }
        }

        #private::with_serde! {
            impl #private::Serialize for #name {
                fn serialize<S: #private::Serializer>(
                    &self,
                    serializer: S,
                ) -> #private::Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
        }
    }
}
