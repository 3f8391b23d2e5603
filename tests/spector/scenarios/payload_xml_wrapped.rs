//! Lists in XML with an element around them, and properties that are the text of an element.

use client::payload_xml_wrapped::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Payload_Xml_ModelWithSimpleArraysValue");
    let colors = ["red", "green", "blue"].map(str::to_owned).to_vec();
    let value = models::ModelWithSimpleArrays::new(colors, vec![1, 2]);
    trial.succeeds("put", client.put_simple_arrays(&value));
    trial.returns("get", client.get_simple_arrays(), value);

    trial.group("Payload_Xml_ModelWithArrayOfModelValue");
    let items = vec![
        models::SimpleModel::new("foo", 123),
        models::SimpleModel::new("bar", 456),
    ];
    let value = models::ModelWithArrayOfModel::new(items);
    trial.succeeds("put", client.put_array_of_model(&value));
    trial.returns("get", client.get_array_of_model(), value);

    trial.group("Payload_Xml_ModelWithEmptyArrayValue");
    let value = models::ModelWithEmptyArray::new(Vec::new());
    trial.succeeds("put", client.put_empty_array(&value));
    trial.returns("get", client.get_empty_array(), value);

    trial.group("Payload_Xml_ModelWithTextValue");
    let value = models::ModelWithText::new("foo", "\n  This is some text.\n");
    trial.succeeds("put", client.put_text(&value));
    trial.returns("get", client.get_text(), value);
    Ok(())
}
