//! `cargo flags pull`

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use flags_model::reload::{read_seal, without_seal};
use serde_json::json;

use crate::arguments::{Format, OutputFormat};
use crate::cli::{Exit, Run};
use crate::commands::apply_json;
use crate::failure::Failure;
use crate::publish::live::Live;
use crate::stores::{Place, StoreArgument};
use crate::{look, write};

/// Print the rules that are live, or write them into a file
#[derive(Debug, Args)]
#[command(
    after_help = "The seal is held against the text; one that was cut or changed is refused. A file that still has \
                        its own seal, whole, may be overwritten; any other was changed since, and needs `--force`.\n\n\
                        Examples:\n  \
                        cargo flags pull file:/etc/shop/flags.toml | less\n  \
                        cargo flags pull file:/etc/shop/flags.toml --plain -o flags.toml\n\n\
                        JSON, one object: store, revision, flags, apply, signed, output (the file, or null), written, \
                        text (null with `-o`). The first and the next three are null where there is no seal."
)]
pub(crate) struct Pull {
    #[command(flatten)]
    store: StoreArgument,
    /// Write it into this file, in one step
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Leave out the seal: for a file that people edit
    #[arg(long)]
    plain: bool,
    /// Overwrite a file that was changed
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    format: OutputFormat,
}

impl Run for Pull {
    fn format(&self) -> Format {
        self.format.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let place = Place::open(&self.store.address)?;
        let live = Live::require(&place)?;
        if let Some(trouble) = live.trouble.as_ref().filter(|_| live.seal.is_none()) {
            return Err(Failure::new(format!("what is live is damaged: {trouble}"))
                .at(&place.name)
                .help("programs run what came before; push a whole file again: `cargo flags push`"));
        }
        let mut warnings = Vec::new();
        if let Some(trouble) = &live.trouble {
            warnings.push(format!("programs refuse what is live: {trouble}"));
        } else if live.seal.is_none() {
            warnings.push("what is live has no seal: nobody can say whether it is whole".to_owned());
        }
        let text = if self.plain { without_seal(&live.source.text) } else { &live.source.text };
        let written = match &self.output {
            Some(path) => self.write(path, text)?,
            None => false,
        };
        self.print(&live, text, written)?;
        look::warn(&warnings)?;
        Ok(Exit::Fine)
    }
}

impl Pull {
    /// Writes the file unless it has the text already; says whether.
    fn write(&self, path: &Path, text: &str) -> Result<bool, Failure> {
        match fs::read(path) {
            Ok(old) if old == text.as_bytes() => return Ok(false),
            Ok(old) if !self.force && !is_as_pulled(&old) => {
                return Err(Failure::new(format!("{} would be overwritten", path.display())).help(
                    "it has no seal that fits, so it may have changes that are nowhere else: pull into another \
                     file and compare the two with `cargo flags diff`, or overwrite it with `--force`",
                ));
            }
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Failure::io("read", path, &error));
            }
            _ => {}
        }
        write::write(path, text)?;
        Ok(true)
    }

    fn print(&self, live: &Live, text: &str, written: bool) -> Result<(), Failure> {
        let output = self.output.as_ref().map(|path| path.display().to_string());
        if self.format.format == Format::Json {
            let object = json!({
                "store": live.source.name,
                "revision": live.revision(),
                "flags": live.seal.map(|seal| seal.flags),
                "apply": live.seal.as_ref().map(apply_json),
                "signed": live.seal.map(|seal| seal.signature.is_some()),
                "output": output,
                "written": written,
                "text": output.is_none().then_some(text),
            });
            writeln!(anstream::stdout(), "{object}")?;
            return Ok(());
        }
        match output {
            // The bytes themselves: whoever takes escapes out of them breaks the seal.
            None => std::io::stdout().lock().write_all(text.as_bytes())?,
            Some(path) => {
                let (note, what) = (look::HELP, live.describe());
                let verb = if written { "written" } else { "unchanged" };
                writeln!(anstream::stdout(), "{note}{verb}{note:#}: {path}, {what}")?;
            }
        }
        Ok(())
    }
}

/// Whether a file is as it was pulled: then its text is no work of anybody's that would be lost.
fn is_as_pulled(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| matches!(read_seal(text), Ok(Some(_))))
}
