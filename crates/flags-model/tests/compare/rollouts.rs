//! Where percentages stand, and files with one changed.

use flags_model::compare::compare;
use flags_model::model::{Origin, Percent, Target};

use crate::{CONTEXT, options, parse};

const FLAGS: &str = "[[stages]]\nname = \"beta\"\nrules = [{ rollout = 10 }]\nenv.live.rules = [{ rollout = 1 }, { rollout = 2 }]\n\
                     [flags.a]\nstage = \"beta\"\nrules = [{ when = { plan = \"pro\" }, rollout = 30, name = \"pros\" }, { when = { plan = \"free\" } }]\n\
                     env.live.rollout = 7\n";

#[test]
fn each_percentage_has_an_origin() {
    let model =
        parse(&format!("environments = [\"staging\", \"live\"]\n[lints]\nall = \"allow\"\n{CONTEXT}{FLAGS}"));
    let list = |environment| -> Vec<(Target, u32, Origin, bool)> {
        let targets = model.rollout_targets(0, environment).into_iter();
        targets.map(|it| (it.target, it.percent.0, it.origin, it.span.is_some())).collect()
    };
    let (base, own) = (Origin::Base, Origin::Environment);
    assert_eq!(
        list(0),
        [
            (Target::Rule(0), 30_000, base, true),
            (Target::Rule(1), 100_000, base, false),
            (Target::Stage(0), 10_000, base, true),
            (Target::Flag, 0, base, false),
        ]
    );
    assert_eq!(
        list(1),
        [
            (Target::Rule(0), 30_000, base, true),
            (Target::Rule(1), 100_000, base, false),
            (Target::Stage(0), 1_000, own, true),
            (Target::Stage(1), 2_000, own, true),
            (Target::Flag, 7_000, own, true),
        ]
    );
    assert_eq!(model.rollout_targets(0, 0)[0].name.as_deref(), Some("pros"));
    for environment in 0..2 {
        for target in model.rollout_targets(0, environment) {
            let changed =
                model.with_rollout(0, environment, target.target, Percent(55_500)).expect("it is there");
            let others = |model: &flags_model::Model, environment| -> Vec<_> {
                let list = model.rollout_targets(0, environment).into_iter();
                list.map(|it| (it.target, it.percent)).filter(|it| it.0 != target.target).collect()
            };
            let now = changed.rollout_targets(0, environment);
            let now = now.iter().find(|it| it.target == target.target).expect("it is still there");
            assert_eq!((now.percent, now.origin), (Percent(55_500), target.origin));
            assert_eq!(others(&changed, environment), others(&model, environment));
            let elsewhere = 1 - environment;
            let is_same = changed.rollout_targets(0, elsewhere) == model.rollout_targets(0, elsewhere);
            assert!(is_same || target.origin == Origin::Base);
        }
    }
    assert!(model.with_rollout(0, 0, Target::Rule(2), Percent(1)).is_none());
    assert!(model.with_rollout(0, 0, Target::Stage(1), Percent(1)).is_none());
    assert!(model.with_rollout(9, 0, Target::Flag, Percent(1)).is_none());
}

#[test]
fn a_what_if_compares_with_the_file() {
    let model = parse(&format!("{CONTEXT}[flags.a]\nrollout = 10\n"));
    let wider = model.with_rollout(0, 0, Target::Flag, Percent(30_000)).expect("it is there");
    let comparison = compare(&model, &wider, &options());
    assert_eq!(comparison.flags[0].environments[0].impact.groups[0].to_string(), "everyone: 20 % gain it");
}
