//! `cargo flags init`

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::schema::text_for;
use crate::arguments::{Format, OutputFormat};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::source::{Source, read_text};
use crate::{look, write};

const FLAGS: &str = include_str!("../init/flags.toml");
const FEATURES: &str = include_str!("../init/features.rs");
const ADD: &str = "cargo add flags --git https://github.com/flags-rs/flags";

const EXAMPLE: &str = "\
let flags = Flags::new();
let ctx = Context::new(\"user-42\").plan(Plan::Pro);
if flags.maintenance_banner(&ctx) {
    println!(\"we are at work\");
}
if flags.new_greeting(&ctx) {
    println!(\"hello, user-42\");
}
println!(\"a {} button\", flags.button_color(&ctx).as_str());";

/// Write a first flags.toml, its schema and src/features.rs
///
/// Asks nothing, and overwrites nothing: if one of the files is there, none is written. The folder must
/// be that of a crate, since the macro looks for flags.toml beside Cargo.toml.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags init\n  \
                        cargo flags init apps/shop")]
pub(crate) struct Init {
    /// The folder of the crate
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    output: OutputFormat,
}

impl Run for Init {
    fn format(&self) -> Format {
        self.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let manifest = self.manifest()?;
        let path = |name: &str| self.folder.strip_prefix(".").unwrap_or(&self.folder).join(name);
        let starter = Source::of("flags.toml".to_owned(), FLAGS.to_owned());
        let files = [
            (path("flags.toml"), FLAGS.to_owned()),
            (path("flags.schema.json"), text_for(&starter)),
            (path("src/features.rs"), FEATURES.to_owned()),
        ];
        refuse_to_overwrite(&files)?;
        write_all(&files)?;
        let mut out = anstream::stdout().lock();
        let names: Vec<_> = files.iter().map(|(path, _)| path.display().to_string()).collect();
        if self.format() == Format::Json {
            writeln!(out, "{}", json!({ "written": names }))?;
        } else {
            for name in &names {
                let (style, bold) = (look::ON, look::BOLD);
                writeln!(out, "{style}wrote{style:#} {bold}{name}{bold:#}")?;
            }
            print_next_steps(&mut out, &manifest)?;
        }
        Ok(Exit::Fine)
    }
}

impl Init {
    /// The text of the crate's `Cargo.toml`.
    fn manifest(&self) -> Result<String, Failure> {
        let path = self.folder.join("Cargo.toml");
        if !path.is_file() {
            return Err(Failure::new(format!("no Cargo.toml in {}", described(&self.folder)))
                .help("run it in the folder of a crate, or name that; `cargo init` makes a new one"));
        }
        let text = read_text(&path)?;
        // One that cannot be parsed is cargo's to judge.
        let has_package =
            text.parse::<toml_edit::DocumentMut>().map_or(true, |manifest| manifest.contains_key("package"));
        if !has_package {
            return Err(Failure::new(format!(
                "Cargo.toml in {} is that of a workspace",
                described(&self.folder)
            ))
            .help("name the folder of the crate that asks for flags: `cargo flags init crates/shop`"));
        }
        Ok(text)
    }
}

fn described(folder: &Path) -> String {
    if folder == Path::new(".") { "this folder".to_owned() } else { folder.display().to_string() }
}

fn refuse_to_overwrite(files: &[(PathBuf, String)]) -> Result<(), Failure> {
    // A link that leads nowhere is there too.
    let there = files.iter().filter(|(path, _)| path.symlink_metadata().is_ok());
    let there: Vec<_> = there.map(|(path, _)| path.display().to_string()).collect();
    if there.is_empty() {
        return Ok(());
    }
    let verb = if there.len() == 1 { "is" } else { "are" };
    Err(Failure::new(format!("{} {verb} there already", there.join(", ")))
        .help("nothing was written; `cargo flags list` shows what flags.toml declares"))
}

/// All files or, as far as the machine lets us, none.
fn write_all(files: &[(PathBuf, String)]) -> Result<(), Failure> {
    for (index, (path, text)) in files.iter().enumerate() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let made = folder.map_or(Ok(()), fs::create_dir_all);
        let written =
            made.map_err(|error| Failure::io("write", path, &error)).and_then(|()| write::create(path, text));
        if let Err(failure) = written {
            for (path, _) in &files[..index] {
                let _ = fs::remove_file(path);
            }
            return Err(failure);
        }
    }
    Ok(())
}

fn print_next_steps(out: &mut impl Write, manifest: &str) -> std::io::Result<()> {
    let bold = look::BOLD;
    let has_flags = manifest.parse::<toml_edit::DocumentMut>().is_ok_and(|manifest| {
        manifest
            .get("dependencies")
            .and_then(|it| it.as_table_like())
            .is_some_and(|it| it.contains_key("flags"))
    });
    let mut step = 0;
    let mut title = |out: &mut dyn Write, text: &str| {
        step += 1;
        writeln!(out, "\n{bold}{step}.{bold:#} {text}\n")
    };
    if !has_flags {
        title(out, "Add the crate:")?;
        writeln!(out, "    {ADD}")?;
    }
    title(out, "Declare the module, in src/main.rs or src/lib.rs:")?;
    writeln!(out, "    mod features;\n    use features::{{Context, Flags, Plan}};")?;
    title(out, "Ask:")?;
    for line in EXAMPLE.lines() {
        writeln!(out, "    {line}")?;
    }
    writeln!(
        out,
        "\nThen change flags.toml: the compiler says what does not fit. `cargo flags schema -o flags.schema.json`"
    )?;
    writeln!(out, "tells your editor about new names, and `cargo flags --help` shows what else there is.")
}
