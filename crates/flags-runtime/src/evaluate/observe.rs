//! Watching the evaluator. Deciding watches with `()`, `Silent` or `Generated`, which compile to nothing;
//! `explain` writes a trace; `chance` chooses the buckets. That is how one evaluator serves all.

use super::Hit;
use crate::bucket::bucket;
use crate::ruleset::{AttributeId, Node, PayloadId, Requirement, Ruleset, Serve, Step, Thousandths};
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
    Draw {
        percent: Thousandths,
        by: Option<AttributeId>,
        hit: Hit,
    },
    Split {
        bucket: u32,
        payload: PayloadId,
    },
    /// A split whose bucketed attribute is absent.
    Unsplit(Option<AttributeId>),
}

/// What it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Truth(Truth),
    /// What was looked at says it all.
    Noted,
}

/// What a bucket is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Against {
    Percent(Thousandths),
    Serve(Serve),
}

/// Is told of each thing before and after the evaluator looks at it; what comes between belongs to it.
pub(crate) trait Observer {
    /// Whether anybody wants to know why. If not, an `allow` or `when` that is unknown is as good as one that is
    /// false, and nobody looks further.
    const WHY: bool = true;

    /// Whether the rules and the context are those of generated code. Then the context keeps what
    /// [`Attribute::hashed`](crate::ruleset::Attribute::hashed) promises, and what is left to calls is watched
    /// by [`Silent`]: see `aside`.
    const GENERATED: bool = false;

    fn open(&mut self, what: What);
    fn close(&mut self, verdict: Verdict);

    /// An attribute is looked at.
    #[inline(always)]
    fn look(&mut self, _: AttributeId) {}

    /// The bucket of an id, which is the hash of this attribute, under a salt; and what it will be
    /// compared with.
    #[inline(always)]
    fn bucket(&mut self, _: &Ruleset, _: Option<AttributeId>, id: u64, salt: u64, _: Against) -> u32 {
        bucket(id, salt)
    }

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

/// Watches nothing, for those who do not want to know why either.
pub(crate) struct Silent;

impl Observer for Silent {
    const WHY: bool = false;

    #[inline]
    fn open(&mut self, _: What) {}

    #[inline]
    fn close(&mut self, _: Verdict) {}
}

/// The same for generated code.
pub(crate) struct Generated;

impl Observer for Generated {
    const WHY: bool = false;
    const GENERATED: bool = true;

    #[inline]
    fn open(&mut self, _: What) {}

    #[inline]
    fn close(&mut self, _: Verdict) {}
}
