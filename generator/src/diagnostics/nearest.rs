//! The known word that a misspelt one was probably meant to be.

/// The candidate that is most like `word`, if one is like it at all.
///
/// Swapped neighbours count as one slip. Up to a third of the letters may be wrong, at least one;
/// letter case and the separators `-`, `_` and space do not count.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let sought = folded(word);
    let slips_allowed = (sought.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&sought, &folded(candidate)),
                candidate,
            )
        })
        .filter(|(slips, _)| *slips <= slips_allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.chars()
        .filter(|letter| !matches!(letter, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}
