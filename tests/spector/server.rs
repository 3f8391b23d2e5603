//! [`Server`]: the mock server of the suite, ended when it goes out of scope.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use castiron_tests::workspace;
use serde::Deserialize;
use tempfile::TempDir;

use crate::Outcome;

/// How long the server may take until it listens; on a busy machine it takes seconds.
const STARTUP: Duration = Duration::from_secs(60);

/// What the server's log says when it listens, before the port.
const LISTENS: &str = "Started server on ";

/// Where the suite keeps its scenarios, below the folder of the npm packages.
const SCENARIOS: &str = "@typespec/http-specs/specs";

/// What the server says of each scenario: `pass`, `fail`, or `not-implemented` for one that was not
/// called.
pub type Coverage = BTreeMap<String, String>;

/// A running server.
pub struct Server {
    process: Child,
    port: u16,
    assets: PathBuf,
    folder: TempDir,
}

impl Server {
    /// Starts the server and waits until it listens.
    pub fn start(command: &str) -> Outcome<Self> {
        let scenarios = scenarios(command)?;
        let folder = TempDir::new()?;
        let log = fs::File::create(folder.path().join("log"))?;
        let process = Command::new(command)
            .arg("serve")
            .arg(&scenarios)
            .args(["--port", "0", "--coverageFile"])
            .arg(folder.path().join("coverage.json"))
            .env("GIT_DIR", repository()?)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("`{command}` cannot be started: {error}"))?;
        let mut server = Self {
            process,
            port: 0,
            assets: scenarios.with_file_name("assets"),
            folder,
        };
        server.port = server.port_when_it_listens()?;
        Ok(server)
    }

    /// The base URL of the server, as it names itself in links.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The folder of the files that the server expects and gives.
    pub fn assets(&self) -> &Path {
        &self.assets
    }

    /// Ends the server, which writes its coverage then.
    pub fn stop(mut self) -> Outcome<Coverage> {
        let mut connection = TcpStream::connect(("localhost", self.port))?;
        connection.write_all(
            b"POST /.admin/stop HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        )?;
        connection.read_to_end(&mut Vec::new())?;
        self.process.wait()?;
        coverage(&self.folder.path().join("coverage.json"))
    }

    fn port_when_it_listens(&mut self) -> Outcome<u16> {
        let started = Instant::now();
        loop {
            let log = fs::read_to_string(self.folder.path().join("log"))?;
            let port = log
                .split_once(LISTENS)
                .and_then(|(_, rest)| rest.split_once('\n'));
            if let Some((port, _)) = port {
                return Ok(port.trim().parse()?);
            }
            let ended = self.process.try_wait()?.is_some();
            if ended || started.elapsed() > STARTUP {
                return Err(format!("the server does not listen; its log says:\n{log}").into());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is no reason to fail here.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[derive(Deserialize)]
struct Report {
    results: Coverage,
}

fn coverage(path: &Path) -> Outcome<Coverage> {
    let text = fs::read_to_string(path)
        .map_err(|error| format!("the server wrote no coverage: {error}"))?;
    let reports: Vec<Report> = serde_json::from_str(&text)?;
    Ok(reports
        .into_iter()
        .flat_map(|report| report.results)
        .collect())
}

/// The folder of the scenarios, which npm has installed beside the command.
fn scenarios(command: &str) -> Outcome<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .map(|folder| folder.join(command))
        .chain([PathBuf::from(command)])
        .find_map(|candidate| candidate.canonicalize().ok())
        .ok_or_else(|| format!("there is no command `{command}`"))?;
    found
        .ancestors()
        .map(|folder| folder.join(SCENARIOS))
        .find(|folder| folder.is_dir())
        .ok_or_else(|| format!("`{SCENARIOS}` is not installed beside `{command}`").into())
}

/// A Git repository: the server asks for its commit, whichever it is.
fn repository() -> Outcome<String> {
    let answer = Command::new("git")
        .args(["rev-parse", "--absolute-git-dir"])
        .current_dir(workspace::root())
        .output()?;
    Ok(String::from_utf8(answer.stdout)?.trim().to_owned())
}
