//! A damaged text never replaces good rules: cut, changed, grown, nested.

use std::time::Instant;

use flags_model::reload::{Merged, Options, Rejection, merge, seal};
use flags_model::{Code, Model, load};

use crate::STOREFRONT;
use crate::generator::Choices;

const FILES: [(&str, &str); 3] = [
    ("reference", include_str!("../../../../flags.toml")),
    ("storefront", STOREFRONT),
    ("golden", include_str!("../golden/decisions/47.toml")),
];

fn model(text: &str) -> Model {
    let loaded = load(text);
    loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn take(model: &Model, text: &str, require_seal: bool) -> Result<Merged, Rejection> {
    merge(model, model, text, &Options { require_seal, compare: None, ..Options::default() })
}

fn assert_has_place(rejection: &Rejection, text: &str) {
    let spans = match rejection {
        Rejection::Invalid(diagnostics) => diagnostics.iter().map(|it| it.span).collect(),
        Rejection::Seal(error) => vec![error.span],
        Rejection::Unsealed => return,
        Rejection::Missing(flags) => return assert!(!flags.is_empty()),
    };
    assert!(!spans.is_empty(), "no place: {rejection}");
    for span in spans {
        assert!(text.get(span.start..span.end).is_some(), "{rejection}: {span:?}");
    }
    assert!(!rejection.to_string().is_empty());
}

#[test]
fn every_cut_of_a_sealed_text_is_refused() {
    for (name, file) in FILES {
        let compiled = model(file);
        let text = seal(file, 42, None);
        for cut in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let taken = take(&compiled, &text[..cut], true);
            if cut == text.len() - 1 {
                assert!(taken.expect("only the line break is gone").reload.is_unchanged());
                continue;
            }
            assert_has_place(&taken.expect_err(name), &text[..cut]);
        }
    }
}

/// Without a seal only a flag that is gone gives a cut away; parsing takes time, so the cuts are those at
/// which the text may be valid, and some others.
#[test]
fn every_cut_that_loses_a_flag_is_refused() {
    for (name, file) in FILES {
        let compiled = model(file);
        let mut valid = 0;
        for cut in (0..=file.len()).filter(|at| file.is_char_boundary(*at)) {
            let is_likely = file[..cut].ends_with(['\n', ']', '}']);
            if !is_likely && cut % 61 != 0 {
                continue;
            }
            let text = &file[..cut];
            match take(&compiled, text, false) {
                Err(rejection) => {
                    valid += usize::from(matches!(rejection, Rejection::Missing(_)));
                    assert_has_place(&rejection, text);
                }
                Ok(merged) => {
                    let found = model(text);
                    let is_named = |name: &str| found.flags.iter().any(|flag| flag.name == name);
                    assert!(compiled.flags.iter().all(|flag| is_named(&flag.name)), "{name} at {cut}");
                    assert_eq!(merged.model.flags.len(), compiled.flags.len());
                }
            }
        }
        assert!(valid > 10, "{name}: only {valid} cuts were valid files without all flags");
    }
}

#[test]
fn ten_thousand_changed_bytes_are_refused() {
    for (number, (name, file)) in (0..).zip(FILES) {
        let compiled = model(file);
        let sealed = seal(file, 42, None).into_bytes();
        let choices = &mut Choices::seeded(number);
        let mut tried = 0;
        while tried < 10_000 / FILES.len() + 1 {
            let mut bytes = sealed.clone();
            let at = choices.below(bytes.len());
            bytes[at] ^= u8::try_from(1 + choices.below(255)).expect("it is a byte");
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            tried += 1;
            let rejection = take(&compiled, text, true).expect_err(name);
            assert_has_place(&rejection, text);
        }
    }
}

#[test]
fn lines_that_are_lost_swapped_or_repeated_are_refused() {
    for (number, (name, file)) in (0..).zip(FILES) {
        let compiled = model(file);
        let sealed = seal(file, 42, None);
        let lines: Vec<&str> = sealed.split_inclusive('\n').collect();
        let choices = &mut Choices::seeded(number);
        for at in 0..lines.len() {
            let other = choices.below(lines.len());
            let mut lost = lines.clone();
            lost.remove(at);
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            let mut repeated = lines.clone();
            repeated.insert(other, lines[at]);
            for damaged in [lost, swapped, repeated].map(|lines| lines.concat()) {
                if damaged == sealed {
                    continue;
                }
                let rejection = take(&compiled, &damaged, true).expect_err(name);
                assert_has_place(&rejection, &damaged);
            }
        }
        // Twice the same text, and two texts in one.
        for damaged in [sealed.repeat(2), format!("{file}{sealed}"), format!("{sealed}{file}")] {
            assert_has_place(&take(&compiled, &damaged, true).expect_err(name), &damaged);
            assert_has_place(&take(&compiled, &damaged, false).expect_err(name), &damaged);
        }
    }
}

#[test]
fn what_is_too_much_is_refused_at_once() {
    let compiled = model(STOREFRONT);
    let begin = Instant::now();
    let code = |text: &str| match take(&compiled, text, false).expect_err("it is too much") {
        Rejection::Invalid(diagnostics) => diagnostics[0].code,
        rejection => panic!("{rejection}"),
    };
    assert_eq!(code(&"a = 1\n".repeat(100 << 17)), Code::TooLarge);
    assert_eq!(code(&format!("a = {}", "[".repeat(4_000_000))), Code::TooDeep);
    assert_eq!(code(&format!("a = {}1", "{ a = ".repeat(600_000))), Code::TooDeep);
    assert_eq!(code(&format!("[{}a]", "a.".repeat(2_000_000))), Code::TooDeep);
    let passed = begin.elapsed();
    assert!(passed.as_secs() < 5, "{passed:?}");
}
