//! The struct itself: a handle, with a method for each flag.

use flags_model::Severity;
use flags_model::model::{FlagName, ValueType};
use flags_model::naming;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Face, about, builtin, ident, respan};

/// The struct, and the methods that it always has.
pub(super) fn emit_handle(face: &Face<'_>) -> TokenStream {
    let Face { private, item, visibility, .. } = face;
    let (name, own_visibility, attributes) = (&item.name, &item.visibility, &item.attributes);
    let docs = emit_docs(face);
    let new = emit_new(face);
    let default = emit_default(face);
    let about = about::emit_about(face);
    // The compiler shows the struct where it is written, not the attribute.
    let keyword = Ident::new("struct", name.span());
    quote! {
        #docs
        #(#attributes)*
        #[derive(#private::Clone)]
        #own_visibility #keyword #name {
            handle: #private::Handle<#name>,
        }

        impl #private::Debug for #name {
            fn fmt(&self, f: &mut #private::Formatter<'_>) -> #private::FormatResult {
                #private::Debug::fmt(&self.handle, f)
            }
        }

        #default

        impl #name {
            #about
            #new

            /// A handle that decides as this one does, but for the flags that the closure overrides.
            /// Other handles are not affected.
            #[must_use]
            #visibility fn with(&self, change: impl #private::FnOnce(Overrides) -> Overrides) -> Self {
                Self { handle: self.handle.with(|inner| change(Overrides { inner }).inner) }
            }

            /// The same methods, answering with the reason and the trace of each decision.
            #[must_use]
            #visibility fn explain(&self) -> Explain<'_> {
                Explain { handle: &self.handle }
            }

            /// Decides every flag.
            #[must_use]
            #visibility fn all(&self, context: &Context<'_>) -> #private::All {
                self.handle.all(context.contents.slots())
            }

            /// Decides the flag of this name; the old name of a renamed flag also works.
            ///
            /// # Errors
            ///
            /// No flag has this name.
            #visibility fn decide(
                &self,
                name: &#private::str,
                context: &Context<'_>,
            ) -> #private::Result<#private::Decision<#private::Value>, #private::UnknownFlag> {
                self.handle.decide(name, context.contents.slots())
            }

            /// A handle that keeps to the rules of now.
            #[must_use]
            #visibility fn snapshot(&self) -> Self {
                Self { handle: self.handle.snapshot() }
            }
        }

        #private::with_live! {
            impl #name {
                /// Changes the rules of this handle and of all its clones while the program runs.
                #[must_use]
                #visibility fn live(&self) -> #private::Live {
                    self.handle.live()
                }
            }
        }
    }
}

