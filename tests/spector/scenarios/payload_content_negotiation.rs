//! One resource in several media types.

use client::payload_content_negotiation::Client;

use crate::trial::{Outcome, Trial, same};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let (png, jpeg) = (trial.asset("image.png")?, trial.asset("image.jpg")?);
    trial.group("Payload_ContentNegotiation");
    let (same_body, image) = (client.clone(), png.clone());
    trial.scenario("SameBody", async move {
        let avatar = || same_body.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg();
        same(&avatar().send().await?.to_vec(), &image)?;
        same(&avatar().send_jpeg().await?.to_vec(), &jpeg)
    });
    trial.scenario("DifferentBody", async move {
        let avatar = || client.different_body_get_avatar_as_png_different_body_get_avatar_as_json();
        same(&avatar().send_png().await?.to_vec(), &png)?;
        same(&avatar().send().await?.content, &png)
    });
    Ok(())
}
