//! `Overrides`: flags by decree, for tests and demonstrations.

use flags_model::model::{FlagName, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, deprecated, flags, value_type, write};

pub(super) fn emit_overrides(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    let visible = face.visibility_text();
    let methods = face.methods(|out, id, flag, name| write_method(out, face, id, flag, name, &visible));
    let docs = format!("What a handle overrides: the argument of the closure of [`{name}::with`].");
    quote! {
        #[doc = #docs]
        #[derive(#private::Debug)]
        #visibility struct Overrides {
            inner: #private::Overriding<#name>,
        }

        // As the methods of the struct: plain calls, because there is one for each flag.
        #[allow(dead_code)]
        impl Overrides {
            fn __switch(self, flag: #private::u32, on: #private::bool) -> Self {
                Self { inner: self.inner.switch(flag, on) }
            }

            fn __choose<C: #private::Choice>(self, flag: #private::u32, variant: C) -> Self {
                Self { inner: self.inner.choose(flag, variant) }
            }

            fn __serve<T: #private::Served>(self, flag: #private::u32, value: T) -> Self {
                Self { inner: self.inner.serve(flag, value) }
            }
        }

        impl Overrides {
            #methods
        }
    }
}

fn write_method(out: &mut String, face: &Face<'_>, id: u32, flag: &FlagName, name: &str, visible: &str) {
    let value_type = value_type(flag);
    let verb = match flag.value {
        ValueType::Bool => "__switch",
        ValueType::Variants => "__choose",
        ValueType::Integer | ValueType::Float | ValueType::Text | ValueType::Table(_) => "__serve",
    };
    let docs = format!("Makes `{name}` decide this for every context.");
    // What a call is told of a flag's life, it is told where the program asks; tests may still set it.
    let renamed = deprecated(flags::renamed_note(face, flag, name));
    write(
        out,
        format_args!(
            "#[doc={docs:?}]{renamed}#[must_use]{visible} fn {name}(self,value:{value_type})->Self\
             {{self.{verb}({id},value)}}"
        ),
    );
}
