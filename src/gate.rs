//! What generated code has only with some feature of this crate.
//!
//! Only this crate knows for which target its features are on: one build may hold two copies of it, and the
//! macro, which runs on the host, serves both. So the macro always writes everything, inside of these, and the
//! copy that it is compiled against keeps it or drops it.

/// Keeps items.
#[doc(hidden)]
#[macro_export]
macro_rules! __keep {
    ($($items:item)*) => { $($items)* };
}

/// Drops items.
#[doc(hidden)]
#[macro_export]
macro_rules! __drop {
    ($($items:item)*) => {};
}

#[cfg(not(feature = "live"))]
pub use crate::__drop as with_live;
#[cfg(not(feature = "serde"))]
pub use crate::__drop as with_serde;
#[cfg(feature = "live")]
pub use crate::__keep as with_live;
#[cfg(feature = "serde")]
pub use crate::__keep as with_serde;
