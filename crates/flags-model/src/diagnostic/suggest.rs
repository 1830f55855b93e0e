//! "Did you mean": the closest of the names that exist, if it is really close.

/// Finds the candidate that `wrong` most likely means, if any is close enough to be worth saying.
///
/// Case and `-` against `_` do not count. Equally close candidates are ranked by whether they begin
/// alike, then by their order.
pub fn closest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = fold(wrong);
    if wrong.len() > LONGEST {
        return None;
    }
    let mut best: Option<(Rank, &'a str)> = None;
    for candidate in candidates {
        if !is_worth_measuring(&wrong, candidate) {
            continue;
        }
        let Some(rank) = rank_candidate(&wrong, &fold(candidate)) else { continue };
        if best.is_none_or(|(best_rank, _)| rank < best_rank) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The same for the keys of one table, of which each stands for something else: there, a word of two
/// letters that is one edit away from a single key is that key. Among names, `us` is no misspelling of `uk`.
pub fn closest_key<'a>(wrong: &str, keys: &[&'a str]) -> Option<&'a str> {
    let short = || {
        let wrong = fold(wrong);
        let is_close = |key: &&&str| key.len() == 2 && measure_distance(&wrong, &fold(key), 1) <= 1;
        let mut close = keys.iter().filter(is_close);
        close.next().filter(|_| close.next().is_none()).copied()
    };
    closest(wrong, keys.iter().copied()).or_else(short)
}

/// Longer names are measured in vain: they mean nothing that exists, and cost most.
const LONGEST: usize = 100;

/// Whether the lengths allow a candidate to be close or to be abbreviated: thousands of wrong names
/// against thousands of right ones are judged by no more than this.
fn is_worth_measuring(wrong: &[char], candidate: &str) -> bool {
    let letters = candidate.chars().count();
    let is_close = wrong.len().abs_diff(letters) <= wrong.len().max(letters) / 3;
    letters <= LONGEST && (is_close || wrong.len() < letters)
}

/// How far apart, then whether the first letters differ.
type Rank = (usize, bool);

/// Abbreviations such as `prod` rank behind every misspelling.
const ABBREVIATION: usize = 100;

fn rank_candidate(wrong: &[char], candidate: &[char]) -> Option<Rank> {
    let differs_at_start = wrong.first() != candidate.first();
    let limit = wrong.len().max(candidate.len()) / 3;
    if wrong.len().abs_diff(candidate.len()) <= limit {
        let distance = measure_distance(wrong, candidate, limit);
        // Half of a short word is another word: `us` is no misspelling of `uk`.
        if distance <= limit {
            return Some((distance, differs_at_start));
        }
    }
    (wrong.len() >= 3 && candidate.starts_with(wrong)).then_some((ABBREVIATION, false))
}

fn fold(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '-' { '_' } else { letter }).collect()
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of
/// neighbours. Beyond `limit` it is anything above.
fn measure_distance(left: &[char], right: &[char], limit: usize) -> usize {
    let mut before_last: Vec<usize> = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut row = last.clone();
    for (i, left_letter) in left.iter().enumerate() {
        row[0] = i + 1;
        for (j, right_letter) in right.iter().enumerate() {
            let replaced = last[j] + usize::from(left_letter != right_letter);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *left_letter == right[j - 1] && left[i - 1] == *right_letter;
            if swapped {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
        // No later row is closer than the last two.
        if last.iter().chain(&before_last).all(|distance| *distance > limit) {
            return limit + 1;
        }
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, closest_key};

    const KEYS: [&str; 8] =
        ["enabled", "environments", "requires", "rollout", "rules", "core_redesign", "pro", "production"];

    #[test]
    fn one_edit_is_found() {
        for wrong in ["enabld", "enabledd", "ennabled", "neabled", "enablet"] {
            assert_eq!(closest(wrong, KEYS), Some("enabled"), "{wrong}");
        }
        assert_eq!(closest("rule", KEYS), Some("rules"));
        assert_eq!(closest("por", KEYS), Some("pro"));
    }

    #[test]
    fn spelling_of_word_breaks_and_case_do_not_count() {
        assert_eq!(closest("Core-Redesign", KEYS), Some("core_redesign"));
        assert_eq!(closest("PRO", KEYS), Some("pro"));
    }

    #[test]
    fn abbreviations_are_found_last() {
        assert_eq!(closest("prod", ["production", "prov"]), Some("prov"));
        assert_eq!(closest("prod", ["production", "staging"]), Some("production"));
    }

    #[test]
    fn short_keys_are_found_if_there_is_only_one() {
        for wrong in ["yb", "y", "bh", "byy"] {
            assert_eq!(closest_key(wrong, &["rollout", "by", "when"]), Some("by"), "{wrong}");
        }
        assert_eq!(closest_key("ox", &["of", "on"]), None);
        assert_eq!(closest_key("xx", &["by"]), None);
    }

    #[test]
    fn unrelated_words_are_not() {
        for wrong in ["plan", "country", "us", "x", "", "description"] {
            assert_eq!(closest(wrong, KEYS), None, "{wrong}");
        }
        assert_eq!(closest("us", ["uk", "de"]), None);
    }

    #[test]
    fn the_closest_wins_and_then_the_first() {
        assert_eq!(closest("rollot", ["rollup", "rollout"]), Some("rollout"));
        assert_eq!(closest("flag_9", ["flag_1", "flag_2"]), Some("flag_1"));
        assert_eq!(closest("best", ["test", "bast", "rest"]), Some("bast"));
    }
}
