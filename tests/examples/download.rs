//! A body into a file: `cargo run -p castiron-tests --example download`
//!
//! The head is there first, then the body as it arrives, however large. A file gets its name only when all of
//! it is there; one that breaks off is an error that says how far it came, and leaves nothing behind. The APIs
//! here have no downloads: what stands above `main` is what castiron writes for one that has them.

mod server;

use std::convert::Infallible;
use std::error::Error;
use std::fs;

use payment_clients::runtime::{
    Core, CoreBuilder, Documented, Download, Idempotency, Media, Method, Operation, Pending,
    RequestParts, Streaming, decode,
};

static GET_REPORT: Operation = Operation {
    id: "getReport",
    method: Method::GET,
    path: "/report",
    server: None,
    accept: "*/*",
    security: &[],
    responses: &[Documented::success("200", Media::Bytes)],
    idempotency: Idempotency::None,
    hidden: &[],
};

/// `get_report().download()` of a client.
fn get_report(core: &Core) -> Pending<Download, Infallible> {
    RequestParts::new(core, &GET_REPORT).stream(Streaming::download(), decode::none)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = server::start(|_| Some((200, "payment;amount\n17;943.60\n".to_owned())))?;
    let core = CoreBuilder::new(url).build()?;
    let folder = std::env::temp_dir().join(format!("reports-{}", std::process::id()));
    fs::create_dir_all(&folder)?;

    let mut report = get_report(&core).await?;
    println!(
        "client: status {}, {} bytes to come",
        report.status(),
        report.length().unwrap_or_default()
    );
    while let Some(chunk) = report.chunk().await {
        println!("client: {} bytes", chunk?.len());
    }

    let path = folder.join("report.csv");
    let saved = get_report(&core).await?.save(&path).await?;
    println!("client: {saved} bytes saved");
    print!("{}", fs::read_to_string(&path)?);
    fs::remove_dir_all(&folder)?;
    Ok(())
}
