//! Mistakes as the compiler shows them.

use flags_model::diagnostic::{Diagnostic, Severity, Style, render_one};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::args::Item;
use crate::locate::{self, Source};

/// One `compile_error!` for each mistake in the file. No stable span reaches into the file, so the place
/// is in the text: its second line is `--> path:line:column`, which editors understand.
pub(crate) fn compile_errors(source: &Source, diagnostics: &[Diagnostic], span: Span) -> TokenStream {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| compile_error(&render(source, diagnostic), span)).collect()
}

/// A rustc warning for each finding about the file. A library has no other way to warn on stable: each
/// is a use of a deprecated constant that is named after the lint. `-D deprecated` denies them; the file's
/// `[lints]` is the better place.
pub(crate) fn warnings(
    private: &Ident,
    source: &Source,
    diagnostics: &[Diagnostic],
    span: Span,
) -> TokenStream {
    let warnings = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
    // What concerns every call of a flag is said there.
    let warnings = warnings.filter(|diagnostic| diagnostic.flag.is_none());
    warnings
        .map(|diagnostic| {
            let name = diagnostic.code.name().replace('-', "_");
            warning(private, &name, &render(source, diagnostic), span)
        })
        .collect()
}

/// Whoever begins with an empty file calls flags that are not there; this says why.
pub(crate) fn no_flags(private: &Ident, source: &Source, span: Span) -> TokenStream {
    let message =
        format!("the file declares no flags\n --> {}\n\nhelp: {}", source.shown, locate::FIRST_FLAG);
    warning(private, "no_flags", &message, span)
}

fn warning(private: &Ident, name: &str, message: &str, span: Span) -> TokenStream {
    let note = format!("\n{message}");
    let name = Ident::new(name, span);
    let used = quote_spanned!(span=> #name);
    quote! {
        const _: () = {
            #[allow(non_upper_case_globals)]
            #[deprecated(note = #note)]
            const #name: #private::bool = true;
            let _ = #used;
        };
    }
}

pub(crate) fn compile_error(message: &str, span: Span) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// A file that cannot be read leaves the names of its flags unknown. An import that fails stands for the
/// types, since the compiler keeps quiet about all that is done with what could not be imported; beside
/// another error it does not even mention the import.
pub(crate) fn error_types(item: &Item, message: &str, span: Span) -> TokenStream {
    let Item { visibility, name, .. } = item;
    let error = compile_error(message, span);
    let others = ["Context", "Environment"].into_iter().filter(|other| name != other);
    let others = others.map(|other| Ident::new(other, Span::call_site()));
    quote! {
        #error
        #[allow(unused_imports)]
        #visibility use self::the_file_cannot_be_read::{#name #(, #others)*};
    }
}

/// The compiler prints `error: ` itself.
fn render(source: &Source, diagnostic: &Diagnostic) -> String {
    let text = render_one(diagnostic, &source.text, &source.shown, Style::Plain);
    let text = text.strip_prefix("error: ").or_else(|| text.strip_prefix("warning: ")).unwrap_or(&text);
    text.trim_end().to_owned()
}
