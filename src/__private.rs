//! The only door for generated code. Nothing here is public API: it changes without notice, and
//! generated code reaches everything it needs through it, so that no name of the app can get in the way.

pub use core::clone::Clone;
pub use core::cmp::{Eq, Ord, PartialEq, PartialOrd};
pub use core::convert::From;
pub use core::default::Default;
pub use core::fmt::{Debug, Display, Formatter, Result as FormatResult};
pub use core::hash::Hash;
pub use core::include_bytes;
pub use core::iter::Iterator;
pub use core::marker::Copy;
pub use core::ops::FnOnce;
pub use core::option::Option::{self, None, Some};
pub use core::option_env;
pub use core::primitive::{bool, f64, i64, str, u8, u16, u32, usize};
pub use core::result::Result::{self, Ok};
pub use core::str::FromStr;
pub use std::sync::OnceLock;
pub use std::time::SystemTime;
pub use std::vec::Vec;

#[cfg(feature = "serde")]
pub use serde_core::{Serialize, Serializer};

pub use flags_runtime::ruleset::{Payload, Ruleset};
pub use flags_runtime::{Decision, Slot, Text, Value};

pub use crate::all::All;
pub use crate::choice::{Choice, Members, bits, maybe_member, unknown};
pub use crate::clock::seconds;
pub use crate::compiled::Compiled;
pub use crate::context::{Contents, debug_context};
pub use crate::gate::{with_live, with_serde};
pub use crate::handle::Handle;
#[cfg(feature = "live")]
pub use crate::live::Live;
pub use crate::metadata::{Metadata, MetadataTable};
pub use crate::metadata_code::metadata;
pub use crate::overriding::Overriding;
pub use crate::served::{Served, field, field_of, fields_of, table};
pub use crate::unknown::{UnknownFlag, UnknownName};

/// Constructors of the tables' rows, named briefly because they are written thousands of times.
pub mod rows {
    pub use core::option::Option::{None, Some};
    pub use std::borrow::Cow::Borrowed;

    pub use core::primitive::{f64, i64, u32, u64};
    pub use flags_runtime::Pattern;
    pub use flags_runtime::ruleset::{
        Attribute, AttributeKind, Clause, Compare, Entry, Flag, FlagTest, Kind, Node, Payload, Plan,
        Quantifier, Requirement, Ruleset, Run, Sample, Segment, Serve, Share, Step, Str, StringTest, Test,
    };

    pub use flags_runtime::rows::{
        attribute, clause, flag, pattern, plan, requirement, sample, segment, share, text,
    };
}
