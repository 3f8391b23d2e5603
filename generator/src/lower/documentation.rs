//! Documentation: what a document says of its parts, and where it says that there is more to read.

use openapiv3 as oa;

use super::{doc, markdown};
use crate::model::Doc;
use crate::resolve::Resolved;

/// What a schema says of itself: its description, or its title, and its link.
pub(super) fn of_schema(data: &oa::SchemaData) -> Option<Doc> {
    let text = data.description.as_deref().or(data.title.as_deref());
    with_link(text, data.external_docs.as_ref())
}

/// A text, and below it the link of `externalDocs`.
pub(super) fn with_link(
    text: Option<&str>,
    external: Option<&oa::ExternalDocumentation>,
) -> Option<Doc> {
    let link = external.map(|external| {
        let link = markdown::link(&external.url, external.description.as_deref());
        format!("See {link}.")
    });
    paragraphs(doc(text).into_iter().map(|doc| doc.0).chain(link))
}

/// What a document says of the API as a whole.
pub(super) fn of_api(resolved: &Resolved<'_>) -> Option<Doc> {
    let info = &resolved.info;
    let external = resolved.external_docs.as_ref();
    let text = with_link(info.description.as_deref(), external).map(|doc| doc.0);
    let terms = info
        .terms_of_service
        .as_deref()
        .map(|url| format!("Terms of service: {}.", markdown::link(url, None)));
    let contact = info.contact.as_ref().and_then(contact);
    let license = info.license.as_ref().map(|license| {
        let name = match license.url.as_deref() {
            Some(url) => markdown::link(url, Some(&license.name)),
            None => markdown::first_sentence(&license.name),
        };
        format!("License of the description: {name}.")
    });
    let about = [terms, contact, license];
    paragraphs(text.into_iter().chain(about.into_iter().flatten()))
}

fn contact(contact: &oa::Contact) -> Option<String> {
    let name = contact
        .name
        .as_deref()
        .filter(|name| !name.trim().is_empty());
    let who = match (contact.url.as_deref(), name) {
        (Some(url), name) => Some(markdown::link(url, name)),
        (None, Some(name)) => Some(markdown::first_sentence(name)),
        (None, None) => None,
    };
    let email = contact.email.as_deref();
    let email = email.map(|email| markdown::link(&format!("mailto:{email}"), None));
    let ways: Vec<String> = who.into_iter().chain(email).collect();
    (!ways.is_empty()).then(|| format!("Contact: {}.", ways.join(", ")))
}

fn paragraphs(paragraphs: impl Iterator<Item = String>) -> Option<Doc> {
    let paragraphs: Vec<String> = paragraphs.collect();
    (!paragraphs.is_empty()).then(|| Doc(paragraphs.join("\n\n")))
}
