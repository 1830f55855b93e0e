//! Watching the evaluator. Deciding watches with `()`, which compiles to nothing; `explain` writes a
//! trace. That is how one evaluator serves both.

use super::Hit;
use crate::ruleset::{AttributeId, Node, PayloadId, Requirement, Step, Thousandths};
use crate::truth::Truth;

/// Something that the evaluator looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What {
    Enabled,
    Environment,
    Requirement(Requirement),
    Clause(Step),
    Node(Node),
    Exclude,
    Include,
    When,
    Draw { percent: Thousandths, by: Option<AttributeId>, hit: Hit },
    Split { bucket: u32, payload: PayloadId },
}

/// What it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Truth(Truth),
    /// What was looked at says it all.
    Noted,
}

/// Is told of each thing before and after the evaluator looks at it; what comes between belongs to it.
pub(crate) trait Observer {
    fn open(&mut self, what: What);
    fn close(&mut self, verdict: Verdict);

    /// A thing without inner parts.
    #[inline]
    fn note(&mut self, what: What) {
        self.open(what);
        self.close(Verdict::Noted);
    }

    /// A thing without inner parts that holds or does not.
    #[inline]
    fn check(&mut self, what: What, holds: bool) {
        self.open(what);
        self.close(Verdict::Truth(holds.into()));
    }
}

impl Observer for () {
    #[inline]
    fn open(&mut self, _: What) {}

    #[inline]
    fn close(&mut self, _: Verdict) {}
}
