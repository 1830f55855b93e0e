//! Every legal way to write a flag, edited: what changes is the value, in the style of its neighbours.

use super::node::Step;
use super::rewrite::rewrite;

/// `flags.x.rules.0.rollout`
fn way(path: &str) -> Vec<Step> {
    let step = |word: &str| match word.parse() {
        Ok(index) => Step::Index(index),
        Err(_) => Step::Key(word.to_owned()),
    };
    path.split('.').map(step).collect()
}

#[track_caller]
fn set(text: &str, path: &str, value: &str) -> String {
    let rewritten = rewrite(text, &way(path), 2, |_| Some(value.to_owned())).expect("it can be edited");
    assert!(rewritten.at <= rewritten.text.len());
    rewritten.text
}

#[track_caller]
fn remove(text: &str, path: &str) -> String {
    rewrite(text, &way(path), 2, |_| None).expect("it can be edited").text
}

#[test]
fn values_are_replaced_wherever_they_stand() {
    for (text, path) in [
        ("[flags.x]\nrollout = @   # since May\n", "flags.x.rollout"),
        ("[flags]\nx = { rollout = @, by = \"a\" }\n", "flags.x.rollout"),
        ("[flags]\nx.rollout=@", "flags.x.rollout"),
        ("flags.x.rollout = @\r\nflags.x.by = 'a'\r\n", "flags.x.rollout"),
        ("flags = { x = { rollout = @ } }\n", "flags.x.rollout"),
        ("flags = { x.rollout = @ }\n", "flags.x.rollout"),
        ("\u{feff}[flags.x]\nrollout = @", "flags.x.rollout"),
        ("# é\n[flags.\"x\"]\n\"rollout\"\t=\t@", "flags.x.rollout"),
        ("[flags.x]\nenv.production.rollout = @\n", "flags.x.env.production.rollout"),
        ("[flags.x.env.production]\nrollout = @\n", "flags.x.env.production.rollout"),
        ("[flags.x]\nenv = { production = { rollout = @ } }\n", "flags.x.env.production.rollout"),
        ("[flags.x.env]\nproduction = { rollout = @ }\n", "flags.x.env.production.rollout"),
        ("[flags.x.env]\nproduction.rollout = @\n", "flags.x.env.production.rollout"),
        ("[[flags.x.rules]]\nname = 'a'\n[[flags.x.rules]]\nrollout = @\n", "flags.x.rules.1.rollout"),
        ("[flags.x]\nrules = [{}, { rollout = @ }]\n", "flags.x.rules.1.rollout"),
        (
            "[flags.x]\nrules = [\n  # one\n  { when = true }, # two\n  { rollout = @ },\n]\n",
            "flags.x.rules.1.rollout",
        ),
        ("[[flags.x.env.live.rules]]\nrollout = @\n", "flags.x.env.live.rules.0.rollout"),
    ] {
        for (old, new) in [("10", "25"), ("\"0.5%\"", "\"12.5%\"")] {
            assert_eq!(set(&text.replace('@', old), path, new), text.replace('@', new));
        }
    }
}

