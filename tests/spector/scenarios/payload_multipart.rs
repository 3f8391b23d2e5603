//! Forms of several parts.

use client::payload_multipart::{Client, models};
use client::runtime::File;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let (jpeg, png) = (trial.asset("image.jpg")?, trial.asset("image.png")?);
    let image = || File::new("image.jpg", jpeg.clone());
    let hello = || File::new("hello.jpg", jpeg.clone()).content_type("image/jpg");
    let picture = || File::new("image.png", png.clone());
    let png_file = || picture().content_type("image/png");
    let address = |city: &str| models::Address::new(city);

    trial.group("Payload_MultiPart_FormData");
    let form = models::FormDataBasicForm::new("123", image());
    trial.succeeds("basic", client.form_data_basic(&form));
    let form = models::FormDataWithWireNameForm::new("123", image());
    trial.succeeds("withWireName", client.form_data_with_wire_name(&form));
    let form = models::FormDataFileArrayAndBasicForm::new(
        "123",
        address("X"),
        image(),
        vec![picture(), picture()],
    );
    trial.succeeds(
        "fileArrayAndBasic",
        client.form_data_file_array_and_basic(&form),
    );
    let form = models::FormDataJsonPartForm::new(address("X"), image());
    trial.succeeds("jsonPart", client.form_data_json_part(&form));
    let form = models::FormDataBinaryArrayPartsForm::new("123", vec![picture(), picture()]);
    trial.succeeds(
        "binaryArrayParts",
        client.form_data_binary_array_parts(&form),
    );
    let form = models::FormDataCheckFileNameAndContentTypeForm::new("123", hello());
    let call = client.form_data_check_file_name_and_content_type(&form);
    trial.succeeds("checkFileNameAndContentType", call);
    let form = models::FormDataAnonymousModelForm::new(image());
    trial.succeeds("anonymousModel", client.form_data_anonymous_model(&form));

    let one = models::FormDataMultiBinaryPartsForm::new(image());
    let two = one.clone().picture(picture());
    let forms = client.clone();
    trial.scenario("multiBinaryParts", async move {
        forms.form_data_multi_binary_parts(&one).await?;
        forms.form_data_multi_binary_parts(&two).await?;
        Ok(())
    });
    let id = models::FormDataOptionalPartsForm::new().id("123");
    let file = models::FormDataOptionalPartsForm::new().profile_image(image());
    let both = id.clone().profile_image(image());
    let forms = client.clone();
    trial.scenario("optionalParts", async move {
        forms.form_data_optional_parts(&id).await?;
        forms.form_data_optional_parts(&file).await?;
        forms.form_data_optional_parts(&both).await?;
        Ok(())
    });

    trial.group("Payload_MultiPart_FormData_HttpParts");
    let form = models::ContentTypeImageJpegContentTypeForm::new(hello());
    let call = client.content_type_image_jpeg_content_type(&form);
    trial.succeeds("ContentType_imageJpegContentType", call);
    let form = models::ContentTypeRequiredContentTypeForm::new(image());
    let call = client.content_type_required_content_type(&form);
    trial.succeeds("ContentType_requiredContentType", call);
    let form = models::ContentTypeOptionalContentTypeForm::new(image());
    let call = client.content_type_optional_content_type(&form);
    trial.succeeds("ContentType_optionalContentType", call);
    let form = models::HttpPartsJsonArrayAndFileArrayForm::new(
        "123",
        address("X"),
        image(),
        vec![address("Y"), address("Z")],
        vec![picture(), picture()],
    );
    let call = client.http_parts_json_array_and_file_array(&form);
    trial.succeeds("jsonArrayAndFileArray", call);
    let form = models::NonStringFloatForm::new(0.5);
    trial.succeeds("NonString_float", client.non_string_float(&form));

    trial.group("Payload_MultiPart_FormData_File");
    let form = models::FileUploadFileSpecificContentTypeForm::new(png_file());
    let call = client.file_upload_file_specific_content_type(&form);
    trial.succeeds("uploadFileSpecificContentType", call);
    let form = models::FileUploadFileRequiredFilenameForm::new(png_file());
    let call = client.file_upload_file_required_filename(&form);
    trial.succeeds("uploadFileRequiredFilename", call);
    let form = models::FileUploadFileArrayForm::new(vec![png_file(), png_file()]);
    trial.succeeds("uploadFileArray", client.file_upload_file_array(&form));
    Ok(())
}
