//! Newer rules for a running program: what a text must be to replace the running rules, and what of it
//! moves. Nothing here reads a file, keeps a state or looks at a clock: text and models in, values out.
//!
//! ```text
//! bytes ──read_seal──▶ Seal      is it whole, and which revision is it
//! text  ──verify─────▶ Seal      and was it signed by this key (feature `signing`)
//! text  ──merge──────▶ Merged    the rules that hold from now on, numbered as the program was compiled
//! bytes ──read_kills─▶ Kills     what is off whatever the rules say
//! ```

mod asking;
mod kills;
mod limits;
mod load;
mod merge;
mod report;
mod schema;
mod seal;
mod walk;

pub use asking::with_asking;
pub use kills::{KillFault, Kills, Known, LONGEST_KILL_LIST, is_blank, read_kills};
pub use limits::Limits;
pub use load::{load_compiled, load_within};
pub use merge::{Merged, Options, Rejection, merge};
pub use report::{FlagReport, Kept, Missing, Outcome, Reason, Reload};
pub use schema::schema_hash;
#[cfg(feature = "signing")]
pub use seal::{PublicKey, PublicKeyError, SigningKey, hex, read_hex, sign, verify};
pub use seal::{Seal, SealError, SealFault, read_seal, seal, stated_revision, without_seal};
