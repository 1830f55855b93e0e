//! The tables, one file for each kind.

pub mod decisions;
#[cfg(feature = "live")]
pub mod live;
pub mod loading;
pub mod threads;

/// How many times as much, for people.
fn ratio(much: f64, little: f64) -> String {
    // Less than half a nanosecond is not told from the loop, which hides what runs beside it.
    if little < 0.5 { "-".to_owned() } else { format!("{:.2}", much / little) }
}
