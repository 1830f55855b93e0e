//! The attribute macro of the crate `flags`: turns `flags.toml` into types.
//!
//! ```text
//! args     what stands in the attribute and in the struct
//! locate   which file that is, and its text
//!          (flags_model: checks it)
//! report   one compile error for each mistake
//! emit     the items, one file for each kind; with mistakes, of all names that could be read
//! ```

mod args;
mod emit;
mod expand;
mod locate;
mod report;
mod today;

use proc_macro::TokenStream;

/// Turns `flags.toml` into types: the struct it stands on gets a method for each flag, and a `Context`,
/// enums and structs appear beside it.
///
/// ```text
/// #[flags::flags]
/// pub(crate) struct Flags;
/// ```
///
/// - `#[flags::flags]` reads `flags.toml` beside `Cargo.toml`.
/// - `#[flags::flags("rules/shop.toml")]` reads another file, from the folder of `Cargo.toml`.
/// - `#[flags::flags("./shop.toml")]` reads a file from the folder of this source file.
/// - `crate_path = path` says where the crate `flags` is, if it was renamed.
///
/// The struct implements `Clone` and `Debug`, and `Default` if the file declares no environments; other
/// attributes on it stay.
///
/// The items stand in the struct's module and are as visible as it is: `Context`, `Environment` (if the
/// file declares any), `Explain`, `Overrides`, and a type for each enum, closed set, flag with variants and
/// table value. Put each `#[flags::flags]` into a module of its own: two in one define the same names twice,
/// and the first error is about `only_one_flags_struct_per_module_put_the_other_into_its_own`.
#[proc_macro_attribute]
pub fn flags(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(arguments.into(), &item.into()).into()
}
