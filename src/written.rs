//! Overrides that somebody writes where the program starts: `FLAGS_OVERRIDE=new_sidebar=on`.

use std::fmt;

use flags_runtime::Value;
use flags_runtime::ruleset::{FlagId, Kind, Payload, PayloadId};

use crate::closest::closest;
use crate::compiled::{Compiled, flag_once_named};
use crate::overriding::served;
use crate::unknown::UnknownFlag;

/// The variable that [`override_from_env`] reads.
const VARIABLE: &str = "FLAGS_OVERRIDE";

/// Overrides what the variable `FLAGS_OVERRIDE` says, for a person who tries something out: no flag can be
/// overridden from outside unless the program calls this, and no flag that is killed, by `enabled = false` or a
/// kill list, is turned on by it. Without the variable the handle is as it was. How
/// it is written: [`override_from`].
///
/// # Errors
///
/// Something in it is not a flag, or not a value that the flag has.
///
/// ```
/// # mod features {
/// #     #[flags::flags("tests/face/sidebar.toml")]
/// #     pub struct Flags;
/// # }
/// # use features::Flags;
/// let flags = flags::override_from_env(&Flags::new())?;
/// # Ok::<(), flags::OverrideError>(())
/// ```
pub fn override_from_env<F: Compiled>(flags: &F) -> Result<F, OverrideError> {
    match std::env::var_os(VARIABLE) {
        Some(text) => match text.to_str() {
            Some(text) => override_from(flags, text),
            None => Err(OverrideError { mistakes: vec!["it is not UTF-8".to_owned()] }),
        },
        None => override_from(flags, ""),
    }
}

/// Overrides what a text says: `new_sidebar=on,checkout_button=blue,page_size=40`. A flag is `on` or `off`
/// (or `true`, `false`, or just its name), the name of a variant or of a named value, a number, or a text without
/// commas. Blanks around names and values do not count. Old names of flags work too. Values that are tables
/// cannot be written so. A kill beats such an override; it does not beat one in code (`with`).
///
/// # Errors
///
/// All that is wrong with it; nothing is overridden then.
///
/// ```
/// # mod features {
/// #     #[flags::flags("tests/face/sidebar.toml")]
/// #     pub struct Flags;
/// # }
/// # use features::{Context, Flags};
/// let flags = flags::override_from(&Flags::new(), "new_sidebar=on")?;
/// assert!(flags.new_sidebar(&Context::new("anybody")));
/// let error = flags::override_from(&flags, "new_sidbar=on").unwrap_err();
/// assert_eq!(error.to_string(), "overrides: unknown flag `new_sidbar`; did you mean `new_sidebar`?");
/// # Ok::<(), flags::OverrideError>(())
/// ```
pub fn override_from<F: Compiled>(flags: &F, text: &str) -> Result<F, OverrideError> {
    let mut mistakes = Vec::new();
    let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    let handle = flags.handle().with(|overriding| {
        let mut overriding = overriding.beaten_by_kills();
        for entry in entries {
            let (name, value) = entry.split_once('=').unwrap_or((entry, "on"));
            let (name, value) = (name.trim(), value.trim());
            let flag = F::rules().flag_named(name).or_else(|| flag_once_named(F::OLD_NAMES, name));
            let chosen = match flag {
                Some(flag) => choose::<F>(flag, name, value).map(|chosen| (flag, chosen)),
                None => Err(UnknownFlag::new(name, F::NAMES).to_string()),
            };
            overriding = match chosen {
                Ok((flag, Chosen::Switch(on))) => overriding.switch(flag, on),
                Ok((flag, Chosen::Number(number))) => overriding.choose_number(flag, number),
                Ok((flag, Chosen::Value(value))) => overriding.serve_value(flag, value),
                Err(mistake) => {
                    mistakes.push(mistake);
                    overriding
                }
            };
        }
        overriding
    });
    if mistakes.is_empty() { Ok(F::of(handle)) } else { Err(OverrideError { mistakes }) }
}

/// What was written for a flag, by its kind.
enum Chosen {
    Switch(bool),
    Number(PayloadId),
    Value(Value),
}

fn choose<F: Compiled>(flag: FlagId, name: &str, written: &str) -> Result<Chosen, String> {
    let rules = F::rules();
    let Some(row) = rules.flags.get(flag as usize) else { return Ok(Chosen::Switch(false)) };
    let wrong = |expected: &str| Err(format!("`{name}={written}`: expected {expected}"));
    if row.kind == Kind::Bool {
        return match written {
            "on" | "true" => Ok(Chosen::Switch(true)),
            "off" | "false" => Ok(Chosen::Switch(false)),
            _ if written.contains(';') => wrong("`on` or `off`, and a comma before the next flag"),
            _ => wrong("`on` or `off`"),
        };
    }
    let names: Vec<&'static str> = rules.names_of(row.variants).collect();
    let numbered = names.iter().position(|known| *known == written);
    if let Some(number) = numbered.and_then(|number| PayloadId::try_from(number).ok()) {
        return Ok(match row.kind {
            Kind::NamedValue => Chosen::Value(served(flag, number, rules)),
            _ => Chosen::Number(number),
        });
    }
    let value = match row.payloads.of(&rules.payloads).first() {
        Some(Payload::Integer(_)) => written.parse().ok().map(Value::Integer),
        Some(Payload::Float(_)) => written.parse().ok().filter(|it: &f64| it.is_finite()).map(Value::Float),
        Some(Payload::Text(_)) => Some(Value::Text(written.into())),
        Some(Payload::Table(_)) | None => None,
    };
    if let Some(value) = value {
        return Ok(Chosen::Value(value));
    }
    if names.is_empty() {
        return wrong(match row.payloads.of(&rules.payloads).first() {
            Some(Payload::Integer(_)) => "a whole number",
            Some(Payload::Float(_)) => "a number",
            _ => "nothing: a table cannot be written here, override it in code with `with`",
        });
    }
    let meant = closest(written, &names).map(|meant| format!("; did you mean `{meant}`?"));
    wrong(&format!("one of {}{}", names.join(", "), meant.unwrap_or_default()))
}

/// A text that should override flags has mistakes; displays all of them.
#[derive(Clone, PartialEq, Eq)]
pub struct OverrideError {
    mistakes: Vec<String>,
}

impl fmt::Display for OverrideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "overrides: {}", self.mistakes.join("\noverrides: "))
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for OverrideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for OverrideError {}
