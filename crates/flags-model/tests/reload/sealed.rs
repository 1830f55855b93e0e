//! A sealed text is whole or refused.

use flags_model::model::Percent;
use flags_model::reload::{SealFault, read_seal, seal};

use crate::STOREFRONT;

const SMALL: &str = "[context]\nuser = { type = \"string\", key = true }\n[flags.a]\nrollout = 5\n[flags.b]\n\
                     variants = [\"x\", \"y\"]\n";

fn fault(text: &str) -> SealFault {
    read_seal(text).expect_err("the text is not whole").fault
}

fn last_line(text: &str) -> &str {
    text.trim_end().rsplit('\n').next().expect("there is a line")
}

#[test]
fn a_seal_says_what_it_was_given() {
    for apply in [None, Some(0), Some(10_000), Some(12_500), Some(1), Some(100_000)] {
        let apply = apply.map(Percent);
        let text = seal(STOREFRONT, u64::MAX, apply);
        let read = read_seal(&text).expect("it is whole").expect("it is sealed");
        assert_eq!((read.revision, read.flags, read.apply), (u64::MAX, 33, apply));
        assert!(text.starts_with(STOREFRONT));
        assert_eq!(seal(&text, u64::MAX, apply), text);
        let next = read_seal(&seal(&text, 7, None)).expect("it is whole").expect("it is sealed");
        assert_eq!((next.revision, next.apply), (7, None));
    }
    assert!(last_line(&seal(SMALL, 1, Some(Percent(12_500)))).ends_with(" apply=12.5"));
    assert_eq!(read_seal(STOREFRONT), Ok(None));
    assert_eq!(read_seal(""), Ok(None));
    assert!(read_seal(&seal("", 0, None)).expect("it is whole").is_some());
    assert!(read_seal(seal(SMALL, 1, None).trim_end()).expect("it is whole").is_some());
}

/// What `b3sum` makes of the text is a seal too.
#[test]
fn a_digest_of_the_text_alone_is_good() {
    let digest = blake3::hash(SMALL.as_bytes()).to_hex();
    for apply in ["", " apply=10"] {
        let text = format!("{SMALL}# seal: v1 revision=42 flags=2 blake3={digest}{apply}\n");
        assert_eq!(read_seal(&text).expect("it is whole").map(|seal| seal.revision), Some(42));
        assert_eq!(fault(&text.replace("rollout = 5", "rollout = 6")), SealFault::Changed);
    }
}

/// It says nothing of the line: without the line break nobody knows that a share was cut off.
#[test]
fn a_digest_of_the_text_alone_needs_the_line_break() {
    let digest = blake3::hash(SMALL.as_bytes()).to_hex();
    let text = format!("{SMALL}# seal: v1 revision=42 flags=2 blake3={digest} apply=10\n");
    assert!(read_seal(&text).expect("it is whole").is_some());
    let start = text.rfind("# seal:").expect("it is sealed");
    for cut in start + "# seal:".len()..text.len() {
        assert!(read_seal(&text[..cut]).is_err(), "cut at {cut}");
    }
    let error = read_seal(text.trim_end_matches(" apply=10\n")).expect_err("its share was cut off");
    assert_eq!(error.fault, SealFault::LineBreak);
    assert!(error.to_string().contains("lacks its line break"), "{error}");
}

/// As an editor or a checkout on Windows makes it.
#[test]
fn changed_line_endings_are_named() {
    let text = seal(SMALL, 42, Some(Percent(10_000)));
    for changed in [text.replace('\n', "\r\n"), text.trim_end().to_owned() + "\r\n"] {
        assert_eq!(fault(&changed), SealFault::LineEnding);
        assert!(read_seal(&changed).expect_err("it is changed").to_string().contains("CRLF"));
    }
    // A text may have been sealed with them; only the seal has none.
    assert!(read_seal(&seal(&SMALL.replace('\n', "\r\n"), 42, None)).expect("it is whole").is_some());
}

