//! The calls of Tigo.

use payment_clients::tigo::{Client, models};

use crate::Outcome;
use crate::transport::Spoil;
use crate::trial::Trial;

const CONTRACT: i64 = 909_501_941;
const CUSTOMER: i64 = 900_123_456;
const KIND: &str = "NIT";
const BILL: &str = "909501941-90";

/// Calls every operation.
pub async fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder()
        .base_url(trial.url())
        .transport(trial.transport())
        .application("token")
        .build()?;
    contracts(trial, &client).await;
    bills(trial, &client).await;
    payments(trial, &client).await?;
    spoilt(trial, &client).await
}

async fn contracts(trial: &mut Trial, client: &Client) {
    let contracts = client.contracts();
    let call = || contracts.get_contract(CONTRACT).send();
    trial.operation("getContract", call).await;

    let call = || {
        contracts
            .list_customer_contracts(KIND, CUSTOMER)
            .reg_ini(1)
            .num_reg(10)
            .send()
    };
    trial.operation("listCustomerContracts", call).await;

    let call = || {
        contracts
            .get_party_characteristics(KIND, CUSTOMER, CONTRACT, "role,plus")
            .send()
    };
    trial.operation("getPartyCharacteristics", call).await;
}

async fn bills(trial: &mut Trial, client: &Client) {
    let bills = client.bills();
    let call = || bills.list_contract_bills(CONTRACT).quantity(1).send();
    trial.operation("listContractBills", call).await;
    let call = || bills.get_bill_payments(CONTRACT, BILL).send();
    trial.operation("getBillPayments", call).await;
}

async fn payments(trial: &mut Trial, client: &Client) -> Outcome {
    let payments = client.payments();
    for body in trial.requests::<models::CheckoutPaymentRequest>("checkoutPayments")? {
        let call = || payments.checkout_payments(KIND, CUSTOMER, &body).send();
        trial.operation("checkoutPayments", call).await;
    }
    for body in trial.requests::<models::CheckoutPaymentRequest>("registerPayments")? {
        let call = || payments.register_payments(KIND, CUSTOMER, &body).send();
        trial.operation("registerPayments", call).await;
    }
    let call = || payments.validate_payment("signature").send();
    trial.operation("validatePayment", call).await;
    let call = || payments.validate_coupon_payment("kind", "12345").send();
    trial.operation("validateCouponPayment", call).await;
    Ok(())
}

async fn spoilt(trial: &mut Trial, client: &Client) -> Outcome {
    let call = || client.contracts().get_contract(CONTRACT).send();
    let spoil = Spoil::Without("authorization");
    trial
        .refuses("a request without its token", spoil, call)
        .await;
    let spoil = Spoil::Url("909501941", "nine");
    trial.refuses("a contract in words", spoil, call).await;

    let call = || {
        client
            .bills()
            .list_contract_bills(CONTRACT)
            .quantity(1)
            .send()
    };
    let spoil = Spoil::Url("quantity=1", "quantity=one");
    trial
        .refuses("a number of bills in words", spoil, call)
        .await;

    let body = trial.request::<models::CheckoutPaymentRequest>("checkoutPayments")?;
    let call = || {
        client
            .payments()
            .checkout_payments(KIND, CUSTOMER, &body)
            .send()
    };
    let spoil = Spoil::Body(r#"{"intent": 1}"#);
    trial.refuses("an intent in figures", spoil, call).await;
    Ok(())
}
