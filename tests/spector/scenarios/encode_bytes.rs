//! Bytes in base64, and as they are.

use client::encode_bytes::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let base64 = b"test".to_vec();
    trial.group("Encode_Bytes_Query");
    trial.succeeds("default", client.query_default(&base64));
    trial.succeeds("base64", client.query_base64(&base64));
    trial.succeeds("base64url", client.query_base64url(&base64));
    trial.succeeds(
        "base64urlArray",
        client.query_base64url_array(&[base64.clone(), base64.clone()]),
    );

    trial.group("Encode_Bytes_Header");
    trial.succeeds("default", client.header_default(&base64));
    trial.succeeds("base64", client.header_base64(&base64));
    trial.succeeds("base64url", client.header_base64url(&base64));
    trial.succeeds(
        "base64urlArray",
        client.header_base64url_array(&[base64.clone(), base64.clone()]),
    );

    trial.group("Encode_Bytes_Property");
    let value = models::DefaultBytesProperty::new(base64.clone());
    trial.returns("default", client.property_default(&value), value.clone());

    let value = models::Base64BytesProperty::new(base64.clone());
    trial.returns("base64", client.property_base64(&value), value.clone());

    let value = models::Base64urlBytesProperty::new(base64.clone());
    trial.returns(
        "base64url",
        client.property_base64url(&value),
        value.clone(),
    );

    let value = models::Base64urlArrayBytesProperty::new(vec![base64.clone(); 2]);
    trial.returns(
        "base64urlArray",
        client.property_base64url_array(&value),
        value.clone(),
    );

    let png = trial.asset("image.png")?;
    trial.group("Encode_Bytes_RequestBody");
    trial.succeeds("default", client.request_body_default(png.clone()));
    trial.succeeds("octetStream", client.request_body_octet_stream(png.clone()));
    let image = client.request_body_custom_content_type(png.clone());
    trial.succeeds("customContentType", image);
    trial.succeeds("base64", client.request_body_base64(&base64));
    trial.succeeds("base64url", client.request_body_base64url(&base64));

    trial.group("Encode_Bytes_ResponseBody");
    trial.returns("default", client.response_body_default(), png.clone());
    trial.returns(
        "octetStream",
        client.response_body_octet_stream(),
        png.clone(),
    );
    trial.returns(
        "customContentType",
        client.response_body_custom_content_type(),
        png,
    );
    trial.returns("base64", client.response_body_base64(), base64.clone());
    trial.returns("base64url", client.response_body_base64url(), base64);
    Ok(())
}
