//! Lengths of time, as ISO 8601 has them and as numbers.

use client::encode_duration::{Client, models};
use client::runtime::Duration;
use jiff::ToSpan;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let (forty, fifty) = (Duration::from(40.days()), Duration::from(50.days()));

    trial.group("Encode_Duration_Property");
    let value = models::PropertyDefaultDurationProperty::new(40.days().into());
    trial.returns("default", client.property_default(&value), value.clone());
    let value = models::PropertyFloatSecondsDurationProperty::new(35.625);
    trial.returns(
        "floatSeconds",
        client.property_float_seconds(&value),
        value.clone(),
    );
    let value = models::PropertyFloat64SecondsDurationProperty::new(35.625);
    trial.returns(
        "float64Seconds",
        client.property_float64_seconds(&value),
        value.clone(),
    );
    let value = models::PropertyInt32SecondsDurationProperty::new(36);
    trial.returns(
        "int32Seconds",
        client.property_int32_seconds(&value),
        value.clone(),
    );
    let value = models::PropertyIso8601DurationProperty::new(40.days().into());
    trial.returns("iso8601", client.property_iso8601(&value), value.clone());
    let value = models::PropertyFloatSecondsDurationArrayProperty::new(vec![35.625, 46.75]);
    trial.returns(
        "floatSecondsArray",
        client.property_float_seconds_array(&value),
        value.clone(),
    );
    let value = models::PropertyInt32MillisecondsDurationProperty::new(36_000);
    trial.returns(
        "int32Milliseconds",
        client.property_int32_milliseconds(&value),
        value.clone(),
    );
    let value = models::PropertyFloatMillisecondsDurationProperty::new(35_625.0);
    trial.returns(
        "floatMilliseconds",
        client.property_float_milliseconds(&value),
        value.clone(),
    );
    let value = models::PropertyFloat64MillisecondsDurationProperty::new(35_625.0);
    trial.returns(
        "float64Milliseconds",
        client.property_float64_milliseconds(&value),
        value.clone(),
    );
    let value =
        models::PropertyFloatMillisecondsDurationArrayProperty::new(vec![35_625.0, 46_750.0]);
    trial.returns(
        "floatMillisecondsArray",
        client.property_float_milliseconds_array(&value),
        value.clone(),
    );
    let value = models::PropertyInt32SecondsLargerUnitDurationProperty::new(120);
    trial.returns(
        "int32SecondsLargerUnit",
        client.property_int32_seconds_larger_unit(&value),
        value.clone(),
    );
    let value = models::PropertyFloatSecondsLargerUnitDurationProperty::new(150.0);
    trial.returns(
        "floatSecondsLargerUnit",
        client.property_float_seconds_larger_unit(&value),
        value.clone(),
    );
    let value = models::PropertyInt32MillisecondsLargerUnitDurationProperty::new(180_000);
    trial.returns(
        "int32MillisecondsLargerUnit",
        client.property_int32_milliseconds_larger_unit(&value),
        value.clone(),
    );
    let value = models::PropertyFloatMillisecondsLargerUnitDurationProperty::new(210_000.0);
    trial.returns(
        "floatMillisecondsLargerUnit",
        client.property_float_milliseconds_larger_unit(&value),
        value.clone(),
    );

    trial.group("Encode_Duration_Query");
    trial.succeeds("default", client.query_default(40.days().into()));
    trial.succeeds("iso8601", client.query_iso8601(40.days().into()));
    trial.succeeds("int32Seconds", client.query_int32_seconds(36));
    trial.succeeds(
        "int32SecondsArray",
        client.query_int32_seconds_array(&[36, 47]),
    );
    trial.succeeds("floatSeconds", client.query_float_seconds(35.625));
    trial.succeeds("float64Seconds", client.query_float64_seconds(35.625));
    trial.succeeds("int32Milliseconds", client.query_int32_milliseconds(36_000));
    trial.succeeds(
        "floatMilliseconds",
        client.query_float_milliseconds(35_625.0),
    );
    trial.succeeds(
        "float64Milliseconds",
        client.query_float64_milliseconds(35_625.0),
    );
    trial.succeeds(
        "int32MillisecondsArray",
        client.query_int32_milliseconds_array(&[36_000, 47_000]),
    );
    trial.succeeds(
        "int32SecondsLargerUnit",
        client.query_int32_seconds_larger_unit(120),
    );
    trial.succeeds(
        "floatSecondsLargerUnit",
        client.query_float_seconds_larger_unit(150.0),
    );
    trial.succeeds(
        "int32MillisecondsLargerUnit",
        client.query_int32_milliseconds_larger_unit(180_000),
    );
    trial.succeeds(
        "floatMillisecondsLargerUnit",
        client.query_float_milliseconds_larger_unit(210_000.0),
    );

    trial.group("Encode_Duration_Header");
    trial.succeeds("default", client.header_default(40.days().into()));
    trial.succeeds("iso8601", client.header_iso8601(40.days().into()));
    trial.succeeds("int32Seconds", client.header_int32_seconds(36));
    trial.succeeds("floatSeconds", client.header_float_seconds(35.625));
    trial.succeeds("float64Seconds", client.header_float64_seconds(35.625));
    trial.succeeds("iso8601Array", client.header_iso8601_array(&[forty, fifty]));
    trial.succeeds(
        "int32Milliseconds",
        client.header_int32_milliseconds(36_000),
    );
    trial.succeeds(
        "floatMilliseconds",
        client.header_float_milliseconds(35_625.0),
    );
    trial.succeeds(
        "float64Milliseconds",
        client.header_float64_milliseconds(35_625.0),
    );
    trial.succeeds(
        "int32MillisecondsArray",
        client.header_int32_milliseconds_array(&[36_000, 47_000]),
    );
    trial.succeeds(
        "int32SecondsLargerUnit",
        client.header_int32_seconds_larger_unit(120),
    );
    trial.succeeds(
        "floatSecondsLargerUnit",
        client.header_float_seconds_larger_unit(150.0),
    );
    trial.succeeds(
        "int32MillisecondsLargerUnit",
        client.header_int32_milliseconds_larger_unit(180_000),
    );
    trial.succeeds(
        "floatMillisecondsLargerUnit",
        client.header_float_milliseconds_larger_unit(210_000.0),
    );
    Ok(())
}
