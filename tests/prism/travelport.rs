//! The calls of Travelport.

use payment_clients::runtime::Config;
use payment_clients::travelport::{Client, models};

use crate::Outcome;
use crate::transport::Spoil;
use crate::trial::Trial;

const WORKBENCH: &str = "A0656EFF-FAF4-456F-B061-0161008D6A5E";
const PAYMENT: &str = "payment_1";
const SESSION: &str = "session";
const TRACE: &str = "TraceID_123456";
const GROUP: &str = "group";

/// Calls every operation.
pub async fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder()
        .base_url(trial.url())
        .transport(trial.transport())
        .oauth2("token")
        // Prism's random lists make errors of a size that nobody would want to keep.
        .config(Config::new().error_body_limit(16 * 1024 * 1024))
        .build()?;
    write(trial, &client).await?;
    remove(trial, &client).await;
    spoilt(trial, &client).await
}

async fn write(trial: &mut Trial, client: &Client) -> Outcome {
    let payments = client.payments();
    for body in trial.requests::<models::Payment>("addPayment")? {
        let call = || {
            payments
                .add_payment(WORKBENCH, &body)
                .session_id(SESSION)
                .trace_id(TRACE)
                .access_group(GROUP)
                .send()
        };
        trial.operation("addPayment", call).await;
    }
    for body in trial.requests::<models::Payment>("updatePayment")? {
        let call = || {
            payments
                .update_payment(WORKBENCH, &body)
                .session_id(SESSION)
                .trace_id(TRACE)
                .access_group(GROUP)
                .send()
        };
        trial.operation("updatePayment", call).await;
    }
    for body in trial.requests::<models::PaymentListRequest>("addPayments")? {
        let call = || {
            payments
                .add_payments(WORKBENCH, &body)
                .session_id(SESSION)
                .trace_id(TRACE)
                .access_group(GROUP)
                .send()
        };
        trial.operation("addPayments", call).await;
    }
    Ok(())
}

async fn remove(trial: &mut Trial, client: &Client) {
    let payments = client.payments();
    let call = || {
        payments
            .cancel_payment(WORKBENCH, PAYMENT)
            .session_id(SESSION)
            .trace_id(TRACE)
            .access_group(GROUP)
            .send()
    };
    trial.operation("cancelPayment", call).await;

    let call = || {
        payments
            .delete_payment(WORKBENCH, PAYMENT)
            .session_id(SESSION)
            .trace_id(TRACE)
            .access_group(GROUP)
            .send()
    };
    trial
        .operation_without_error_body("deletePayment", call)
        .await;
}

async fn spoilt(trial: &mut Trial, client: &Client) -> Outcome {
    let body = trial.request::<models::Payment>("addPayment")?;
    let call = || client.payments().add_payment(WORKBENCH, &body).send();
    let spoil = Spoil::Without("authorization");
    trial
        .refuses("a request without its token", spoil, call)
        .await;
    let spoil = Spoil::Body(r#"{"@type": "Payment", "Amount": {"value": "much"}}"#);
    trial.refuses("an amount in words", spoil, call).await;
    Ok(())
}
