//! What a schema needs to know of a file: its names, also those of a file with mistakes.

use flags_model::Loaded;
use flags_model::document::{self, parse};
use flags_model::model::{AttributeName, FlagName};

/// The names that a file declares, as far as they can be read.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) environments: Vec<String>,
    /// With whether it is an ordered enum.
    pub(crate) attributes: Vec<(AttributeName, bool)>,
    pub(crate) flags: Vec<FlagFacts>,
    /// `None` if the file could not be read so far.
    pub(crate) segments: Option<Vec<String>>,
    /// `None` if the file could not be read so far; the four that exist without any if it has none.
    pub(crate) stages: Option<Vec<String>>,
    pub(crate) retired: Vec<String>,
}

/// A flag, and what it says about itself.
#[derive(Debug)]
pub(crate) struct FlagFacts {
    pub(crate) name: FlagName,
    pub(crate) description: Option<String>,
}

const STAGES: [&str; 4] = ["in-development", "internal", "beta", "general-availability"];

impl Facts {
    /// Those of a text that was loaded.
    pub(crate) fn of(text: &str, loaded: &Loaded) -> Self {
        let parsed = parse(text);
        // The mistakes are known: `loaded` has them.
        let document = (!parsed.is_broken()).then(|| parsed.read(&mut Vec::new()));
        let document = document.as_ref();
        let owned = |name: &document::Name<'_>| name.value.to_owned();
        let find = |name: &str| {
            document.and_then(|document| document.attributes.iter().find(|it| it.name.value == name))
        };
        // Names that break the pattern of names are mistakes, and no part of an address in the schema.
        let attributes = loaded.names.attributes.iter().filter(|it| is_snake_case(&it.name));
        let attributes = attributes.map(|attribute| {
            let written = find(&attribute.name);
            // In a broken file an enum may have lost what it says of order: then it may be ordered.
            let ordered = written.map_or(document.is_none(), |it| it.ordered.is_some_and(|it| it.value));
            (attribute.clone(), ordered)
        });
        let flags = loaded.names.flags.iter().filter(|it| is_snake_case(&it.name)).map(|name| {
            let written = document.and_then(|it| it.flags.iter().find(|flag| flag.name.value == name.name));
            let description = written.and_then(|flag| flag.about.description.as_ref()).map(owned);
            FlagFacts { name: name.clone(), description }
        });
        let stages = |document: &document::Document<'_>| match &document.stages {
            Some(stages) => stages.iter().map(|stage| owned(&stage.name)).collect(),
            None => STAGES.map(str::to_owned).to_vec(),
        };
        Self {
            environments: loaded.names.environments.clone(),
            attributes: attributes.collect(),
            flags: flags.collect(),
            segments: document.map(|it| it.segments.iter().map(|segment| owned(&segment.name)).collect()),
            stages: document.map(stages),
            retired: document
                .map_or_else(Vec::new, |it| it.retired.iter().map(|it| owned(&it.name)).collect()),
        }
    }

    /// The names of all flags.
    pub(super) fn flag_names(&self) -> Vec<String> {
        self.flags.iter().map(|flag| flag.name.name.clone()).collect()
    }
}

fn is_snake_case(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
