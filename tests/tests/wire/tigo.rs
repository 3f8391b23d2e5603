//! Tigo: whole numbers in paths, bare arrays, keys that are data, one error body for all statuses.

use std::collections::BTreeMap;

use castiron_tests::wire::{
    Answer, Outcome, Server, assert_no_secret, assert_proxy_page, exchange, json, once, refused,
    sample,
};
use payment_clients::runtime::{Effect, ErrorKind, Nullable};
use payment_clients::tigo::models::{
    BillsCollection, CheckoutPaymentRequest, CheckoutPaymentResponse, ClientInformation,
    ContractsDetails, ErrorBody, ErrorStatusCode, PartyCharacteristics, Payment,
    RegisterPaymentResponse, ValidatePaymentResponse,
};
use payment_clients::tigo::{Client, Server as Named};

const SECRETS: [&str; 4] = ["hush-token", "909501941", "900123456", "a@example.com"];

fn client(base_url: &str) -> Client {
    let builder = Client::builder().application("hush-token");
    builder.config(once()).base_url(base_url).build().unwrap()
}

fn sample_of(name: &str) -> String {
    sample("tigo", name)
}

fn details() -> CheckoutPaymentRequest {
    let payer = ClientInformation::new()
        .email("a@example.com")
        .first_name("Ana")
        .last_name("Diaz")
        .phone("3000000000")
        .user_ip("192.0.2.1");
    CheckoutPaymentRequest::new()
        .intent("sale")
        .client_information(payer)
        .bills_collection(vec![BTreeMap::from([(
            "billNo".to_owned(),
            "909501941-90".into(),
        )])])
        .confirmation_url("https://shop.example/confirm")
        .payment_data(BTreeMap::from([("currency".to_owned(), "COP".into())]))
}

const DETAILS: &str = r#"{
    "intent": "sale",
    "clientInformation": {
        "email": "a@example.com",
        "firstName": "Ana",
        "lastName": "Diaz",
        "phone": "3000000000",
        "userIp": "192.0.2.1"
    },
    "billsCollection": [{"billNo": "909501941-90"}],
    "confirmationUrl": "https://shop.example/confirm",
    "paymentData": {"currency": "COP"}
}"#;

async fn get_contract(base_url: &str) -> Outcome<ContractsDetails, ErrorBody> {
    client(base_url).contracts().get_contract(909_501_941).await
}

async fn list_customer_contracts(base_url: &str) -> Outcome<ContractsDetails, ErrorBody> {
    let client = client(base_url);
    let contracts = client.contracts();
    let request = contracts.list_customer_contracts("NIT", 900_123_456);
    request.reg_ini(1).num_reg(10).await
}

async fn list_contract_bills(base_url: &str) -> Outcome<BillsCollection, ErrorBody> {
    let client = client(base_url);
    client
        .bills()
        .list_contract_bills(909_501_941)
        .quantity(1)
        .await
}

async fn get_bill_payments(base_url: &str) -> Outcome<Payment, ErrorBody> {
    let client = client(base_url);
    client
        .bills()
        .get_bill_payments(909_501_941, "909501941-90")
        .await
}

async fn get_party_characteristics(base_url: &str) -> Outcome<PartyCharacteristics, ErrorBody> {
    client(base_url)
        .contracts()
        .get_party_characteristics("NIT", 900_123_456, 909_501_941, "role,plus")
        .await
}

async fn checkout_payments(base_url: &str) -> Outcome<CheckoutPaymentResponse, ErrorBody> {
    let client = client(base_url);
    client
        .payments()
        .checkout_payments("NIT", 900_123_456, &details())
        .await
}

async fn register_payments(base_url: &str) -> Outcome<RegisterPaymentResponse, ErrorBody> {
    let client = client(base_url);
    client
        .payments()
        .register_payments("NIT", 900_123_456, &details())
        .await
}

