//! Which of the spec's alternatives of credentials an operation sends.

use super::security::Given;
use super::{Operation, SecurityScheme};

/// The schemes whose credentials an operation sends.
///
/// The first alternative of the spec that is complete, unless a longer one that contains it is
/// complete too: someone who set both keys means both. Without any, where the spec allows that and
/// nothing is set that the operation could use.
///
/// # Errors
///
/// No alternative is complete, or the one that is wants two credentials in one place, or only the
/// empty one is although a part of another is set: whoever set a credential does not mean to call
/// anonymously. The message says in the words of the builder what is missing.
pub(super) fn choose(
    operation: &Operation,
    given: &[Given],
) -> Result<&'static [&'static SecurityScheme], String> {
    let is_set = |scheme: &&SecurityScheme| find(scheme, given).is_some();
    let is_complete = |schemes: &&&[&SecurityScheme]| schemes.iter().all(is_set);
    let complete = operation.security.iter().filter(is_complete);
    let chosen = complete.clone().find(|alternative| {
        let mut others = complete.clone();
        !others.any(|other| is_strict_subset(alternative, other))
    });
    match chosen {
        Some([]) => match incomplete(operation, given) {
            Some(message) => Err(message),
            None => Ok(&[]),
        },
        Some(schemes) => separate(operation, schemes).map(|()| *schemes),
        None if operation.security.is_empty() => Ok(&[]),
        None => Err(missing(operation)),
    }
}

/// Refuses two credentials for one header, of which the second would overwrite the first.
fn separate(operation: &Operation, alternative: &[&SecurityScheme]) -> Result<(), String> {
    let mut rest = alternative;
    while let [scheme, others @ ..] = rest {
        if let Some(other) = others.iter().find(|other| other.clashes(scheme)) {
            return Err(format!(
                "`{}` needs both {}, but a request has room for one of them: they go to the same \
                 place",
                operation.id,
                setters(&[scheme, other])
            ));
        }
        rest = others;
    }
    Ok(())
}

/// What was given for a scheme.
pub(super) fn find<'a>(scheme: &SecurityScheme, given: &'a [Given]) -> Option<&'a Given> {
    given.iter().find(|given| given.name() == scheme.name())
}

fn is_strict_subset(part: &[&SecurityScheme], whole: &[&SecurityScheme]) -> bool {
    part.len() < whole.len()
        && part
            .iter()
            .all(|scheme| whole.iter().any(|other| other.name() == scheme.name()))
}

/// What has to be added to the credentials that are a part of an alternative.
fn incomplete(operation: &Operation, given: &[Given]) -> Option<String> {
    let is_set = |scheme: &&&SecurityScheme| find(scheme, given).is_some();
    let mut begun: Vec<&SecurityScheme> = Vec::new();
    let mut additions = Vec::new();
    for schemes in operation.security {
        let (set, unset): (Vec<_>, Vec<_>) = schemes.iter().partition(is_set);
        if !set.is_empty() {
            additions.push(setters(&unset));
        }
        for scheme in set {
            if !begun.iter().any(|known| known.name() == scheme.name()) {
                begun.push(scheme);
            }
        }
    }
    (!begun.is_empty()).then(|| {
        format!(
            "`{}` does not take {} alone: set {} too on the client builder, or call it with a \
             client that has no credentials",
            operation.id,
            setters(&begun),
            additions.join(", or ")
        )
    })
}

fn missing(operation: &Operation) -> String {
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|schemes| setters(schemes))
        .collect();
    format!(
        "`{}` needs credentials: set {} on the client builder",
        operation.id,
        alternatives.join(", or ")
    )
}

fn setters(schemes: &[&SecurityScheme]) -> String {
    let setters: Vec<String> = schemes
        .iter()
        .map(|scheme| format!("`{}`", scheme.setter()))
        .collect();
    setters.join(" and ")
}
