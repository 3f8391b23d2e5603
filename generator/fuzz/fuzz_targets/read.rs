//! Any text, as YAML and as JSON: read, translated and every finding printed.
#![no_main]

use castiron::diagnostics::{Diagnostics, render_all};
use castiron::dialect;
use castiron::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["api.yaml", "api.json"] {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let document = sources.parse(name, text, &mut diagnostics);
        let translated = document
            .and_then(|document| dialect::translate(document, &mut sources, &mut diagnostics));
        assert!(translated.is_some() || diagnostics.has_errors());
        render_all(&diagnostics, &sources, true);
    }
});
