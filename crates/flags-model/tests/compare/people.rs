//! Counting with people.

use flags_model::compare::count;
use flags_model::dynamic::Engine;
use serde_json::json;

use crate::model;

#[test]
fn each_is_counted_once() {
    let old = Engine::new(model("[flags.a]\nwhen = { plan = \"pro\" }\n[flags.gone]\nenabled = true\n"));
    let new = Engine::new(model(
        "[flags.b]\nenabled = true\n[flags.a]\nwhen = { plan = [\"free\", \"enterprise\"] }\n",
    ));
    let people = ["free", "pro", "pro", "pro", "enterprise"].map(|plan| {
        let object = json!({ "plan": plan });
        object.as_object().expect("an object").clone()
    });
    let context = |engine: &Engine, object| engine.context_from_json(object, None).expect("a context");
    let contexts: Vec<_> = people.iter().map(|it| (context(&old, it), context(&new, it))).collect();
    let counts = count(&old, &new, contexts);
    let lines: Vec<_> = counts
        .iter()
        .map(|it| (it.name.as_str(), it.people, it.before, it.after, it.gained, it.lost))
        .collect();
    assert_eq!(lines, [("b", 5, 0, 5, 5, 0), ("a", 5, 3, 2, 2, 3), ("gone", 5, 5, 0, 0, 5)]);
}
