//! Lists that come page by page, each asked for with the token of the one before.

use client::payload_pageable::{Client, models, models::Pet};

use crate::trial::{Outcome, Trial, same};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Payload_Pageable_PageSize");
    let all = [first_page(), second_page()].concat();
    let answer = models::PageSizeListWithoutContinuationResponse::new(all.clone());
    let call = client.page_size_list_without_continuation();
    trial.returns("listWithoutContinuation", call, answer);
    let sizes = client.clone();
    trial.scenario("listWithPageSize", async move {
        let page = |size| sizes.page_size_list_with_page_size().page_size(size);
        same(&page(2).await?.pets, &first_page())?;
        same(&page(4).await?.pets, &all)
    });

    trial.group("Payload_Pageable_ServerDrivenPagination_ContinuationToken");
    let pageable = client.clone();
    trial.scenario("requestQueryResponseBody", async move {
        let page = || {
            pageable
                .continuation_token_request_query_response_body()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.pets, &first_page())?;
        let token = first
            .next_token
            .as_deref()
            .ok_or("there is no second page")?;
        same(&page().token(token).await?.pets, &second_page())
    });

    let pageable = client.clone();
    trial.scenario("requestHeaderResponseBody", async move {
        let page = || {
            pageable
                .continuation_token_request_header_response_body()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.pets, &first_page())?;
        let token = first
            .next_token
            .as_deref()
            .ok_or("there is no second page")?;
        same(&page().token(token).await?.pets, &second_page())
    });

    let pageable = client.clone();
    trial.scenario("requestQueryResponseHeader", async move {
        let page = || {
            pageable
                .continuation_token_request_query_response_header()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.pets, &first_page())?;
        let token = first
            .headers()
            .get("next-token")
            .map(|token| token.to_str());
        let token = token.transpose()?.ok_or("there is no second page")?;
        same(&page().token(token).await?.pets, &second_page())
    });

    let pageable = client.clone();
    trial.scenario("requestHeaderResponseHeader", async move {
        let page = || {
            pageable
                .continuation_token_request_header_response_header()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.pets, &first_page())?;
        let token = first
            .headers()
            .get("next-token")
            .map(|token| token.to_str());
        let token = token.transpose()?.ok_or("there is no second page")?;
        same(&page().token(token).await?.pets, &second_page())
    });

    let pageable = client.clone();
    trial.scenario("requestQueryNestedResponseBody", async move {
        let page = || {
            pageable
                .continuation_token_request_query_nested_response_body()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.nested_items.pets, &first_page())?;
        let next = first
            .nested_next
            .as_ref()
            .and_then(|next| next.next_token.as_deref());
        let token = next.ok_or("there is no second page")?;
        same(
            &page().token(token).await?.nested_items.pets,
            &second_page(),
        )
    });

    let pageable = client.clone();
    trial.scenario("requestHeaderNestedResponseBody", async move {
        let page = || {
            pageable
                .continuation_token_request_header_nested_response_body()
                .foo_("foo")
                .bar("bar")
        };
        let first = page().await?;
        same(&first.nested_items.pets, &first_page())?;
        let next = first
            .nested_next
            .as_ref()
            .and_then(|next| next.next_token.as_deref());
        let token = next.ok_or("there is no second page")?;
        same(
            &page().token(token).await?.nested_items.pets,
            &second_page(),
        )
    });

    trial.group("Payload_Pageable_XmlPagination");
    let pageable = client.clone();
    trial.scenario("listWithContinuation", async move {
        let page = || pageable.xml_pagination_list_with_continuation();
        let pet = |id, name| models::XmlPet::new(id, name);
        let first = page().await?;
        same(&first.pets, &vec![pet("1", "dog"), pet("2", "cat")])?;
        let marker = first.next_marker.as_deref();
        let marker = marker.ok_or("there is no second page")?;
        let second = page().marker(marker).await?;
        same(&second.pets, &vec![pet("3", "bird"), pet("4", "fish")])
    });
    Ok(())
}

fn first_page() -> Vec<Pet> {
    vec![Pet::new("1", "dog"), Pet::new("2", "cat")]
}

fn second_page() -> Vec<Pet> {
    vec![Pet::new("3", "bird"), Pet::new("4", "fish")]
}
