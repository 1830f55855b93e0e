//! The deepest file that is valid decides on a small stack, also in a debug build.

use std::fmt::Write;
use std::thread;

use flags_model::dynamic::Engine;

const STACK: usize = 1 << 20;

#[test]
fn the_deepest_valid_file_decides_on_one_megabyte() {
    let deepest = (2..100).map(chain).take_while(|text| flags_model::load(text).model.is_some()).last();
    let deepest = deepest.expect("a chain of two is valid");
    assert!(deepest.matches("[flags.").count() > 15, "the limit is lower than real files need");
    let decide = move || {
        let engine = Engine::new(flags_model::load(&deepest).model.expect("it was valid"));
        let context = engine.empty_context();
        let last = engine.model().flags.last().expect("there are flags").name.clone();
        let decision = engine.explain(&last, &context).expect("the flag exists");
        (decision.on, engine.all(&context).count())
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(decide).expect("a thread starts");
    let (on, count) = thread.join().expect("the stack was large enough");
    assert!(on && count > 15);
}

/// Each flag asks about the one before, inside a group: the deepest way of asking.
fn chain(length: usize) -> String {
    let mut text = "[lints]\nall = \"allow\"\n[flags.f0]\nenabled = true\n".to_owned();
    for at in 1..length {
        let before = at - 1;
        writeln!(text, "[flags.f{at}]\nwhen = {{ any = [{{ flag = {{ f{before} = true }} }}] }}")
            .expect("a string takes what is written");
    }
    text
}
