//! Conditions: groups of nodes, segments, other flags.

use super::{Evaluation, Observer, Verdict, What};
use crate::ruleset::{FlagId, FlagTest, Node, Run, Segment, Test};
use crate::truth::Truth;

impl<O: Observer> Evaluation<'_, O> {
    /// Whether all nodes hold: false as soon as one is false, whatever is unknown.
    #[inline(always)]
    pub(super) fn all(&mut self, nodes: Run) -> Truth {
        self.all_or(nodes, Truth::Unknown)
    }

    /// The same, where a node that is unknown counts as something else. The first nodes are asked one by one,
    /// each in one place, because the compiler folds constants there and not in a loop.
    #[inline(always)]
    pub(super) fn all_or(&mut self, nodes: Run, unknown: Truth) -> Truth {
        let nodes = nodes.of(&self.scope.rules.nodes);
        let Some(node) = nodes.first() else { return Truth::True };
        let mut all = self.truth(node).or_if_unknown(unknown);
        if all == Truth::False {
            return all;
        }
        let Some(node) = nodes.get(1) else { return all };
        all = all.and(self.truth(node).or_if_unknown(unknown));
        if all == Truth::False {
            return all;
        }
        let Some(node) = nodes.get(2) else { return all };
        all = all.and(self.truth(node).or_if_unknown(unknown));
        match nodes.get(3..) {
            Some(rest @ [_, ..]) if all != Truth::False => all.and(self.all_of(rest).or_if_unknown(unknown)),
            _ => all,
        }
    }

    #[inline]
    fn any(&mut self, nodes: Run) -> Truth {
        let mut any = Truth::False;
        for node in nodes.of(&self.scope.rules.nodes) {
            match self.truth(node) {
                Truth::True => return Truth::True,
                truth => any = any.or(truth),
            }
        }
        any
    }

    /// Whether one node holds. It is read in place: a copy would be written to memory and read again, which is
    /// most of what a test of loaded rules takes.
    #[inline(always)]
    pub(super) fn truth(&mut self, node: &Node) -> Truth {
        self.observer.open(What::Node(*node));
        let truth = self.test(&node.1);
        self.observer.close(Verdict::Truth(truth));
        truth
    }

    /// A node that asks other nodes, segments or flags.
    #[inline]
    pub(super) fn compound_here(&mut self, test: &Test) -> Truth {
        match *test {
            Test::All(nodes) => self.all(nodes),
            Test::Any(nodes) => self.any(nodes),
            Test::None(nodes) => !self.any(nodes),
            Test::Not(nodes) => !self.all(nodes),
            Test::Flag(flag, test) => self.flag(flag, test).into(),
            Test::Segment(id) => match self.scope.rules.segments.get(usize::from(id)) {
                Some(segment) => self.segment(*segment),
                None => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }

    /// A condition on a flag is never unknown: a flag that is off because something is missing is off.
    fn flag(&mut self, flag: FlagId, test: FlagTest) -> bool {
        let outcome = self.decide_other(flag);
        match test {
            FlagTest::On => outcome.on,
            FlagTest::Off => !outcome.on,
            FlagTest::Variant(variant) => outcome.payload == variant,
        }
    }

    /// A member is not excluded, and (included, or (meets `when` and is in the sample)).
    fn segment(&mut self, segment: Segment) -> Truth {
        let excluded = self.part(What::Exclude, segment.exclude, Truth::False);
        if excluded == Truth::True {
            return Truth::False;
        }
        let included = self.part(What::Include, segment.include, Truth::False);
        let member = if included == Truth::True { included } else { included.or(self.sampled(segment)) };
        member.and(!excluded)
    }

    fn sampled(&mut self, segment: Segment) -> Truth {
        let when = self.part(What::When, segment.when, segment.sample.is_some().into());
        if when == Truth::False { when } else { when.and(self.sample(segment)) }
    }

    /// One part of a segment, or what it is when left out.
    pub(super) fn part(&mut self, what: What, nodes: Option<Run>, otherwise: Truth) -> Truth {
        let Some(nodes) = nodes else { return otherwise };
        self.observer.open(what);
        let truth = self.all(nodes);
        self.observer.close(Verdict::Truth(truth));
        truth
    }

    /// Whether the sample hits; true without one.
    pub(super) fn sample(&mut self, segment: Segment) -> Truth {
        let Some(sample) = segment.sample else { return Truth::True };
        match self.draw(sample.percent, sample.salt, sample.by) {
            super::Hit::Missing(_) => Truth::Unknown,
            hit => hit.is_hit().into(),
        }
    }
}
