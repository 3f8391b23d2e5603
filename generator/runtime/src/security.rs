//! Security schemes, and the credentials set for them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};

use super::token::{Bearer, Cached};
use super::{BuildError, Secret};

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
    /// `Authorization`, behind the name of a scheme of HTTP.
    Authorization(&'static str),
}

impl Carrier {
    /// Whether the other's credentials would go to the same place.
    fn clashes(self, other: Self) -> bool {
        match (self.header(), other.header()) {
            (Some(own), Some(others)) => own.eq_ignore_ascii_case(others),
            _ => self == other,
        }
    }

    fn header(self) -> Option<&'static str> {
        match self {
            Self::Header(name) => Some(name),
            Self::Authorization(_) => Some("authorization"),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
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
        Self::new(name, setter, Carrier::Authorization("Basic"))
    }

    /// Another scheme of HTTP, by its name in `Authorization`.
    pub const fn http(name: &'static str, setter: &'static str, scheme: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization(scheme))
    }

    /// A bearer token.
    pub const fn bearer(name: &'static str, setter: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization("Bearer"))
    }

    /// OAuth 2 or OpenID Connect, which end in a bearer token.
    pub const fn oauth2(name: &'static str, setter: &'static str) -> Self {
        Self::new(name, setter, Carrier::Authorization("Bearer"))
    }

    /// The spec's key of the scheme.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The builder's method for its credentials.
    pub(super) fn setter(&self) -> &'static str {
        self.setter
    }

    /// Whether its credentials go into the header of this name.
    pub(super) fn is_sent_in(&self, header: &str) -> bool {
        let own = self.carrier.header();
        own.is_some_and(|own| own.eq_ignore_ascii_case(header))
    }

    /// Whether the other's credentials would go to the same place.
    pub(super) fn clashes(&self, other: &Self) -> bool {
        self.carrier.clashes(other.carrier)
    }

    /// The query parameter that carries its credentials.
    pub(super) fn query_parameter(&self) -> Option<&'static str> {
        match self.carrier {
            Carrier::Query(name) => Some(name),
            Carrier::Header(_) | Carrier::Cookie(_) | Carrier::Authorization(_) => None,
        }
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

    /// Credentials behind the name of their scheme.
    pub(super) fn http(scheme: &SecurityScheme, credentials: Secret) -> Self {
        let sent = match scheme.carrier {
            Carrier::Authorization(name) => Secret::new(format!("{name} {}", credentials.expose())),
            Carrier::Header(_) | Carrier::Query(_) | Carrier::Cookie(_) => credentials.clone(),
        };
        Self::Fixed {
            sent,
            hidden: credentials,
        }
    }

    /// # Errors
    ///
    /// What HTTP Basic cannot carry, in words.
    pub(super) fn basic(username: &str, password: Secret) -> Result<Self, &'static str> {
        if [username, password.expose()]
            .iter()
            .any(|part| part.contains(char::is_control))
        {
            return Err(
                "the user name or password holds a line break or another control character, which \
                 HTTP Basic cannot carry",
            );
        }
        let sent = basic(username, &password)
            .ok_or("the user name holds a colon, which HTTP Basic cannot carry")?;
        // Keys that are sent as user names go without a password.
        let hidden = match password.expose() {
            "" => Secret::from(username),
            _ => password,
        };
        Ok(Self::Fixed { sent, hidden })
    }

    /// A credential that opens nothing, in the form that the scheme wants.
    #[cfg(feature = "mock")]
    pub(super) fn made_up(scheme: &SecurityScheme) -> Self {
        Self::http(scheme, Secret::from("made-up-credential"))
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

/// The `Authorization` header of HTTP Basic; `None` when the user name holds a colon, which would
/// end it too early.
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
    /// What a fixed credential is sent as, made once for all calls.
    header: Option<(HeaderName, HeaderValue)>,
}

impl Given {
    pub(super) fn new(scheme: &'static SecurityScheme, credential: Credential) -> Self {
        let header = match &credential {
            Credential::Fixed { sent, .. } => header(scheme.carrier, sent),
            Credential::Token(_) => None,
        };
        Self {
            scheme,
            credential,
            header,
        }
    }

    /// The header that carries a fixed credential.
    ///
    /// # Errors
    ///
    /// HTTP cannot carry a header of that name, or none carries it; in words.
    pub(super) fn header(&self) -> Result<(HeaderName, HeaderValue), String> {
        self.header.clone().ok_or_else(|| {
            let name = self.scheme.carrier.header().unwrap_or_default();
            unusable_name(name)
        })
    }

    /// What of a fixed credential nobody may see.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        match &self.credential {
            Credential::Fixed { sent, hidden } if sent == hidden => vec![sent.clone()],
            Credential::Fixed { sent, hidden } => vec![sent.clone(), hidden.clone()],
            Credential::Token(_) => Vec::new(),
        }
    }

    /// Refuses what could not be sent unchanged, at the time when someone looks.
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
        let unfit = match self.scheme.carrier {
            Carrier::Query(_) => None,
            Carrier::Header(_) | Carrier::Authorization(_) => {
                header_value(sent.expose()).is_none().then_some(
                    "a header: it has a line break, white space at an end, or characters beyond \
                     ASCII",
                )
            }
            Carrier::Cookie(_) => (!is_cookie_value(sent.expose())).then_some(
                "a cookie: it has white space, a quote, a comma, a semicolon, a backslash, or \
                 characters beyond ASCII",
            ),
        };
        unfit.map_or(Ok(()), |reason| {
            Err(BuildError::new(format!(
                "the value given to `{setter}` cannot be sent in {reason}"
            )))
        })
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

/// The header of a credential, where one carries it.
fn header(carrier: Carrier, sent: &Secret) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(carrier.header()?.as_bytes()).ok()?;
    let mut value = header_value(sent.expose())?;
    value.set_sensitive(true);
    Some((name, value))
}

/// A header value, or `None` where HTTP cannot carry the text unchanged.
pub(super) fn header_value(text: impl Into<String>) -> Option<HeaderValue> {
    let text = text.into();
    let is_white = |byte: &u8| matches!(byte, b' ' | b'\t');
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    if ends.into_iter().flatten().any(is_white) || !text.is_ascii() {
        return None;
    }
    HeaderValue::try_from(text).ok()
}

/// What is said of a name that cannot be a header's.
pub(super) fn unusable_name(name: &str) -> String {
    format!("`{name}` cannot be the name of an HTTP header")
}

/// Whether a cookie carries the text unchanged (`cookie-value` of RFC 6265, section 4.1.1).
fn is_cookie_value(text: &str) -> bool {
    let inner = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    inner.unwrap_or(text).bytes().all(is_octet)
}
