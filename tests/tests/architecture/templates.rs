//! Templates: code that does not depend on the spec belongs to the runtime.

use castiron_tests::workspace;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::references::{GENERATOR, is_template};

/// Lines without a hole that a template may have one after another.
const FIXED_AT_MOST: usize = 7;

/// Runs that are longer, by their file and first line, each with the reason.
const EXCEPTIONS: [(&str, &str); 3] = [
    // Methods of types that are emitted, each no more than a call of the runtime.
    (
        "emit/client.rs",
        r#"#[doc = " Talks to another server. Paths of operations are appended to the path of `url`."]"#,
    ),
    (
        "emit/client.rs",
        r#"#[doc = " Sets time-outs and limits."]"#,
    ),
    (
        "emit/operations/request.rs",
        "pub fn timeout(mut self, timeout: std::time::Duration) -> Self {",
    ),
];

/// The lines of every template in a file, each with its number.
struct Templates<'t> {
    lines: Vec<&'t str>,
    found: Vec<Vec<(usize, &'t str)>>,
}

impl<'ast> Visit<'ast> for Templates<'_> {
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if is_template(call) {
            let (first, last) = (call.span().start().line, call.span().end().line);
            let inner = first + 1..last;
            let lines = inner.map(|number| (number, self.lines[number - 1]));
            self.found.push(lines.collect());
        }
        visit::visit_macro(self, call);
    }
}

/// Whether a line has something to fill in: `#name` or `#(…)`, which is not `#[attribute]`.
fn has_hole(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        rest.starts_with(|next: char| next == '(' || next == '_' || next.is_alphabetic())
    })
}

/// The runs of lines without a hole that are too long, by their first line and its number.
fn fixed_runs(path: &str) -> Vec<(usize, String)> {
    let text = workspace::text(&format!("{GENERATOR}/{path}"));
    let mut templates = Templates {
        lines: text.lines().collect(),
        found: Vec::new(),
    };
    templates.visit_file(&syn::parse_file(&text).unwrap());
    let runs = templates.found.iter().flat_map(|lines| {
        let filled: Vec<_> = lines
            .iter()
            .filter(|(_, line)| !line.trim().is_empty())
            .collect();
        filled
            .split(|(_, line)| has_hole(line))
            .filter(|run| run.len() > FIXED_AT_MOST)
            .filter_map(|run| run.first())
            .map(|(number, line)| (*number, line.trim().to_owned()))
            .collect::<Vec<_>>()
    });
    runs.collect()
}

#[test]
fn fixed_code_is_in_the_runtime() {
    let templates = workspace::rust_files(GENERATOR)
        .into_iter()
        .filter(|path| path.starts_with("emit/"));
    let mut excepted = Vec::new();
    let mut fixed = Vec::new();
    for path in templates {
        for (number, line) in fixed_runs(&path) {
            match EXCEPTIONS
                .iter()
                .find(|exception| **exception == (path.as_str(), line.as_str()))
            {
                Some(exception) => excepted.push(*exception),
                None => fixed.push(format!("{path}:{number}: {line}")),
            }
        }
    }
    assert_eq!(fixed, [""; 0], "move these lines to the runtime");
    assert_eq!(excepted, EXCEPTIONS, "an exception is not needed any more");
}
