//! What a decision leaves to calls, because it is long, or rare, or calls itself, which is never inlined; and
//! the decision that was asked for is to be.
//!
//! Whoever does not ask why, as the methods of flags, calls functions that are not generic: they are compiled
//! once, with this crate. Generic ones are compiled anew in each program.

use super::observe::Silent;
use super::{Evaluation, Now, OUT_OF_LINE, Observer, Outcome, Scope};
use crate::ruleset::{Clause, Flag, FlagId, Node, Plan, Requirement, Test};
use crate::truth::Truth;

/// The calls: what each is called, and what it does.
macro_rules! calls {
    ($(
        $(#[$docs:meta])*
        fn $name:ident($evaluation:ident $(, $argument:ident: $type:ty)*) -> $answer:ty $body:block
    )*) => {
        impl<O: Observer> Evaluation<'_, O> {$(
            $(#[$docs])*
            #[inline(always)]
            pub(crate) fn $name(&mut self $(, $argument: $type)*) -> $answer {
                if !O::WHY {
                    silent::$name(self.scope, &mut self.now $(, $argument)*)
                } else {
                    generic::$name(self $(, $argument)*)
                }
            }
        )*}

        mod body {
            use super::*;

            $(
                #[inline(always)]
                pub(super) fn $name<O: Observer>(
                    $evaluation: &mut Evaluation<'_, O> $(, $argument: $type)*
                ) -> $answer $body
            )*
        }

        mod generic {
            use super::*;

            $(
                #[inline(never)]
                pub(super) fn $name<O: Observer>(
                    evaluation: &mut Evaluation<'_, O> $(, $argument: $type)*
                ) -> $answer {
                    body::$name(evaluation $(, $argument)*)
                }
            )*
        }

        mod silent {
            use super::*;

            $(
                #[inline(never)]
                pub(super) fn $name(scope: &Scope<'_>, now: &mut Now $(, $argument: $type)*) -> $answer {
                    let mut evaluation = Evaluation { scope, now: *now, observer: Silent };
                    let answer = body::$name(&mut evaluation $(, $argument)*);
                    *now = evaluation.now;
                    answer
                }
            )*
        }
    };
}

calls! {
    /// Another flag, on the way.
    fn decide_other(evaluation, id: FlagId) -> Outcome {
        evaluation.decide_at::<OUT_OF_LINE>(id)
    }

    /// The first requirement that is not met.
    fn first_unmet(evaluation, requirements: &[Requirement]) -> Option<Requirement> {
        requirements.iter().copied().find(|requirement| !evaluation.is_met::<OUT_OF_LINE>(*requirement))
    }

    /// All clauses until one decides.
    fn ask_each(evaluation, flag: &Flag, plan: &Plan, clauses: &[Clause]) -> Option<Outcome> {
        clauses.iter().find_map(|clause| evaluation.ask(flag, plan, clause))
    }

    /// Whether all nodes hold.
    fn all_of(evaluation, nodes: &[Node]) -> Truth {
        let mut all = Truth::True;
        for node in nodes {
            match evaluation.truth(node) {
                Truth::False => return Truth::False,
                truth => all = all.and(truth),
            }
        }
        all
    }

    /// A node that asks other nodes, segments or flags.
    fn compound(evaluation, test: &Test) -> Truth {
        evaluation.compound_here(test)
    }

    /// A test that is not worth its place in each flag.
    fn rare_test(evaluation, test: &Test) -> Truth {
        evaluation.rare_test_here(test)
    }
}
