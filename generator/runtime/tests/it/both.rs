//! The same call in both worlds: awaited, and waited for by a thread.

use std::fmt::Debug;

use castiron_runtime::{Core, CoreBuilder, Decoder, Error, Operation, RequestParts, Response};
#[cfg(feature = "blocking")]
use castiron_runtime::{HttpRequest, Transport};

use crate::fake::{Fake, Reply};

/// What came of a call, which has to be the same in both worlds: the result, the requests that it
/// took, and the time.
pub async fn answer<T: Debug, E: Debug>(
    replies: Vec<Reply>,
    set: impl Fn(&mut CoreBuilder),
    operation: &'static Operation,
    success: Decoder<T>,
    failure: Decoder<E>,
) -> Result<Response<T>, Error<E>> {
    let fake = Fake::new(replies);
    let parts = |core: &Core| RequestParts::new(core, operation);
    #[cfg(feature = "blocking")]
    let waited_for = {
        let fake = fake.blocking();
        let began = fake.now();
        let core = fake.core_with(&set);
        let result = parts(&core).send_blocking(success, failure);
        (story(&fake, &result), fake.now() - began)
    };
    #[cfg(feature = "blocking")]
    let began = fake.now();
    let core = fake.core_with(&set);
    let result = parts(&core).send(success, failure).await;
    #[cfg(feature = "blocking")]
    {
        let awaited = (story(&fake, &result), fake.now() - began);
        assert_eq!(awaited.0, waited_for.0);
        // tokio's timer is as fine as a millisecond, and where it is not paused, time passes.
        let apart = awaited.1.abs_diff(waited_for.1);
        assert!(apart.as_millis() < 1000, "{apart:?} apart");
    }
    result
}

#[cfg(feature = "blocking")]
fn story<T: Debug, E: Debug>(fake: &Fake, result: &Result<Response<T>, Error<E>>) -> Vec<String> {
    let requests = fake.sent().into_iter().map(|request| {
        let HttpRequest {
            method,
            url,
            headers,
            body,
            within: _,
        } = request;
        format!("{method} {url} {headers:?} {body:?}")
    });
    let ends = match result {
        Ok(response) => format!("{response:?}"),
        Err(error) => format!(
            "{error} {error:?} {:?} {} {:?}",
            error.effect(),
            error.attempts(),
            error.body()
        ),
    };
    requests.chain([ends]).collect()
}