#[test]
fn missing_keys_go_after_the_last() {
    for (text, path, expected) in [
        ("[flags.x]\nby = 'a'\n\n[flags.y]\n", "flags.x.k", "[flags.x]\nby = 'a'\nk = 1\n\n[flags.y]\n"),
        ("[flags.x]\n\tby = 'a' # c", "flags.x.k", "[flags.x]\n\tby = 'a' # c\n\tk = 1"),
        ("[flags.x]\r\nby = 'a'\r\n", "flags.x.k", "[flags.x]\r\nby = 'a'\r\nk = 1\r\n"),
        (
            "[flags.x] # c\n[flags.x.when]\na = 1\n",
            "flags.x.k",
            "[flags.x] # c\nk = 1\n[flags.x.when]\na = 1\n",
        ),
        ("[flags.x]\na = [\n 1,\n] # c\n# d\n", "flags.x.k", "[flags.x]\na = [\n 1,\n] # c\nk = 1\n# d\n"),
        ("[flags.x]\na = \"\"\"\n#\n\"\"\"\n", "flags.x.k", "[flags.x]\na = \"\"\"\n#\n\"\"\"\nk = 1\n"),
        ("[flags]\nx = { a = 1 }\n", "flags.x.k", "[flags]\nx = { a = 1, k = 1 }\n"),
        ("[flags]\nx = {}\n", "flags.x.k", "[flags]\nx = { k = 1 }\n"),
        ("[flags]\nx.a = 1\ny.a = 2\n", "flags.x.k", "[flags]\nx.a = 1\nx.k = 1\ny.a = 2\n"),
        (
            "  flags.x.a = 1\nflags.y.a = 2\n",
            "flags.x.k",
            "  flags.x.a = 1\n  flags.x.k = 1\nflags.y.a = 2\n",
        ),
        ("[flags]\nx.b.c = 1\n", "flags.x.k", "[flags]\nx.b.c = 1\nx.k = 1\n"),
        ("flags = { x.a = 1, y.a = 2 }\n", "flags.x.k", "flags = { x.a = 1, x.k = 1, y.a = 2 }\n"),
        (
            "[[flags.x.rules]]\nname = 'a'\n\n[[flags.x.rules]]\n",
            "flags.x.rules.0.k",
            "[[flags.x.rules]]\nname = 'a'\nk = 1\n\n[[flags.x.rules]]\n",
        ),
        ("[flags.x]\nrules = [{ a = 1 }]", "flags.x.rules.0.k", "[flags.x]\nrules = [{ a = 1, k = 1 }]"),
        ("[flags.x]\nrules = [\n  {},\n]", "flags.x.rules.0.k", "[flags.x]\nrules = [\n  { k = 1 },\n]"),
        ("[[flags.x.rules]]\na = 1\n", "flags.x.k", "[flags.x]\nk = 1\n\n[[flags.x.rules]]\na = 1\n"),
        (
            "a = 1\n\n# about\n[flags.x.when]\na = 1\n",
            "flags.x.k",
            "a = 1\n\n[flags.x]\nk = 1\n\n# about\n[flags.x.when]\na = 1\n",
        ),
    ] {
        assert_eq!(set(text, path, "1"), expected);
    }
}

#[test]
fn environments_are_added_as_their_neighbours_are_written() {
    let path = "flags.x.env.live.k";
    for (text, expected) in [
        ("[flags.x]\na = 1\n", "[flags.x]\na = 1\nenv.live.k = 1\n"),
        ("[flags.x]\nenv.dev.k = 2\nz = 1\n", "[flags.x]\nenv.dev.k = 2\nenv.live.k = 1\nz = 1\n"),
        (
            "[flags.x]\nenv.live.z = 2\nenv.dev.k = 2\n",
            "[flags.x]\nenv.live.z = 2\nenv.live.k = 1\nenv.dev.k = 2\n",
        ),
        ("[flags.x]\nenv = { dev.k = 2 }\n", "[flags.x]\nenv = { dev.k = 2, live.k = 1 }\n"),
        ("[flags.x]\nenv = { live = { z = 2 } }\n", "[flags.x]\nenv = { live = { z = 2, k = 1 } }\n"),
        ("[flags.x.env]\ndev.k = 2\n", "[flags.x.env]\ndev.k = 2\nlive.k = 1\n"),
        ("[flags.x.env.live]\n# c\n", "[flags.x.env.live]\nk = 1\n# c\n"),
        (
            "[flags.x]\na = 1\n[flags.x.env.dev]\nk = 2\n[[flags.x.env.dev.rules]]\nb = 1\n\n[flags.y]\n",
            "[flags.x]\na = 1\n[flags.x.env.dev]\nk = 2\n[[flags.x.env.dev.rules]]\nb = 1\n\n\
             [flags.x.env.live]\nk = 1\n\n[flags.y]\n",
        ),
        ("[flags.x.env.dev]\nk = 2", "[flags.x.env.dev]\nk = 2\n\n[flags.x.env.live]\nk = 1"),
        ("[flags.x.env.live.when]\na = 1\n", "[flags.x.env.live]\nk = 1\n\n[flags.x.env.live.when]\na = 1\n"),
        ("[flags]\nx.a = 1\n", "[flags]\nx.a = 1\nx.env.live.k = 1\n"),
    ] {
        assert_eq!(set(text, path, "1"), expected);
    }
}

