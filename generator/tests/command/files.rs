//! Specs of several files: which files a reference may lead to.

use tempfile::TempDir;

use crate::{castiron, holding, told};

const SPEC: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths: {}
components: { schemas: { Pet: { $ref: REFERENCE } } }
"#;

/// `api/openapi.yaml` that refers to a file, and `shared/pet.yaml` with a schema.
fn workspace(reference: &str) -> TempDir {
    holding(&[
        ("api/openapi.yaml", &SPEC.replace("REFERENCE", reference)),
        (
            "shared/pet.yaml",
            "{ type: object, properties: { name: { type: string } } }",
        ),
        (
            "castiron.toml",
            "package = { name = 'clients', out = 'generated' }\n\
             [[api]]\nname = 'pets'\nspec = 'api/openapi.yaml'\nref-root = '.'\n",
        ),
    ])
}

/// The translated spec.
fn translated(folder: &TempDir, arguments: &[&str]) -> String {
    let arguments = [&["inspect", "--stage", "document"], arguments].concat();
    told(folder.path(), &arguments)
}

#[test]
fn folder_of_the_spec_is_not_left() {
    let folder = workspace("../shared/pet.yaml");
    let told = translated(&folder, &["api/openapi.yaml"]);
    assert!(
        told.contains("warning[E0210]") && !told.contains("properties"),
        "{told}"
    );
}

#[test]
fn root_may_be_wider() {
    let folder = workspace("../shared/pet.yaml");
    for arguments in [&["api/openapi.yaml", "--ref-root", "."][..], &["pets"]] {
        let told = translated(&folder, arguments);
        assert!(
            !told.contains("E0210") && told.contains("properties"),
            "{told}"
        );
    }
    let generate = [
        "generate",
        "api/openapi.yaml",
        "--out",
        "out",
        "--ref-root",
        ".",
    ];
    assert_eq!(castiron(folder.path(), &generate).status.code(), Some(0));
    assert!(folder.path().join("out/src/out/models/pet.rs").is_file());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out() {
    let folder = workspace("linked/pet.yaml");
    let link = folder.path().join("api/linked");
    std::os::unix::fs::symlink(folder.path().join("shared"), link).unwrap();
    let told = translated(&folder, &["api/openapi.yaml"]);
    assert!(
        told.contains("warning[E0210]") && !told.contains("properties"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let folder = workspace("pipe.yaml");
    let pipe = folder.path().join("api/pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(pipe).status();
    assert!(made.unwrap().success());
    let told = translated(&folder, &["api/openapi.yaml"]);
    assert!(told.contains("it is not a file"), "{told}");
}
