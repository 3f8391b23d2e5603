//! A list that comes in pages: `cargo run -p castiron-tests --example pagination`
//!
//! A page is fetched when its first entry is asked for. A page that fails ends the list with an error; the
//! list goes on from there with `resume`, and nothing is lost or seen twice.

mod server;

use std::error::Error;

use payment_clients::payrix::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let payrix = Client::builder()
        .base_url(server::start(three_pages())?)
        .api_key("api-key")
        .build()?;
    let mut sessions = payrix.sessions().get_sessions().page_limit(2).items();
    let mut failures = 0;
    while let Some(session) = sessions.next().await {
        match session {
            Ok(session) => println!("client: {}", session.id.unwrap_or_default()),
            Err(error) if failures == 0 => {
                println!("client: {error}; once more");
                failures += 1;
                sessions.resume();
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Three pages of two sessions, the second of which is refused once.
fn three_pages() -> impl FnMut(&str) -> server::Answer + Send {
    let mut refused = false;
    move |request| {
        let (line, _) = request.split_once(" HTTP/1.1\r\n")?;
        println!("server: {line}");
        let page: u32 = line.rsplit_once('=')?.1.parse().ok()?;
        if page == 2 && !refused {
            refused = true;
            return Some((400, r#"{"errors": [{"msg": "Not now"}]}"#.to_owned()));
        }
        let (first, second, more) = (page * 2 - 1, page * 2, page < 3);
        let data = format!(r#"[{{"id": "session-{first}"}}, {{"id": "session-{second}"}}]"#);
        let details = format!(r#"{{"page": {{"current": {page}, "last": 3, "hasMore": {more}}}}}"#);
        let page = format!(r#"{{"response": {{"data": {data}, "details": {details}}}}}"#);
        Some((200, page))
    }
}
