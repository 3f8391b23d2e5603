//! A body by itself, and a body of the operation's own arguments.

use client::parameters_basic::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Parameters_Basic");
    let user = models::ExplicitBodyUser::new("foo");
    trial.succeeds("ExplicitBody_simple", client.explicit_body_simple(&user));
    let user = models::ImplicitBodySimpleRequest::new("foo");
    trial.succeeds("ImplicitBody_simple", client.implicit_body_simple(&user));
    Ok(())
}
