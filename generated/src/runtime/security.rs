//! Security schemes, the credentials set for them, and which of them an operation sends.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

use super::token::{Bearer, Cached};
use super::{BuildError, Operation, Secret};

/// A security scheme of a spec.
#[derive(Debug)]
pub struct SecurityScheme {
    /// The spec's key of the scheme; what credentials are found by.
    name: &'static str,
    /// The name of the builder's method that sets its credentials.
    setter: &'static str,
    carrier: Carrier,
}

/// Where a scheme's credentials go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Authorization,
}

impl SecurityScheme {
    /// An API key in a header. The arguments are the spec's key of the scheme, the name of the
    /// builder's method, and the header; likewise below.
    pub const fn api_key_header(
        name: &'static str,
        setter: &'static str,
        header: &'static str,
    ) -> Self {
        Self::new(name, setter, Carrier::Header(header))
    }

    /// An API key in a query parameter.
    pub const fn api_key_query(
        name: &'static str,
        setter: &'static str,
        parameter: &'static str,
    ) -> Self {
        Self::new(name, setter, Carrier::Query(parameter))
    }

    /// An API key in a cookie.
    pub const fn api_key_cookie(
        name: &'static str,
        setter: &'static str,
        cookie: &'static str,
    ) -> Self {
        Self::new(name, setter, Carrier::Cookie(cookie))
    }

    /// A user name and password by HTTP Basic.
    pub const fn basic(name: &'static str, setter: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization)
    }

    /// A bearer token.
    pub const fn bearer(name: &'static str, setter: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization)
    }

    /// OAuth 2 or OpenID Connect, which end in a bearer token.
    pub const fn oauth2(name: &'static str, setter: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization)
    }

    const fn new(name: &'static str, setter: &'static str, carrier: Carrier) -> Self {
        Self {
            name,
            setter,
            carrier,
        }
    }
}

/// What was set for a scheme.
#[derive(Clone)]
pub(super) enum Credential {
    /// A text to send as it is, and the part of it that nobody may see.
    Fixed { sent: Secret, hidden: Secret },
    /// A token to fetch and keep.
    Token(Cached),
}

impl Credential {
    pub(super) fn api_key(key: Secret) -> Self {
        Self::Fixed {
            sent: key.clone(),
            hidden: key,
        }
    }

    /// `None` when the user name holds a colon, which would end it too early.
    pub(super) fn basic(username: &str, password: Secret) -> Option<Self> {
        let sent = basic(username, &password)?;
        Some(Self::Fixed {
            sent,
            hidden: password,
        })
    }

    pub(super) fn bearer(token: Bearer) -> Self {
        match token {
            Bearer::Fixed(token) => Self::Fixed {
                sent: Secret::new(format!("Bearer {}", token.expose())),
                hidden: token,
            },
            Bearer::Source(source) => Self::Token(source),
        }
    }
}

/// The `Authorization` header of HTTP Basic.
pub(super) fn basic(username: &str, password: &Secret) -> Option<Secret> {
    let pair = format!("{username}:{}", password.expose());
    let text = format!("Basic {}", STANDARD.encode(pair));
    (!username.contains(':')).then(|| text.into())
}

/// A scheme with its credential.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) scheme: &'static SecurityScheme,
    pub(super) credential: Credential,
}

impl Given {
    /// Refuses what could not be sent in a header, at the time when someone looks.
    pub(super) fn check(&self) -> Result<(), BuildError> {
        let Credential::Fixed { sent, hidden } = &self.credential else {
            return Ok(());
        };
        let setter = self.scheme.setter;
        if hidden.expose().is_empty() {
            return Err(BuildError::new(format!(
                "the value given to `{setter}` is empty"
            )));
        }
        let fits = match self.scheme.carrier {
            Carrier::Query(_) => true,
            Carrier::Header(_) | Carrier::Authorization => header_value(sent.expose()).is_some(),
            Carrier::Cookie(_) => {
                header_value(sent.expose()).is_some() && !sent.expose().contains(';')
            }
        };
        if fits {
            return Ok(());
        }
        Err(BuildError::new(format!(
            "the value given to `{setter}` cannot be sent in a header: it has a line break, white \
             space at an end, or characters beyond ASCII"
        )))
    }

    pub(super) fn name(&self) -> &'static str {
        self.scheme.name
    }

    pub(super) fn carrier(&self) -> Carrier {
        self.scheme.carrier
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.scheme.setter)
    }
}

/// A header value, or `None` where HTTP cannot carry the text unchanged.
pub(super) fn header_value(text: &str) -> Option<HeaderValue> {
    let trimmed = text.trim_matches([' ', '\t']);
    if trimmed.len() != text.len() || !text.is_ascii() {
        return None;
    }
    HeaderValue::from_str(text).ok()
}

/// The credentials that an operation sends.
///
/// The first alternative of the spec that is complete, unless a longer one that contains it is
/// complete too: someone who set both keys means both.
///
/// # Errors
///
/// No alternative is complete; the message lists them in the words of the builder.
pub(super) fn choose<'a>(
    operation: &Operation,
    given: &'a [Given],
) -> Result<Vec<&'a Given>, String> {
    let find = |scheme: &SecurityScheme| given.iter().find(|g| g.name() == scheme.name);
    let complete: Vec<Vec<&Given>> = operation
        .security
        .iter()
        .filter_map(|schemes| schemes.iter().map(|scheme| find(scheme)).collect())
        .collect();
    let chosen = complete.iter().position(|alternative| {
        let contained = |other: &Vec<&Given>| is_strict_subset(alternative, other);
        !complete.iter().any(contained)
    });
    match chosen.and_then(|index| complete.into_iter().nth(index)) {
        Some(alternative) => Ok(alternative),
        None if operation.security.is_empty() => Ok(Vec::new()),
        None => Err(missing(operation)),
    }
}

fn is_strict_subset(part: &[&Given], whole: &[&Given]) -> bool {
    part.len() < whole.len()
        && part
            .iter()
            .all(|given| whole.iter().any(|other| other.name() == given.name()))
}

fn missing(operation: &Operation) -> String {
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|schemes| {
            let setters: Vec<String> = schemes
                .iter()
                .map(|scheme| format!("`{}`", scheme.setter))
                .collect();
            setters.join(" and ")
        })
        .collect();
    format!(
        "`{}` needs credentials: set {} on the client builder",
        operation.id,
        alternatives.join(", or ")
    )
}
