//! Descriptions.

pub(crate) fn rewrite(text: &str) -> String {
    text.trim().to_owned()
}
