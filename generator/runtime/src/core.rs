//! [`Core`]: what all requests of one client share, and how it is built.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::hooks::Hooks;
use super::retry::RetryBudget;
use super::security::{Credential, Given, header_value};
use super::token::Bearer;
use super::transports::Transports;
use super::{Config, RequestView, ResponseView, Secret, SecurityScheme, Transport, address};

/// What all requests of one client share; cheap to clone.
#[derive(Clone)]
pub struct Core {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub(super) transports: Transports,
    pub(super) base_url: String,
    /// Whether `base_url` is the spec's default, so that operations may have another.
    pub(super) is_default_server: bool,
    pub(super) credentials: Vec<Given>,
    /// What of them nobody may see.
    pub(super) secrets: Arc<[Secret]>,
    pub(super) config: Config,
    pub(super) user_agent: HeaderValue,
    pub(super) budget: Arc<RetryBudget>,
    pub(super) hooks: Hooks,
}

/// Shows for which schemes there are credentials, not the credentials.
impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.shared.credentials)
            .field("config", &self.shared.config)
            .finish_non_exhaustive()
    }
}

/// Collects what a [`Core`] needs.
pub struct CoreBuilder {
    default_server: String,
    base_url: String,
    credentials: Vec<Given>,
    config: Config,
    transport: Option<Arc<dyn Transport>>,
    hooks: Hooks,
    fault: Option<BuildError>,
}

/// Shows for which schemes there are credentials, not the credentials; nor the base URL, which is
/// not checked yet and may hold some.
impl fmt::Debug for CoreBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CoreBuilder")
            .field("credentials", &self.credentials)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl CoreBuilder {
    /// Begins with the spec's default server.
    pub fn new(base_url: impl Into<String>) -> Self {
        let base_url = base_url.into();
        Self {
            default_server: base_url.clone(),
            base_url,
            credentials: Vec::new(),
            config: Config::default(),
            transport: None,
            hooks: Hooks::default(),
            fault: None,
        }
    }

    /// Sets the URL in front of all paths.
    pub fn base_url(&mut self, base_url: impl Into<String>) {
        self.base_url = base_url.into();
    }

    /// Sets the key of an API-key scheme.
    pub fn api_key(&mut self, scheme: &'static SecurityScheme, api_key: impl Into<Secret>) {
        self.give(scheme, Credential::api_key(api_key.into()));
    }

    /// Sets the user name and password of an HTTP Basic scheme. The password is empty where a key is
    /// sent as the user name.
    pub fn basic(
        &mut self,
        scheme: &'static SecurityScheme,
        username: impl Into<String>,
        password: impl Into<Secret>,
    ) {
        match Credential::basic(&username.into(), password.into()) {
            Ok(credential) => self.give(scheme, credential),
            Err(reason) => self.fault = Some(BuildError::new(reason)),
        }
    }

    /// Sets the token, or the source of tokens, of a bearer or OAuth 2 scheme.
    pub fn bearer(&mut self, scheme: &'static SecurityScheme, token: impl Into<Bearer>) {
        self.give(scheme, Credential::bearer(token.into()));
    }

    /// Sets what follows the name of another scheme of HTTP.
    pub fn http(&mut self, scheme: &'static SecurityScheme, credentials: impl Into<Secret>) {
        self.give(scheme, Credential::http(scheme, credentials.into()));
    }

    /// Sets time-outs and limits.
    pub fn config(&mut self, config: Config) {
        self.config = config;
    }

    /// Sets what carries the requests, those of blocking calls too.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Adds a hook that sees each request before it is sent; several see it in the order in which
    /// they were added.
    pub fn on_request(&mut self, hook: impl Fn(&mut RequestView<'_>) + Send + Sync + 'static) {
        self.hooks.on_request(hook);
    }

    /// Adds a hook that sees each response; several see it in the order in which they were added.
    pub fn on_response(&mut self, hook: impl Fn(&ResponseView<'_>) + Send + Sync + 'static) {
        self.hooks.on_response(hook);
    }

    /// Checks everything and builds the core.
    ///
    /// # Errors
    ///
    /// The base URL is no `https` URL, or has parts that a base cannot have; a credential cannot
    /// be sent; there is no transport, because the features `reqwest` and `blocking` are off and none
    /// was set.
    pub fn build(self) -> Result<Core, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.base_url.is_empty() {
            return Err(BuildError::new(
                "there is no base URL: set one on the client builder",
            ));
        }
        let base_url = address::checked("base URL", &self.base_url, self.config.allow_http)?;
        self.credentials.iter().try_for_each(Given::check)?;
        let user_agent = header_value(&*self.config.user_agent)
            .ok_or_else(|| BuildError::new("the user agent cannot be sent in a header"))?;
        let transports = match self.transport {
            Some(transport) => Transports::only(transport),
            None => Transports::built_in(&self.config)?,
        };
        let base_url = base_url.strip_suffix('/').unwrap_or(&base_url).to_owned();
        Ok(Core {
            shared: Arc::new(Shared {
                transports,
                is_default_server: self.base_url == self.default_server,
                base_url,
                secrets: secrets(&self.credentials),
                credentials: self.credentials,
                config: self.config,
                user_agent,
                budget: Arc::new(RetryBudget::new()),
                hooks: self.hooks,
            }),
        })
    }

    /// Builds a core with made-up credentials, in which nothing needs a check.
    #[cfg(feature = "mock")]
    pub(super) fn mocked(
        mut self,
        schemes: &[&'static SecurityScheme],
        transport: impl Transport,
    ) -> Core {
        for scheme in schemes {
            self.give(scheme, Credential::made_up(scheme));
        }
        Core {
            shared: Arc::new(Shared {
                transports: Transports::only(Arc::new(transport)),
                base_url: self.base_url,
                is_default_server: false,
                secrets: secrets(&self.credentials),
                credentials: self.credentials,
                config: self.config,
                user_agent: HeaderValue::from_static("mock"),
                budget: Arc::new(RetryBudget::new()),
                hooks: self.hooks,
            }),
        }
    }

    fn give(&mut self, scheme: &'static SecurityScheme, credential: Credential) {
        let given = Given::new(scheme, credential);
        self.credentials
            .retain(|other| other.name() != given.name());
        self.credentials.push(given);
    }
}

fn secrets(credentials: &[Given]) -> Arc<[Secret]> {
    credentials.iter().flat_map(Given::secrets).collect()
}

/// Why a client cannot be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    message: String,
}

impl BuildError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}
