//! The flags of the shop.

#[flags::flags]
pub struct Flags;
