//! The `name=value` pairs of different parameters, which must have different names.

use std::collections::BTreeMap;

/// Refuses a property of an exploded object that is called as another parameter is: a server would
/// read one of the two, and nobody knows which.
///
/// `place` names the parameters' place in the error.
pub(super) fn check_names(
    place: &str,
    arguments: &[(&'static str, Vec<String>)],
) -> Result<(), String> {
    let mut owners = BTreeMap::new();
    for (parameter, pairs) in arguments {
        for pair in pairs {
            let name = pair.split('=').next();
            let owner = owners.entry(name).or_insert(parameter);
            if owner != &parameter {
                return Err(format!(
                    "the {place} parameters `{owner}` and `{parameter}` write the same name"
                ));
            }
        }
    }
    Ok(())
}
