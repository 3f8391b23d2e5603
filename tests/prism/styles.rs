//! Parameters of every style × explode × type and bodies of every kind before the judge: a document of
//! all of them, its client, and the calls that its documentation shows.

mod document;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use castiron_tests::casting::{self, Files};
use castiron_tests::examples::examples;
use castiron_tests::workspace;

use self::document::{Row, SPOILT};
use crate::Outcome;
use crate::server::Prism;
use crate::trial::Tally;

/// What Prism 5.14.2 refuses although it is right: the start of operations, and why. What they are to send
/// is in `document.rs`, by hand.
const WRONGLY_REFUSED: [(&str, &str); 7] = [
    (
        "path-label-Exploded-Object",
        "it looks for commas between the properties, where RFC 6570 has dots",
    ),
    (
        "query-spaceDelimited-Array",
        "it looks for `%20` in a text that is decoded already",
    ),
    ("body-Xml", "it takes XML for the text of a JSON value"),
    ("body-Csv", "it takes CSV for the text of a JSON value"),
    (
        "body-Lines",
        "it takes lines of JSON for the text of a JSON value",
    ),
    (
        "body-Parts",
        "of parts of one name it keeps the last, and reads none as JSON",
    ),
    ("body-FormList", "of pairs of one name it keeps the last"),
];

/// What Prism lets pass when it is spoilt: the start of operations, and why.
const NOT_JUDGED: [(&str, &str); 3] = [
    ("cookie-", "it does not look at cookies"),
    ("body-Bytes", "any bytes will do"),
    ("body-Image", "any bytes will do"),
];

const MANIFEST: &str = r#"[package]
name = "styles"
version = "0.0.0"
edition = "2024"

[workspace]
members = ["client"]

[[bin]]
name = "styles"
path = "main.rs"

[dependencies]
bytes = "1"
serde_json = "1"
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }

[dependencies.client]
path = "client"
default-features = false
features = ["reqwest", "styles"]

"#;

/// Has Prism judge a request of each operation, and a spoilt one. Where Prism is wrong or does not look, it
/// has to stay so, lest a list outlive its reason.
pub fn judge(command: &str) -> Outcome<Tally> {
    let rows = document::rows();
    let target = workspace::target()?;
    let folder = target.join("styles");
    fs::create_dir_all(&folder)?;
    let spec = folder.join("styles.json");
    fs::write(&spec, document::document(&rows).to_string())?;
    let program = build(&folder, &target, &spec)?;
    let prism = Prism::start(command, &spec)?;
    let output = Command::new(program)
        .arg(prism.url())
        .args(SPOILT.map(|(text, spoilt)| format!("{text}={spoilt}")))
        .args(
            rows.iter()
                .filter(|row| ends_prism(row))
                .map(|row| row.id.clone()),
        )
        .current_dir(&folder)
        .output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the calls ended early:\n{errors}").into());
    }
    let mut tally = Tally {
        api: "styles",
        operations: rows.len(),
        ..Tally::default()
    };
    let mut said: Vec<Said> = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        said.push(serde_json::from_str(line)?);
    }
    for row in &rows {
        match said.iter().find(|said| said.0 == row.id) {
            Some(said) => verdict(&mut tally, row, said),
            None => tally.note(&row.id, Err("it was never called".to_owned())),
        }
    }
    Ok(tally)
}

/// Whether a request brings Prism 5.14.2 down, which it is spared then; what is sent is compared all the
/// same.
///
/// Where the value of a path parameter has a comma, its matcher of URI templates gives a list, of which
/// the code after it asks what only texts have (<https://github.com/stoplightio/prism/issues/2710>). For
/// an object in `spaceDelimited` and `pipeDelimited` it has no code, and throws.
fn ends_prism(row: &Row) -> bool {
    let is_list = row.id.starts_with("path-") && row.sent.contains(',');
    is_list || row.id.ends_with("Delimited-Object")
}

/// The operation, what was sent, and what was wrong with it and with a spoilt one.
type Said = (String, String, Option<String>, Option<String>);

