//! Path templates: the names in them, and the parameters that are meant for their places.

use openapiv3 as oa;

use crate::resolve::ResolvedOperation;

/// The place in the path that a parameter by another name can only be for: one that is spelt almost
/// alike, or the only one that no parameter is declared for.
pub(super) fn meant<'t>(
    wire: &str,
    template: &'t [String],
    operation: &ResolvedOperation,
) -> Option<&'t String> {
    let of_path = operation
        .parameters
        .iter()
        .filter(|node| matches!(node.value, oa::Parameter::Path { .. }))
        .map(|node| node.value.parameter_data_ref().name.as_str());
    let declared: Vec<&str> = of_path.collect();
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let free = template
        .iter()
        .filter(|name| !declared.contains(&name.as_str()));
    let free: Vec<&String> = free.collect();
    let idle = declared
        .iter()
        .filter(|name| !template.iter().any(|known| known == *name));
    match free.as_slice() {
        [only] if idle.count() == 1 => Some(*only),
        several => several
            .iter()
            .find(|name| letters(name.as_str()) == letters(wire))
            .copied(),
    }
}

/// The names between the braces of a path template.
pub(super) fn names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}
