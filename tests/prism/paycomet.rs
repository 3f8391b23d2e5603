//! The calls of PAYCOMET.

use payment_clients::paycomet::{Client, models};

use crate::Outcome;
use crate::transport::Spoil;
use crate::trial::Trial;

const TOKEN: &str = "27ce3b8ab7b31a03ec7ce2r73623ee2be0634979";

/// Calls every operation.
pub async fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder()
        .base_url(trial.url())
        .transport(trial.transport())
        .build()?;
    let ivr = client.ivr();

    for body in trial.requests::<models::IvrSessionStateBody>("checkSession")? {
        let call = || ivr.check_session(TOKEN).body(&body).send();
        trial.operation("checkSession", call).await;
    }
    let call = || ivr.check_session(TOKEN).send();
    trial.operation("checkSession", call).await;

    for body in trial.requests::<models::IvrGetSessionBody>("getSession")? {
        let call = || ivr.get_session(TOKEN).body(&body).send();
        trial.operation("getSession", call).await;
    }
    for body in trial.requests::<models::IvrSessionCancelBody>("sessionCancel")? {
        let call = || ivr.session_cancel(TOKEN).body(&body).send();
        trial.operation("sessionCancel", call).await;
    }

    let body = trial.request::<models::IvrGetSessionBody>("getSession")?;
    let call = || ivr.get_session(TOKEN).body(&body).send();
    let spoil = Spoil::Without("paycomet-api-token");
    trial
        .refuses("a request without its token", spoil, call)
        .await;
    let spoil = Spoil::Body(r#"{"terminal": "one"}"#);
    trial.refuses("a terminal in words", spoil, call).await;
    Ok(())
}
