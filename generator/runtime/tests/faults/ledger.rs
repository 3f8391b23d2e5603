//! [`Ledger`]: what the server has received in full, and what a client may then claim.

use std::collections::BTreeMap;
use std::sync::Mutex;

use castiron_runtime::Effect;

use crate::subject::{Class, Outcome};

/// One request that the server has received to its last byte, and so applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub bytes: Vec<u8>,
    pub key: Option<String>,
}

/// Every request received, by the nonce of the call.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<BTreeMap<String, Vec<Receipt>>>);

impl Ledger {
    pub fn enter(&self, nonce: String, receipt: Receipt) {
        self.0
            .lock()
            .unwrap()
            .entry(nonce)
            .or_default()
            .push(receipt);
    }

    pub fn receipts(&self, nonce: &str) -> Vec<Receipt> {
        self.0
            .lock()
            .unwrap()
            .get(nonce)
            .cloned()
            .unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.0.lock().unwrap().values().map(Vec::len).sum()
    }

    /// Checks what holds whatever happened: how often a call may be applied, and with which bytes.
    pub fn check(&self, class: Class, nonce: &str) -> Vec<Receipt> {
        let receipts = self.receipts(nonce);
        assert!(
            receipts.len() <= class.limit() as usize,
            "{class:?} {nonce} was applied {} times",
            receipts.len()
        );
        let keyed = matches!(class, Class::Replayed | Class::Keyed);
        for receipt in &receipts {
            assert_eq!(receipt.key.is_some(), keyed, "{class:?} {nonce}");
            let first = &receipts[0];
            assert_eq!(receipt.key, first.key, "{class:?} {nonce} changed its key");
            assert_eq!(
                receipt.bytes, first.bytes,
                "{class:?} {nonce} changed its bytes"
            );
        }
        receipts
    }

    /// Checks what the client says of a call against what the server has seen of it: `begun` is
    /// the number of requests whose first byte arrived.
    pub fn judge(&self, class: Class, nonce: &str, begun: u32, outcome: &Outcome) {
        let received = self.check(class, nonce).len();
        match outcome {
            Ok(answer) => {
                assert!(received >= 1, "an answer to a request never received");
                assert!(answer.contains(nonce), "{nonce} was given {answer}");
            }
            Err(failure) => {
                match failure.effect {
                    Effect::NotSent => assert_eq!((begun, received), (0, 0), "{failure:?}"),
                    Effect::Applied => assert!(received >= 1, "{failure:?}"),
                    Effect::Answered => assert!(begun >= 1, "{failure:?}"),
                    Effect::Unknown => {}
                }
                assert!(failure.attempts >= begun, "{begun} seen, {failure:?}");
            }
        }
    }
}
