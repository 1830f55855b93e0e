//! What a flag says about itself.

use super::reader::Reader;
use super::table::Table;
use super::{About, FlagKind};

const KINDS: &[(&str, FlagKind)] = &[
    ("release", FlagKind::Release),
    ("experiment", FlagKind::Experiment),
    ("ops", FlagKind::Ops),
    ("permission", FlagKind::Permission),
];

const TRANSLATIONS: &[(&str, &str)] = &[
    ("ab", "experiment"),
    ("a/b", "experiment"),
    ("test", "experiment"),
    ("operational", "ops"),
    ("operations", "ops"),
    ("kill-switch", "ops"),
    ("killswitch", "ops"),
    ("entitlement", "permission"),
    ("feature", "release"),
    ("temporary", "release"),
];

/// Takes the keys that document a flag.
pub(super) fn read_about<'d>(reader: &mut Reader<'d>, table: &mut Table<'d>) -> About<'d> {
    About {
        description: table
            .take("description")
            .and_then(|field| reader.read_string(field, "description = \"The collapsible sidebar\"")),
        owner: table.take("owner").and_then(|field| reader.read_string(field, "owner = \"team-web\"")),
        tags: table
            .take("tags")
            .and_then(|field| reader.read_texts(field, "tags = [\"checkout\"]"))
            .map_or_else(Vec::new, |tags| tags.value),
        link: table
            .take("link")
            .and_then(|field| reader.read_string(field, "link = \"https://example.com/42\"")),
        created: table.take("created").and_then(|field| reader.read_date(field)),
        kind: table.take("kind").and_then(|field| reader.read_word(field, "kind", KINDS, TRANSLATIONS)),
    }
}
