//! Decisions as people and programs read them: value, reason, trace.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::ruleset::Thousandths;
use crate::text::Text;
use crate::words::{Bucket, Percentage};

/// One flag decided for one context, and why.
///
/// Displays as a sentence: `new_sidebar: on, because bucket 19.258 < rollout 25 %`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decision<T> {
    /// The flag's name.
    pub flag: Text,
    /// What the flag serves.
    pub value: T,
    /// Whether the flag is on.
    pub on: bool,
    /// Which line of the rules decided.
    pub reason: Reason,
    /// The variant served, on or off, where the flag has variants or named values.
    pub variant: Option<Text>,
    /// The bucket, 0..=99 999, if a percentage strictly between 0 and 100 decided.
    pub bucket: Option<u32>,
    /// Every step on the way; empty where nobody asked for an explanation (`all`, `decide`).
    pub trace: Trace,
    /// Whether clients may see it (`client = true`).
    pub client: bool,
    /// The percentage that the bucket was held against.
    pub(crate) percent: Option<Thousandths>,
    /// The variant that the required flag should be.
    pub(crate) required: Option<Text>,
}

/// Which line of the rules decided. Displays as the contract writes it: `rollout`, `rule(0)`,
/// `missing(country)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The handle overrides the flag.
    Override,
    /// `enabled = false`.
    Disabled,
    /// The flag does not list this environment.
    Environment,
    /// This required flag is off, or is another variant.
    Requires(Text),
    /// `deny` holds.
    Deny,
    /// The context lacks this attribute, and whether the flag is on depends on it.
    Missing(Text),
    /// `allow` holds.
    Allow,
    /// This entry of `when` does not hold.
    Condition(Text),
    /// The flag's rule of this index, from 0.
    Rule(u32),
    /// A rule of this stage.
    Stage(Text),
    /// The rollout is 0 or 100 percent.
    Static,
    /// The rollout is a percentage.
    Rollout,
}

/// What the evaluator looked at on the way to a decision, in order. Displays as a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The steps; the inner parts of one follow it, a level deeper.
    pub steps: Vec<TraceStep>,
}

/// One thing that the evaluator looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep {
    /// How deep it is inside others, from 0.
    pub depth: usize,
    /// What it asks: `plan is pro or enterprise`.
    pub what: String,
    /// What came of it: `true`, `false`, `unknown`, or a bucket.
    pub result: String,
}

impl<T> Decision<T> {
    /// The same decision with its value seen as another type.
    pub fn map<U>(self, value: impl FnOnce(T) -> U) -> Decision<U> {
        Decision {
            flag: self.flag,
            value: value(self.value),
            on: self.on,
            reason: self.reason,
            variant: self.variant,
            bucket: self.bucket,
            trace: self.trace,
            client: self.client,
            percent: self.percent,
            required: self.required,
        }
    }
}

impl<T> fmt::Display for Decision<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.flag, if self.on { "on" } else { "off" })?;
        if let Some(variant) = &self.variant {
            write!(f, " ({variant})")?;
        }
        f.write_str(", because ")?;
        self.write_because(f)
    }
}

impl<T> Decision<T> {
    fn write_because(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Override => f.write_str("this handle overrides it"),
            Reason::Disabled => f.write_str("it is disabled"),
            Reason::Environment => f.write_str("it is not for this environment"),
            Reason::Requires(flag) => match &self.required {
                Some(variant) => write!(f, "it requires {flag} to be on and {variant}"),
                None => write!(f, "it requires {flag}, which is off"),
            },
            Reason::Deny => f.write_str("its `deny` holds"),
            Reason::Missing(attribute) => write!(f, "the context has no {attribute}"),
            Reason::Allow => f.write_str("its `allow` holds"),
            Reason::Condition(entry) if *entry == "false" => f.write_str("its `when` is false"),
            Reason::Condition(entry) => write!(f, "its `when` fails at {entry}"),
            Reason::Rule(index) => {
                write!(f, "rule {index} holds")?;
                self.write_rollout(f)
            }
            Reason::Stage(name) => {
                write!(f, "a rule of stage {name} holds")?;
                self.write_rollout(f)
            }
            Reason::Static => write!(f, "its rollout is {}", if self.on { "100 %" } else { "0 %" }),
            Reason::Rollout => self.write_draw(f),
        }
    }

    /// The rest of a sentence about a rule that holds.
    fn write_rollout(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.bucket, self.on) {
            (Some(_), true) => f.write_str(" and ")?,
            (Some(_), false) => f.write_str(" but ")?,
            (None, true) => return Ok(()),
            (None, false) => return f.write_str(" but its rollout leaves this context out"),
        }
        self.write_draw(f)
    }

    fn write_draw(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(bucket), Some(percent)) = (self.bucket, self.percent) else { return Ok(()) };
        let sign = if bucket < percent { "<" } else { ">=" };
        write!(f, "bucket {} {sign} rollout {}", Bucket(bucket), Percentage(percent))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Override => f.write_str("override"),
            Self::Disabled => f.write_str("disabled"),
            Self::Environment => f.write_str("environment"),
            Self::Requires(flag) => write!(f, "requires({flag})"),
            Self::Deny => f.write_str("deny"),
            Self::Missing(attribute) => write!(f, "missing({attribute})"),
            Self::Allow => f.write_str("allow"),
            Self::Condition(entry) => write!(f, "condition({entry})"),
            Self::Rule(index) => write!(f, "rule({index})"),
            Self::Stage(name) => write!(f, "stage({name})"),
            Self::Static => f.write_str("static"),
            Self::Rollout => f.write_str("rollout"),
        }
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{:indent$}{}: {}", "", step.what, step.result, indent = step.depth * 2)?;
        }
        Ok(())
    }
}

#[cfg(feature = "serde")]
mod serialize {
    use alloc::string::ToString;

    use serde_core::ser::{Serialize, SerializeStruct, Serializer};

    use super::{Decision, Reason, Trace, TraceStep};

    /// `{"value":…,"on":true,"reason":"rollout","variant":null,"bucket":12345}`: what tools print for
    /// each flag. The trace has a `Serialize` of its own.
    impl<T: Serialize> Serialize for Decision<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut fields = serializer.serialize_struct("Decision", 5)?;
            fields.serialize_field("value", &self.value)?;
            fields.serialize_field("on", &self.on)?;
            fields.serialize_field("reason", &self.reason)?;
            fields.serialize_field("variant", &self.variant)?;
            fields.serialize_field("bucket", &self.bucket)?;
            fields.end()
        }
    }

    impl Serialize for Reason {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.to_string())
        }
    }

    impl Serialize for Trace {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(&self.steps)
        }
    }

    impl Serialize for TraceStep {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut fields = serializer.serialize_struct("TraceStep", 3)?;
            fields.serialize_field("depth", &self.depth)?;
            fields.serialize_field("what", &self.what)?;
            fields.serialize_field("result", &self.result)?;
            fields.end()
        }
    }
}
