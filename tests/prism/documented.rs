//! [`Documented`]: the answers that a spec documents, read from the spec itself.

use std::collections::BTreeMap;
use std::path::Path;

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use castiron_tests::references::followed;
use serde_json::Value;

/// One documented answer of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Documented {
    /// The status to ask for; one that is documented nowhere stands for `default`.
    pub status: u16,
    /// Whether the answer has a body.
    pub body: bool,
}

impl Documented {
    /// Whether the status is that of a success.
    pub fn is_success(self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A status that no spec lists, so that Prism answers with `default`.
const ANY_OTHER: u16 = 418;

/// The documented answers of each operation of a spec, by operation id.
pub fn read(spec: &Path) -> Result<BTreeMap<String, Vec<Documented>>, String> {
    let document = Sources::new()
        .read(spec, &mut Diagnostics::new())
        .ok_or_else(|| format!("`{}` cannot be read", spec.display()))?;
    let root = document.root();
    let operations = entries(root.get("paths"))
        .flat_map(|(_, path)| entries(Some(path)))
        .filter_map(|(_, operation)| {
            let id = operation.get("operationId")?.as_str()?;
            Some((id.to_owned(), answers(root, operation)))
        });
    Ok(operations.collect())
}

fn answers(root: &Value, operation: &Value) -> Vec<Documented> {
    entries(operation.get("responses"))
        .map(|(status, response)| Documented {
            status: status.parse().unwrap_or(ANY_OTHER),
            body: followed(root, response).get("content").is_some(),
        })
        .collect()
}

fn entries(map: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    map.and_then(Value::as_object).into_iter().flatten()
}
