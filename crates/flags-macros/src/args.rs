//! What stands in the attribute, and the struct below it.

use proc_macro2::{Ident, Span, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Token, Visibility};

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
}
