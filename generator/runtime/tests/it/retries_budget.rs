//! The budget of repeats, which bounds the load that a client adds to a server in trouble.

use castiron_runtime::{Config, Core, Error, Method, Operation, RequestParts, RetryPolicy, decode};

use crate::fake::{Fake, PLAIN, Reply, json, operation};

fn busy() -> Reply {
    json(503, "{}")
}

fn fine() -> Reply {
    json(200, "1")
}

fn client(fake: &Fake, policy: RetryPolicy) -> Core {
    fake.core_with(|builder| builder.config(Config::new().retry(policy)))
}

async fn call(core: &Core) -> Result<i32, Error> {
    let parts = RequestParts::new(core, &PLAIN);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_failures_is_not_made_worse() {
    for method in [Method::GET, Method::PUT] {
        let fake = Fake::new((0..3000).map(|_| busy()));
        let core = client(&fake, RetryPolicy::new());
        let operation = operation(Operation { method, ..PLAIN });
        for _ in 0..1000 {
            let parts = RequestParts::new(&core, operation);
            let sent = parts.send(decode::json::<i32>, decode::none).await;
            assert_eq!(sent.unwrap_err().status(), Some(503));
        }
        assert_eq!(fake.sent().len(), 1010);
    }
}

#[tokio::test(start_paused = true)]
async fn successes_earn_repeats() {
    let storm = (0..20).map(|_| busy());
    let fake = Fake::new(
        storm
            .chain((0..100).map(|_| fine()))
            .chain((0..20).map(|_| busy())),
    );
    let core = client(&fake, RetryPolicy::new().max_attempts(100));
    // 11 attempts use up the reserve; then each call has one.
    for sent in [11, 12, 13, 14, 15, 16, 17, 18, 19, 20] {
        assert!(call(&core).await.is_err());
        assert_eq!(fake.sent().len(), sent);
    }
    for _ in 0..55 {
        assert!(call(&core).await.is_ok());
    }
    assert_eq!(fake.sent().len(), 75);
    for _ in 0..45 {
        assert!(call(&core).await.is_ok());
    }
    // A tenth of 100: the reserve is full again, and no more than full.
    assert!(call(&core).await.is_err());
    assert_eq!(fake.sent().len(), 131);
}
