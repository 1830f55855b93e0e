//! Making a sealed text.

use std::path::PathBuf;

use clap::Args;
use flags_model::Severity;
use flags_model::model::Percent;
use flags_model::reload::{Limits, Seal, SigningKey, load_within, read_seal, seal, sign};
use flags_model::source::Lines;

use super::key;
use crate::edit::percent_from_word;
use crate::failure::Failure;
use crate::source::Source;

/// What a seal says besides its revision.
#[derive(Debug, Args)]
pub(crate) struct SealArguments {
    /// Only so many percent of the instances take it: 10, 0.5% [default: all]
    #[arg(long, value_name = "PERCENT")]
    apply: Option<String>,
    /// Sign it with the private key in this file
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// How texts are sealed: [`SealArguments`] that were read.
pub(crate) struct Sealer {
    pub(crate) apply: Option<Percent>,
    pub(crate) key: Option<SigningKey>,
}

/// A text with its seal.
pub(crate) struct Sealed {
    pub(crate) text: String,
    pub(crate) seal: Seal,
}

impl SealArguments {
    /// Reads the key and the percentage.
    pub(crate) fn read(&self) -> Result<Sealer, Failure> {
        let apply = self.apply.as_deref().map(|word| percent_from_word("`--apply`", word)).transpose()?;
        let key = self.key.as_deref().map(key::read).transpose()?;
        Ok(Sealer { apply: apply.filter(|apply| apply.0 < 100_000), key })
    }
}

impl Sealer {
    /// Seals a file that is valid. Refuses what running programs would refuse.
    pub(crate) fn seal(&self, source: &Source, revision: u64) -> Result<Sealed, Failure> {
        let text = match &self.key {
            Some(key) => sign(&source.text, revision, self.apply, key),
            None => seal(&source.text, revision, self.apply),
        };
        match read_seal(&text) {
            Ok(Some(seal)) => {
                refuse_too_large(source, &text)?;
                Ok(Sealed { text, seal })
            }
            Ok(None) => Err(Failure::new("the text cannot be sealed").at(&source.name)),
            // A seal that is not at the end is none of this text.
            Err(error) => {
                let line = Lines::of(&text).line(error.span.start);
                Err(Failure::new("the file has an older seal, and goes on after it")
                    .at(format!("{}:{line}", source.name))
                    .help("take out the lines that begin with `# seal:`; a new one is written at the end"))
            }
        }
    }
}

/// What a program takes while it runs may not be as large as what it is compiled with.
fn refuse_too_large(source: &Source, text: &str) -> Result<(), Failure> {
    let mut diagnostics = load_within(text, &Limits::default()).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(Failure::Invalid(Box::new((source.clone(), diagnostics))))
}