async fn validate_payment(base_url: &str) -> Outcome<ValidatePaymentResponse, ErrorBody> {
    client(base_url).payments().validate_payment("abc").await
}

async fn validate_coupon_payment(base_url: &str) -> Outcome<ValidatePaymentResponse, ErrorBody> {
    let client = client(base_url);
    client
        .payments()
        .validate_coupon_payment("coupon", "123")
        .await
}

/// All nine operations send the same headers; those with a body its content type besides.
fn get(target: &str) -> [String; 3] {
    [
        format!("GET {target}"),
        "accept: application/json".to_owned(),
        "authorization: Bearer hush-token".to_owned(),
    ]
}

fn post(target: &str) -> [String; 4] {
    [
        format!("POST {target}"),
        "accept: application/json".to_owned(),
        "authorization: Bearer hush-token".to_owned(),
        "content-type: application/json".to_owned(),
    ]
}

fn assert_contracts(contracts: &ContractsDetails) {
    assert_eq!(contracts.identification, "900123456");
    assert_eq!(contracts.organization["name"], "ACME SAS");
    let contract = &contracts.contracts_collection[0];
    assert_eq!(contract.contract_id.as_deref(), Some("909501941"));
    let characteristics = &contract.contract_characteristics.as_ref().unwrap()[0];
    assert_eq!(characteristics.cycle.as_deref(), Some("12"));
    assert_eq!(characteristics.delivery_method.as_deref(), Some("email"));
    let address = contract.local_address.as_ref().unwrap();
    assert_eq!(address.address.as_deref(), Some("CL 1 2 3"));
    assert_eq!(
        address.geographic_place.as_ref().unwrap()["city"],
        "Medellin"
    );
    let bill = &contract.bills_collection.as_ref().unwrap()[0];
    assert_eq!(bill.bill_no.as_deref(), Some("909501941-90"));
    assert_eq!(bill.bill_date.as_deref(), Some("2018-06-01"));
    assert_eq!(bill.bill_amount.as_deref(), Some("120000"));
    assert_eq!(bill.payment_due_date.as_deref(), Some("2018-06-20"));
    assert_eq!(bill.bill_claim_status.as_deref(), Some("none"));
    assert_eq!(bill.bill_status, Some(false));
    assert_eq!(bill.billing_system.as_deref(), Some("UNE"));
    assert_eq!(bill.reference_payment.as_deref(), Some("909501941"));
}

fn assert_validated(payment: &ValidatePaymentResponse) {
    assert_eq!(payment.payment_id.as_deref(), Some("abc"));
    assert_eq!(payment.state.as_deref(), Some("APPROVED"));
    assert_eq!(payment.amount.as_deref(), Some("120000"));
    assert_eq!(payment.pay_method.as_deref(), Some("PSE"));
    assert_eq!(payment.document, Some(900_123_456));
    assert_eq!(payment.document_type.as_deref(), Some("NIT"));
    assert_eq!(payment.cycle_number, Some(3));
    assert_eq!(payment.solicited_date.as_deref(), Some("2018-06-10"));
    assert_eq!(payment.partner, None);
}

#[tokio::test]
async fn get_contract_reads_a_contract() {
    let answer = Answer::json(200, sample_of("getContract.200.json"));
    let (contracts, request) = exchange(answer, get_contract).await;
    assert_eq!(request.head(), get("/contracts/909501941"));
    assert_eq!(request.text(), "");
    assert_contracts(&contracts.unwrap());
}

#[tokio::test]
async fn list_customer_contracts_asks_for_a_page() {
    let answer = Answer::json(200, sample_of("listCustomerContracts.200.json"));
    let (contracts, request) = exchange(answer, list_customer_contracts).await;
    let target = "/customers/NIT/900123456/contracts?reg_ini=1&num_reg=10";
    assert_eq!(request.head(), get(target));
    assert_contracts(&contracts.unwrap());
}

