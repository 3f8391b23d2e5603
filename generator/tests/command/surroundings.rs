//! What is around a run does not show in what it writes: users, folders, languages, clocks and disks;
//! and a run asks nothing of the network.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::Path;

use crate::{CONFIG, SPEC, command, empty, workspace};

/// The files below a folder with their contents.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

const ENVIRONMENTS: [&[(&str, &str)]; 20] = [
    &[],
    &[("TZ", "Pacific/Kiritimati")],
    &[("TZ", "America/Caracas")],
    &[("LC_ALL", "C")],
    &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
    &[("LC_ALL", "de_DE.UTF-8")],
    &[("LANGUAGE", "ja"), ("LC_CTYPE", "ja_JP.eucJP")],
    &[("RAYON_NUM_THREADS", "1")],
    &[("RAYON_NUM_THREADS", "2")],
    &[("RAYON_NUM_THREADS", "13")],
    &[("HOME", "/canary-home")],
    &[("USER", "canary-user"), ("LOGNAME", "canary-user")],
    &[("HOSTNAME", "canary-host")],
    &[("TMPDIR", "/canary-tmp")],
    &[("PWD", "/canary-pwd")],
    &[("COLUMNS", "20"), ("TERM", "dumb")],
    &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
    &[("SOURCE_DATE_EPOCH", "0")],
    &[("RUST_BACKTRACE", "full"), ("RUST_LOG", "trace")],
    &[
        ("CARGO_TARGET_DIR", "/canary-target"),
        ("CARGO_HOME", "/canary-cargo"),
    ],
];

#[test]
fn environments_and_folders_leave_no_trace() {
    let mut first = None;
    for (number, environment) in (0..).zip(ENVIRONMENTS) {
        let folder = empty();
        let folder = folder.path().join(format!("canary {number} é"));
        fs::create_dir_all(folder.join("specs/pets")).unwrap();
        fs::write(folder.join("castiron.toml"), CONFIG).unwrap();
        fs::write(folder.join("specs/pets/openapi.yaml"), SPEC).unwrap();
        let mut command = command(&folder, &[]);
        command.envs(environment.iter().copied());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{environment:?}");
        let files = files(&folder.join("generated"));
        for (path, contents) in &files {
            let has_it = String::from_utf8_lossy(contents).contains("canary");
            assert!(!has_it, "{path} tells of {environment:?} or the folder");
        }
        assert_eq!(
            &files,
            first.get_or_insert(files.clone()),
            "{environment:?}"
        );
    }
}

#[test]
fn nothing_is_asked_of_the_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let folder = workspace();
    let spec = format!(
        "openapi: 3.1.0
info: {{ title: Pets, version: '1', license: {{ name: MIT, url: 'http://{address}/license' }} }}
$schema: http://{address}/schema
jsonSchemaDialect: http://{address}/dialect
servers: [{{ url: 'http://{address}' }}]
externalDocs: {{ url: 'http://{address}/docs' }}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{{ $ref: 'http://{address}/parameter.yaml' }}]
      responses: {{ '200': {{ $ref: 'http://{address}/response.yaml#/a' }} }}
  /cats: {{ $ref: 'http://{address}/path.yaml' }}
components:
  schemas:
    Pet: {{ $ref: 'http://{address}/pet.yaml' }}
    Cat: {{ $id: 'http://{address}/cat', $ref: dog.yaml, $schema: 'http://{address}/schema' }}
    Tagged: {{ discriminator: {{ propertyName: a, mapping: {{ a: 'http://{address}/a.yaml' }} }}, oneOf: [{{ $ref: 'HTTP://{address}/b.json' }}] }}
    Shown: {{ type: string, examples: [a], externalDocs: {{ url: 'http://{address}' }} }}
  examples: {{ a: {{ externalValue: 'http://{address}/example.json' }} }}
  links: {{ a: {{ operationRef: 'http://{address}/openapi.yaml#/paths/~1a/get' }} }}
  securitySchemes:
    open: {{ type: openIdConnect, openIdConnectUrl: 'http://{address}/.well-known/openid-configuration' }}
x-overlay: http://{address}/overlay.yaml
"
    );
    fs::write(folder.path().join("specs/pets/openapi.yaml"), spec).unwrap();
    let runs: [&[&str]; 4] = [
        &[],
        &["check"],
        &["inspect", "pets"],
        &[
            "generate",
            &format!("http://{address}/openapi.yaml"),
            "--out",
            "other",
        ],
    ];
    for arguments in runs {
        let output = command(folder.path(), arguments).output().unwrap();
        assert!(output.status.code().is_some(), "{arguments:?}");
        let accepted = listener.accept().map_err(|error| error.kind());
        assert_eq!(
            accepted.err(),
            Some(io::ErrorKind::WouldBlock),
            "{arguments:?}"
        );
    }
    assert!(folder.path().join("generated").is_dir());
}

/// A shell limits the size of files, as a full disk does: writing fails in the middle of one.
#[cfg(unix)]
#[test]
fn full_disk_leaves_what_was_there() {
    let folder = workspace();
    let run = |limit: &str| {
        std::process::Command::new("sh")
            .arg("-c")
            .arg(format!("trap '' XFSZ; {limit} exec \"$0\""))
            .arg(env!("CARGO_BIN_EXE_castiron"))
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let full = "ulimit -f 1;";
    let output = run(full);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("error: ") && !told.contains("panicked"),
        "{told}"
    );
    assert!(!folder.path().join("generated").exists());

    assert_eq!(run("").status.code(), Some(0));
    let before = files(&folder.path().join("generated"));
    let other = SPEC.replace("listPets", "listCats");
    fs::write(folder.path().join("specs/pets/openapi.yaml"), other).unwrap();
    assert_eq!(run(full).status.code(), Some(1));
    assert_eq!(files(&folder.path().join("generated")), before);
    assert_eq!(run("").status.code(), Some(0));
    assert_ne!(files(&folder.path().join("generated")), before);
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["castiron.toml", "generated", "specs"]);
}

#[test]
fn two_runs_at_once_leave_what_one_of_them_writes() {
    let folder = empty();
    let other = SPEC.replace("listPets", "listCats").replace("Pets", "Cats");
    fs::write(folder.path().join("one.yaml"), SPEC).unwrap();
    fs::write(folder.path().join("two.yaml"), other).unwrap();
    let start = |spec: &str, out: &str| {
        let arguments = [
            "generate", spec, "--out", out, "--name", "client", "--quiet",
        ];
        command(folder.path(), &arguments).spawn().unwrap()
    };
    let mut wholes = Vec::new();
    for spec in ["one.yaml", "two.yaml"] {
        assert!(
            start(spec, spec.split('.').next().unwrap())
                .wait()
                .unwrap()
                .success()
        );
        wholes.push(files(&folder.path().join(spec.split('.').next().unwrap())));
    }
    for round in 0..20 {
        let mut runs = [start("one.yaml", "out"), start("two.yaml", "out")];
        let done = runs.iter_mut().filter_map(|run| run.wait().unwrap().code());
        let done: Vec<i32> = done.collect();
        assert!(
            done.iter().all(|code| matches!(code, 0 | 1)) && done.contains(&0),
            "{done:?}"
        );
        let found = files(&folder.path().join("out"));
        assert!(wholes.contains(&found), "round {round} mixed both");
    }
}
