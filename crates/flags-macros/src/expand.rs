//! From the attribute to the items.

use flags_model::Options;
use flags_model::model::Names;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use crate::args::{Args, Item};
use crate::emit::Face;
use crate::{emit, locate, report, today};

pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut item = match Item::of(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => return report_misplaced(&error, item),
    };
    let derives = item.remove_derives();
    let derives = derives.map(|error| report::compile_error(&error.to_string(), error.span()));
    let args = match Args::of(arguments) {
        Ok(args) => args,
        Err(error) => return report::error_types(&item, &error.to_string(), error.span()),
    };
    let source = match locate::read(&args) {
        Ok(source) => source,
        Err(message) => return report::error_types(&item, &message, args.span()),
    };
    let (today, day_error) = match today::read() {
        Ok(today) => (today, None),
        Err(message) => (None, Some(report::compile_error(&message, args.span()))),
    };
    let loaded = flags_model::load_with(&source.text, &Options { today, called: None });
    let private = emit::private();
    let use_private = emit::emit_private(args.crate_path.as_ref());
    let errors = report::compile_errors(&source, &loaded.diagnostics, args.span());
    let warnings = report::warnings(&private, &source, &loaded.diagnostics, args.span());
    let names = match &loaded.model {
        Some(_) => loaded.names,
        None => emit::usable::usable_names(loaded.names, &item.name),
    };
    let clash = loaded.model.as_ref().and_then(|_| find_clash(&item, &names));
    let rules = loaded.model.as_ref().map(flags_model::lower);
    let face = Face {
        private,
        item: &item,
        visibility: emit::respan(item.visibility.to_token_stream(), Span::call_site()),
        source: &source,
        lines: &loaded.lines,
        names: &names,
        model: loaded.model.as_ref(),
        rules: rules.as_ref(),
        diagnostics: &loaded.diagnostics,
    };
    let items = if clash.is_some() { TokenStream::new() } else { emit::items(&face) };
    let empty = (loaded.model.is_some() && names.flags.is_empty())
        .then(|| report::no_flags(&face.private, &source, args.span()));
    quote!(#derives #day_error #errors #use_private #warnings #empty #clash #items)
}

/// A type of another form is used as if it were ours, which is no second mistake; an item of another kind
/// stays as it is.
fn report_misplaced(error: &syn::Error, item: &TokenStream) -> TokenStream {
    let (message, span) = (error.to_string(), error.span());
    if let Ok(item) = Item::of_any_type(item.clone()) {
        return report::error_types(&item, &message, span);
    }
    let error = report::compile_error(&message, span);
    quote!(#error #item)
}

/// The file cannot know what the struct is called.
fn find_clash(item: &Item, names: &Names) -> Option<TokenStream> {
    let name = item.name.to_string();
    let (generated, origin) = emit::usable::type_names(names).find(|(generated, _)| *generated == name)?;
    let message = format!("{origin} becomes the type `{generated}`: give this struct another name");
    Some(report::compile_error(&message, span_of(item)))
}

fn span_of(item: &Item) -> Span {
    item.name.span()
}
