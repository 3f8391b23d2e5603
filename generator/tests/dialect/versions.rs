//! Versions: which documents are read.

use insta::assert_snapshot;

use super::{report, schemas, translated};

#[test]
fn sound_document_has_no_findings() {
    let text = schemas(
        "Pet: {type: object, required: [id], properties: {id: {type: string}}, x-other: 1}",
    );
    assert_snapshot!(report(&text), @"");
    assert_snapshot!(translated(&text, "/components/schemas/Pet/required"), @r#"["id"]"#);
}

#[test]
fn later_versions_need_no_paths() {
    let found = ["3.1.0", "3.1.2", "3.2.0"].map(|version| {
        report(&format!(
            "{{openapi: {version}, info: {{title: Case, version: '1'}}}}"
        ))
    });
    assert_snapshot!(found.concat(), @"");
}

#[test]
fn version_2_0_as_a_number() {
    let text = "swagger: 2.0\ninfo: {title: T, version: '1'}\nhost: pets.example\npaths: {}\n";
    assert_snapshot!(report(text), @"");
    assert_snapshot!(translated(text, "/servers"), @r#"[{"url":"https://pets.example"}]"#);
}

#[test]
fn version_of_nothing_known() {
    assert_snapshot!(report("openapi: 4.0.0"), @"
    error[E0202]: `openapi: 4.0.0` is not a version of OpenAPI
     --> openapi.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^
      |
      = at: #/openapi
      = help: castiron reads `openapi: 3.0.3`, 3.1 and 3.2, and `swagger: \"2.0\"`
    ");
}

#[test]
fn no_version() {
    assert_snapshot!(report("info: {}"), @"
    error[E0202]: the document does not say which version of OpenAPI it follows
     --> openapi.yaml:1:1
      |
    1 | info: {}
      | ^^^^^^^^
      |
      = help: documents of OpenAPI begin with `openapi: 3.0.3`; castiron does not read others, such as collections of Postman or AsyncAPI
    ");
}

#[test]
fn not_a_mapping() {
    assert_snapshot!(report("404 Not Found"), @"
    error[E0201]: the document is not a mapping
     --> openapi.yaml:1:1
      |
    1 | 404 Not Found
      | ^^^^^^^^^^^^^
      |
      = help: an OpenAPI document begins with `openapi: 3.0.3`
    ");
}
