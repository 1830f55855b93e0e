//! A kill is never lost, and a list can do nothing else.

use std::collections::BTreeSet;

use flags_model::reload::{KillFault, Kills, Known, LONGEST_KILL_LIST, read_kills};

fn names(kills: &Kills) -> Vec<&str> {
    kills.names.iter().map(String::as_str).collect()
}

fn known() -> Known {
    let text = "[flags.checkout]\nenabled = true\nrenamed_from = \"cart\"\n[flags.chat]\nenabled = true\n";
    Known::of(&flags_model::load(text).model.expect("the file is valid"))
}

#[test]
fn names_stand_on_lines_of_their_own() {
    let kills = read_kills(b"# why\n\n  chat  \r\ncheckout # now\nchat\n#chat_2\nlast");
    assert_eq!(names(&kills), ["chat", "checkout", "last"]);
    assert!(kills.is_whole());
    assert_eq!(read_kills(b""), Kills::default());
    assert_eq!(names(&read_kills("\u{feff}chat".as_bytes())), ["chat"]);
}

#[test]
fn old_and_newer_names_kill_the_flag() {
    let mut known = known();
    let flags = |text: &[u8], known: &Known| read_kills(text).flags(known).into_iter().collect::<Vec<_>>();
    assert_eq!(flags(b"cart", &known), [0]);
    assert_eq!(flags(b"checkout\ncart\nchat", &known), [0, 1]);
    let kills = read_kills(b"talk\nchat_2");
    assert_eq!(kills.unknown(&known).collect::<Vec<_>>(), ["chat_2", "talk"]);
    // A reload says that `chat` is called `talk` now.
    known.add("talk", 1);
    assert_eq!(kills.flags(&known), BTreeSet::from([1]));
    assert_eq!(kills.unknown(&known).collect::<Vec<_>>(), ["chat_2"]);
}

#[test]
fn a_damaged_line_takes_no_other_with_it() {
    let long = "a".repeat(65);
    let text =
        [b"chat\n\xff\xfe\nNot A Name\n".as_slice(), long.as_bytes(), b"\n1st\n# \xff\ncart\n"].concat();
    let kills = read_kills(&text);
    assert_eq!(names(&kills), ["cart", "chat"]);
    assert_eq!(
        kills.faults,
        [
            KillFault::NotText { line: 2 },
            KillFault::NoName { line: 3, found: "Not A Name".to_owned() },
            KillFault::NoName { line: 4, found: "a".repeat(64) },
            KillFault::NoName { line: 5, found: "1st".to_owned() },
        ]
    );
    assert!(kills.faults.iter().all(|fault| fault.to_string().contains("line ")));
}

/// Otherwise a damaged line would bring its flag back.
#[test]
fn a_damaged_list_only_adds() {
    let before = read_kills(b"chat\ncart\n");
    assert_eq!(names(&read_kills(b"checkout\nca\xfft\n").after(&before)), ["cart", "chat", "checkout"]);
    assert_eq!(names(&read_kills(b"checkout\n").after(&before)), ["checkout"]);
    assert!(names(&read_kills(b"").after(&before)).is_empty());
}

#[test]
fn a_long_list_is_read_as_far_as_it_may_go() {
    let line = "# twelve by\n";
    let most = line.repeat(LONGEST_KILL_LIST / line.len()) + "chat";
    assert_eq!(most.len(), LONGEST_KILL_LIST);
    assert!(read_kills(most.as_bytes()).is_whole());
    assert_eq!(names(&read_kills(most.as_bytes())), ["chat"]);
    let more = read_kills(format!("cart\n{most}").as_bytes());
    assert_eq!(names(&more), ["cart"]);
    assert_eq!(more.faults, [KillFault::TooLong { line: LONGEST_KILL_LIST / line.len() + 2 }]);
    let huge = read_kills(&vec![b'a'; 100 << 20]);
    assert_eq!(huge.faults, [KillFault::TooLong { line: 1 }]);
}
