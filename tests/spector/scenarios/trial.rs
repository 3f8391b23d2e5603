//! [`Trial`]: collects scenarios, calls them, and says what became of each.

use std::error::Error;
use std::fmt::Debug;
use std::fs;
use std::future::IntoFuture;
use std::path::PathBuf;
use std::pin::Pin;

use client::runtime;

/// What a scenario comes to on the client's side.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a request or [`runtime::Pending`] gives.
type Answer<T, E> = Result<runtime::Response<T>, runtime::Error<E>>;

type Steps = Pin<Box<dyn Future<Output = Outcome>>>;

/// The scenarios of the suite, called one after the other when all are known.
pub struct Trial {
    url: String,
    assets: PathBuf,
    group: String,
    scenarios: Vec<(String, Steps)>,
}

impl Trial {
    /// A trial by what the program was started with: the URL of the server, and the folder of its files.
    pub fn new(mut arguments: impl Iterator<Item = String>) -> Self {
        arguments.next();
        Self {
            url: arguments.next().unwrap_or_default(),
            assets: arguments.next().unwrap_or_default().into(),
            group: String::new(),
            scenarios: Vec::new(),
        }
    }

    /// The base URL for clients.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A file that the server expects or gives.
    pub fn asset(&self, name: &str) -> Outcome<Vec<u8>> {
        Ok(fs::read(self.assets.join(name))?)
    }

    /// Begins a group: the suite's names of the following scenarios are that of the group, `_`, and
    /// their own.
    pub fn group(&mut self, name: &str) {
        name.clone_into(&mut self.group);
    }

    /// A call that succeeds.
    pub fn succeeds<T, E>(
        &mut self,
        name: &str,
        call: impl IntoFuture<Output = Answer<T, E>> + 'static,
    ) where
        E: Debug + Send + Sync + 'static,
    {
        self.scenario(name, async {
            call.await?;
            Ok(())
        });
    }

    /// A call that gives back `expected`.
    pub fn returns<T, E>(
        &mut self,
        name: &str,
        call: impl IntoFuture<Output = Answer<T, E>> + 'static,
        expected: impl Into<T>,
    ) where
        T: Debug + PartialEq + 'static,
        E: Debug + Send + Sync + 'static,
    {
        let expected = expected.into();
        self.scenario(
            name,
            async move { same(&call.await?.into_inner(), &expected) },
        );
    }

    /// A call that fails with a status, whatever comes with it.
    pub fn refuses<T, E>(
        &mut self,
        name: &str,
        call: impl IntoFuture<Output = Answer<T, E>> + 'static,
        status: u16,
    ) where
        T: Debug,
    {
        self.scenario(name, async move {
            match call.await {
                Ok(response) => Err(format!("succeeded with {response:?}").into()),
                Err(error) => same(&error.status(), &Some(status)),
            }
        });
    }

    /// A call that fails with a status and the documented error.
    pub fn fails<T, E>(
        &mut self,
        name: &str,
        call: impl IntoFuture<Output = Answer<T, E>> + 'static,
        status: u16,
        expected: E,
    ) where
        T: Debug,
        E: Debug + PartialEq + 'static,
    {
        self.scenario(name, async move {
            match call.await {
                Ok(response) => Err(format!("succeeded with {response:?}").into()),
                Err(error) => {
                    same(&error.status(), &Some(status))?;
                    same(&error.into_api_error(), &Some(expected))
                }
            }
        });
    }

    /// Whatever else a scenario takes.
    pub fn scenario(&mut self, name: &str, steps: impl Future<Output = Outcome> + 'static) {
        let name = format!("{}_{name}", self.group);
        self.scenarios.push((name, Box::pin(steps)));
    }

    /// Calls the scenarios, and prints a line for each: its name, and what was wrong, if anything.
    pub async fn run(self) {
        for (name, steps) in self.scenarios {
            match steps.await {
                Ok(()) => println!("{name}"),
                Err(error) => println!("{name}\t{}", error.to_string().replace('\n', " ")),
            }
        }
    }
}

/// Checks that two values are the same.
pub fn same<T: Debug + PartialEq>(actual: &T, expected: &T) -> Outcome {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{actual:?} instead of {expected:?}").into())
    }
}
