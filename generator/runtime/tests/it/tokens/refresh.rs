//! Refresh tokens: never lost, never spent twice without need.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use castiron_runtime::token::{Password, RefreshToken};
use castiron_runtime::{Core, Effect, Secret, TransportError};

use super::OAUTH;
use super::world::{World, after, call, pass};
use crate::fake::{Reply, Step, json};

const TOKEN_URL: &str = "https://login.example.com/token";

fn source() -> RefreshToken {
    RefreshToken::new(TOKEN_URL, "the app", "r-0")
}

fn core(world: &World, source: RefreshToken) -> Core {
    world.core_with(|builder| builder.bearer(&OAUTH, source))
}

fn form(refresh_token: &str) -> String {
    format!("grant_type=refresh_token&refresh_token={refresh_token}&client_id=the%20app")
}

/// A token for 100 seconds, with a new refresh token.
fn rotated() -> Reply {
    let body = r#"{"access_token": "t-1", "expires_in": 100, "refresh_token": "r-1"}"#;
    json(200, body)
}

fn plain() -> Reply {
    json(200, r#"{"access_token": "t-2", "expires_in": 100}"#)
}

fn cut() -> Reply {
    Reply::Fail(TransportError::unknown("the connection was closed"))
}

fn unsent() -> Reply {
    Reply::Fail(TransportError::not_sent("no connection"))
}

/// Gives up a call after so many seconds.
async fn give_up_after(seconds: u64, core: &Core) {
    let limit = Duration::from_secs(seconds);
    let call = tokio::time::timeout(limit, call(core)).await;
    assert!(call.is_err(), "the call had ended by itself");
}

#[tokio::test(start_paused = true)]
async fn a_new_one_takes_the_place_of_the_old() {
    let world = World::new([rotated(), plain(), plain()]);
    let core = core(&world, source());
    for _ in 0..3 {
        call(&core).await.unwrap();
        pass(100).await;
    }
    assert_eq!(world.forms(), [form("r-0"), form("r-1"), form("r-1")]);
    assert!(!world.tokens.sent()[0].headers.contains_key("authorization"));
}

#[tokio::test(start_paused = true)]
async fn clients_with_a_secret() {
    let world = World::new([plain(), plain()]);
    let in_header = source().client_secret("s3cret").scope("pay");
    call(&core(&world, in_header)).await.unwrap();
    let in_body = source().client_secret("s3cret").field("audience", "api");
    call(&core(&world, in_body.credentials_in_body()))
        .await
        .unwrap();
    let common = "grant_type=refresh_token&refresh_token=r-0";
    let form = "audience=api&client_id=the%20app&client_secret=s3cret";
    assert_eq!(
        world.forms(),
        [format!("{common}&scope=pay"), format!("{common}&{form}")]
    );
    let sent = world.tokens.sent();
    // "the%20app:s3cret" in base64.
    assert_eq!(
        sent[0].headers["authorization"],
        "Basic dGhlJTIwYXBwOnMzY3JldA=="
    );
    assert!(!sent[1].headers.contains_key("authorization"));
}

#[tokio::test(start_paused = true)]
async fn a_new_one_is_stored_before_the_access_token_is_used() {
    let world = World::new([rotated(), plain()]);
    let log = Arc::new(Mutex::new(Vec::new()));
    let (api, entries) = (world.clone(), Arc::clone(&log));
    let source = source().on_rotation(move |refresh_token: Secret| {
        let (api, entries) = (api.clone(), Arc::clone(&entries));
        async move {
            tokio::time::sleep(Duration::from_secs(3)).await;
            let entry = (refresh_token.expose().to_owned(), api.served());
            entries.lock().unwrap().push(entry);
            Ok::<(), String>(())
        }
    });
    let core = core(&world, source);
    call(&core).await.unwrap();
    pass(100).await;
    call(&core).await.unwrap();
    // Nothing had been served when `r-1` was stored, and there was nothing new to store afterwards.
    let expected = [("r-1".to_owned(), String::new())];
    assert_eq!(*log.lock().unwrap(), expected);
    assert_eq!(world.served(), "Bearer t-1 200: 1, Bearer t-2 200: 1");
}

#[tokio::test(start_paused = true)]
async fn storing_is_tried_again_before_anything_else() {
    let world = World::new([rotated()]);
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let source = source().on_rotation(move |_| {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            match first {
                true => Err("no room for r-1"),
                false => Ok(()),
            }
        }
    });
    let core = core(&world, source);
    let error = call(&core).await.unwrap_err();
    assert_eq!(
        error.message(),
        "the new refresh token could not be stored: no room for [redacted]"
    );
    assert_eq!(error.effect(), Effect::NotSent);
    assert_eq!(world.served(), "");
    call(&core).await.unwrap();
    assert_eq!((world.asked(), count.load(Ordering::SeqCst)), (1, 2));
    assert_eq!(world.served(), "Bearer t-1 200: 1");
}

