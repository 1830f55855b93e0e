//! Where the code is that asks for the flags.

use std::path::PathBuf;

use clap::Args;
use flags_model::Loaded;

use crate::code::Usage;
use crate::failure::Failure;
use crate::source::Source;

/// Which code is read.
#[derive(Debug, Args)]
pub(crate) struct CodeArguments {
    /// A folder of Rust code that asks for the flags; may be given again [default: the file's folder]
    #[arg(long, value_name = "DIR")]
    code: Vec<PathBuf>,
}

impl CodeArguments {
    /// Reads the code.
    pub(crate) fn read(&self, source: &Source, loaded: &Loaded) -> Result<Usage, Failure> {
        let folders = if self.code.is_empty() { vec![source.folder().to_owned()] } else { self.code.clone() };
        let usage = Usage::read(&folders, &loaded.names, loaded.model.as_ref())?;
        if !self.code.is_empty() && usage.findings.files == 0 {
            let folders: Vec<_> = self.code.iter().map(|folder| folder.display().to_string()).collect();
            return Err(Failure::new(format!("no Rust code in {}", folders.join(", ")))
                .help("`--code` takes a folder; what git ignores and what cargo has built is left out"));
        }
        Ok(usage)
    }
}
