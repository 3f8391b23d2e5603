//! The known word that a misspelt one was probably meant to be.

/// The candidate that is most like `word`, if one is like it at all.
///
/// Swapped neighbours count as one slip. Up to a third of the letters may be wrong, at least one;
/// letter case and the separators `-`, `_` and space do not count.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let sought = folded(word);
    let length = sought.chars().count();
    let slips_allowed = (length / 3).max(1);
    let candidates = candidates.into_iter().filter_map(|candidate| {
        let folded = folded(candidate);
        // Counting slips takes the product of both lengths, and among many names few are as long.
        let is_as_long = folded.chars().count().abs_diff(length) <= slips_allowed;
        let slips = is_as_long.then(|| strsim::damerau_levenshtein(&sought, &folded))?;
        (slips <= slips_allowed).then_some((slips, candidate))
    });
    let nearest = candidates.min_by_key(|(slips, _)| *slips);
    nearest.map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.chars()
        .filter(|letter| !matches!(letter, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}