#[tokio::test(start_paused = true)]
async fn given_up_while_it_is_stored() {
    let world = World::new([rotated(), plain()]);
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let source = source().on_rotation(move |_| {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok::<(), String>(())
        }
    });
    let core = core(&world, source);
    give_up_after(1, &core).await;
    call(&core).await.unwrap();
    assert_eq!((world.asked(), count.load(Ordering::SeqCst)), (1, 2));
    // The life of the access token began when it was asked for, not when it was stored.
    pass(89).await;
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-1")]);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_everyone_gave_up_is_taken_up() {
    let world = World::new([after(30, rotated()), plain()]);
    let core = core(&world, source());
    for _ in 0..3 {
        give_up_after(5, &core).await;
    }
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0")]);
    // Counted from the request: most of the 100 seconds were spent waiting.
    pass(61).await;
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-1")]);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_of_unknown_fate_is_not_repeated() {
    let half = vec![Step::Chunk(r#"{"access_token": "#), Step::Cut];
    for lost in [
        cut(),
        Reply::Answer(200, &[], half),
        json(200, "<html>"),
        Reply::Hang,
    ] {
        let world = World::new([lost, plain()]);
        let core = core(&world, source());
        let error = call(&core).await.unwrap_err();
        assert_eq!((world.asked(), error.effect()), (1, Effect::NotSent));
        // There is nothing else to try, when a caller wants it.
        call(&core).await.unwrap();
        assert_eq!(world.forms(), [form("r-0"), form("r-0")]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_exchange_of_unknown_fate_is_said_to_be_one() {
    let world = World::new([cut()]);
    let error = call(&core(&world, source())).await.unwrap_err();
    assert_eq!(
        error.message(),
        "the token request failed: the connection was closed (the refresh token may be used up)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_serves_to_its_end_after_an_exchange_of_unknown_fate() {
    let world = World::new([rotated(), cut(), plain()]);
    let core = core(&world, source());
    call(&core).await.unwrap();
    // Renewed from 90 seconds on; it is not tried again after the usual pause.
    for (wait, asked) in [(91, 2), (6, 2), (2, 2), (1, 3)] {
        pass(wait).await;
        call(&core).await.unwrap();
        assert_eq!(world.asked(), asked);
    }
    assert_eq!(world.served(), "Bearer t-1 200: 4, Bearer t-2 200: 1");
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_never_left_is_repeated() {
    let world = World::new([unsent(), unsent(), plain()]);
    call(&core(&world, source())).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-0"), form("r-0")]);
    let world = World::new([unsent(), unsent(), unsent(), plain()]);
    let core = core(&world, source());
    let error = call(&core).await.unwrap_err();
    assert_eq!(error.message(), "the token request failed: no connection");
    assert_eq!(world.asked(), 3);
    call(&core).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_repeat_of_unknown_fate_is_the_last() {
    let world = World::new([unsent(), cut()]);
    call(&core(&world, source())).await.unwrap_err();
    assert_eq!(world.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_new_one_is_kept_though_its_access_token_is_of_no_use() {
    let mac = r#"{"access_token": "t", "token_type": "mac", "refresh_token": "r-1"}"#;
    let world = World::new([json(200, mac), plain()]);
    let core = core(&world, source());
    call(&core).await.unwrap_err();
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-1")]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_with_it() {
    let world = World::new([rotated(), plain()]);
    let core = core(&world, source());
    call(&core).await.unwrap();
    world.refuse("t-1");
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-1")]);
}

#[tokio::test(start_paused = true)]
async fn a_hanging_exchange_is_taken_up_after_the_valid_token_has_served() {
    let world = World::new([rotated(), after(15, plain())]);
    let core = core(&world, source());
    call(&core).await.unwrap();
    pass(91).await;
    // Waits 4.5 seconds, half of what is left to the old token; then 2 more for the answer.
    call(&core).await.unwrap();
    pass(9).await;
    call(&core).await.unwrap();
    assert_eq!(world.forms(), [form("r-0"), form("r-1")]);
    assert_eq!(world.served(), "Bearer t-1 200: 2, Bearer t-2 200: 1");
}

fn password(world: &World) -> Core {
    let flow = Password::new(TOKEN_URL, "id", "secret", "user", "pass");
    world.core_with(|builder| builder.bearer(&OAUTH, flow))
}

/// The grant types that a password flow asks for, with a first answer that has a refresh token.
async fn grants(calls: usize, replies: impl IntoIterator<Item = Reply>) -> Vec<String> {
    let world = World::new(std::iter::once(rotated()).chain(replies));
    let core = password(&world);
    for _ in 0..calls {
        // What each call gives shows in what is asked next.
        let _ = call(&core).await;
        pass(100).await;
    }
    let forms = world.forms().into_iter();
    forms
        .map(|form| form.split(['=', '&']).nth(1).unwrap().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_password_stands_in_for_a_refresh_token() {
    for lost in [json(400, ""), json(500, ""), cut(), json(200, "<html>")] {
        assert_eq!(
            grants(2, [lost, plain()]).await,
            ["password", "refresh_token", "password"]
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_password_is_not_sent_while_the_server_is_out_of_reach() {
    assert_eq!(
        grants(3, [unsent(), unsent(), unsent(), plain()]).await,
        [
            "password",
            "refresh_token",
            "refresh_token",
            "refresh_token",
            "refresh_token"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_a_password_brought_is_not_lost() {
    let world = World::new([rotated(), after(30, plain())]);
    let core = password(&world);
    call(&core).await.unwrap();
    pass(100).await;
    give_up_after(5, &core).await;
    call(&core).await.unwrap();
    assert_eq!(world.asked(), 2);
}
