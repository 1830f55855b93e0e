//! Values that an edit writes.

use flags_model::model::{Flag, Payload, Percent, Serve, ValueType};
use serde_json::Value as Json;

use super::notation::{write_key, write_percent, write_string};
use super::rollout::percent_from_word;
use crate::failure::Failure;

/// A value that an edit writes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Percent(Percent),
    Bool(bool),
    /// The name of a stage or a variant, or text.
    Text(String),
    Integer(i64),
    Float(f64),
    /// Variants and their shares.
    Split(Vec<(String, Percent)>),
    /// What only a person would write.
    Other(String),
}

impl Value {
    /// As the file says it, in the notation of what stood there.
    pub(super) fn write(&self, old: Option<&str>) -> String {
        match self {
            Self::Percent(percent) => write_percent(*percent, old),
            Self::Bool(value) => value.to_string(),
            Self::Text(text) => write_string(text, old),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => toml_edit::Value::from(*number).to_string(),
            Self::Split(shares) => {
                let share = |(name, percent): &(String, Percent)| {
                    format!("{} = {}", write_key(name), write_percent(*percent, None))
                };
                format!("{{ {} }}", shares.iter().map(share).collect::<Vec<_>>().join(", "))
            }
            Self::Other(text) => text.clone(),
        }
    }

    /// As JSON.
    pub(super) fn json(&self) -> Json {
        match self {
            Self::Percent(percent) => percent_json(*percent),
            Self::Bool(value) => Json::from(*value),
            Self::Text(text) | Self::Other(text) => Json::from(text.as_str()),
            Self::Integer(number) => Json::from(*number),
            Self::Float(number) => Json::from(*number),
            Self::Split(shares) => {
                shares.iter().map(|(name, percent)| (name.clone(), percent_json(*percent))).collect()
            }
        }
    }

    /// For a sentence.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Percent(percent) => format!("{percent} %"),
            Self::Bool(value) => value.to_string(),
            Self::Text(text) => format!("`{text}`"),
            Self::Integer(_) | Self::Float(_) => self.write(None),
            Self::Split(shares) => {
                let share = |(name, percent): &(String, Percent)| format!("{name} {percent} %");
                shares.iter().map(share).collect::<Vec<_>>().join(", ")
            }
            Self::Other(text) => text.clone(),
        }
    }

    /// What a flag serves.
    pub(crate) fn of_serve(flag: &Flag, serve: &Serve) -> Self {
        let name = |id: usize| flag.variants.get(id).cloned();
        match serve {
            Serve::Equal => Self::Other("an equal share of each".to_owned()),
            Serve::Split(shares) => {
                let share = |(id, percent): &(_, _)| Some((name(usize::from(*id))?, *percent));
                Self::Split(shares.iter().filter_map(share).collect())
            }
            Serve::One(id) => match (name(usize::from(*id)), flag.payloads.get(usize::from(*id))) {
                (Some(name), _) => Self::Text(name),
                (None, Some(Payload::Integer(number))) => Self::Integer(*number),
                (None, Some(Payload::Float(number))) => Self::Float(*number),
                (None, Some(Payload::Text(text))) => Self::Text(text.clone()),
                (None, Some(Payload::Table(_))) => Self::Other("a table".to_owned()),
                (None, None) => Self::Bool(true),
            },
        }
    }

    /// A word of the command line as what the flag may serve.
    pub(crate) fn serve_from_word(flag: &Flag, word: &str) -> Result<Self, Failure> {
        let wrong = |wanted: &str| Failure::new(format!("`{}` serves {wanted}, not `{word}`", flag.name));
        if !flag.variants.is_empty() {
            return variants_from_word(flag, word);
        }
        match &flag.value {
            ValueType::Bool => {
                Err(Failure::new(format!("`{}` is on or off: it serves nothing else", flag.name))
                    .help("its rollout says who gets it: `--rollout`"))
            }
            ValueType::Integer => word.parse().map(Self::Integer).map_err(|_| wrong("whole numbers")),
            ValueType::Float => match word.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Self::Float(number)),
                _ => Err(wrong("numbers")),
            },
            ValueType::Text => Ok(Self::Text(word.to_owned())),
            _ => Err(Failure::new(format!("`{}` serves a table", flag.name)).help("change it by hand")),
        }
    }
}

/// `blue`, or `control=20,blue=80`.
fn variants_from_word(flag: &Flag, word: &str) -> Result<Value, Failure> {
    let known = |name: &str| {
        let variants = flag.variants.iter().map(String::as_str);
        let found = variants.clone().find(|variant| *variant == name).map(str::to_owned);
        found.ok_or_else(|| Failure::unknown("variant", name, variants))
    };
    if !word.contains('=') {
        return known(word).map(Value::Text);
    }
    let shares = word.split(',').map(|share| {
        let (name, percent) = share.split_once('=').ok_or_else(|| {
            Failure::new(format!("`{share}` is no share")).help("write `variant=percent,variant=percent`")
        })?;
        Ok((known(name)?, percent_from_word(&format!("the share `{share}`"), percent)?))
    });
    let shares: Vec<(String, Percent)> = shares.collect::<Result<_, Failure>>()?;
    let mut names = shares.iter().enumerate();
    match names.find(|(at, (name, _))| shares[..*at].iter().any(|(other, _)| other == name)) {
        Some((_, (name, _))) => Err(Failure::new(format!("`{name}` is given twice"))),
        None => Ok(Value::Split(shares)),
    }
}

fn percent_json(percent: Percent) -> Json {
    if percent.0.is_multiple_of(1000) {
        Json::from(percent.0 / 1000)
    } else {
        Json::from(f64::from(percent.0) / 1000.0)
    }
}
