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
        let half = engine.decide("half", &by_text).expect("the flag exists").on;
        for context in [&context, &maybe, &context.clone().into_owned()] {
            assert_eq!(flags.half(context), half, "{desk}");
        }
        for decision in engine.all(&by_text) {
            let compiled = flags.decide(&decision.flag, &context).expect("the flag exists");
            assert_eq!((compiled.on, compiled.value), (decision.on, decision.value), "{desk}");
        }
    }
    let nobody = Context::new("user-42").desk(Desk::D64).maybe_desk(None);
    assert!(!flags.window(&nobody) && !flags.inside(&nobody) && !flags.half(&nobody));
    assert_eq!(flags.explain().half(&nobody).reason.to_string(), "missing(desk)");
}

#[test]
fn enums_as_long_as_a_word_and_shorter_by_one_know_their_last_member_and_none() {
    let flags = Flags::new();
    for (index, row) in Row::ALL.iter().enumerate() {
        let context = Context::new("user-42").maybe_row(Some(*row));
        assert_eq!(flags.last_row(&context), index == 63, "{row}");
    }
    for (index, seat) in Seat::ALL.iter().enumerate() {
        let context = Context::new("user-42").maybe_seat(Some(*seat));
        assert_eq!(flags.last_seat(&context), index == 62, "{seat}");
    }
    let only = Context::new("user-42").maybe_only(Some(Only::One));
    assert!(flags.the_only(&only) && !flags.the_only(&only.clone().maybe_only(None)));
    let nobody = Context::new("user-42").maybe_row(None).maybe_seat(None);
    for name in ["last_row", "last_seat"] {
        assert!(
            flags.decide(name, &nobody).expect("the flag exists").reason.to_string().starts_with("missing(")
        );
    }
    assert!(!flags.last_row(&nobody) && !flags.last_seat(&nobody));
}
