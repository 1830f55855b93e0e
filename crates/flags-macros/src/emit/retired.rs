//! Methods under retired names. They cannot be called: what the compiler says of the attempt is what
//! there is to know.

use flags_model::Model;
use flags_model::model::Retired;
use flags_runtime::words::Timestamp;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Face, ident};

/// A method for each retired name, which nothing meets the bound of.
pub(super) fn emit_retired(face: &Face<'_>) -> TokenStream {
    let Some(model) = face.model else { return TokenStream::new() };
    model.retired.iter().filter(|retired| is_free(model, retired)).map(|it| emit_method(face, it)).collect()
}

/// A flag that was renamed keeps its old method, which forwards; two methods of one name cannot be.
fn is_free(model: &Model, retired: &Retired) -> bool {
    let is_taken = |name: &String| *name == retired.name;
    !model.flags.iter().any(|flag| is_taken(&flag.name) || flag.renamed_from.as_ref().is_some_and(is_taken))
}

fn emit_method(face: &Face<'_>, retired: &Retired) -> TokenStream {
    let Face { private, item, visibility, .. } = face;
    let (handle, name) = (&item.name, ident(&retired.name));
    let since = retired.since.map(|since| format!(" on {}", Timestamp(since))).unwrap_or_default();
    let message = format!("flag `{}` was retired{since}", retired.name);
    let label = match retired.keep {
        Some(true) => "keep the branch for `true`, and remove this call",
        Some(false) => "keep the branch for `false`, and remove this call",
        None => "remove this call",
    };
    let note =
        retired.note.as_deref().unwrap_or("a retired name is never used again, not even for another flag");
    let docs = format!("{message}: {label}.");
    quote! {
        const _: () = {
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait StillExists {}

            impl #handle {
                #[doc = #docs]
                #[allow(dead_code)]
                #visibility fn #name(&self, _: &impl StillExists) -> #private::bool {
                    false
                }
            }
        };
    }
}
