//! The calls of BokaMera.

use payment_clients::bokamera::operations::payments::QvicklyCheckoutIpnCallBackBody;
use payment_clients::bokamera::{Client, ClientBuilder, models};

use crate::Outcome;
use crate::samples;
use crate::transport::Spoil;
use crate::trial::Trial;

const OPERATION: &str = "QvicklyCheckoutIpnCallBack";
const KEY: &str = "00000000-0000-0000-0000-000000000000";

/// Calls the operation in each media type and with each kind of credentials.
pub async fn call(trial: &mut Trial) -> Outcome {
    let anonymous = builder(trial).build()?;
    json(trial, &anonymous).await?;
    csv(trial, &anonymous).await?;

    let company = builder(trial).api_key(KEY).build()?;
    let user = builder(trial).api_key(KEY).bearer("token").build()?;
    let body = trial.request::<models::QvicklyCheckoutIpnCallBack>(OPERATION)?;
    for client in [company, user] {
        let call = || {
            client
                .payments()
                .qvickly_checkout_ipn_call_back(&body)
                .send()
        };
        trial.successes(OPERATION, call).await;
    }

    let call = || {
        anonymous
            .payments()
            .qvickly_checkout_ipn_call_back(&body)
            .send()
    };
    let spoil = Spoil::Body(r#"{"CompanyId": null}"#);
    trial
        .refuses("a callback without its kind of article", spoil, call)
        .await;
    let spoil = Spoil::ContentType("application/xml");
    trial.refuses("a callback in XML", spoil, call).await;
    Ok(())
}

fn builder(trial: &Trial) -> ClientBuilder {
    Client::builder()
        .base_url(trial.url())
        .transport(trial.transport())
}

async fn json(trial: &mut Trial, client: &Client) -> Outcome {
    let payments = client.payments();
    for body in trial.requests::<models::QvicklyCheckoutIpnCallBack>(OPERATION)? {
        let call = || {
            payments
                .qvickly_checkout_ipn_call_back(&body)
                .format("json")
                .send()
        };
        trial.operation(OPERATION, call).await;
    }
    Ok(())
}

async fn csv(trial: &mut Trial, client: &Client) -> Outcome {
    let payments = client.payments();
    let text = samples::text("bokamera", "QvicklyCheckoutIpnCallBack.request.csv")?;
    let body = || QvicklyCheckoutIpnCallBackBody::Csv(text.clone());
    let call = || payments.qvickly_checkout_ipn_call_back(body()).send();
    trial.operation(OPERATION, call).await;

    // No error is documented as CSV, so that Prism answers 406 to whoever accepts nothing else.
    let call = || {
        payments
            .qvickly_checkout_ipn_call_back(body())
            .format("csv")
            .send_csv()
    };
    trial.successes(OPERATION, call).await;
    Ok(())
}