#[test]
fn tables_in_braces_over_several_lines_get_a_line() {
    for (text, expected) in [
        ("[flags]\nx = {\n  a = 1,\n}\n", "[flags]\nx = {\n  a = 1,\n  k = 1,\n}\n"),
        ("[flags]\nx = {\n  a = 1, # c\n}\n", "[flags]\nx = {\n  a = 1, # c\n  k = 1,\n}\n"),
        ("[flags]\nx = {\n  a = 1\n}\n", "[flags]\nx = {\n  a = 1,\n  k = 1\n}\n"),
        ("[flags]\nx = {\n  a = 1 # c\n}\n", "[flags]\nx = {\n  a = 1, # c\n  k = 1\n}\n"),
        ("[flags]\r\nx = {\r\n\ta = 1 }\r\n", "[flags]\r\nx = {\r\n\ta = 1, k = 1 }\r\n"),
        ("[flags]\nx = { a = 1, }\n", "[flags]\nx = { a = 1, k = 1, }\n"),
    ] {
        assert_eq!(set(text, "flags.x.k", "1"), expected);
    }
}

#[test]
fn what_is_removed_takes_its_empty_tables_along() {
    let path = "flags.x.env.live.k";
    for (text, expected) in [
        ("[flags.x]\na = 1\nenv.live.k = 1 # c\nb = 2\n", "[flags.x]\na = 1\nb = 2\n"),
        ("[flags.x]\na = 1\n\n[flags.x.env.live]\nk = 1\n\n[y]\n", "[flags.x]\na = 1\n\n[y]\n"),
        ("[flags.x]\na = 1\n\n[flags.x.env.live]\nk = 1\n", "[flags.x]\na = 1\n"),
        (
            "[flags.x]\na = 1\n[flags.x.env.live]\nk = 1\nb = 2\n",
            "[flags.x]\na = 1\n[flags.x.env.live]\nb = 2\n",
        ),
        (
            "[flags.x]\nenv = { live = { k = 1 }, dev = { k = 2 } }\n",
            "[flags.x]\nenv = { dev = { k = 2 } }\n",
        ),
        (
            "[flags.x]\nenv = { dev = { k = 2 }, live = { k = 1 } }\n",
            "[flags.x]\nenv = { dev = { k = 2 } }\n",
        ),
        ("[flags.x]\nenv = { live.k = 1, dev.k = 2 }\n", "[flags.x]\nenv = { dev.k = 2 }\n"),
        ("[flags.x]\na = 1\nenv = { live = { k = 1 } }\n", "[flags.x]\na = 1\n"),
        ("[flags.x]\nenv.live = { k = 1, b = 2 }\n", "[flags.x]\nenv.live = { b = 2 }\n"),
        ("[flags]\nx = { a = 1, env.live.k = 1 }\n", "[flags]\nx = { a = 1 }\n"),
        ("[flags.x.env]\nlive.k = 1\ndev.k = 2\n", "[flags.x.env]\ndev.k = 2\n"),
    ] {
        assert_eq!(remove(text, path), expected);
    }
}

#[test]
fn what_is_more_than_a_value_is_left_to_a_person() {
    let text = "[flags.x]\na = 1\n[flags.x.serve]\nred = 50\n";
    let stuck = rewrite(text, &way("flags.x.serve"), 2, |_| Some("1".to_owned()));
    assert_eq!(stuck.map(|it| it.text).map_err(|stuck| stuck.at), Err(16));
    let stuck = rewrite("[flags.x]\nserve.red = 1\n", &way("flags.x.serve"), 2, |_| Some("1".to_owned()));
    assert!(stuck.is_err());
}
