//! "Did you mean": only when something is close.
//!
//! The same rule as while compiling, `flags_model::diagnostic::closest`, which a test holds it to; the
//! model is no part of the running program.

/// Who types a longer name does not misspell one, and what a request sends is not worth the time.
const LONGEST: usize = 64;

/// Finds the candidate that `given` most likely means, if any is close enough to be worth saying: a slip
/// of the keyboard for each three letters. Case and `-` against `_` do not count. Equally close candidates
/// are ranked by whether they begin alike, then by their order.
pub(crate) fn closest(given: &str, candidates: &[&'static str]) -> Option<&'static str> {
    if given.chars().nth(LONGEST).is_some() {
        return None;
    }
    let given = fold(given);
    let ranked =
        candidates.iter().filter_map(|candidate| Some((rank(&given, &fold(candidate))?, *candidate)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, candidate)| candidate)
}

/// How far apart, then whether the first letters differ.
type Rank = (usize, bool);

/// Abbreviations such as `prod` rank behind every misspelling.
const ABBREVIATION: usize = 100;

fn rank(given: &[char], candidate: &[char]) -> Option<Rank> {
    let slips = given.len().max(candidate.len()) / 3;
    if given.len().abs_diff(candidate.len()) <= slips {
        let distance = distance(given, candidate);
        if distance <= slips {
            return Some((distance, given.first() != candidate.first()));
        }
    }
    (given.len() >= 3 && candidate.starts_with(given)).then_some((ABBREVIATION, false))
}

fn fold(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '-' { '_' } else { letter }).collect()
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.iter().enumerate() {
        let mut row = vec![i + 1; right.len() + 1];
        for (j, to) in right.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == right[j - 1] && left[i - 1] == *to {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = last;
        last = row;
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_build() {
        let names = [
            "free",
            "pro",
            "prov",
            "enterprise",
            "production",
            "deep-red",
            "core_redesign",
            "us",
            "uk",
            "flag_1",
            "flag_2",
            "test",
            "bast",
            "rest",
            "rollup",
            "rollout",
            "a",
            "ÆBLE",
        ];
        let given = [
            "por",
            "prod",
            "Enterprize",
            "gold",
            "",
            "u",
            "us",
            "usa",
            "uk",
            "ku",
            "flag_9",
            "best",
            "rollot",
            "Core-Redesign",
            "deep_red",
            "derp-red",
            "PRO",
            "pr",
            "en",
            "ent",
            "x",
            "æbel",
            "fere",
            "tset",
            "zzzzzzzzzz",
        ];
        for given in given {
            let built = flags_model::diagnostic::closest(given, names);
            assert_eq!(closest(given, &names), built, "{given:?}");
        }
        assert_eq!(closest("por", &names), Some("pro"));
        assert_eq!(closest("gold", &names), None);
        assert_eq!(closest("pro", &[]), None);
    }

    #[test]
    fn long_names_mean_nothing() {
        const LONG: &str = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd";
        assert_eq!(closest(LONG, &[LONG]), Some(LONG), "64 letters");
        assert_eq!(closest(&format!("{LONG}e"), &[LONG]), None);
    }
}
