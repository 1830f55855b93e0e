//! Newer rules for a running program: what is refused, what moves, what stays.

mod circles;
mod damage;
mod generated;
#[path = "../laws/generator/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the laws use the rest of it")]
mod generator;
mod kills;
mod limits;
mod matrix;
mod regex;
mod sealed;
mod signed;

/// A context as data.
type Object = serde_json::Map<String, serde_json::Value>;

const STOREFRONT: &str = include_str!("../../../../examples/storefront/flags.toml");
