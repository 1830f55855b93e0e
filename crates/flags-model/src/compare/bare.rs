//! A flag that is nothing but its settings: to ask the evaluator, or the words, about a part of a file.

use crate::lint::Levels;
use crate::model::{About, Flag, Settings, ValueType};
use crate::source::Span;

pub(super) fn flag_with(settings: Settings) -> Flag {
    Flag {
        name: String::new(),
        span: Span::default(),
        about: About::default(),
        value: ValueType::Bool,
        variants: Vec::new(),
        payloads: Vec::new(),
        off: 0,
        salt: String::new(),
        by: None,
        environments: None,
        requires: Vec::new(),
        settings,
        overrides: Vec::new(),
        client: false,
        expires: None,
        ladder: None,
        renamed_from: None,
        lints: Levels::default(),
    }
}
