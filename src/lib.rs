//! Feature flags that are checked while compiling.
//!
//! The flags of a program stand in a file, `flags.toml`, beside its `Cargo.toml`:
//!
//! ```toml
//! [context]
//! user = { type = "string", key = true }
//! plan = { type = "enum", of = ["free", "pro", "enterprise"], ordered = true }
//!
//! [flags.new_sidebar]
//! description = "The collapsible sidebar"
//! when        = { plan = { at_least = "pro" } }
//! rollout     = 25
//! ```
//!
//! [`macro@flags`] turns the file into types. A typo, in the file or in the code that asks, does not
//! compile:
//!
//! ```
//! mod features {
//!     // Without a path it is `flags.toml` beside `Cargo.toml`.
//!     #[flags::flags("tests/face/sidebar.toml")]
//!     pub struct Flags;
//! }
//! use features::{Context, Flags, Plan};
//!
//! let flags = Flags::new();
//! let context = Context::new("user-42").plan(Plan::Pro);
//! assert!(flags.new_sidebar(&context));
//! assert_eq!(
//!     flags.explain().new_sidebar(&context).to_string(),
//!     "new_sidebar: on, because bucket 19.258 < rollout 25 %",
//! );
//! ```
//!
//! Deciding reads constant tables: it neither allocates nor locks nor panics, and the compiler
//! specialises it for each flag. (`matches` compiles its expression when it is first asked.)
//!
//! # Features
//!
//! - `live`: newer rules and kill switches while the program runs, see `flags::live`.
//! - `stream`: their changes as a `Stream`; turns on `live`.
//! - `signing`: only rules that are signed with a key; turns on `live`.
//! - `regex`: conditions may use `matches`.
//! - `serde`: decisions, values, [`All`], and the generated enums and structs implement `serde::Serialize`.

mod all;
mod choice;
mod clock;
mod closest;
mod compiled;
mod context;
mod gate;
mod handle;
#[cfg(feature = "live")]
pub mod live;
mod metadata;
mod metadata_code;
mod overriding;
mod served;
#[cfg(not(feature = "live"))]
mod state;
mod unknown;
mod written;

#[doc(hidden)]
pub mod __private;

pub use all::All;
pub use flags_macros::flags;
pub use flags_runtime::{Decision, Reason, Text, Trace, TraceStep, Value};
pub use metadata::{FlagKind, Metadata, MetadataTable};
pub use unknown::{UnknownFlag, UnknownName};
pub use written::{OverrideError, override_from, override_from_env};
