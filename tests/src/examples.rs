//! The calls that emitted documentation shows.

/// A call as the documentation of its operation shows it.
pub struct Example {
    /// The method, in lower case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The statements, whose errors are returned.
    pub code: String,
}

/// The examples in the documentation of an emitted file.
pub fn examples(text: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut request = None;
    let mut lines = text.lines().map(str::trim_start);
    while let Some(line) = lines.next() {
        let Some(documentation) = line.strip_prefix("/// ") else {
            continue;
        };
        if let Some(place) = documentation
            .strip_prefix('`')
            .and_then(|it| it.strip_suffix('`'))
        {
            request = place.split_once(' ').or(request);
        } else if documentation == "```no_run" {
            let block = lines
                .by_ref()
                .map(|line| line.strip_prefix("///").unwrap_or_default());
            let code: Vec<&str> = block
                .take_while(|line| line.trim() != "```")
                .filter(|line| !line.starts_with(" #"))
                .collect();
            let (method, path) = request.unwrap_or_else(|| panic!("{code:?} is of no operation"));
            found.push(Example {
                method: method.to_lowercase(),
                path: path.to_owned(),
                code: code.join("\n"),
            });
        }
    }
    found
}
