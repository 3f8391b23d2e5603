//! When a token is renewed: by its lifetime and a clock that nobody sets.

use super::grant;
use super::world::{World, after, call, pass};
use crate::fake::{Reply, Step, json};

fn second() -> Reply {
    json(200, r#"{"access_token": "t-2", "expires_in": 3600}"#)
}

#[tokio::test(start_paused = true)]
async fn the_clock_of_the_server_does_not_matter() {
    // Five minutes fast, right, five minutes slow, by a clock on the wall of this machine that
    // nobody looks at; and what some servers add to say the same.
    let body = r#"{"access_token": "t-1", "expires_in": 3600, "expires_at": 1, "issued_at": "1"}"#;
    let dates: [&'static [(&str, &str)]; 3] = [
        &[("date", "Sat, 21 Nov 2026 12:05:00 GMT")],
        &[("date", "Sat, 21 Nov 2026 12:00:00 GMT")],
        &[("date", "Sat, 21 Nov 2026 11:55:00 GMT")],
    ];
    for headers in dates {
        let first = Reply::Answer(200, headers, vec![Step::Chunk(body)]);
        let world = World::new([first, second()]);
        let core = world.core();
        for (wait, asked) in [(0, 1), (3533, 1), (8, 2)] {
            pass(wait).await;
            call(&core).await.unwrap();
            assert_eq!(world.asked(), asked);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expired_in_a_jump_is_not_sent() {
    let world = World::new([grant(), second()]);
    let core = world.core();
    call(&core).await.unwrap();
    pass(7 * 24 * 60 * 60).await;
    call(&core).await.unwrap();
    assert_eq!(world.served(), "Bearer t-1 200: 1, Bearer t-2 200: 1");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expired_while_the_clock_stood_still_is_replaced() {
    let world = World::new([grant(), second()]);
    let core = world.core();
    call(&core).await.unwrap();
    world.refuse("t-1");
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    assert_eq!(world.asked(), 2);
    let served = "Bearer t-1 200: 1, Bearer t-1 401: 1, Bearer t-2 200: 2";
    assert_eq!(world.served(), served);
}

#[tokio::test(start_paused = true)]
async fn a_life_begins_when_the_token_is_asked_for() {
    let first = json(200, r#"{"access_token": "t-1", "expires_in": 60}"#);
    let world = World::new([after(50, first), second()]);
    let core = world.core();
    call(&core).await.unwrap();
    pass(5).await;
    call(&core).await.unwrap();
    assert_eq!(world.served(), "Bearer t-1 200: 1, Bearer t-2 200: 1");
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_does_not_serve_through_the_pause_after_a_failure() {
    let first = json(200, r#"{"access_token": "t-1", "expires_in": 100}"#);
    let world = World::new([first, json(503, ""), second()]);
    let core = world.core();
    for (wait, asked) in [(0, 1), (98, 2), (1, 2), (1, 3)] {
        pass(wait).await;
        call(&core).await.unwrap();
        assert_eq!(world.asked(), asked);
    }
    assert_eq!(world.served(), "Bearer t-1 200: 3, Bearer t-2 200: 1");
}

#[tokio::test(start_paused = true)]
async fn a_failed_renewal_is_tried_again_after_a_pause() {
    let world = World::new([grant(), json(503, ""), json(503, ""), second()]);
    let core = world.core();
    call(&core).await.unwrap();
    for (wait, asked) in [(3541, 2), (4, 2), (1, 3), (4, 3), (1, 4)] {
        pass(wait).await;
        call(&core).await.unwrap();
        assert_eq!(world.asked(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_was_refused_is_not_tried_again_before_the_end() {
    let refusal = json(400, r#"{"error": "unauthorized_client"}"#);
    let world = World::new([grant(), refusal, second()]);
    let core = world.core();
    call(&core).await.unwrap();
    for (wait, asked) in [(3541, 2), (30, 2), (28, 2), (1, 3)] {
        pass(wait).await;
        call(&core).await.unwrap();
        assert_eq!(world.asked(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn clients_that_began_together_renew_at_different_times() {
    let world = World::new((0..200).map(|_| grant()));
    let cores: Vec<_> = (0..100).map(|_| world.core()).collect();
    let mut renewed = Vec::new();
    for wait in [0, 3533, 4, 3] {
        pass(wait).await;
        for core in &cores {
            call(core).await.unwrap();
        }
        renewed.push(world.asked());
    }
    assert_eq!((renewed[0], renewed[1], renewed[3]), (100, 100, 200));
    assert!((101..200).contains(&renewed[2]), "{renewed:?}");
}
