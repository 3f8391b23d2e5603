//! Parameters in each style of paths and queries.

use std::collections::BTreeMap;

use client::routes::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let array = ["a", "b"];
    let record = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);

    trial.group("Routes");
    trial.succeeds("fixed", client.fixed());
    trial.succeeds("InInterface", client.in_interface_fixed());

    trial.group("Routes_PathParameters");
    trial.succeeds("templateOnly", client.path_parameters_template_only("a"));
    trial.succeeds("explicit", client.path_parameters_explicit("a"));
    trial.succeeds(
        "annotationOnly",
        client.path_parameters_annotation_only("a"),
    );

    trial.group("Routes_QueryParameters");
    trial.succeeds("templateOnly", client.query_parameters_template_only("a"));
    trial.succeeds("explicit", client.query_parameters_explicit("a"));
    trial.succeeds(
        "annotationOnly",
        client.query_parameters_annotation_only("a"),
    );

    trial.group("Routes_PathParameters_SimpleExpansion_Standard");
    trial.succeeds("primitive", client.standard_primitive("a"));
    trial.succeeds("array", client.standard_array(&array));
    trial.succeeds("record", client.standard_record(&record));

    trial.group("Routes_PathParameters_SimpleExpansion_Explode");
    trial.succeeds("primitive", client.explode_primitive("a"));
    trial.succeeds("array", client.explode_array(&array));
    trial.succeeds("record", client.explode_record(&record));

    trial.group("Routes_PathParameters_LabelExpansion_Standard");
    trial.succeeds("primitive", client.standard_primitive_3("a"));
    trial.succeeds("array", client.standard_array_3(&array));
    trial.succeeds("record", client.standard_record_3(&record));

    trial.group("Routes_PathParameters_LabelExpansion_Explode");
    trial.succeeds("primitive", client.explode_primitive_3("a"));
    trial.succeeds("array", client.explode_array_3(&array));
    trial.succeeds("record", client.explode_record_3(&record));

    trial.group("Routes_PathParameters_MatrixExpansion_Standard");
    trial.succeeds("primitive", client.standard_primitive_4("a"));
    trial.succeeds("array", client.standard_array_4(&array));
    trial.succeeds("record", client.standard_record_4(&record));

    trial.group("Routes_PathParameters_MatrixExpansion_Explode");
    trial.succeeds("primitive", client.explode_primitive_4("a"));
    trial.succeeds("array", client.explode_array_4(&array));
    trial.succeeds("record", client.explode_record_4(&record));

    trial.group("Routes_QueryParameters_QueryExpansion_Standard");
    trial.succeeds("primitive", client.standard_primitive_5("a"));
    trial.succeeds("array", client.standard_array_5(&array));
    trial.succeeds("record", client.standard_record_5(&record));

    trial.group("Routes_QueryParameters_QueryExpansion_Explode");
    trial.succeeds("primitive", client.explode_primitive_5("a"));
    trial.succeeds("array", client.explode_array_5(&array));
    trial.succeeds("record", client.explode_record_5(&record));
    Ok(())
}
