//! The ways to compare strings that avoid a copy, against those that make one.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::{Object, config, decide_all, engine_of};

/// Letters whose lower case is longer, shorter, several characters, or another for the last letter.
const TEXT: &str = "[aAbBéÉåÅıIİßẞσςΣǅKk\u{212a}\u{307} .]{0,8}";

/// Lower case by the contract: each character for itself.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Which of some conditions on `name` hold for each text.
fn ask_engine(conditions: &[String], texts: &[String]) -> Vec<Vec<bool>> {
    let flags =
        conditions.iter().enumerate().map(|(at, when)| format!("[flags.f{at}]\nwhen = {{ {when} }}\n"));
    let schema =
        "[lints]\nall = \"allow\"\n[context]\nname = \"string\"\nuser = { type = \"string\", key = true }\n";
    let engine = engine_of(&format!("{schema}{}", flags.collect::<String>()));
    let on = |text: &String| {
        let object: Object = [("name", text), ("user", text)]
            .map(|(key, text)| (key.to_owned(), json!(text)))
            .into_iter()
            .collect();
        decide_all(&engine, &object).iter().map(|decision| decision.on).collect()
    };
    texts.iter().map(on).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn case_is_ignored_character_by_character(operand in TEXT, other in TEXT, mut texts in vec(TEXT, 12)) {
        // Texts that are made from the operand, so that not all of them miss.
        texts.extend([operand.to_uppercase(), operand.to_lowercase(), format!("a{operand}"), format!("{}İ", lower(&operand))]);
        let operators = ["eq", "starts_with", "ends_with", "contains"];
        let mut conditions: Vec<String> = operators
            .iter()
            .map(|operator| format!("name = {{ {operator} = \"{operand}\", ignore_case = true }}"))
            .collect();
        conditions.push(format!("name = {{ in = [\"{operand}\", \"{other}\"], ignore_case = true }}"));
        conditions.push(format!("name = {{ contains = \"{operand}\" }}"));
        let wanted = lower(&operand);
        for (text, found) in texts.iter().zip(ask_engine(&conditions, &texts)) {
            let low = lower(text);
            let naive = vec![
                low == wanted,
                low.starts_with(&wanted),
                low.ends_with(&wanted),
                low.contains(&wanted),
                low == wanted || low == lower(&other),
                text.contains(&operand),
            ];
            prop_assert_eq!(found, naive, "{:?} in {:?}", operand, text);
        }
    }
}

proptest! {
    #![proptest_config(config(60))]

    /// From nine on, a list is a hash table. The key comes with its hash, other attributes do not.
    #[test]
    fn membership_is_that_of_the_list(
        list in prop_oneof![vec("[ab]{0,4}", 1..30), vec("[a-cå]{0,7}", 1..2000)],
        mut texts in vec("[a-cå]{1,4}", 20),
    ) {
        texts.extend(list.iter().filter(|item| !item.is_empty()).step_by(list.len() / 20 + 1).cloned());
        let conditions = [format!("name = {list:?}"), format!("user = {list:?}"), format!("name = {{ not = {{ in = {list:?} }} }}")];
        for (text, found) in texts.iter().zip(ask_engine(&conditions, &texts)) {
            let is_listed = list.contains(text);
            prop_assert_eq!(found, vec![is_listed, is_listed, !is_listed], "{:?} in {:?}", text, list);
        }
    }
}
