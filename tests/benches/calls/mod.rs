//! The calls that are compared, and who makes them.

mod bodies;
mod by_hand;
mod server;

use std::error::Error;
use std::hint::black_box;

use payment_clients::travelport::models::Payment;
use payment_clients::{payrix, travelport};

pub use self::bodies::{payment_answer, sessions};
use self::by_hand::{ByHand, Check};
use self::server::Server;

/// Why a client written by hand gives up.
pub type Failure = Box<dyn Error + Send + Sync>;

const KEY: &str = "c00a5aafb5dd5352dc1fd656f4a4252c";
const REQUEST_TOKEN: &str = "20250423-yourmerchant-refunds-001";
const WORKBENCH: &str = "A0656EFF-FAF4-456F-B061-0161008D6A5E";
const TRACE: &str = "TraceID_123456";

/// Who makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// reqwest and serde.
    ByHand,
    /// The same, with the generated clients' check of the whole body before it is read.
    ByHandWithCheck,
    /// The generated client.
    Generated,
}

/// All sides, the one that the others are compared with first.
pub const SIDES: [Side; 3] = [Side::ByHand, Side::ByHandWithCheck, Side::Generated];

/// A call that every side can make, against a server of its own.
pub struct Call {
    /// Its name in the table.
    pub title: &'static str,
    server: Server,
    by_hand: ByHand,
    by_hand_with_check: ByHand,
    generated: Generated,
}

enum Generated {
    Sessions(payrix::Client),
    Payment(travelport::Client, Box<Payment>),
}

/// The calls that are compared.
pub fn calls() -> Vec<Call> {
    const SMALL: usize = 1_000;
    const LARGE: usize = 50_000;
    vec![
        Call::list_sessions("GET, 1 kB back", SMALL),
        Call::list_sessions("GET, 50 kB back", LARGE),
        Call::add_payment("POST JSON, 1 kB back", SMALL),
        Call::add_payment("POST JSON, 50 kB back", LARGE),
    ]
}

impl Call {
    fn list_sessions(title: &'static str, size: usize) -> Self {
        let server = Server::answering(&sessions(size));
        let client = payrix::Client::builder()
            .base_url(server.origin())
            .api_key(KEY)
            .build()
            .expect("a client");
        Self::new(title, server, Generated::Sessions(client))
    }

    fn add_payment(title: &'static str, size: usize) -> Self {
        let server = Server::answering(&payment_answer(size));
        let client = travelport::Client::builder()
            .base_url(server.origin())
            .oauth2(KEY)
            .build()
            .expect("a client");
        let payment = Box::new(bodies::payment());
        Self::new(title, server, Generated::Payment(client, payment))
    }

    fn new(title: &'static str, server: Server, generated: Generated) -> Self {
        Self {
            title,
            by_hand: ByHand::new(server.origin(), Check::Without),
            by_hand_with_check: ByHand::new(server.origin(), Check::With),
            server,
            generated,
        }
    }

    /// Makes the call once.
    pub async fn make(&self, side: Side) {
        match (side, &self.generated) {
            (Side::ByHand, generated) => by_hand(&self.by_hand, generated).await,
            (Side::ByHandWithCheck, generated) => {
                by_hand(&self.by_hand_with_check, generated).await;
            }
            (Side::Generated, Generated::Sessions(client)) => {
                let request = client.sessions().get_sessions();
                let request = request.page_number(1).page_limit(50);
                let result = request.request_token(REQUEST_TOKEN).await;
                black_box(result.expect("a page of sessions"));
            }
            (Side::Generated, Generated::Payment(client, payment)) => {
                let request = client.payments().add_payment(WORKBENCH, payment);
                let result = request.trace_id(TRACE).await;
                black_box(result.expect("a payment"));
            }
        }
    }

    /// Makes sure that all sides send the same, or else they could not be compared.
    pub async fn check(&self) {
        self.make(Side::ByHand).await;
        let expected = self.server.last_request();
        for side in SIDES {
            self.make(side).await;
            assert_eq!(self.server.last_request(), expected, "{side:?}");
        }
    }
}

async fn by_hand(client: &ByHand, call: &Generated) {
    match call {
        Generated::Sessions(_) => {
            let result = client.list_sessions(KEY, 1, 50, REQUEST_TOKEN).await;
            black_box(result.expect("a page of sessions"));
        }
        Generated::Payment(_, payment) => {
            let result = client.add_payment(KEY, WORKBENCH, TRACE, payment).await;
            black_box(result.expect("a payment"));
        }
    }
}
