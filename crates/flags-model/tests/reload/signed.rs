//! A signed text is genuine, or refused.

use flags_model::model::Percent;
use flags_model::reload::{PublicKey, SealFault, SigningKey, read_seal, seal, sign, verify};

use crate::STOREFRONT;

fn keys() -> (SigningKey, PublicKey) {
    let key = SigningKey::from_bytes(&[42; 32]);
    let public = key.verifying_key().into();
    (key, public)
}

fn fault(text: &str) -> SealFault {
    verify(text, &keys().1).expect_err("the text is not genuine").fault
}

#[test]
fn a_signed_text_is_whole_for_everybody_and_genuine_for_the_key() {
    let (key, public) = keys();
    for apply in [None, Some(Percent(12_500))] {
        let text = sign(STOREFRONT, 7, apply, &key);
        let read = verify(&text, &public).expect("it is genuine");
        assert_eq!((read.revision, read.flags, read.apply), (7, 33, apply));
        assert_eq!(read_seal(&text), Ok(Some(read)));
        // Signing is deterministic, and replaces what was there.
        assert_eq!(sign(&text, 7, apply, &key), text);
        assert_eq!(sign(&seal(STOREFRONT, 1, None), 7, apply, &key), text);
        let line = text.trim_end().rsplit('\n').next().expect("there is a line");
        let (_, signature) = line.rsplit_once(' ').expect("it has fields");
        assert_eq!(signature.len(), "ed25519=".len() + 128);
        assert!(signature.starts_with("ed25519="));
    }
}

#[test]
fn what_nobody_signed_is_refused() {
    let other = SigningKey::from_bytes(&[43; 32]);
    assert_eq!(fault(STOREFRONT), SealFault::Unsigned);
    assert_eq!(fault(&seal(STOREFRONT, 7, None)), SealFault::Unsigned);
    assert_eq!(fault(&sign(STOREFRONT, 7, None, &other)), SealFault::Signature);
    let text = sign(STOREFRONT, 7, None, &keys().0);
    assert_eq!(fault(&text.replace("revision=7", "revision=8")), SealFault::Changed);
    assert_eq!(fault(&text[..text.len() - 9]), SealFault::Truncated);
    let cut = text.rfind(" ed25519=").expect("it is signed");
    assert_eq!(fault(&text[..cut]), SealFault::Unsigned);
    // The digest of the text alone does not cover the revision, so it is none to sign.
    let body = &text[..text.rfind("# seal:").expect("it is sealed")];
    let alone = blake3::hash(body.as_bytes()).to_hex();
    let digest = read_seal(&text).expect("it is whole").expect("it is sealed").digest;
    let digest = blake3::Hash::from_bytes(digest).to_hex();
    assert_eq!(fault(&text.replace(digest.as_str(), alone.as_str())), SealFault::Changed);
    // A signature of another text.
    let another = sign(&STOREFRONT.replace("rollout = 25", "rollout = 26"), 7, None, &keys().0);
    let (start, end) = (text.rfind("ed25519=").expect("signed"), another.rfind("ed25519=").expect("signed"));
    assert_eq!(fault(&format!("{}{}", &text[..start], &another[end..])), SealFault::Signature);
}

#[test]
fn a_fault_says_where_why_and_what_to_do() {
    let text = seal(STOREFRONT, 7, None);
    let error = verify(&text, &keys().1).expect_err("nobody signed it");
    assert!(text[error.span.start..error.span.end].starts_with("# seal: v1 revision=7"));
    assert_eq!(
        error.to_string(),
        "the text is not signed: `cargo flags push` and `seal` sign it with `--key FILE`"
    );
}

#[test]
fn every_flipped_bit_is_refused() {
    let (key, public) = keys();
    let ends = STOREFRONT.match_indices("\n\n").map(|(at, _)| at);
    let end = ends.take_while(|at| *at < 3_900).last().expect("it has blank lines");
    let text = sign(&STOREFRONT[..end], 42, Some(Percent(10_000)), &key);
    assert!((3_500..4_500).contains(&text.len()), "{} bytes", text.len());
    verify(&text, &public).expect("it is genuine");
    let mut bytes = text.clone().into_bytes();
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(flipped) = std::str::from_utf8(&bytes) {
            let error = verify(flipped, &public).expect_err("a bit is flipped");
            assert!(error.span.end <= flipped.len() && error.span.start <= error.span.end);
        }
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    assert_eq!(bytes, text.into_bytes());
}

/// A public key is what people copy into a program, so each slip is told from the others.
#[test]
fn a_public_key_is_read_as_it_was_printed() {
    let (_, public) = keys();
    let digits = public.to_string();
    for written in [digits.clone(), format!(" {digits}\n"), digits.to_uppercase()] {
        assert_eq!(written.parse(), Ok(public));
    }
    let fails = |written: &str| written.parse::<PublicKey>().expect_err("it is no key").to_string();
    assert_eq!(fails(&digits[1..]), "a public key has 64 hexadecimal digits, and this has 63 characters");
    assert_eq!(
        fails(&digits.replacen(|_: char| true, "ü", 1)),
        "a public key has 64 hexadecimal digits, and character 1 of this is 'ü'"
    );
    // No point of the curve; and the neutral one, for which anybody can make a signature.
    for no_key in ["02".to_owned() + &"0".repeat(62), "01".to_owned() + &"0".repeat(62)] {
        assert!(fails(&no_key).starts_with("these digits are no public key of Ed25519"), "{no_key}");
    }
}
