//! Fragments of references as JSON pointers.

/// The JSON pointer that the fragment of a `$ref`, without its `#`, stands for.
///
/// A fragment is percent-encoded (RFC 6901, section 6). `None` if it is no pointer, for example an
/// anchor.
pub fn fragment_pointer(fragment: &str) -> Option<String> {
    let pointer = percent_decoded(fragment)?;
    (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
}

/// The text that a percent-encoded one stands for (RFC 3986, section 2.1); `None` if it is faulty or
/// no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
