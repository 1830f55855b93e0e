//! What an instance says of itself.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use flags::live::Live;
use serde::{Deserialize, Serialize};

/// What an instance of a program runs, as it says itself. In a store it is JSON.
///
/// ```
/// let json = r#"{"instance":"web-1","schema":"9f86d081884c7d65","revision":42,"generation":7,
///     "status":"live","killed":["new_sidebar"],"refused":null,"at":1790000000}"#;
/// let report = flags_sync::Report::from_json(json.as_bytes())?;
/// assert_eq!((report.instance.as_str(), report.revision), ("web-1", Some(42)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The name of the instance.
    pub instance: String,
    /// What the program knows: [`Live::schema`].
    pub schema: String,
    /// The revision of the rules that run, if they are sealed.
    pub revision: Option<u64>,
    /// Which version of the rules runs: [`Live::generation`].
    pub generation: u64,
    /// How current the rules are: `embedded`, `cached`, `live`, `stale`.
    pub status: String,
    /// The flags that are killed, in file order.
    pub killed: Vec<String>,
    /// Why what the store has is not what runs: the rules were refused or are older, or rules or a kill list could
    /// not be taken.
    pub refused: Option<String>,
    /// The flags that this program cannot follow, because it is too old for their rules, and why: the first
    /// hundred of them. They keep the last rules that it could follow.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, String>,
    /// What is wrong with the kill list: lines that cannot be read, the first twenty of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kill_faults: Vec<String>,
    /// When this was so, in seconds since 1970.
    pub at: u64,
}

/// Of a refusal so many letters are reported: a text may have a hundred mistakes.
const LONGEST_REFUSAL: usize = 2_000;

impl Report {
    pub(crate) fn of(live: &Live, refused: Option<String>) -> Self {
        Self {
            instance: live.instance().to_string(),
            schema: live.schema(),
            revision: live.revision(),
            generation: live.generation(),
            status: live.status().as_str().to_owned(),
            killed: live.killed().into_iter().map(str::to_owned).collect(),
            refused: refused.map(|message| message.chars().take(LONGEST_REFUSAL).collect()),
            kept: BTreeMap::new(),
            kill_faults: Vec::new(),
            at: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
        }
    }

    /// Reads a report, as [`Store::reports`](crate::store::Store::reports) returns it.
    ///
    /// # Errors
    ///
    /// It is none; perhaps of a later version of flags.
    pub fn from_json(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json)
    }

    pub(crate) fn to_json(&self) -> Vec<u8> {
        // Strings and numbers can always be written.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
