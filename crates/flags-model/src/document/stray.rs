//! `environments` and `ladder` belong above the first header: below it they are taken for something that
//! the table declares.

use toml::de::DeValue;

use super::place::Place;
use super::reader::Reader;
use super::table::Field;
use crate::diagnostic::{Code, Diagnostic};

/// Whether a field of a table, whose keys are names, is one of the two.
pub(super) fn is_stray(field: Field<'_>) -> bool {
    matches!(field.key.value, "environments" | "ladder") && matches!(field.get(), DeValue::Array(_))
}

/// The same where the table has a fixed set of keys. What is in or of a flag has its own `environments`
/// and `ladder`, so there the flag's are meant.
pub(super) fn is_stray_in(place: Place, field: Field<'_>) -> bool {
    matches!(place, Place::Attribute | Place::Segment | Place::Stage | Place::Retired) && is_stray(field)
}

/// Says where it belongs. Its environments count nevertheless, so that their uses are not reported too.
pub(super) fn report_stray<'d>(reader: &mut Reader<'d>, field: Field<'d>) {
    let key = field.key.value;
    reader.report(
        Diagnostic::error(
            Code::MisplacedKey,
            field.key.span,
            format!("`{key}` belongs at the top of the file, before the first [table]"),
        )
        .label("below a header it is part of that table")
        .help(format!("move the line `{key} = …` above the first line that begins with `[`")),
    );
    if key == "environments" && reader.strays.is_empty() {
        let names = reader.read_names(field, "environments = [\"staging\", \"production\"]");
        reader.unread.environments |= names.is_none();
        reader.strays = names.map_or_else(Vec::new, |names| names.value);
    }
}
