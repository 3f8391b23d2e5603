//! Credentials and cookies, put into a request.

use http::header;

use super::super::alternatives;
use super::super::security::{Carrier, Credential, Given, header_value};
use super::super::style::Escape;
use super::super::token::Cached;
use super::RequestParts;

impl RequestParts {
    /// Adds the fixed credentials; gives the source of the token when one is needed.
    pub(super) fn authenticate(&mut self) -> Result<Option<Cached>, String> {
        let core = self.core.clone();
        let all = &core.shared.credentials;
        let schemes = alternatives::choose(self.operation, all)?;
        let mut tokens = None;
        for given in schemes
            .iter()
            .filter_map(|scheme| alternatives::find(scheme, all))
        {
            match &given.credential {
                Credential::Token(source) => tokens = Some(source.clone()),
                Credential::Fixed { sent, .. } => {
                    self.secrets.share(&core.shared.secrets);
                    self.add_credential(given, sent.expose())?;
                }
            }
        }
        Ok(tokens)
    }

    fn add_credential(&mut self, given: &Given, secret: &str) -> Result<(), String> {
        match given.carrier() {
            Carrier::Query(name) => {
                let pair = Escape::Unreserved.pair(name, secret);
                self.query.set(name, vec![pair]);
            }
            Carrier::Cookie(name) => {
                self.cookies.set(name, vec![format!("{name}={secret}")]);
            }
            Carrier::Header(_) | Carrier::Authorization(_) => {
                let (name, value) = given.header()?;
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// Puts all cookies into one header; any of them may be a credential.
    pub(super) fn put_cookies(&mut self) -> Result<(), String> {
        if self.cookies.is_empty() {
            return Ok(());
        }
        let mut cookies = String::new();
        self.cookies.join("cookie", "; ", &mut cookies)?;
        let mut value =
            header_value(cookies).ok_or("the header `cookie` cannot carry its value")?;
        value.set_sensitive(true);
        self.headers.insert(header::COOKIE, value);
        Ok(())
    }
}