#[test]
fn every_changed_byte_is_noticed() {
    for apply in [None, Some(Percent(10_000))] {
        let text = seal(SMALL, 42, apply);
        for at in 0..text.len() {
            for to in 0..=u8::MAX {
                let mut bytes = text.clone().into_bytes();
                if std::mem::replace(&mut bytes[at], to) == to {
                    continue;
                }
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                assert!(read_seal(&changed).is_err(), "byte {at} as {to}: {changed}");
            }
        }
    }
}

/// What is cut inside of the seal's first mark is a text without a seal; that it lost flags, or that a
/// seal was asked for, is seen elsewhere. Nothing is lost with the last line break.
#[test]
fn every_cut_is_noticed_or_leaves_no_seal() {
    let text = seal(STOREFRONT, 42, Some(Percent(10_000)));
    let start = text.rfind("# seal:").expect("it is sealed");
    for cut in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let read = read_seal(&text[..cut]);
        if cut < start + "# seal:".len() {
            assert_eq!(read, Ok(None), "cut at {cut}");
        } else if cut < text.len() - 1 {
            // The percentage may be cut to one that is not the sealed one, or be gone with its word.
            let fault = read.expect_err("the seal is cut").fault;
            let is_named = matches!(fault, SealFault::Truncated | SealFault::Changed | SealFault::Field(_));
            assert!(is_named, "cut at {cut}: {fault:?}");
        }
    }
}

#[test]
fn what_is_wrong_is_named() {
    let text = seal(SMALL, 42, None);
    let line = last_line(&text);
    let with_line = |line: &str| format!("{SMALL}{line}\n");
    assert_eq!(fault(&text.replace("rollout = 5", "rollout = 50")), SealFault::Changed);
    assert_eq!(fault(&text.replace("revision=42", "revision=43")), SealFault::Changed);
    assert_eq!(fault(&format!("{text}{line}\n")), SealFault::Twice);
    assert_eq!(fault(&format!("{line}\n{text}")), SealFault::Twice);
    assert_eq!(fault(&format!("{text}# more\n")), SealFault::NotLast);
    assert_eq!(fault(&format!("{text}\n")), SealFault::NotLast);
    assert_eq!(fault(&text[..text.len() - 10]), SealFault::Truncated);
    assert_eq!(fault(&with_line("# seal: v1 revision=42 fla")), SealFault::Field("`flags=` and a number"));
    for wrong in [
        line.replace("v1", "v2"),
        line.replace("revision=42", "revision=042"),
        line.replace("revision=42", "revision=+42"),
        line.replace("revision=42", "revision=18446744073709551616"),
        line.replace("flags=2", "flags=two"),
        line.replace(" flags=2", ""),
        line.replace(' ', "  "),
        format!("{line} apply=100.5"),
        format!("{line} apply=010"),
        format!("{line} apply=1.50"),
        format!("{line} apply="),
        format!("{line} more=1"),
        format!("{line} "),
        format!(" {line}"),
        format!("{line}\r"),
    ] {
        assert!(read_seal(&with_line(&wrong)).is_err(), "{wrong}");
    }
    let lines = flags_model::source::Lines::of(SMALL);
    let error = read_seal(&text.replace("flags=2", "flags=x")).expect_err("it is changed");
    assert_eq!(lines.position(&text, error.span.start).column, "# seal: v1 revision=42 ".len() + 1);
}

#[test]
fn the_flags_are_counted() {
    let digest = blake3::hash(SMALL.as_bytes()).to_hex();
    let text = format!("{SMALL}# seal: v1 revision=42 flags=3 blake3={digest}\n");
    assert_eq!(fault(&text), SealFault::Flags { sealed: 3, found: 2 });
    let message = read_seal(&text).expect_err("it is wrong").to_string();
    assert_eq!(message, "the seal is for 3 flags, but the text has 2; seal it again");
}
