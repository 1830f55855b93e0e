//! Arguments that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use flags_model::dynamic::Engine;
use flags_model::model::{Flag, FlagId, Model};

use crate::failure::Failure;
use crate::source::Source;

/// Which file, and for whom the result is.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The flags file [default: flags.toml here or in a folder above]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputFormat,
}

/// For whom the result is.
#[derive(Debug, Args)]
pub(crate) struct OutputFormat {
    /// Print for people, or for programs: JSON, one object a line for lists
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

/// In which environment flags are decided.
#[derive(Debug, Args)]
pub(crate) struct EnvironmentArgument {
    /// The environment, where the file declares some
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
}

impl Common {
    /// The file, read and valid.
    pub(crate) fn load(&self) -> Result<(Source, Model), Failure> {
        let source = Source::read(self.file.as_deref())?;
        let model = source.load()?;
        Ok((source, model))
    }

    /// The file, ready to decide.
    pub(crate) fn engine(&self) -> Result<(Source, Engine), Failure> {
        let (source, model) = self.load()?;
        Ok((source, Engine::new(model)))
    }

    pub(crate) fn is_json(&self) -> bool {
        self.output.format == Format::Json
    }
}

impl EnvironmentArgument {
    /// The number of the environment, if one is named.
    pub(crate) fn resolve(&self, model: &Model) -> Result<Option<u16>, Failure> {
        let Some(name) = &self.environment else { return Ok(None) };
        if model.environments.is_empty() {
            return Err(Failure::new("the file declares no environments").help("leave out `--environment`"));
        }
        let found = model.environments.iter().position(|environment| environment == name);
        match found.and_then(|found| u16::try_from(found).ok()) {
            Some(found) => Ok(Some(found)),
            None => Err(Failure::unknown("environment", name, model.environments.iter().map(String::as_str))),
        }
    }

    /// The number of the environment: 0 where the file declares none, an error where it declares some
    /// and none is named.
    pub(crate) fn require(&self, model: &Model) -> Result<u16, Failure> {
        match self.resolve(model)? {
            Some(environment) => Ok(environment),
            None if model.environments.is_empty() => Ok(0),
            None => Err(Failure::new("which environment?")
                .help(format!("name one: `-e {}`", model.environments.join("`, `-e ")))),
        }
    }
}

/// The flag of this name, or who it might have been.
pub(crate) fn flag_named<'m>(model: &'m Model, name: &str) -> Result<(FlagId, &'m Flag), Failure> {
    model.flag_named(name).ok_or_else(|| {
        if let Some(renamed) = model.flags.iter().find(|flag| flag.renamed_from.as_deref() == Some(name)) {
            return Failure::new(format!("no flag `{name}`: it is called `{}` now", renamed.name));
        }
        if model.retired.iter().any(|retired| retired.name == name) {
            return Failure::new(format!("no flag `{name}`: it was retired"));
        }
        Failure::unknown("flag", name, model.flags.iter().map(|flag| flag.name.as_str()))
    })
}
