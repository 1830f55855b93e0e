//! "Did you mean": only when something is close.

/// The candidate that one or two slips of the keyboard lead to; none if nothing is that close.
pub(crate) fn closest(given: &str, candidates: &[&'static str]) -> Option<&'static str> {
    let distances = candidates.iter().map(|candidate| (distance(given, candidate), *candidate));
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    let slips = (given.chars().count().max(candidate.chars().count()) / 3).clamp(1, 3);
    (distance <= slips).then_some(candidate)
}

/// Levenshtein's distance, whatever the case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, from) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_else() {
        let plans = ["free", "pro", "enterprise"];
        assert_eq!(closest("por", &["pro"]), None, "two of three letters is not close");
        assert_eq!(closest("prod", &plans), Some("pro"));
        assert_eq!(closest("Enterprize", &plans), Some("enterprise"));
        assert_eq!(closest("gold", &plans), None);
        assert_eq!(closest("", &[]), None);
    }
}
