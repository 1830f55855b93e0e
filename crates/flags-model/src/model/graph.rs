//! Who asks about whom: the flags, segments and stages of a file, and what leads from one to the other.

use super::{Condition, Flag, FlagTest, Model, PayloadId, Rule, Segment, Settings, Test};
use crate::source::Span;

/// A thing that asks about others, or is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// The flag of this number.
    Flag(usize),
    /// The segment of this number.
    Segment(usize),
    /// The stage of this number.
    Stage(usize),
}

/// One thing asks about another.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The other.
    pub to: Item,
    /// Where the file says so.
    pub span: Span,
    /// What it asks.
    pub relation: Relation,
}

/// What one thing asks of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The flag must be on, and be the variant if one is named.
    Requires(Option<PayloadId>),
    /// A condition tests what the flag decides.
    Tests(FlagTest),
    /// A condition asks whether the context belongs to the segment.
    Asks,
    /// The flag is in the stage.
    IsIn,
}

/// Who asks about whom, in whichever environment.
#[derive(Clone, Debug)]
pub struct Graph<'m> {
    model: &'m Model,
    edges: Vec<Vec<Edge>>,
}

impl<'m> Graph<'m> {
    /// Looks through all conditions of a file.
    pub fn of(model: &'m Model) -> Self {
        let flags = model.flags.iter().map(flag_edges);
        let segments = model.segments.iter().map(segment_edges);
        let stages = model.stages.iter().map(|stage| {
            let mut edges = Vec::new();
            let own = stage.environments.iter().flat_map(|(_, rules)| rules);
            rule_edges(stage.rules.iter().chain(own), &mut edges);
            edges
        });
        Self { model, edges: flags.chain(segments).chain(stages).collect() }
    }

    /// Everything: flags, then segments, then stages, in file order.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        (0..self.edges.len()).map(|number| self.item(number))
    }

    /// What a thing asks about, in file order.
    pub fn edges(&self, item: Item) -> &[Edge] {
        self.edges.get(self.number(item)).map_or(&[], Vec::as_slice)
    }

    /// Its name in the file.
    pub fn name(&self, item: Item) -> &'m str {
        match item {
            Item::Flag(id) => &self.model.flags[id].name,
            Item::Segment(id) => &self.model.segments[id].name,
            Item::Stage(id) => &self.model.stages[id].name,
        }
    }

    /// Its place among all items.
    pub(crate) fn number(&self, item: Item) -> usize {
        let (flags, segments) = (self.model.flags.len(), self.model.segments.len());
        match item {
            Item::Flag(id) => id,
            Item::Segment(id) => flags + id,
            Item::Stage(id) => flags + segments + id,
        }
    }

    /// The item of this number.
    pub(crate) fn item(&self, number: usize) -> Item {
        let (flags, segments) = (self.model.flags.len(), self.model.segments.len());
        if number < flags {
            Item::Flag(number)
        } else if number < flags + segments {
            Item::Segment(number - flags)
        } else {
            Item::Stage(number - flags - segments)
        }
    }
}

fn flag_edges(flag: &Flag) -> Vec<Edge> {
    let mut edges: Vec<Edge> = flag
        .requires
        .iter()
        .map(|required| Edge {
            to: Item::Flag(required.flag as usize),
            span: required.span,
            relation: Relation::Requires(required.variant),
        })
        .collect();
    settings_edges(&flag.settings, &mut edges);
    for (_, settings) in &flag.overrides {
        settings_edges(settings, &mut edges);
    }
    edges
}

fn settings_edges(settings: &Settings, edges: &mut Vec<Edge>) {
    let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
    for condition in settings.deny.iter().chain(allow).chain(&settings.when) {
        condition_edges(condition, edges);
    }
    rule_edges(settings.rules.iter().flatten(), edges);
    if let Some(stage) = settings.stage {
        edges.push(Edge { to: Item::Stage(stage.value), span: stage.span, relation: Relation::IsIn });
    }
}

fn segment_edges(segment: &Segment) -> Vec<Edge> {
    let mut edges = Vec::new();
    for condition in segment.exclude.iter().chain(&segment.include).chain(&segment.when) {
        condition_edges(condition, &mut edges);
    }
    edges
}

fn rule_edges<'m>(rules: impl Iterator<Item = &'m Rule>, edges: &mut Vec<Edge>) {
    for condition in rules.filter_map(|rule| rule.when.as_ref()) {
        condition_edges(condition, edges);
    }
}

fn condition_edges(condition: &Condition, edges: &mut Vec<Edge>) {
    for entry in &condition.entries {
        match &entry.test {
            Test::Any(conditions) | Test::All(conditions) | Test::None(conditions) => {
                for condition in conditions {
                    condition_edges(condition, edges);
                }
            }
            Test::Segments(segments) => edges.extend(segments.iter().map(|(id, span)| Edge {
                to: Item::Segment(usize::from(*id)),
                span: *span,
                relation: Relation::Asks,
            })),
            Test::Flags(flags) => edges.extend(flags.iter().map(|(id, test, span)| Edge {
                to: Item::Flag(*id as usize),
                span: *span,
                relation: Relation::Tests(*test),
            })),
            Test::Is(_) | Test::Attribute(..) => {}
        }
    }
}
