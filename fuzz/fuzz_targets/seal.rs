//! Any bytes as a sealed text and as a kill list: neither panics, what is sealed reads as what was sealed,
//! and a kill list kills nothing that it does not name.
#![no_main]

use flags_model::model::Percent;
use flags_model::reload::{LONGEST_KILL_LIST, read_kills, read_seal, seal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let kills = read_kills(bytes);
    for name in &kills.names {
        assert!(bytes.windows(name.len()).any(|window| window == name.as_bytes()));
    }
    let faults: Vec<String> = kills.faults.iter().map(ToString::to_string).collect();
    assert!(bytes.len() <= LONGEST_KILL_LIST || !faults.is_empty());
    let again = kills.names.iter().map(|name| format!("{name}\n")).collect::<String>();
    assert_eq!(read_kills(again.as_bytes()).names, kills.names);

    let text = String::from_utf8_lossy(bytes);
    match read_seal(&text) {
        // Nobody meets a digest by chance: the corpus has sealed texts.
        Ok(Some(found)) => assert!(found.apply.is_none_or(|share| share.0 <= 100_000)),
        Ok(None) => {}
        Err(error) => assert!(!error.to_string().is_empty() && error.span.end <= text.len()),
    }
    let revision = bytes.len() as u64;
    let apply = bytes.first().map(|byte| Percent(u32::from(*byte) * 390));
    let sealed = seal(&text, revision, apply);
    if let Ok(Some(found)) = read_seal(&sealed) {
        assert_eq!((found.revision, found.apply), (revision, apply));
        assert_eq!(seal(&sealed, revision, apply), sealed);
    }
});
