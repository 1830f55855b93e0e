//! Conditions as nodes. Children go into the table before their parent, side by side.

use flags_runtime::ruleset::{AttributeId, Entry, Node, Run, StringTest, Test};
use flags_runtime::{LONG_LIST, string_table};

use super::pool::Pool;
use crate::model::{self, Condition, OperatorTest};

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Pool {
    /// A condition: the run of its entries, of which all must hold.
    pub fn condition(&mut self, condition: &Condition) -> Run {
        let nodes: Vec<Node> = condition.entries.iter().map(|entry| self.entry(entry)).collect();
        self.nodes(nodes)
    }

    fn entry(&mut self, entry: &model::Entry) -> Node {
        let name = entry.name;
        let test = match &entry.test {
            model::Test::Is(value) => Test::Is(*value),
            model::Test::Any(conditions) => Test::Any(self.conditions(name, conditions)),
            model::Test::All(conditions) => Test::All(self.conditions(name, conditions)),
            model::Test::None(conditions) => Test::None(self.conditions(name, conditions)),
            model::Test::Segments(segments) => {
                let nodes = segments.iter().map(|(id, _)| Node(name, Test::Segment(*id))).collect();
                self.one_or(nodes, Test::Any)
            }
            model::Test::Flags(flags) => {
                let nodes = flags.iter().map(|(id, test, _)| Node(name, Test::Flag(*id, *test))).collect();
                self.one_or(nodes, Test::All)
            }
            model::Test::Attribute(attribute, operators) => {
                let tests: Vec<&OperatorTest> = operators.iter().map(|operator| &operator.test).collect();
                self.operators(*attribute, &tests)
            }
        };
        Node(name, test)
    }

    /// Conditions as the children of a group.
    fn conditions(&mut self, name: Entry, conditions: &[Condition]) -> Run {
        let nodes: Vec<Node> = conditions
            .iter()
            .map(|condition| match condition.entries.as_slice() {
                [entry] => self.entry(entry),
                _ => Node(name, Test::All(self.condition(condition))),
            })
            .collect();
        self.nodes(nodes)
    }

    /// Operators of which all must hold.
    fn operators(&mut self, attribute: AttributeId, tests: &[&OperatorTest]) -> Test {
        let nodes = tests
            .iter()
            .map(|test| Node(Entry::Attribute(attribute), self.operator(attribute, test)))
            .collect();
        self.one_or(nodes, Test::All)
    }

    /// A group of one is its only child.
    fn one_or(&mut self, nodes: Vec<Node>, group: fn(Run) -> Test) -> Test {
        match nodes.as_slice() {
            [Node(_, test)] => *test,
            _ => group(self.nodes(nodes)),
        }
    }

    fn operator(&mut self, attribute: AttributeId, test: &OperatorTest) -> Test {
        match test {
            OperatorTest::Not(tests) => {
                let inner = self.operators(attribute, &tests.iter().collect::<Vec<_>>());
                Test::Not(self.nodes(vec![Node(Entry::Attribute(attribute), inner)]))
            }
            OperatorTest::Present(wanted) => Test::Present(attribute, *wanted),
            OperatorTest::Bool(value) => Test::Bool(attribute, *value),
            OperatorTest::Integer(compare, value) => Test::Integer(attribute, *compare, *value),
            OperatorTest::IntegerIn(values) => Test::IntegerIn(attribute, self.integers(values.clone())),
            OperatorTest::Float(compare, value) => Test::Float(attribute, *compare, *value),
            OperatorTest::FloatIn(values) => Test::FloatIn(attribute, self.floats(values)),
            OperatorTest::Version(compare, version) => Test::Version(attribute, *compare, self.str(version)),
            OperatorTest::VersionIn(versions) => Test::VersionIn(attribute, self.strings(versions)),
            OperatorTest::After(second) => Test::After(attribute, *second),
            OperatorTest::Before(second) => Test::Before(attribute, *second),
            OperatorTest::WithinDays(days) => Test::Within(attribute, days * DAY),
            OperatorTest::OlderThanDays(days) => Test::OlderThan(attribute, days * DAY),
            OperatorTest::Members(members) => self.members(attribute, members),
            OperatorTest::ClosedSet(quantifier, members) => {
                let bits = members.iter().fold(0, |bits, member| bits | 1_u64 << member);
                Test::Set(attribute, *quantifier, bits)
            }
            OperatorTest::OpenSet(quantifier, items) => {
                Test::OpenSet(attribute, *quantifier, self.strings(items))
            }
            OperatorTest::String(test, strings) => self.string(attribute, *test, strings),
            OperatorTest::Matches(patterns, ignore_case) => {
                Test::Matches(attribute, self.patterns(patterns, *ignore_case))
            }
        }
    }

    /// Members as bits: in the node itself if one word has a bit for each member of the enum.
    fn members(&mut self, attribute: AttributeId, members: &[u16]) -> Test {
        let declared = self.attributes.get(usize::from(attribute)).map_or(0, |row| row.members.1);
        let mut words = vec![0_u64; declared.div_ceil(64).max(1) as usize];
        for member in members {
            words[usize::from(*member) / 64] |= 1 << (member % 64);
        }
        match words.as_slice() {
            [word] => Test::Enum(attribute, *word),
            _ => Test::WideEnum(attribute, self.words(words)),
        }
    }

    /// Long lists get a hash table, so that their length does not matter.
    fn string(&mut self, attribute: AttributeId, test: StringTest, strings: &[String]) -> Test {
        if test != StringTest::Equals(false) || strings.len() < LONG_LIST {
            return Test::String(attribute, test, self.strings(strings));
        }
        let mut distinct: Vec<&str> = strings.iter().map(String::as_str).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let table = self.slots(string_table(&distinct));
        let distinct: Vec<String> = distinct.into_iter().map(str::to_owned).collect();
        Test::StringIn(attribute, self.strings(&distinct), table)
    }
}
