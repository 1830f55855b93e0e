//! `cargo flags schema`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use flags_model::Options;

use crate::arguments::{Common, Format};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::schema::{Facts, schema};
use crate::source::Source;
use crate::{look, write};

/// Print a JSON Schema for this very flags.toml, for the editor
///
/// With it an editor completes keys, attributes, values, flags, variants, segments, stages and
/// environments, explains them, and underlines what does not exist. Point at it in the first line of
/// flags.toml, which editors with TOML support read:
///
///     #:schema ./flags.schema.json
///
/// Make it anew when the names in the file change. What only the whole file can tell (cycles, sums, rules
/// that are never reached) no schema sees: that is for `cargo flags check` and the compiler.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                  cargo flags schema --output flags.schema.json\n  \
                  cargo flags schema | jq .properties.flags")]
pub(crate) struct Schema {
    /// Write it into this file instead of printing it
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

impl Run for Schema {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let source = Source::read(self.common.file.as_deref())?;
        let text = text_for(&source);
        match &self.output {
            Some(path) => write::write(path, &text)?,
            None => write!(anstream::stdout().lock(), "{text}")?,
        }
        Ok(Exit::Fine)
    }
}

/// The schema of a file as text. One with errors has as many names as can be read, and is told so.
pub(crate) fn text_for(source: &Source) -> String {
    let loaded = source.check(&Options::default());
    if loaded.model.is_none() {
        let warning = look::WARNING;
        let _ = writeln!(
            anstream::stderr(),
            "{warning}warning{warning:#}: {} has errors, so the schema knows the names that can be read; \
             `cargo flags check` shows them",
            source.name
        );
    }
    let name = source.path.file_name().unwrap_or_default().to_string_lossy();
    format!("{:#}\n", schema(&Facts::of(&source.text, &loaded), &name))
}
