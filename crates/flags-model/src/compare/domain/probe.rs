//! The tests of one attribute, asked of single values by the one evaluator.

use flags_runtime::ruleset::Entry as EntryName;
use flags_runtime::{Kept, Ruleset, Scope, Slot, Slots, decide};

use crate::compare::bare::flag_with;
use crate::compare::pair::Side;
use crate::lower;
use crate::model::{AttributeId, Condition, Entry, Flag, Model, Operator, OperatorTest, Settings, Test};
use crate::source::Span;

/// A file with one flag for each test.
pub(super) struct Probe {
    rules: Ruleset,
    attribute: AttributeId,
    tests: Vec<OperatorTest>,
}

impl Probe {
    pub fn of(side: &Side<'_>, attribute: Option<AttributeId>, tests: Vec<OperatorTest>) -> Self {
        let id = attribute.unwrap_or_default();
        let flags = tests.iter().map(|test| flag_of(id, test)).collect();
        let model = Model {
            environments: Vec::new(),
            attributes: side.model.attributes.clone(),
            segments: Vec::new(),
            stages: Vec::new(),
            flags,
            ladder: Vec::new(),
            retired: Vec::new(),
            lints: side.model.lints.clone(),
        };
        Self { rules: lower(&model), attribute: id, tests }
    }

    pub fn tests(&self) -> impl Iterator<Item = &OperatorTest> {
        self.tests.iter()
    }

    /// Adds what each test answers about a value, at each of these times.
    pub fn ask(&self, slot: Slot<'static>, kept: &Kept, nows: &[i64], answers: &mut Vec<bool>) {
        let last = usize::from(self.rules.now());
        let mut slots = vec![Slot::ABSENT; last + 1];
        let has_age = |test: &OperatorTest| {
            matches!(test, OperatorTest::WithinDays(_) | OperatorTest::OlderThanDays(_))
        };
        let nows = if self.tests.iter().any(has_age) { nows } else { &nows[..1] };
        for now in nows {
            slots[last] = Slot::timestamp(*now);
            slots[usize::from(self.attribute)] = slot;
            let scope = Scope {
                rules: &self.rules,
                environment: 0,
                slots: Slots { slots: &slots, kept },
                overrides: None,
                clock: || None,
            };
            answers.extend((0..).zip(&self.tests).map(|(flag, _)| decide(&scope, flag).on));
        }
    }
}

fn flag_of(attribute: AttributeId, test: &OperatorTest) -> Flag {
    let span = Span::default();
    let test = Test::Attribute(attribute, vec![Operator { span, test: test.clone() }]);
    let entry = Entry { name: EntryName::Attribute(attribute), span, test };
    let when = Some(Condition { entries: vec![entry], span });
    flag_with(Settings { when, ..Settings::default() })
}
