//! What stands in the attribute, and the struct below it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta, Path, Token, Visibility};

/// `#[flags::flags("path.toml", crate_path = some::path)]`
pub(crate) struct Args {
    /// The file, if not `flags.toml`.
    pub(crate) file: Option<LitStr>,
    /// Where the crate `flags` is.
    pub(crate) crate_path: Option<Path>,
}

/// `pub(crate) struct Flags;`
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
}

impl Args {
    pub(crate) fn of(tokens: TokenStream) -> syn::Result<Self> {
        parse_args.parse2(tokens)
    }

    /// Where mistakes of the file are shown: at its name, or at the attribute.
    pub(crate) fn span(&self) -> Span {
        self.file.as_ref().map_or_else(Span::call_site, LitStr::span)
    }
}

fn parse_args(input: ParseStream<'_>) -> syn::Result<Args> {
    let mut args = Args { file: None, crate_path: None };
    while !input.is_empty() {
        if input.peek(LitStr) && args.file.is_none() && args.crate_path.is_none() {
            args.file = Some(input.parse()?);
        } else {
            let name: Ident = input.parse().map_err(|error| syn::Error::new(error.span(), EXPECTED))?;
            if name != "crate_path" || args.crate_path.is_some() {
                return Err(syn::Error::new(name.span(), EXPECTED));
            }
            input.parse::<Token![=]>()?;
            args.crate_path = Some(input.call(Path::parse_mod_style)?);
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(args)
}

const EXPECTED: &str = "expected the path of a file, then `crate_path = some::path`, both optional: \
                        `#[flags::flags(\"path.toml\", crate_path = some::path)]`";

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let not_a_struct = |error: syn::Error| syn::Error::new(error.span(), UNIT_STRUCT);
        input.parse::<Token![struct]>().map_err(not_a_struct)?;
        let name: Ident = input.parse()?;
        input.parse::<Token![;]>().map_err(not_a_struct)?;
        Ok(Self { attributes, visibility, name })
    }
}

const UNIT_STRUCT: &str = "`#[flags::flags]` stands on a struct without fields and parameters: \
                           `pub(crate) struct Flags;`";

impl Item {
    pub(crate) fn of(tokens: TokenStream) -> syn::Result<Self> {
        syn::parse2(tokens)
    }

    /// A type of any form, of which only the head counts.
    pub(crate) fn of_any_type(tokens: TokenStream) -> syn::Result<Self> {
        let parse = |input: ParseStream<'_>| {
            let attributes = input.call(Attribute::parse_outer)?;
            let visibility = input.parse()?;
            if input.peek(Token![enum]) {
                input.parse::<Token![enum]>()?;
            } else {
                input.parse::<Token![struct]>()?;
            }
            let name = input.parse()?;
            input.parse::<TokenStream>()?;
            Ok(Self { attributes, visibility, name })
        };
        parse.parse2(tokens)
    }

    /// Takes the derives away that cannot be, and says why; a derive of another crate stays.
    pub(crate) fn remove_derives(&mut self) -> Option<syn::Error> {
        let mut refused = Vec::new();
        for attribute in &mut self.attributes {
            let Meta::List(list) = &mut attribute.meta else { continue };
            if !list.path.is_ident("derive") {
                continue;
            }
            let parse = Punctuated::<Path, Token![,]>::parse_terminated;
            let Ok(derives) = parse.parse2(list.tokens.clone()) else { continue };
            let (own, others): (Vec<_>, Vec<_>) = derives.into_iter().partition(is_refused);
            list.tokens = quote!(#(#others),*);
            refused.extend(own);
        }
        let never = refused.iter().find(|path| names_one_of(path, NEVER));
        let worst = never.or(refused.first())?;
        Some(syn::Error::new(worst.span(), explain_derive(&self.name, worst)))
    }
}

/// What the macro implements.
const OWN: &[&str] = &["Clone", "Debug", "Default"];
/// What a handle does not have.
const NEVER: &[&str] = &["Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];

fn is_refused(path: &Path) -> bool {
    names_one_of(path, OWN) || names_one_of(path, NEVER)
}

fn names_one_of(path: &Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

fn explain_derive(name: &Ident, derive: &Path) -> String {
    if names_one_of(derive, NEVER) {
        let derive = derive.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        return format!("`{name}` is a handle, and cannot be `{derive}`: remove the derive");
    }
    format!(
        "`{name}` already implements `Clone` and `Debug`, and `Default` where `{name}::new` takes nothing: \
         remove the derive"
    )
}
