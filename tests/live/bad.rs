//! A bad text never replaces a good one.

use flags_model::model::Percent;
use flags_model::reload::seal;

use super::{TEXT, decisions, production};

#[test]
fn no_cut_and_no_flip_gets_in() {
    let flags = production();
    let sealed = seal(&TEXT.replace("rollout = 60", "rollout = 61"), 5, Some(Percent(100_000)));
    flags.live().reload(&seal(TEXT, 4, None)).expect("it is valid");
    let before = decisions(&flags);
    let step = if cfg!(debug_assertions) { 7 } else { 1 };
    for end in (0..sealed.len() - 1).step_by(step).filter(|end| sealed.is_char_boundary(*end)) {
        let refused = flags.live().reload(&sealed[..end]).expect_err("it is cut");
        assert!(!refused.to_string().is_empty());
    }
    let mut bytes = sealed.into_bytes();
    for at in (0..bytes.len() - 1).step_by(step) {
        bytes[at] ^= 1 << (at % 7);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let refused = flags.live().reload(text).expect_err("a bit is wrong");
            assert!(!refused.to_string().is_empty());
        }
        bytes[at] ^= 1 << (at % 7);
    }
    assert_eq!(decisions(&flags), before);
}
