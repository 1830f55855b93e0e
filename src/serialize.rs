//! Whether generated types serialise.
//!
//! Only this crate knows for which target its feature `serde` is on: one build may hold two copies of it,
//! and the macro, which runs on the host, serves both. So the macro writes the implementations always, inside
//! of `with_serde`, and the copy that they are compiled against keeps them or drops them.

#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_serde {
    ($($items:item)*) => { $($items)* };
}

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_serde {
    ($($items:item)*) => {};
}

pub use crate::__with_serde as with_serde;
