//! [`Prism`]: a running mock server, ended when it goes out of scope.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::Outcome;

/// How long Prism may take until it listens; on a busy machine it takes seconds.
const STARTUP: Duration = Duration::from_secs(60);

/// A Prism that mocks one spec on a port of this machine.
pub struct Prism {
    process: Child,
    port: u16,
    log: NamedTempFile,
}

impl Prism {
    /// Starts Prism for a spec and waits until it listens.
    pub fn start(command: &str, spec: &Path) -> Outcome<Self> {
        let port = free_port()?;
        let log = NamedTempFile::new()?;
        let process = Command::new(command)
            .args(["mock", "--errors", "--seed", "castiron"])
            .args(["--port", &port.to_string()])
            .arg(spec)
            .stdin(Stdio::null())
            .stdout(log.reopen()?)
            .stderr(log.reopen()?)
            .spawn()
            .map_err(|error| format!("`{command}` cannot be started: {error}"))?;
        let mut prism = Self { process, port, log };
        prism.wait_until_it_listens()?;
        Ok(prism)
    }

    /// The base URL of the mocked API.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How often Prism's log says `words`.
    pub fn said(&self, words: &str) -> Outcome<usize> {
        Ok(fs::read_to_string(self.log.path())?.matches(words).count())
    }

    fn wait_until_it_listens(&mut self) -> Outcome {
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let ended = self.process.try_wait()?.is_some();
            if ended || started.elapsed() > STARTUP {
                let log = fs::read_to_string(self.log.path())?;
                return Err(format!("Prism does not listen; its log says:\n{log}").into());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself, which is no reason to fail here.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
