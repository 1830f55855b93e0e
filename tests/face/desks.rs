//! An enum of more members than a word has bits: the first 64 are kept as bits, the others by number.

use flags_model::dynamic::Engine;

#[flags::flags("./desks.toml")]
pub struct Flags;

#[test]
fn every_member_is_told_from_the_others() {
    let flags = Flags::new();
    let model = flags_model::load(include_str!("desks.toml")).model;
    let engine = Engine::new(model.expect("the file is valid"));
    for desk in Desk::ALL {
        let context = Context::new("user-42").desk(*desk);
        let is_window = matches!(desk, Desk::D3 | Desk::D63 | Desk::D64 | Desk::D69);
        assert_eq!(flags.window(&context), is_window, "{desk}");
        assert_eq!(flags.inside(&context), !is_window, "{desk}");
        assert!(format!("{context:?}").contains(&format!("desk: {desk} }}")), "{context:?}");
        let maybe = Context::new("user-42").maybe_desk(Some(*desk));
        assert_eq!(flags.window(&maybe), is_window, "{desk}");
        let object = serde_json::json!({ "desk": desk.as_str() });
        let by_text = engine.context_from_json(object.as_object().expect("an object"), None);
        let by_text = by_text.expect("the desk exists");
        for decision in engine.all(&by_text) {
            let compiled = flags.decide(&decision.flag, &context).expect("the flag exists");
            assert_eq!((compiled.on, compiled.value), (decision.on, decision.value), "{desk}");
        }
    }
    let nobody = Context::new("user-42").desk(Desk::D64).maybe_desk(None);
    assert!(!flags.window(&nobody) && !flags.inside(&nobody) && !flags.half(&nobody));
    assert_eq!(flags.explain().half(&nobody).reason.to_string(), "missing(desk)");
}
