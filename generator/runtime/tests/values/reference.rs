//! Expansion of URI templates by the table of RFC 6570, section 3.2.1, written from the text of the
//! RFC and of OpenAPI: what the runtime is compared with.

use castiron_runtime::Style;

/// What a value means to a template.
#[derive(Debug, Clone)]
pub enum Meaning {
    Undefined,
    Text(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

/// A row of the RFC's table of operators.
struct Operator {
    first: &'static str,
    separator: &'static str,
    is_named: bool,
    if_empty: &'static str,
}

const SIMPLE: Operator = operator("", ",", false, "");
const LABEL: Operator = operator(".", ".", false, "");
const MATRIX: Operator = operator(";", ";", true, "");
const FORM: Operator = operator("", "&", true, "=");

const fn operator(
    first: &'static str,
    separator: &'static str,
    is_named: bool,
    if_empty: &'static str,
) -> Operator {
    Operator {
        first,
        separator,
        is_named,
        if_empty,
    }
}

/// The bytes of a text, where all but letters, digits, `-._~` and what is `allowed` become `%XX`.
pub fn encoded(text: &str, allowed: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(byte as char);
            }
            byte if allowed.as_bytes().contains(&byte) => encoded.push(byte as char),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The expansion of a parameter; `None` for nothing at all.
pub fn expanded(
    style: Style,
    name: &str,
    explode: bool,
    allowed: &str,
    meaning: &Meaning,
) -> Option<String> {
    let operator = match style {
        Style::Simple => SIMPLE,
        Style::Label => LABEL,
        Style::Matrix => MATRIX,
        Style::Form => FORM,
        Style::SpaceDelimited => return delimited(name, explode, "%20", meaning),
        Style::PipeDelimited => return delimited(name, explode, "%7C", meaning),
        Style::DeepObject => return deep(name, meaning),
    };
    let between = allowed.replace(',', "");
    let code = |text: &str| encoded(text, allowed);
    let joined = match (meaning, explode) {
        (Meaning::Undefined, _) => return None,
        (Meaning::List(items), _) if items.is_empty() => return None,
        (Meaning::Pairs(pairs), _) if pairs.is_empty() => return None,
        (Meaning::Text(text), _) => operator.assign(name, &code(text)),
        (Meaning::List(items), false) => {
            let items: Vec<String> = items.iter().map(|item| encoded(item, &between)).collect();
            operator.assign(name, &items.join(","))
        }
        (Meaning::Pairs(pairs), false) => {
            let parts = pairs.iter().flat_map(|(name, text)| [name, text]);
            let parts: Vec<String> = parts.map(|part| encoded(part, &between)).collect();
            operator.assign(name, &parts.join(","))
        }
        (Meaning::List(items), true) => {
            let items = items.iter().map(|item| operator.assign(name, &code(item)));
            items.collect::<Vec<_>>().join(operator.separator)
        }
        (Meaning::Pairs(pairs), true) => {
            let pairs = pairs.iter().map(|(name, text)| match operator.is_named {
                true => operator.assign(name, &code(text)),
                false => format!("{}={}", encoded(name, ""), code(text)),
            });
            pairs.collect::<Vec<_>>().join(operator.separator)
        }
    };
    Some(format!("{}{joined}", operator.first))
}

impl Operator {
    fn assign(&self, name: &str, text: &str) -> String {
        match (self.is_named, text) {
            (false, _) => text.to_owned(),
            (true, "") => format!("{}{}", encoded(name, ""), self.if_empty),
            (true, _) => format!("{}={text}", encoded(name, "")),
        }
    }
}

/// The two styles of OpenAPI that are the form style with another delimiter.
fn delimited(name: &str, explode: bool, delimiter: &str, meaning: &Meaning) -> Option<String> {
    if explode {
        return expanded(Style::Form, name, true, "", meaning);
    }
    let text = expanded(Style::Form, name, false, "", meaning)?;
    Some(text.replace(',', delimiter))
}

fn deep(name: &str, meaning: &Meaning) -> Option<String> {
    let Meaning::Pairs(pairs) = meaning else {
        return expanded(Style::Form, name, true, "", meaning);
    };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, text)| {
            format!(
                "{}={}",
                encoded(&format!("{name}[{key}]"), ""),
                encoded(text, "")
            )
        })
        .collect();
    (!pairs.is_empty()).then(|| pairs.join("&"))
}
