//! Descriptions that are formatted, which shows in the documentation of the client.

use client::documentation::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Documentation_Lists");
    let model = models::ListsBulletPointsModel::new(models::ListsBulletPointsEnum::Simple);
    let request = models::ListsBulletPointsModelRequest::new(model);
    trial.succeeds("bulletPointsOp", client.lists_bullet_points_op());
    trial.succeeds(
        "bulletPointsModel",
        client.lists_bullet_points_model(&request),
    );
    trial.succeeds("numbered", client.lists_numbered());

    trial.group("Documentation_TextFormatting");
    trial.succeeds("boldText", client.text_formatting_bold_text());
    trial.succeeds("italicText", client.text_formatting_italic_text());
    trial.succeeds(
        "combinedFormatting",
        client.text_formatting_combined_formatting(),
    );
    Ok(())
}
