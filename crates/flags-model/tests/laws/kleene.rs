//! Three-valued logic against an oracle of its own: conditions as trees that are evaluated here, once
//! by Kleene's tables and once by trying every completion of what is absent.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::tree::{Request, Tree, request, tree};
use crate::{config, decide_all, engine_of};

/// What the engine makes of a condition for each request. The reason of a flag whose `when` it is tells
/// false from unknown.
fn ask_engine(flag: &str, requests: &[Request]) -> Vec<Option<bool>> {
    let schema = "
        [lints]
        all = \"allow\"
        [context]
        trial = \"bool\"
        plan = { type = \"enum\", of = [\"free\", \"pro\", \"enterprise\"], ordered = true }
        seats = \"integer\"
        roles = { type = \"set\", of = [\"member\", \"admin\"] }
        ";
    let engine = engine_of(&format!("{schema}\n{flag}"));
    let truth = |request: &Request| {
        let decision = decide_all(&engine, &request.object()).remove(0);
        match decision.reason.to_string().split('(').next() {
            Some("static") => Some(true),
            Some("condition") => Some(false),
            Some("missing") => None,
            _ => panic!("another reason: {decision}"),
        }
    };
    requests.iter().map(truth).collect()
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn conditions_follow_kleene(tree in tree(true), requests in vec(request(), 24)) {
        let found = ask_engine(&format!("[flags.x]\nwhen = {}\n", tree.text()), &requests);
        for (request, found) in requests.iter().zip(found) {
            prop_assert_eq!(found, tree.kleene(request), "{} for {:?}", tree.text(), request);
        }
    }

    /// Without `present`, what is known does not depend on what is absent. The converse does not hold:
    /// `any = [{ trial = true }, { trial = false }]` is unknown although every completion makes it true.
    #[test]
    fn what_is_known_stays_when_the_rest_is_learnt(tree in tree(false), requests in vec(request(), 6)) {
        let text = format!("[flags.x]\nwhen = {}\n", tree.text());
        for (request, known) in requests.iter().zip(ask_engine(&text, &requests)) {
            let completions = request.completions();
            for (complete, found) in completions.iter().zip(ask_engine(&text, &completions)) {
                prop_assert!(found.is_some(), "nothing is absent, and yet it is unknown: {:?}", complete);
                prop_assert!(known.is_none() || known == found, "{}: {:?}, {:?}", tree.text(), request, complete);
            }
        }
    }

    /// A member of a segment is not excluded, and (included, or (meets `when`)).
    #[test]
    fn segments_follow_kleene(
        parts in [tree(true), tree(true), tree(true)],
        stated in select(vec![[true, true, true], [true, false, true], [false, true, true], [false, true, false], [true, true, false]]),
        requests in vec(request(), 16),
    ) {
        let keys = ["exclude", "include", "when"];
        let lines = (0..3).filter(|at| stated[*at]).map(|at| format!("{} = {}\n", keys[at], parts[at].text()));
        let text = format!("[flags.x]\nwhen = {{ segment = \"s\" }}\n[segments.s]\n{}", lines.collect::<String>());
        let [exclude, include, when] = [0, 1, 2].map(|at| if stated[at] { parts[at].clone() } else { Tree::Literal(false) });
        let member = Tree::All(vec![Tree::None(vec![exclude]), Tree::Any(vec![include, when])]);
        for (request, found) in requests.iter().zip(ask_engine(&text, &requests)) {
            prop_assert_eq!(found, member.kleene(request), "{} for {:?}", text, request);
        }
    }
}
