//! Conditions.

use flags_runtime::ruleset;

use super::Resolver;
use super::index::quote_alike;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{self, EntryTest, FlagState, Name};
use crate::model::{Condition, Entry, FlagTest, PayloadId, Test, ValueType};

impl<'d> Resolver<'_, 'd> {
    /// A condition, without the entries that are wrong; `None` if nothing is left.
    pub(super) fn resolve_condition(&mut self, condition: &document::Condition<'d>) -> Option<Condition> {
        match condition {
            document::Condition::Literal(literal) => {
                let name = ruleset::Entry::Literal(literal.value);
                let entry = Entry { name, span: literal.span, test: Test::Is(literal.value) };
                Some(Condition { entries: vec![entry], span: literal.span })
            }
            document::Condition::Entries { entries, span } => {
                let entries: Vec<_> = entries.iter().filter_map(|entry| self.resolve_entry(entry)).collect();
                (!entries.is_empty()).then_some(Condition { entries, span: *span })
            }
        }
    }

    fn resolve_entry(&mut self, entry: &document::Entry<'d>) -> Option<Entry> {
        let (name, test) = match &entry.test {
            EntryTest::Any(conditions) => {
                (ruleset::Entry::Any, Test::Any(self.resolve_conditions(conditions)))
            }
            EntryTest::All(conditions) => {
                (ruleset::Entry::All, Test::All(self.resolve_conditions(conditions)))
            }
            EntryTest::None(conditions) => {
                (ruleset::Entry::None, Test::None(self.resolve_conditions(conditions)))
            }
            EntryTest::Segment(names) => {
                let segments = names.iter().filter_map(|name| {
                    let id = self.segments.find(self.text, *name, self.diagnostics)?;
                    Some((u16::try_from(id).ok()?, name.span))
                });
                (ruleset::Entry::Segment, Test::Segments(segments.collect()))
            }
            EntryTest::Flag(flags) => {
                let flags = flags.iter().filter_map(|(name, state)| {
                    let id = self.find_flag(*name)?;
                    Some((id, self.resolve_flag_state(id, *state)?, name.span))
                });
                (ruleset::Entry::Flag, Test::Flags(flags.collect()))
            }
            EntryTest::Attribute(test) => return self.resolve_attribute_entry(entry.key, test),
        };
        Some(Entry { name, span: entry.key.span, test })
    }

    fn resolve_conditions(&mut self, conditions: &[document::Condition<'d>]) -> Vec<Condition> {
        conditions.iter().filter_map(|condition| self.resolve_condition(condition)).collect()
    }

    fn resolve_attribute_entry(&mut self, key: Name<'d>, test: &document::Test<'d>) -> Option<Entry> {
        let id = if key.value == "now" {
            u16::try_from(self.names.attributes.len()).ok()?
        } else {
            self.find_condition_attribute(key, test)?
        };
        let operators = self.resolve_test(key, id, test);
        let name = ruleset::Entry::Attribute(id);
        (!operators.is_empty()).then_some(Entry {
            name,
            span: key.span,
            test: Test::Attribute(id, operators),
        })
    }

    /// A key of a condition that is no attribute may be a misspelt group or a segment or flag by name.
    fn find_condition_attribute(&mut self, key: Name<'d>, test: &document::Test<'d>) -> Option<u16> {
        if self.attributes.contains(key.value) {
            return self.find_attribute(key);
        }
        // Only those that could stand before this value.
        let groups: &[&str] = match test {
            document::Test::Equals(_) | document::Test::OneOf(_) => &["segment"],
            document::Test::Operators { .. } => &["flag", "now"],
        };
        let message = format!("unknown attribute `{}`", key.value);
        let diagnostic = Diagnostic::error(Code::UnknownAttribute, key.span, message)
            .label("no attribute of this name is declared");
        let diagnostic = match (key.value, closest(key.value, groups.iter().copied())) {
            ("not", _) => diagnostic
                .label("`not` negates a test of one attribute")
                .help("write `none = [{ … }]`, or `attribute = { not = … }`"),
            ("environment" | "env", _) => diagnostic
                .label("the environment is no attribute")
                .help("use the flag's `environments` or `env.<name>`"),
            (_, Some(group)) if !self.has_close_attribute(key.value) => {
                diagnostic.patch(format!("write `{group}`"), key.span, group)
            }
            (name, _) if self.segments.contains(name) => {
                diagnostic.help(format!("`{name}` is a segment: write `segment = \"{name}\"`"))
            }
            (name, _) if self.flags.contains(name) => {
                diagnostic.help(format!("`{name}` is a flag: write `flag = {{ {name} = true }}`"))
            }
            _ => {
                self.find_attribute(key);
                return None;
            }
        };
        self.report(diagnostic);
        None
    }

    fn has_close_attribute(&self, name: &str) -> bool {
        closest(name, self.names.attributes.iter().map(|attribute| attribute.name.as_str())).is_some()
    }

    fn resolve_flag_state(&mut self, flag: u32, state: FlagState<'d>) -> Option<FlagTest> {
        match state {
            FlagState::On(on) => Some(if on.value { FlagTest::On } else { FlagTest::Off }),
            FlagState::Variant(variant) => self.find_variant(flag, variant).map(FlagTest::Variant),
        }
    }

    /// The number of a variant of a flag.
    pub(super) fn find_variant(&mut self, flag: u32, variant: Name<'d>) -> Option<PayloadId> {
        let declared = self.names.flags.get(flag as usize)?;
        let found = declared.variants.iter().position(|name| name == variant.value);
        if let Some(found) = found {
            return PayloadId::try_from(found).ok();
        }
        let written = self.document.flags.get(flag as usize)?;
        if written.variants.is_some() && declared.variants.is_empty() {
            // They could not be read, which was reported: any may be one of them.
            return None;
        }
        let flag = &declared.name;
        if declared.variants.is_empty() {
            let kind = if declared.value == ValueType::Bool { "a bool" } else { "a value without names" };
            self.report(
                Diagnostic::error(
                    Code::NotAVariantFlag,
                    variant.span,
                    format!("flag `{flag}` has no variants"),
                )
                .label(format!("it is {kind}: on or off is all one can ask"))
                .related(declared.span, "declared here")
                .patch("ask whether it is on", variant.span, "true"),
            );
            return None;
        }
        let names: Vec<&str> = declared.variants.iter().map(String::as_str).collect();
        let message = format!("flag `{flag}` has no variant `{}`", variant.value);
        let diagnostic = Diagnostic::error(Code::UnknownVariant, variant.span, message)
            .label(format!("not one of {}", super::index::list(&names)))
            .related(declared.span, "declared here");
        let diagnostic = match closest(variant.value, names.iter().copied()) {
            Some(close) => {
                let replacement = quote_alike(self.text, variant.span, close);
                diagnostic.patch("a variant with a similar name exists", variant.span, replacement)
            }
            None => diagnostic.help("use one of them, or add it to the flag's `variants`"),
        };
        self.report(diagnostic);
        None
    }
}
