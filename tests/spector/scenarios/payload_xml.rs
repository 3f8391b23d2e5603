//! Bodies in XML: elements, attributes, lists, and names that differ from those in Rust.

use std::collections::BTreeMap;

use client::payload_xml::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;
    let simple = || models::SimpleModel::new("foo", 123);
    let bar = || models::SimpleModel::new("bar", 456);
    let colors = || ["red", "green", "blue"].map(str::to_owned).to_vec();

    trial.group("Payload_Xml_SimpleModelValue");
    trial.returns("get", client.simple_model_value_get(), simple());
    trial.succeeds("put", client.simple_model_value_put(&simple()));

    trial.group("Payload_Xml_ModelWithOptionalFieldValue");
    let value = models::ModelWithOptionalField::new("widget");
    let put = client.model_with_optional_field_value_put(&value);
    trial.succeeds("put", put);
    trial.returns("get", client.model_with_optional_field_value_get(), value);

    trial.group("Payload_Xml_ModelWithAttributesValue");
    let value = models::ModelWithAttributes::new(123, "foo", true);
    trial.succeeds("put", client.model_with_attributes_value_put(&value));
    trial.returns("get", client.model_with_attributes_value_get(), value);

    trial.group("Payload_Xml_ModelWithUnwrappedArrayValue");
    let value = models::ModelWithUnwrappedArray::new(colors(), vec![1, 2]);
    let put = client.model_with_unwrapped_array_value_put(&value);
    trial.succeeds("put", put);
    trial.returns("get", client.model_with_unwrapped_array_value_get(), value);

    trial.group("Payload_Xml_ModelWithRenamedArraysValue");
    let value = models::ModelWithRenamedArrays::new(colors(), vec![1, 2]);
    let put = client.model_with_renamed_arrays_value_put(&value);
    trial.succeeds("put", put);
    trial.returns("get", client.model_with_renamed_arrays_value_get(), value);

    trial.group("Payload_Xml_ModelWithRenamedFieldsValue");
    let value = models::ModelWithRenamedFields::new(simple(), bar());
    let put = client.model_with_renamed_fields_value_put(&value);
    trial.succeeds("put", put);
    trial.returns("get", client.model_with_renamed_fields_value_get(), value);

    trial.group("Payload_Xml_ModelWithDictionaryValue");
    let entries = [("Color", "blue"), ("Count", "123"), ("Enabled", "false")];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let value = models::ModelWithDictionary::new(BTreeMap::from(entries));
    trial.succeeds("put", client.model_with_dictionary_value_put(&value));
    trial.returns("get", client.model_with_dictionary_value_get(), value);

    trial.group("Payload_Xml_ModelWithEncodedNamesValue");
    let value = models::ModelWithEncodedNames::new(simple(), colors());
    let put = client.model_with_encoded_names_value_put(&value);
    trial.succeeds("put", put);
    trial.returns("get", client.model_with_encoded_names_value_get(), value);

    trial.group("Payload_Xml_ModelWithEnumValue");
    let value = models::ModelWithEnum::new(models::Status::Success);
    trial.succeeds("put", client.model_with_enum_value_put(&value));
    trial.returns("get", client.model_with_enum_value_get(), value);

    trial.group("Payload_Xml_ModelWithDatetimeValue");
    let (time, http) = ("2022-08-26T18:38:00.000Z", "2022-08-26T14:38:00Z");
    let value = models::ModelWithDatetime::new(time.parse()?, http.parse()?);
    trial.succeeds("put", client.model_with_datetime_value_put(&value));
    trial.returns("get", client.model_with_datetime_value_get(), value);

    trial.group("Payload_Xml_XmlErrorValue");
    let error = models::XmlErrorBody::new("Something went wrong", 400);
    trial.fails("get", client.xml_error_value_get(), 400, error);
    Ok(())
}
