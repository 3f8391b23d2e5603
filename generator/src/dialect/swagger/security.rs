//! Security definitions of Swagger 2.0.

use serde_json::{Map, Value, json};

use super::{Node, Swagger};
use crate::diagnostics::{Code, child_pointer};

impl Swagger<'_> {
    pub(super) fn security_schemes(&mut self, value: &Value) -> Value {
        let (old, new) = ("/securityDefinitions", "/components/securitySchemes");
        self.moves(old, new);
        self.each(value, old, new, Self::security_scheme)
    }

    fn security_scheme(&mut self, node: Node<'_>) -> Value {
        let mut scheme = match node.value.as_object() {
            Some(members) => members.clone(),
            None => return node.value.clone(),
        };
        match scheme.get("type").and_then(Value::as_str) {
            Some("basic") => {
                scheme.insert("type".to_owned(), json!("http"));
                scheme.insert("scheme".to_owned(), json!("basic"));
            }
            Some("oauth2") => {
                let flow = scheme.remove("flow");
                let flow = match flow.as_ref().and_then(Value::as_str) {
                    Some("implicit") => "implicit",
                    Some("application") => "clientCredentials",
                    Some("accessCode") => "authorizationCode",
                    Some("password") => "password",
                    _ => self.unknown_flow(node.new, flow.is_some()),
                };
                let mut members = Map::new();
                for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                    members.extend(scheme.remove(key).map(|value| (key.to_owned(), value)));
                }
                self.moves_below(node.old, &format!("{}/flows/{flow}", node.new));
                scheme.insert("flows".to_owned(), json!({ flow: members }));
            }
            _ => {}
        }
        Value::Object(scheme)
    }

    /// The flow of a scheme that names none of the four.
    fn unknown_flow(&mut self, scheme: &str, is_there: bool) -> &'static str {
        let words = "`implicit`, `password`, `application` or `accessCode`";
        let effect = "it is read as `implicit`";
        if is_there {
            let message = format!("`flow` must be {words}");
            let place = child_pointer(scheme, "flow");
            self.warn(&place, Code::WrongValue, message, effect);
        } else {
            let message = format!("a Security Scheme of `type: oauth2` needs `flow`, {words}");
            self.warn(scheme, Code::MissingKeyword, message, effect);
        }
        "implicit"
    }
}