fn verdict(tally: &mut Tally, row: &Row, (id, sent, straight, spoilt): &Said) {
    let known = |list: &[(&str, &str)]| list.iter().any(|(known, _)| id.starts_with(known));
    tally.calls += 1;
    let is_refusal = |why: &&String| why.contains(" 422 ");
    let as_written = match *sent == row.sent {
        true => Ok(()),
        false => Err(format!("{:?} was sent, instead of {:?}", sent, row.sent)),
    };
    tally.note(id, as_written);
    if ends_prism(row) {
        return;
    }
    tally.requests += 1;
    tally.violations += usize::from(straight.is_some());
    let accepted = match (straight, known(&WRONGLY_REFUSED)) {
        (None, false) => Ok(()),
        (Some(why), true) if is_refusal(&why) => Ok(()),
        (Some(why), true) => Err(format!("Prism ended it: {why}")),
        (None, true) => Err("Prism accepts it now; take it off the list".to_owned()),
        (Some(why), false) => Err(format!("Prism refused it: {why}")),
    };
    tally.note(id, accepted);
    let spoilt = spoilt.as_ref().filter(is_refusal);
    tally.refused += usize::from(spoilt.is_some());
    let refused = match (spoilt, known(&NOT_JUDGED)) {
        (Some(_), false) | (None, true) => Ok(()),
        (Some(_), true) => Err("Prism judges it now; take it off the list".to_owned()),
        (None, false) => Err("Prism let a spoilt request pass".to_owned()),
    };
    tally.note(id, refused);
}

/// Casts the document, and compiles its client with the calls that it shows.
fn build(folder: &Path, target: &Path, spec: &Path) -> Outcome<PathBuf> {
    let path = spec.to_string_lossy();
    let cast = casting::crate_of(&[("styles", &path)], false);
    let files = cast
        .files
        .ok_or_else(|| format!("the document is refused:\n{}", cast.findings))?;
    castiron::output::write(&folder.join("client"), &files).map_err(|error| error.to_string())?;
    write(&folder.join("main.rs"), &main(&files))?;
    write(&folder.join("Cargo.toml"), &manifest())?;
    fs::write(folder.join("document.pdf"), "the document")?;
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .status()?;
    match status.success() {
        true => Ok(target.join("debug/styles")),
        false => Err("the client or its calls do not compile".into()),
    }
}

fn manifest() -> String {
    // Profiles decide whether dependencies have to be compiled again.
    let workspace = workspace::text("Cargo.toml");
    let profiles = workspace.find("[profile.");
    let profiles = profiles.and_then(|start| workspace.get(start..));
    format!("{MANIFEST}{}", profiles.unwrap_or_default())
}

fn main(files: &Files) -> String {
    let judge = workspace::root().join("tests/prism/styles/judge.rs");
    let mut functions = String::new();
    let mut calls = String::new();
    let operations = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/styles/operations/"));
    let shown = operations.flat_map(|(_, text)| examples(text));
    for (index, example) in shown.enumerate() {
        let code = example
            .code
            .replace(
                r#".base_url("https://api.example.com")"#,
                ".base_url(judge.origin.clone())",
            )
            .replacen(".build()?", ".transport(judge.clone()).build()?", 1);
        let id = example.path.split('/').nth(1).unwrap_or_default();
        let _ = write!(
            functions,
            "async fn call_{index}(judge: &Judge) -> Outcome {{\n{code}\nOk(())\n}}\n\n"
        );
        let _ = write!(
            calls,
            "let honest = judge.honest();\n\
             let straight = call_{index}(&honest).await;\n\
             Judge::tell({id:?}, &honest, straight, call_{index}(&judge).await);\n"
        );
    }
    format!(
        "//! Written by castiron's tests; do not edit.\n\n#[path = {judge:?}]\nmod judge;\n\n\
         use judge::{{Judge, Outcome}};\n\n{functions}\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Outcome {{\n\
         let judge = Judge::new()?;\n{calls}Ok(())\n}}\n"
    )
}

fn write(path: &Path, text: &str) -> Outcome {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}
