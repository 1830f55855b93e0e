//! The tables while they grow.

use std::borrow::Cow;
use std::collections::HashMap;

use flags_runtime::ruleset::{
    Attribute, Clause, Flag, Node, Payload, Plan, Requirement, Run, Segment, Share, Str,
};
use flags_runtime::{Pattern, Ruleset};

/// The tables of a ruleset under construction; strings and lists are stored once.
#[derive(Default)]
pub(super) struct Pool {
    text: String,
    known: HashMap<String, Str>,
    names: Vec<Str>,
    pub environments: Vec<Str>,
    pub stages: Vec<Str>,
    pub attributes: Vec<Attribute>,
    pub segments: Vec<Segment>,
    pub flags: Vec<Flag>,
    pub plans: Vec<Plan>,
    pub requirements: Vec<Requirement>,
    pub clauses: Vec<Clause>,
    pub nodes: Vec<Node>,
    pub shares: Vec<Share>,
    pub payloads: Vec<Payload>,
    strings: Vec<Str>,
    slots: Vec<u32>,
    integers: Vec<i64>,
    floats: Vec<f64>,
    words: Vec<u64>,
    patterns: Vec<Pattern>,
}

impl Pool {
    /// Tables for so many names at least.
    pub fn with_names(count: usize) -> Self {
        Self { known: HashMap::with_capacity(count), ..Self::default() }
    }

    /// A string, once however often it is used.
    pub fn str(&mut self, string: &str) -> Str {
        if let Some(known) = self.known.get(string) {
            return *known;
        }
        let str = Str(number(self.text.len()), number(string.len()));
        self.text.push_str(string);
        self.known.insert(string.to_owned(), str);
        str
    }

    pub fn names(&mut self, names: &[String]) -> Run {
        let names: Vec<Str> = names.iter().map(|name| self.str(name)).collect();
        append(&mut self.names, names)
    }

    pub fn strings(&mut self, strings: &[String]) -> Run {
        let strings: Vec<Str> = strings.iter().map(|string| self.str(string)).collect();
        append(&mut self.strings, strings)
    }

    pub fn slots(&mut self, slots: Vec<u32>) -> Run {
        append(&mut self.slots, slots)
    }

    pub fn integers(&mut self, mut integers: Vec<i64>) -> Run {
        integers.sort_unstable();
        integers.dedup();
        append(&mut self.integers, integers)
    }

    pub fn floats(&mut self, floats: &[f64]) -> Run {
        append(&mut self.floats, floats.to_vec())
    }

    pub fn words(&mut self, words: Vec<u64>) -> Run {
        append(&mut self.words, words)
    }

    pub fn patterns(&mut self, patterns: &[String], ignore_case: bool) -> Run {
        let patterns = patterns.iter().map(|pattern| Pattern::new(pattern.clone(), ignore_case)).collect();
        append(&mut self.patterns, patterns)
    }

    /// Appends rows that must be neighbours; their own children are in place already.
    pub fn nodes(&mut self, nodes: Vec<Node>) -> Run {
        append(&mut self.nodes, nodes)
    }

    pub fn payloads(&mut self, payloads: Vec<Payload>) -> Run {
        append(&mut self.payloads, payloads)
    }

    pub fn into_ruleset(self) -> Ruleset {
        Ruleset {
            text: Cow::Owned(self.text),
            names: Cow::Owned(self.names),
            environments: Cow::Owned(self.environments),
            stages: Cow::Owned(self.stages),
            attributes: Cow::Owned(self.attributes),
            segments: Cow::Owned(self.segments),
            flags: Cow::Owned(self.flags),
            plans: Cow::Owned(self.plans),
            requirements: Cow::Owned(self.requirements),
            clauses: Cow::Owned(self.clauses),
            nodes: Cow::Owned(self.nodes),
            shares: Cow::Owned(self.shares),
            payloads: Cow::Owned(self.payloads),
            strings: Cow::Owned(self.strings),
            slots: Cow::Owned(self.slots),
            integers: Cow::Owned(self.integers),
            floats: Cow::Owned(self.floats),
            words: Cow::Owned(self.words),
            patterns: Cow::Owned(self.patterns),
        }
    }
}

/// Appends rows and says which they are; no rows are always the same run.
pub(super) fn append<T>(table: &mut Vec<T>, rows: Vec<T>) -> Run {
    if rows.is_empty() {
        return Run::default();
    }
    let run = Run(number(table.len()), number(rows.len()));
    table.extend(rows);
    run
}

pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).expect("BUG: the size of a file is checked, and its tables are smaller")
}
