//! What two programs must have in common to follow the same rules.

use std::fmt::Write;

use crate::model::Model;

/// Tells whether two files declare the same: 16 hexadecimal digits over the names and types of environments,
/// attributes, flags and variants. Rules do not count, nor does the order of flags.
///
/// ```
/// use flags_model::reload::schema_hash;
/// let hash = |text| schema_hash(&flags_model::load(text).model.expect("the file is valid"));
/// let narrow = hash("[flags.chat]\nenabled = false\n");
/// assert_eq!(narrow, hash("[flags.chat]\nenabled = true\n"));
/// assert_ne!(narrow, hash("[flags.chats]\nenabled = true\n"));
/// ```
pub fn schema_hash(model: &Model) -> String {
    let mut lines = Vec::new();
    for environment in &model.environments {
        lines.push(format!("environment {environment}"));
    }
    for attribute in &model.attributes {
        let (name, kind, members, key) = (&attribute.name, attribute.kind, &attribute.members, attribute.key);
        lines.push(format!("attribute {name} {kind:?} {members:?} {key}"));
    }
    for flag in &model.flags {
        lines.push(format!("flag {} {:?} {:?}", flag.name, flag.value, flag.variants));
    }
    lines.sort_unstable();
    let digest = blake3::hash(lines.join("\n").as_bytes());
    digest.as_bytes().iter().take(8).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