#[tokio::test]
async fn list_contract_bills_reads_a_bare_array() {
    let answer = Answer::json(200, sample_of("listContractBills.200.json"));
    let (bills, request) = exchange(answer, list_contract_bills).await;
    let target = "/customers/contracts/909501941/bills?quantity=1";
    assert_eq!(request.head(), get(target));
    let bills = bills.unwrap();
    assert_eq!(bills.len(), 1);
    assert_eq!(bills[0].bill_no.as_deref(), Some("909501941-90"));
    assert_eq!(bills[0].bill_amount.as_deref(), Some("120000"));
    assert_eq!(bills[0].bill_status, Some(true));
    assert_eq!(bills[0].bill_date, None);
}

#[tokio::test]
async fn get_bill_payments_reads_one_payment() {
    let answer = Answer::json(200, sample_of("getBillPayments.200.json"));
    let (payment, request) = exchange(answer, get_bill_payments).await;
    let target = "/customers/contracts/909501941/bills/909501941-90/payments";
    assert_eq!(request.head(), get(target));
    let payment = payment.unwrap();
    assert_eq!(payment.payment_day.as_deref(), Some("2018-06-10"));
    assert_eq!(payment.payment_method.as_deref(), Some("PSE"));
    assert_eq!(payment.banking_entity.as_deref(), Some("BANCOLOMBIA"));
}

#[tokio::test]
async fn get_party_characteristics_keeps_the_comma_in_its_list() {
    let answer = Answer::json(200, sample_of("getPartyCharacteristics.200.json"));
    let (characteristics, request) = exchange(answer, get_party_characteristics).await;
    let target = "/customers/NIT/900123456/contracts/909501941/characteristics?fields=role%2Cplus";
    assert_eq!(request.head(), get(target));
    let characteristics = characteristics.unwrap();
    assert!(characteristics.plus_customer);
    assert_eq!(characteristics.web_bill_status.as_deref(), Some("active"));
    assert_eq!(characteristics.contact_email, None);
}

#[tokio::test]
async fn checkout_payments_begins_a_payment() {
    let answer = Answer::json(200, sample_of("checkoutPayments.200.json"));
    let (checkout, request) = exchange(answer, checkout_payments).await;
    assert_eq!(
        request.head(),
        post("/customers/NIT/900123456/payments/checkout")
    );
    assert_eq!(request.json(), json(DETAILS));
    let checkout = checkout.unwrap();
    assert_eq!(checkout.description.as_deref(), Some("created"));
    assert_eq!(checkout.error, Some(0));
    assert_eq!(checkout.signature.as_deref(), Some("abc"));
    assert_eq!(checkout.url.as_deref(), Some("https://pay.example/abc"));
}

#[tokio::test]
async fn register_payments_answers_bill_by_bill() {
    let answer = Answer::json(200, sample_of("registerPayments.200.json"));
    let (registered, request) = exchange(answer, register_payments).await;
    assert_eq!(
        request.head(),
        post("/customers/NIT/900123456/payments/register")
    );
    assert_eq!(request.json(), json(DETAILS));
    let registered = registered.unwrap();
    assert_eq!(registered.bill_909501941_90, Some(true));
    assert_eq!(registered.bill_910911145_94, Some(false));
    assert!(registered.additional_properties.is_empty());

    let answer = Answer::json(200, sample_of("registerPayments.200.other-bills.json"));
    let (registered, _) = exchange(answer, register_payments).await;
    let registered = registered.unwrap().into_inner();
    assert_eq!(registered.bill_909501941_90, None);
    let others = [("909501941-91", true), ("910911145-95", false)];
    let others = others.map(|(bill, confirmed)| (bill.to_owned(), confirmed));
    assert_eq!(registered.additional_properties, BTreeMap::from(others));
}

