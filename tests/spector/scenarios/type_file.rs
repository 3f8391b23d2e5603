//! Files as bodies.

use client::runtime::Body;
use client::type_file::{Client, operations::ungrouped::BodyUploadFileMultipleContentTypesBody};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let (png, json) = (
        trial.asset("image.png")?,
        r#"{"message":"test file content"}"#,
    );
    trial.group("Type_File_Body");
    let call = client.body_upload_file_specific_content_type(png.clone());
    trial.succeeds("uploadFileSpecificContentType", call);
    let call = client.body_upload_file_json_content_type(json);
    trial.succeeds("uploadFileJsonContentType", call);
    let image = BodyUploadFileMultipleContentTypesBody::Png(png.clone().into());
    let call = client.body_upload_file_multiple_content_types(image);
    trial.succeeds("uploadFileMultipleContentTypes", call);

    let any = Body::from(png.clone()).content_type("image/png");
    let call = client.body_upload_file_default_content_type(any);
    trial.succeeds("uploadFileDefaultContentType", call);

    let call = client.body_download_file_specific_content_type();
    trial.returns("downloadFileSpecificContentType", call, png.clone());
    let call = client.body_download_file_json_content_type();
    trial.returns("downloadFileJsonContentType", call, json);
    let call = client.body_download_file_multiple_content_types();
    trial.returns("downloadFileMultipleContentTypes", call, png.clone());
    let call = client.body_download_file_default_content_type();
    trial.returns("downloadFileDefaultContentType", call, png);
    Ok(())
}
