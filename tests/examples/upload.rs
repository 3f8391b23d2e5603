//! A body from a file: `cargo run -p castiron-tests --example upload`
//!
//! A file is read in pieces while it is sent, and opened anew when the request is sent again. A reader can
//! be read only once, so that its request is sent only once, although a PUT may be repeated. The APIs here
//! have no uploads: what stands above `main` is what castiron writes for one that has them.

mod server;

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::time::Duration;

use payment_clients::runtime::{
    Body, Config, Core, CoreBuilder, Documented, Idempotency, Media, Method, Operation, Pending,
    RequestParts, RetryPolicy, decode,
};

static PUT_SCAN: Operation = Operation {
    id: "putScan",
    method: Method::PUT,
    path: "/scan",
    server: None,
    accept: "",
    security: &[],
    responses: &[Documented::success("200", Media::Empty)],
    idempotency: Idempotency::None,
    hidden: &[],
};

/// `put_scan` of a client.
fn put_scan(core: &Core, scan: Body) -> Pending<(), Infallible> {
    let mut parts = RequestParts::new(core, &PUT_SCAN);
    parts.bytes_body("application/octet-stream", scan);
    parts.send(decode::empty, decode::none)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut requests = 0;
    let url = server::start(move |request| {
        requests += 1;
        let scan = request.rsplit_once("\r\n\r\n")?.1.len();
        // Every other request is lost after it has arrived.
        let answer = (requests % 2 == 0).then(|| (200, String::new()));
        let does = if answer.is_some() {
            "says 200"
        } else {
            "hangs up"
        };
        println!("server: {scan} bytes: {does}");
        answer
    })?;
    let policy = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(10));
    let mut core = CoreBuilder::new(url);
    core.config(Config::new().retry(policy));
    let core = core.build()?;

    let path = std::env::temp_dir().join(format!("scan-{}", std::process::id()));
    fs::write(&path, "a scan of a receipt")?;
    let sent = put_scan(&core, Body::file(&path)).await;
    println!("client: the file: status {}", sent?.status());

    let reader = Body::reader(fs::File::open(&path)?).with_length(19);
    let sent = put_scan(&core, reader).await;
    fs::remove_file(&path)?;
    if let Err(error) = sent {
        println!(
            "client: the reader: {:?} after {} attempt",
            error.effect(),
            error.attempts()
        );
    }
    Ok(())
}
