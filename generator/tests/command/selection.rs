//! `--include` and `--exclude`, and the same in `castiron.toml`.

use insta::assert_snapshot;

use crate::{configured, inspected, told};

const SPEC: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      security: [{ key: [] }]
      responses:
        "200":
          description: All
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
          links: { toys: { operationId: listToys } }
    post:
      operationId: addPet
      tags: [pets, admin]
      requestBody: { $ref: "#/components/requestBodies/Gone" }
      responses: { "204": { description: Done } }
  /toys:
    get:
      operationId: listToys
      tags: [toys]
      security: [{ token: [] }]
      responses:
        "200":
          description: All
          content: { application/json: { schema: { $ref: "#/components/schemas/Toy" } } }
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind }
    Dog:
      allOf: [{ $ref: "#/components/schemas/Pet" }, { $ref: "#/components/schemas/Bone" }]
    Bone: { type: object, properties: { size: { type: integer } } }
    Toy: { type: object, requried: [name] }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: bearer }
"##;

/// What is said of the document with these flags, and the names of its operations and components.
fn selected(flags: &[&str]) -> String {
    let folder = configured(SPEC, "");
    let (document, said) = inspected(folder.path(), flags);
    let keys = |pointer: &str| {
        let members = document
            .pointer(pointer)
            .and_then(|value| value.as_object());
        let keys = members.into_iter().flat_map(|members| members.keys());
        keys.map(|key| format!(" {key}")).collect::<String>()
    };
    format!(
        "/pets:{}\n/toys:{}\nschemas:{}\nschemes:{}\n{said}",
        keys("/paths/~1pets"),
        keys("/paths/~1toys"),
        keys("/components/schemas"),
        keys("/components/securitySchemes"),
    )
}

#[test]
fn one_operation_and_what_it_needs() {
    assert_snapshot!(selected(&["--include", "operation:listPets"]), @"
    /pets: get
    /toys:
    schemas: Pet Dog Bone
    schemes: key
    ");
}

#[test]
fn excluded_after_included() {
    let flags = [
        "--include",
        "tag:pets",
        "--include",
        "tag:toys",
        "--exclude",
        "POST /**",
        "--exclude",
        "path:/toys",
    ];
    assert_snapshot!(selected(&flags), @"
    /pets: get
    /toys:
    schemas: Pet Dog Bone
    schemes: key
    ");
}

#[test]
fn a_reference_into_what_is_left_out() {
    let schema = "#/paths/~1toys/get/responses/200/content/application~1json/schema";
    let spec = SPEC.replace(
        "size: { type: integer }",
        &format!("toy: {{ $ref: '{schema}' }}"),
    );
    let folder = configured(&spec, "");
    let (document, said) = inspected(folder.path(), &["--include", "tag:pets"]);
    let toy = document.pointer("/components/schemas/Bone/properties/toy");
    assert_eq!(toy, Some(&serde_json::json!({})));
    let (_, said) = said.split_once("\n\n").unwrap();
    assert_snapshot!(said, @"
    warning[E0208]: `#/paths/~1toys/get/responses/200/content/application~1json/schema` could not be read, or is left out
      --> openapi.yaml:39:54
       |
    39 |     Bone: { type: object, properties: { toy: { $ref: '#/paths/~1toys/get/responses/200/content/application~1json/schema' } } }
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/Bone/properties/toy/$ref
       = effect: it is left as raw JSON
    ");
}

#[test]
fn tags_of_a_document_without_any() {
    let spec = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
    let folder = configured(spec, "");
    let flags = [
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--tag-features",
        "true",
    ];
    let said = told(folder.path(), &flags);
    let (finding, _) = said.split_once("\n\n").unwrap();
    assert_snapshot!(finding, @"
    status 0
    --- stderr
    note[E0804]: `tag-features` is asked for, and no operation has a tag
     --> openapi.yaml:1:1
      |
    1 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^
      |
      = effect: the API has one feature for all of its operations
    ");
}

#[test]
fn what_matches_nothing_is_told() {
    assert_snapshot!(selected(&["--exclude", "tag:Admins", "--exclude", "path:/toy", "--exclude", "post /**"]), @"
    /pets: get
    /toys: get
    schemas: Pet Dog Bone Toy
    schemes: key token
    warning[E0801]: no operation matches `tag:Admins` of `exclude`
     --> openapi.yaml:2:1
      |
    2 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^
      |
      = effect: it leaves no operation out
      = help: did you mean `tag:admin`?

    warning[E0801]: no operation matches `path:/toy` of `exclude`
     --> openapi.yaml:2:1
      |
    2 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^
      |
      = effect: it leaves no operation out
      = help: did you mean `path:/toys`?

    warning[E0204]: `requried` is not a keyword of a Schema
      --> openapi.yaml:40:26
       |
    40 |     Toy: { type: object, requried: [name] }
       |                          ^^^^^^^^
       |
       = at: #/components/schemas/Toy/requried
       = effect: it is ignored
       = help: did you mean `required`?
    ");
}

#[test]
fn nothing_at_all_is_refused() {
    let folder = configured(SPEC, "exclude = ['tag:pets', 'tag:toys']\n");
    assert_snapshot!(told(folder.path(), &[]), @"
    status 1
    --- stderr
    error[E0801]: `include` and `exclude` leave none of the 3 operations
     --> openapi.yaml:2:1
      |
    2 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^
      |
      = help: select one that it has, such as `operation:listPets`

    error: nothing was written: 1 error
    ");
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn wrong_word() {
    let folder = configured(SPEC, "");
    assert_snapshot!(told(folder.path(), &["inspect", "openapi.yaml", "--include", "pets"]), @"
    status 2
    --- stderr
    error: invalid value 'pets' for '--include <WHICH>': `pets` selects no operations: write `tag:pets`, `operation:listPets`, `path:/pets/**` or `GET /pets`

    For more information, try '--help'.
    ");
}

#[test]
fn in_the_file() {
    let folder = configured(
        SPEC,
        "include = ['tag:pets']\nexclude = ['operation:addPet']\n",
    );
    let said = told(folder.path(), &[]);
    let cast = said.lines().find(|line| line.contains("Cast")).unwrap();
    assert_snapshot!(cast.split(", ").take(2).collect::<Vec<_>>().join(", "), @"        Cast pets  1/1 selected operation of 3, 4 types");
    assert!(
        folder
            .path()
            .join("generated/src/pets/models/dog.rs")
            .is_file()
    );
    assert!(
        !folder
            .path()
            .join("generated/src/pets/models/toy.rs")
            .is_file()
    );
}

#[test]
fn wrong_word_in_the_file() {
    let folder = configured(SPEC, "include = ['tag:pets', 'pets']\n");
    assert_snapshot!(told(folder.path(), &[]), @"
    status 1
    --- stderr
    error: `pets` selects no operations: write `tag:pets`, `operation:listPets`, `path:/pets/**` or `GET /pets`
      --> castiron.toml:5:24
    ");
}
