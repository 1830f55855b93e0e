//! `cycle`, `segment-cycle`: flags that wait for each other, also through segments and stages and in
//! any environment, would never decide.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, Flag, Model, Rule, Segment, Settings, Test};
use crate::source::Span;

/// A thing that asks about others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Flag(usize),
    Segment(usize),
    Stage(usize),
}

/// One thing asks about another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub to: Item,
    /// Where the file says so.
    span: Span,
    /// Whether it is a requirement.
    required: bool,
}

/// Who asks about whom.
pub(super) struct Graph<'m> {
    model: &'m Model,
    edges: Vec<Vec<Edge>>,
}

impl<'m> Graph<'m> {
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

    pub fn edges(&self, item: Item) -> &[Edge] {
        self.edges.get(self.number(item)).map_or(&[], Vec::as_slice)
    }

    /// All things, those asked about before those that ask; reports cycles instead if there are any.
    /// The search keeps its own stack, because a chain may be as long as a file.
    pub fn order(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Item>> {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; self.edges.len()];
        let mut order = Vec::with_capacity(self.edges.len());
        let mut is_acyclic = true;
        for root in 0..self.edges.len() {
            if marks[root] != Mark::New {
                continue;
            }
            marks[root] = Mark::Open;
            let mut path: Vec<(usize, usize)> = vec![(root, 0)];
            while let Some((at, next)) = path.last_mut() {
                let Some(edge) = self.edges[*at].get(*next) else {
                    marks[*at] = Mark::Done;
                    order.push(self.item(*at));
                    path.pop();
                    continue;
                };
                *next += 1;
                let to = self.number(edge.to);
                match marks[to] {
                    Mark::Done => {}
                    Mark::New => {
                        marks[to] = Mark::Open;
                        path.push((to, 0));
                    }
                    Mark::Open => {
                        is_acyclic = false;
                        let start = path.iter().position(|(number, _)| *number == to).unwrap_or(0);
                        let hops = path[start..].iter().map(|(number, next)| (*number, next - 1));
                        diagnostics.push(self.describe(hops.collect()));
                    }
                }
            }
        }
        is_acyclic.then_some(order)
    }

    /// Each hop is a thing and which of its edges the cycle takes; starts with the first of the file.
    fn describe(&self, mut hops: Vec<(usize, usize)>) -> Diagnostic {
        let first = (0..hops.len()).min_by_key(|at| hops[*at].0).unwrap_or(0);
        hops.rotate_left(first);
        let only_segments = hops.iter().all(|(number, _)| matches!(self.item(*number), Item::Segment(_)));
        let code = if only_segments { Code::SegmentCycle } else { Code::Cycle };
        let mut chain: Vec<String> = hops.iter().map(|(number, _)| self.name(*number)).collect();
        chain.extend(chain.first().cloned());
        let mut lines =
            hops.iter().map(|(number, next)| (self.edges[*number][*next].span, self.say(*number, *next)));
        let Some((span, label)) = lines.next() else {
            return Diagnostic::error(code, Span::default(), "a cycle of nothing");
        };
        let message = match hops.len() {
            1 => format!("{} asks about itself", self.name(hops[0].0)),
            _ => format!("a cycle: {}", chain.join(" → ")),
        };
        let mut diagnostic = Diagnostic::error(code, span, message).label(label);
        for (span, text) in lines {
            diagnostic = diagnostic.related(span, text);
        }
        diagnostic.help("remove one of these: none of them could ever be decided")
    }

    fn say(&self, number: usize, edge: usize) -> String {
        let edge = self.edges[number][edge];
        let (from, to) = (self.name(number), self.name(self.number(edge.to)));
        match edge.to {
            _ if edge.required => format!("{from} requires {to}"),
            Item::Stage(_) => format!("{from} is in {to}"),
            Item::Flag(_) | Item::Segment(_) => format!("{from} asks about {to}"),
        }
    }

    fn name(&self, number: usize) -> String {
        match self.item(number) {
            Item::Flag(id) => format!("`{}`", self.model.flags[id].name),
            Item::Segment(id) => format!("segment `{}`", self.model.segments[id].name),
            Item::Stage(id) => format!("stage `{}`", self.model.stages[id].name),
        }
    }

    /// Flags first, then segments, then stages.
    pub fn number(&self, item: Item) -> usize {
        let (flags, segments) = (self.model.flags.len(), self.model.segments.len());
        match item {
            Item::Flag(id) => id,
            Item::Segment(id) => flags + id,
            Item::Stage(id) => flags + segments + id,
        }
    }

    fn item(&self, number: usize) -> Item {
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
        .map(|required| Edge { to: Item::Flag(required.flag as usize), span: required.span, required: true })
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
        edges.push(Edge { to: Item::Stage(stage.value), span: stage.span, required: false });
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
                required: false,
            })),
            Test::Flags(flags) => edges.extend(flags.iter().map(|(id, _, span)| Edge {
                to: Item::Flag(*id as usize),
                span: *span,
                required: false,
            })),
            Test::Is(_) | Test::Attribute(..) => {}
        }
    }
}
