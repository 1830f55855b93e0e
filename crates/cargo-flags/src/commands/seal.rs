//! `cargo flags seal`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use flags_model::reload::{read_seal, stated_revision};
use serde_json::{Value, json};

use crate::arguments::{Common, Format};
use crate::cli::{Exit, Run};
use crate::edit::percent;
use crate::failure::Failure;
use crate::publish::key;
use crate::publish::live::describe_seal;
use crate::publish::seal::{SealArguments, Sealed};
use crate::source::Source;
use crate::{look, write};

/// Check a flags file and end it with a seal: its revision, a digest, perhaps a signature
///
/// A program that follows a sealed text notices when it was cut or changed on its way, and never goes back
/// to an older revision. `cargo flags push` seals by itself; this is for those who publish in another way.
#[derive(Debug, Args)]
#[command(
    after_help = "The sealed text goes to standard output, or into a file with `-o`. A seal that the file has is \
                        replaced, whether or not it still fits.\n\n\
                        Examples:\n  \
                        cargo flags seal > live.toml\n  \
                        cargo flags seal flags.toml --apply 10 -o live.toml\n  \
                        cargo flags seal --new-key publish.key\n  \
                        cargo flags seal --key publish.key --revision 42 -o live.toml\n\n\
                        JSON, one object: revision, flags, apply, signed, output (the file, or null), text (null with `-o`). \
                        With `--new-key`: key (the file), public."
)]
pub(crate) struct Seal {
    /// The flags file [default: flags.toml here or in a folder above]
    #[arg(value_name = "FILE", conflicts_with = "file")]
    path: Option<PathBuf>,
    /// The revision [default: one more than that of the seal which the file has, else 1]
    #[arg(long, value_name = "N")]
    revision: Option<u64>,
    #[command(flatten)]
    arguments: SealArguments,
    /// Write the sealed text into this file, in one step
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Make a private key in this file, which must not be there yet, and print its public key
    #[arg(long, value_name = "FILE", conflicts_with_all = ["path", "file", "revision", "apply", "key", "output"])]
    new_key: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

impl Run for Seal {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        if let Some(path) = &self.new_key {
            return self.make_key(path);
        }
        let sealer = self.arguments.read()?;
        let source = Source::read(self.path.as_deref().or(self.common.file.as_deref()))?;
        source.load()?;
        let stated = stated_revision(&source.text);
        let revision = match (self.revision, stated) {
            (Some(revision), _) => revision,
            (None, Some(stated)) => {
                stated.checked_add(1).ok_or_else(|| Failure::new("there is no greater revision"))?
            }
            (None, None) => 1,
        };
        let sealed = sealer.seal(&source, revision)?;
        let mut warnings = Vec::new();
        if let Some(stated) = stated.filter(|stated| *stated >= revision) {
            warnings.push(format!(
                "the file has the seal of revision {stated}: programs that run it do not go back to {revision}"
            ));
        }
        if let Some(old) = read_seal(&source.text).ok().flatten() {
            if old.signature.is_some() && sealed.seal.signature.is_none() {
                warnings.push("the file was signed, and no longer is: `--key FILE` signs it".to_owned());
            }
            if let (Some(apply), None) = (old.apply, sealed.seal.apply) {
                warnings.push(format!(
                    "the old seal was for {} of the instances, and this one is for all: `--apply` says which",
                    percent(apply)
                ));
            }
        }
        if let Some(path) = &self.output {
            write::write(path, &sealed.text)?;
        }
        self.print(&source, &sealed, stated)?;
        look::warn(&warnings)?;
        Ok(Exit::Fine)
    }
}

impl Seal {
    fn print(&self, source: &Source, sealed: &Sealed, stated: Option<u64>) -> Result<(), Failure> {
        let output = self.output.as_ref().map(|path| path.display().to_string());
        if self.common.is_json() {
            let object = json!({
                "revision": sealed.seal.revision,
                "flags": sealed.seal.flags,
                "apply": apply_json(&sealed.seal),
                "signed": sealed.seal.signature.is_some(),
                "output": output,
                "text": output.is_none().then_some(&sealed.text),
            });
            writeln!(anstream::stdout(), "{object}")?;
            return Ok(());
        }
        if output.is_none() {
            // The bytes themselves: whoever takes escapes out of them breaks the seal.
            std::io::stdout().lock().write_all(sealed.text.as_bytes())?;
        }
        let why = match (self.revision, stated) {
            (Some(_), _) => String::new(),
            (None, Some(stated)) => format!("; {} had revision {stated}", source.name),
            (None, None) => format!("; {} had no seal", source.name),
        };
        let (bold, place) = (look::BOLD, output.map_or_else(String::new, |path| format!("{path}: ")));
        writeln!(anstream::stderr(), "{bold}{place}{}{bold:#}{why}", describe_seal(&sealed.seal))?;
        Ok(())
    }

    fn make_key(&self, path: &std::path::Path) -> Result<Exit, Failure> {
        let public = key::create(path)?.to_string();
        if self.common.is_json() {
            writeln!(
                anstream::stdout(),
                "{}",
                json!({ "key": path.display().to_string(), "public": public })
            )?;
            return Ok(Exit::Fine);
        }
        writeln!(anstream::stdout(), "{public}")?;
        let (bold, note) = (look::BOLD, look::HELP);
        writeln!(
            anstream::stderr(),
            "{bold}{} is a private key: whoever has it can publish{bold:#}\n\
             {note}help{note:#}: above is its public key, for programs (`ReloadOptions::key`, or `key` of a follower); sign with `--key {}`",
            path.display(),
            path.display()
        )?;
        Ok(Exit::Fine)
    }
}

/// The percentage as a number, `null` for all.
pub(crate) fn apply_json(seal: &flags_model::reload::Seal) -> Value {
    seal.apply.map_or(Value::Null, |apply| json!(f64::from(apply.0) / 1000.0))
}