#[tokio::test]
async fn validate_payment_reads_a_payment() {
    let answer = Answer::json(200, sample_of("validatePayment.200.json"));
    let (payment, request) = exchange(answer, validate_payment).await;
    assert_eq!(request.head(), get("/payments/abc/validate"));
    assert_validated(&payment.unwrap());
}

#[tokio::test]
async fn validate_coupon_payment_reads_a_payment() {
    let answer = Answer::json(200, sample_of("validateCouponPayment.200.json"));
    let (payment, request) = exchange(answer, validate_coupon_payment).await;
    assert_eq!(request.head(), get("/payments/coupon/123/validate"));
    assert_validated(&payment.unwrap());
}

#[tokio::test]
async fn refusals_carry_the_documented_error() {
    for (status, sample, reason) in [
        (400, "400", "400 Bad Request: Bad Request"),
        (401, "401", "401 Unauthorized: Not Authorized"),
        (404, "404", "404 Not Found: Thespecifiednumberwasnotfound"),
        (
            500,
            "default",
            "500 Internal Server Error: Internal Server Error",
        ),
        (418, "default", "418 I'm a teapot: Internal Server Error"),
    ] {
        let body = |id: &str| sample_of(&format!("{id}.{sample}.json"));
        let refusals = [
            (
                refused(status, &body("getContract"), get_contract).await,
                "GET /contracts/{contractId}",
            ),
            (
                refused(
                    status,
                    &body("listCustomerContracts"),
                    list_customer_contracts,
                )
                .await,
                "GET /customers/{idType}/{identification}/contracts",
            ),
            (
                refused(status, &body("listContractBills"), list_contract_bills).await,
                "GET /customers/contracts/{contractId}/bills",
            ),
            (
                refused(status, &body("getBillPayments"), get_bill_payments).await,
                "GET /customers/contracts/{contractId}/bills/{billNo}/payments",
            ),
            (
                refused(
                    status,
                    &body("getPartyCharacteristics"),
                    get_party_characteristics,
                )
                .await,
                "GET /customers/{idType}/{identification}/contracts/{contractId}/characteristics",
            ),
            (
                refused(status, &body("checkoutPayments"), checkout_payments).await,
                "POST /customers/{idType}/{identification}/payments/checkout",
            ),
            (
                refused(status, &body("registerPayments"), register_payments).await,
                "POST /customers/{idType}/{identification}/payments/register",
            ),
            (
                refused(status, &body("validatePayment"), validate_payment).await,
                "GET /payments/{paymentId}/validate",
            ),
            (
                refused(
                    status,
                    &body("validateCouponPayment"),
                    validate_coupon_payment,
                )
                .await,
                "GET /payments/{couponId}/{id}/validate",
            ),
        ];
        for (error, operation) in refusals {
            assert_eq!(error, format!("{operation}: {reason}"));
        }
    }
}

#[tokio::test]
async fn the_documented_error_is_typed() {
    let error = async |status, name: &str| {
        let answer = Answer::json(status, sample_of(name));
        let (outcome, _) = exchange(answer, get_contract).await;
        outcome.unwrap_err().into_api_error().unwrap()
    };
    let not_found = error(404, "getContract.404.json").await.error.unwrap();
    let text = ErrorStatusCode::String("404".to_owned());
    assert_eq!(not_found.status_code, Some(text));
    assert_eq!(not_found.code.as_deref(), Some("15"));
    assert_eq!(not_found.message, "Thespecifiednumberwasnotfound");
    assert!(not_found.developer_message.unwrap().contains("MSISDN"));
    assert_eq!(not_found.error_url, Nullable::Null);

    let failed = error(500, "getContract.default.json").await.error.unwrap();
    assert_eq!(failed.error_url, Nullable::Absent);
    let failed = error(500, "getContract.default.numeric-status.json").await;
    let status = failed.error.unwrap().status_code;
    assert_eq!(status, Some(ErrorStatusCode::Integer(500)));
    let failed = error(500, "getContract.default.debug.json").await;
    assert_eq!(failed.debug.unwrap()["node"], "1");
}

