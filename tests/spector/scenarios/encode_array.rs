//! Lists in one string, which the document gives no better type.

use client::encode_array::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Encode_Array_Property");

    let value = models::CommaDelimitedArrayProperty::new("blue,red,green");
    trial.returns(
        "commaDelimited",
        client.property_comma_delimited(&value),
        value.clone(),
    );

    let value = models::SpaceDelimitedArrayProperty::new("blue red green");
    trial.returns(
        "spaceDelimited",
        client.property_space_delimited(&value),
        value.clone(),
    );

    let value = models::PipeDelimitedArrayProperty::new("blue|red|green");
    trial.returns(
        "pipeDelimited",
        client.property_pipe_delimited(&value),
        value.clone(),
    );

    let value = models::NewlineDelimitedArrayProperty::new("blue\nred\ngreen");
    trial.returns(
        "newlineDelimited",
        client.property_newline_delimited(&value),
        value.clone(),
    );

    let value = models::CommaDelimitedEnumArrayProperty::new("blue,red,green");
    trial.returns(
        "enumCommaDelimited",
        client.property_enum_comma_delimited(&value),
        value.clone(),
    );

    let value = models::SpaceDelimitedEnumArrayProperty::new("blue red green");
    trial.returns(
        "enumSpaceDelimited",
        client.property_enum_space_delimited(&value),
        value.clone(),
    );

    let value = models::PipeDelimitedEnumArrayProperty::new("blue|red|green");
    trial.returns(
        "enumPipeDelimited",
        client.property_enum_pipe_delimited(&value),
        value.clone(),
    );

    let value = models::NewlineDelimitedEnumArrayProperty::new("blue\nred\ngreen");
    trial.returns(
        "enumNewlineDelimited",
        client.property_enum_newline_delimited(&value),
        value.clone(),
    );

    let value = models::CommaDelimitedExtensibleEnumArrayProperty::new("blue,red,green");
    trial.returns(
        "extensibleEnumCommaDelimited",
        client.property_extensible_enum_comma_delimited(&value),
        value.clone(),
    );

    let value = models::SpaceDelimitedExtensibleEnumArrayProperty::new("blue red green");
    trial.returns(
        "extensibleEnumSpaceDelimited",
        client.property_extensible_enum_space_delimited(&value),
        value.clone(),
    );

    let value = models::PipeDelimitedExtensibleEnumArrayProperty::new("blue|red|green");
    trial.returns(
        "extensibleEnumPipeDelimited",
        client.property_extensible_enum_pipe_delimited(&value),
        value.clone(),
    );

    let value = models::NewlineDelimitedExtensibleEnumArrayProperty::new("blue\nred\ngreen");
    trial.returns(
        "extensibleEnumNewlineDelimited",
        client.property_extensible_enum_newline_delimited(&value),
        value.clone(),
    );
    Ok(())
}
