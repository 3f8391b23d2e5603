//! What walking over pages needs of [`RequestParts`]: what was asked for, and following a link.

use percent_encoding::percent_decode_str;

use super::super::pairs::Pairs;
use super::super::{Operation, RequestParts, path};
use super::link::Link;

/// What stands for the pairs of a link among the query's parameters.
const LINK: &str = "next link";

impl RequestParts {
    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The value of a query parameter that is set to a single one, percent-encoded.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.of(name)?.first()?.split_once('=')?;
        Some(value)
    }

    /// A URL with the query that is asked for; without credentials, which are put there at the end.
    pub(in super::super) fn with_query(&self, address: String) -> String {
        let mut url = address;
        let length = url.len();
        if !self.query.is_empty() {
            url.push(path::before_query(&url));
            if self.query.join("query", "&", &mut url).is_err() {
                url.truncate(length);
            }
        }
        url
    }

    /// Asks for what a link leads to; its query takes the place of the caller's.
    ///
    /// A key that the API has copied from the request into its link is left out, because the
    /// client adds its own.
    pub(super) fn follow(&mut self, link: &Link) {
        let alternatives = self.operation.security.iter().copied().flatten();
        let keys: Vec<&str> = alternatives
            .filter_map(|scheme| scheme.query_parameter())
            .collect();
        let is_key = |pair: &str| {
            let name = pair.split('=').next().unwrap_or_default();
            let name = percent_decode_str(name).decode_utf8_lossy();
            keys.contains(&&*name)
        };
        let pairs = link.query.split('&').filter(|pair| !is_key(pair));
        let pairs: Vec<String> = pairs
            .filter(|pair| !pair.is_empty())
            .map(str::to_owned)
            .collect();
        self.query = Pairs::default();
        self.query.set(LINK, pairs);
        self.link = Some(link.address.clone());
    }
}
