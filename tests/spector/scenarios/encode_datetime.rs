//! Points in time, in each way in which they are written.

use std::convert::Infallible;

use client::encode_datetime::{Client, models};
use client::runtime::{Error, Response};
use jiff::Timestamp;

use crate::trial::{Outcome, Trial, same};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let time: Timestamp = "2022-08-26T18:38:00Z".parse()?;
    let http: Timestamp = "2022-08-26T14:38:00Z".parse()?;
    let unix = Timestamp::from_second(1_686_566_864)?;
    let later = Timestamp::from_second(1_686_734_256)?;

    trial.group("Encode_Datetime_Query");
    trial.succeeds("default", client.query_default(time.into()));
    trial.succeeds("rfc3339", client.query_rfc3339(time.into()));
    trial.succeeds("rfc7231", client.query_rfc7231(http));
    trial.succeeds("unixTimestamp", client.query_unix_timestamp(unix));
    let array = client.query_unix_timestamp_array(&[unix, later]);
    trial.succeeds("unixTimestampArray", array);

    trial.group("Encode_Datetime_Header");
    trial.succeeds("default", client.header_default(http));
    trial.succeeds("rfc3339", client.header_rfc3339(time.into()));
    trial.succeeds("rfc7231", client.header_rfc7231(http));
    trial.succeeds("unixTimestamp", client.header_unix_timestamp(unix));
    let array = client.header_unix_timestamp_array(&[unix, later]);
    trial.succeeds("unixTimestampArray", array);

    trial.group("Encode_Datetime_Property");
    let value = models::DefaultDatetimeProperty::new(time.into());
    trial.returns("default", client.property_default(&value), value.clone());

    let value = models::Rfc3339DatetimeProperty::new(time.into());
    trial.returns("rfc3339", client.property_rfc3339(&value), value.clone());

    let value = models::Rfc7231DatetimeProperty::new(http);
    trial.returns("rfc7231", client.property_rfc7231(&value), value.clone());

    let value = models::UnixTimestampDatetimeProperty::new(unix);
    trial.returns(
        "unixTimestamp",
        client.property_unix_timestamp(&value),
        value.clone(),
    );

    let value = models::UnixTimestampArrayDatetimeProperty::new(vec![unix, later]);
    trial.returns(
        "unixTimestampArray",
        client.property_unix_timestamp_array(&value),
        value.clone(),
    );

    let date = "Fri, 26 Aug 2022 14:38:00 GMT";
    trial.group("Encode_Datetime_ResponseHeader");
    response_header(trial, "default", client.response_header_default(), date);
    let rfc3339 = client.response_header_rfc3339();
    response_header(trial, "rfc3339", rfc3339, "2022-08-26T18:38:00.000Z");
    response_header(trial, "rfc7231", client.response_header_rfc7231(), date);
    let unix = client.response_header_unix_timestamp();
    response_header(trial, "unixTimestamp", unix, "1686566864");
    Ok(())
}

/// The document has the type of the header, and clients give its text.
fn response_header(
    trial: &mut Trial,
    name: &str,
    call: impl IntoFuture<Output = Result<Response<()>, Error<Infallible>>> + 'static,
    expected: &'static str,
) {
    trial.scenario(name, async move {
        let response = call.await?;
        let value = response.headers().get("value").map(|value| value.to_str());
        same(&value.transpose()?, &Some(expected))
    });
}
