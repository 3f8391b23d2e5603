//! Credentials and cookies, put into a request.

use http::{HeaderName, header};

use super::super::security::{Carrier, Credential, header_value};
use super::super::token::Cached;
use super::super::{alternatives, style};
use super::{RequestParts, unusable_name};

impl RequestParts {
    /// Adds the fixed credentials; gives the source of the token when one is needed.
    pub(super) fn authenticate(&mut self) -> Result<Option<Cached>, String> {
        let core = self.core.clone();
        let mut tokens = None;
        for given in alternatives::choose(self.operation, &core.shared.credentials)? {
            match &given.credential {
                Credential::Token(source) => tokens = Some(source.clone()),
                Credential::Fixed { sent, hidden } => {
                    self.add_credential(given.carrier(), sent.expose())?;
                    self.secrets.push(sent.clone());
                    if hidden != sent {
                        self.secrets.push(hidden.clone());
                    }
                }
            }
        }
        Ok(tokens)
    }

    fn add_credential(&mut self, carrier: Carrier, secret: &str) -> Result<(), String> {
        match carrier {
            Carrier::Query(name) => {
                let pair = format!("{}={}", style::encode(name), style::encode(secret));
                self.query.set(name, vec![pair]);
                Ok(())
            }
            Carrier::Cookie(name) => {
                self.cookies.set(name, vec![format!("{name}={secret}")]);
                Ok(())
            }
            Carrier::Header(name) => {
                let header =
                    HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable_name(name))?;
                self.put_secret(header, secret)
            }
            Carrier::Authorization(_) => self.put_secret(header::AUTHORIZATION, secret),
        }
    }

    /// Puts all cookies into one header; any of them may be a credential.
    pub(super) fn put_cookies(&mut self) -> Result<(), String> {
        match self.cookies.joined("cookie", "; ")? {
            Some(cookies) => self.put_secret(header::COOKIE, &cookies),
            None => Ok(()),
        }
    }

    fn put_secret(&mut self, name: HeaderName, text: &str) -> Result<(), String> {
        let mut value = header_value(text)
            .ok_or_else(|| format!("the header `{name}` cannot carry its value"))?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }
}
