//! Which entry was false, which attribute was missing: asked only by those who want to know why.

use super::{Evaluation, Observer, What};
use crate::ruleset::{AttributeId, Entry, Node, Run, Segment, Test};
use crate::truth::Truth;

impl<O: Observer> Evaluation<'_, O> {
    /// The first node, in file order, that is false.
    pub(crate) fn first_false(&mut self, nodes: Run) -> Option<Entry> {
        let nodes = nodes.of(&self.scope.rules.nodes);
        nodes.iter().find(|node| self.truth(node) == Truth::False).map(|node| node.0)
    }

    /// The first absent attribute, in file order, depth first through what is itself unknown.
    pub(crate) fn first_missing(&mut self, nodes: Run) -> Option<AttributeId> {
        let nodes = nodes.of(&self.scope.rules.nodes);
        nodes.iter().find_map(|node| self.missing_in(*node))
    }

    fn missing_in(&mut self, node: Node) -> Option<AttributeId> {
        if self.truth(&node) != Truth::Unknown {
            return None;
        }
        match (node.0, node.1) {
            (_, Test::All(nodes) | Test::Any(nodes) | Test::None(nodes) | Test::Not(nodes)) => {
                self.first_missing(nodes)
            }
            (_, Test::Segment(id)) => {
                let segment = self.scope.rules.segments.get(usize::from(id))?;
                self.missing_in_segment(*segment)
            }
            // An age has two ends: the attribute may be there, and the time of today missing.
            (Entry::Attribute(attribute), Test::Within(..) | Test::OlderThan(..))
                if !self.slot(attribute).is_absent() =>
            {
                Some(self.scope.rules.now())
            }
            (Entry::Attribute(attribute), _) => Some(attribute),
            _ => None,
        }
    }

    fn missing_in_segment(&mut self, segment: Segment) -> Option<AttributeId> {
        let parts =
            [(What::Exclude, segment.exclude), (What::Include, segment.include), (What::When, segment.when)];
        for (what, nodes) in parts {
            if self.part(what, nodes, Truth::False) == Truth::Unknown {
                return self.first_missing(nodes?);
            }
        }
        match self.sample(segment) {
            Truth::Unknown => segment.sample?.by,
            Truth::True | Truth::False => None,
        }
    }
}