#[tokio::test]
async fn pages_of_a_proxy_are_kept() {
    assert_proxy_page("GET /contracts/{contractId}", &SECRETS, get_contract).await;
    let operation = "GET /customers/{idType}/{identification}/contracts";
    assert_proxy_page(operation, &SECRETS, list_customer_contracts).await;
    let operation = "GET /customers/contracts/{contractId}/bills";
    assert_proxy_page(operation, &SECRETS, list_contract_bills).await;
    let operation = "GET /customers/contracts/{contractId}/bills/{billNo}/payments";
    assert_proxy_page(operation, &SECRETS, get_bill_payments).await;
    let operation =
        "GET /customers/{idType}/{identification}/contracts/{contractId}/characteristics";
    assert_proxy_page(operation, &SECRETS, get_party_characteristics).await;
    let operation = "POST /customers/{idType}/{identification}/payments/checkout";
    assert_proxy_page(operation, &SECRETS, checkout_payments).await;
    let operation = "POST /customers/{idType}/{identification}/payments/register";
    assert_proxy_page(operation, &SECRETS, register_payments).await;
    let operation = "GET /payments/{paymentId}/validate";
    assert_proxy_page(operation, &SECRETS, validate_payment).await;
    let operation = "GET /payments/{couponId}/{id}/validate";
    assert_proxy_page(operation, &SECRETS, validate_coupon_payment).await;
}

#[tokio::test]
async fn large_numbers_keep_their_digits() {
    for (id, text) in [
        (i64::MAX, "9223372036854775807"),
        (9_007_199_254_740_993, "9007199254740993"),
        (0, "0"),
    ] {
        let (_, request) = exchange(Answer::json(200, "[]"), async |base_url| {
            client(base_url).bills().list_contract_bills(id).await
        })
        .await;
        let target = format!("GET /customers/contracts/{text}/bills");
        assert_eq!(request.head()[0], target);
    }
    let answer = Answer::json(200, r#"{"document": 9007199254740993, "cycleNumber": 3}"#);
    let (payment, _) = exchange(answer, validate_payment).await;
    assert_eq!(payment.unwrap().document, Some(9_007_199_254_740_993));
}

#[tokio::test]
async fn path_values_stay_one_segment() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let client = client(base_url);
        client
            .payments()
            .validate_coupon_payment("a/b", "../c?d")
            .await
    })
    .await;
    assert_eq!(request.head()[0], "GET /payments/a%2Fb/..%2Fc%3Fd/validate");
}

#[tokio::test]
async fn ids_that_would_change_the_path_are_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    let payments = client.payments();
    for id in ["", ".", ".."] {
        for error in [
            payments.validate_payment(id).await.unwrap_err(),
            payments.validate_coupon_payment(id, "1").await.unwrap_err(),
            payments.validate_coupon_payment("1", id).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request);
            assert_eq!(error.effect(), Effect::NotSent);
        }
        let error = payments.checkout_payments(id, 1, &details()).await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Request);
        let error = client.bills().get_bill_payments(1, id).await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Request);
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_client_without_a_token_sends_nothing() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = Client::builder().base_url(server.origin()).build().unwrap();
    let error = client.contracts().get_contract(909_501_941).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(
        error.to_string(),
        "GET /contracts/{contractId}: `getContract` needs credentials: set `application` on the \
         client builder (the request was not sent)"
    );
    assert_no_secret(&error, &SECRETS);
    assert_eq!(server.connections(), 0);
}

#[test]
fn the_servers_are_on_the_documented_hosts() {
    let test = "https://test.api.tigo.com/v2/tigo/b2b/co/billing";
    assert_eq!(Named::Test.url(), test);
    let production = "https://prod.api.tigo.com/v2/tigo/b2b/co/billing";
    assert_eq!(Named::Production.url(), production);
}
