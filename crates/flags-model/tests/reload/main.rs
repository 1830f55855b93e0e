//! Newer rules for a running program: what is refused, what moves, what stays.

mod kills;
mod limits;
mod sealed;

const STOREFRONT: &str = include_str!("../../../../examples/storefront/flags.toml");