/// A struct without a doc comment gets one, for crates that deny missing ones.
fn emit_docs(face: &Face<'_>) -> Option<TokenStream> {
    let is_documented = face.item.attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let docs = format!("The flags of `{}`: a method for each.", face.source.name);
    (!is_documented).then(|| quote!(#[doc = #docs]))
}

fn emit_new(face: &Face<'_>) -> TokenStream {
    let Face { private, item, names, .. } = face;
    let (name, visibility) = (&item.name, &face.visibility);
    if !names.environments.is_empty() {
        // A constant, so that a handle may be a `static`.
        return quote! {
            /// A handle for this environment, without overrides.
            #[must_use]
            #visibility const fn new(environment: Environment) -> Self {
                Self { handle: #private::Handle::new(environment as #private::u16) }
            }
        };
    }
    let docs = format!("A handle without overrides. Two calls of `{name}::new` are independent.");
    quote! {
        #[doc = #docs]
        #[must_use]
        #visibility const fn new() -> Self {
            Self { handle: #private::Handle::new(0) }
        }
    }
}

/// Where `new` needs nothing.
fn emit_default(face: &Face<'_>) -> Option<TokenStream> {
    let Face { private, item, names, .. } = face;
    let name = &item.name;
    names.environments.is_empty().then(|| {
        quote! {
            impl #private::Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

/// One method for each flag.
pub(super) fn emit_methods(face: &Face<'_>) -> TokenStream {
    let name = &face.item.name;
    // The compiler's own lint warns of flags that nobody asks for, but only if the whole method carries a
    // place in the user's code.
    let methods = face.flags().map(|(id, flag)| emit_method(face, id, flag, &flag.name, name.span()));
    let old_methods = face.flags().filter_map(|(id, flag)| {
        let old = flag.renamed_from.as_ref()?;
        Some(emit_method(face, id, flag, old, Span::call_site()))
    });
    let shared = emit_shared(face);
    // The compiler reports the unused methods of an `impl` together, and not at all if one of them has no
    // place in the user's code; an old name that nobody uses any more is as it should be.
    quote! {
        #shared

        impl #name {
            #(#methods)*
        }

        impl #name {
            #(#old_methods)*
        }
    }
}

/// What the methods of all flags of a kind do. To check a plain call costs a third of what it costs to check
/// the way through the handle, and there is one for each flag. No flag's name begins with an underscore.
fn emit_shared(face: &Face<'_>) -> TokenStream {
    let Face { private, item, .. } = face;
    let name = &item.name;
    quote! {
        #[allow(dead_code)]
        impl #name {
            #[inline(always)]
            fn __is_on(&self, flag: #private::u32, context: &Context<'_>) -> #private::bool {
                self.handle.is_on(flag, context.contents.slots())
            }

            #[inline(always)]
            fn __variant<C: #private::Choice>(&self, flag: #private::u32, context: &Context<'_>) -> C {
                self.handle.variant(flag, context.contents.slots())
            }

            #[inline(always)]
            fn __value<T: #private::Served>(&self, flag: #private::u32, context: &Context<'_>) -> T {
                self.handle.value(flag, context.contents.slots())
            }
        }
    }
}

fn emit_method(face: &Face<'_>, id: u32, flag: &FlagName, name: &str, span: Span) -> TokenStream {
    let Face { private, visibility, .. } = face;
    let value_type = match builtin(&flag.value) {
        Some(name) => {
            let name = Ident::new(name, span);
            quote_spanned!(span=> #private::#name)
        }
        None => Ident::new(&naming::type_name(&flag.name), span).to_token_stream(),
    };
    let verb = ident(match flag.value {
        ValueType::Bool => "__is_on",
        ValueType::Variants => "__variant",
        ValueType::Integer | ValueType::Float | ValueType::Text | ValueType::Table(_) => "__value",
    });
    let docs = about::emit_docs(face, id, flag);
    let deprecated = note(face, id, flag, name).map(|note| quote!(#[deprecated(note = #note)]));
    let name = Ident::new(name, span);
    let visibility = respan(visibility.clone(), span);
    quote_spanned! {span=>
        #docs
        #deprecated
        #[must_use]
        #[inline]
        #visibility fn #name(&self, context: &Context<'_>) -> #value_type {
            self.#verb(#id, context)
        }
    }
}

/// What whoever asks for a flag is told.
pub(super) fn note(face: &Face<'_>, id: u32, flag: &FlagName, name: &str) -> Option<String> {
    if flag.name == name { finding_note(face, id) } else { renamed_note(face, flag, name) }
}

/// Ends a line of a note, for the compiler and, by the two spaces, for rustdoc.
const BREAK: &str = "  \n";

/// What each call of a flag is told: that it has expired, that everyone has it.
fn finding_note(face: &Face<'_>, id: u32) -> Option<String> {
    let findings = face
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning && diagnostic.flag == Some(id));
    let notes: Vec<String> = findings
        .map(|finding| {
            let line = face.lines.line(finding.span.start);
            let help = finding.help.as_ref().map(|help| format!("{BREAK}help: {help}")).unwrap_or_default();
            let code = finding.code.name();
            let (message, label, file) = (&finding.message, &finding.label, &face.source.shown);
            format!("{message}: {label}{BREAK} --> {file}:{line}{help}{BREAK}note: `flags::{code}`")
        })
        .collect();
    (!notes.is_empty()).then(|| notes.join(BREAK))
}

/// What is told of a method under an old name.
pub(super) fn renamed_note(face: &Face<'_>, flag: &FlagName, name: &str) -> Option<String> {
    let line = face.lines.line(flag.span.start);
    let note = || format!("renamed to `{}`{BREAK} --> {}:{line}", flag.name, face.source.shown);
    (flag.name != name).then(note)
}
