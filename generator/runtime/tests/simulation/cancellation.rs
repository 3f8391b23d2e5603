//! A caller may give up at any moment: the future is dropped at each of its polls in turn.

use std::time::Duration;

use crate::client::OPERATIONS;
use crate::executor::End;
use crate::judge::judge;
use crate::plan::{
    Answer, Body, CallPlan, Flow, Plan, Reach, Reaction, RetryAfter, TokenAnswer, TokenPlan,
    TokenReaction,
};
use crate::run::perform;

/// How many calls wait for the same token.
const OTHERS: usize = 3;

const SLOW: Body = Body::Slow(Duration::from_millis(20));

fn answer(status: u16) -> Reaction {
    let effect = (status == 200).then_some(Duration::ZERO);
    Reaction {
        answer: Answer::Status(status),
        applies: effect,
        body: SLOW,
        ..Reaction::FINE
    }
}

/// What meets the attempts, with something to wait for in each.
fn stories() -> [Vec<Reaction>; 4] {
    let cut = Reaction {
        answer: Answer::Cut,
        ..Reaction::FINE
    };
    let unsent = Reaction {
        reach: Reach::Nowhere { permanent: false },
        ..Reaction::FINE
    };
    let busy = Reaction {
        retry_after: RetryAfter::Seconds(3),
        ..answer(429)
    };
    [
        vec![answer(200)],
        vec![cut, answer(200)],
        vec![busy, answer(503), answer(200)],
        vec![answer(401), unsent, answer(200)],
    ]
}

fn tokens() -> [Option<TokenPlan>; 4] {
    let slow = TokenReaction {
        think: Duration::from_millis(100),
        answer: TokenAnswer::Grant {
            announced: Some(1),
            meant: Duration::from_millis(900),
        },
    };
    let plan = |flow| TokenPlan {
        flow,
        reactions: vec![slow.clone(), slow.clone()],
    };
    [
        None,
        Some(plan(Flow::Own)),
        Some(plan(Flow::ClientCredentials)),
        Some(plan(Flow::RefreshToken)),
    ]
}

/// One call that is dropped, and others that have to go well beside it.
fn plan(
    operation: usize,
    reactions: Vec<Reaction>,
    tokens: Option<TokenPlan>,
    drop_at: Option<u32>,
) -> Plan {
    let given_up = CallPlan {
        drop_at,
        reactions,
        ..CallPlan::new(operation)
    };
    let others = (0..OTHERS).map(|_| CallPlan::new(operation));
    let calls = std::iter::once(given_up).chain(others).collect();
    Plan {
        tokens,
        ..Plan::of(calls)
    }
}

/// How many polls a call takes.
fn polls(plan: &Plan) -> u32 {
    let (_, tasks) = perform(plan, None).unwrap();
    tasks[0].polls
}

#[test]
fn given_up_at_every_moment() {
    let mut moments = 0;
    for operation in 0..OPERATIONS.len() {
        for reactions in stories() {
            for tokens in tokens() {
                let plan = |at| plan(operation, reactions.clone(), tokens.clone(), at);
                for moment in 0..polls(&plan(None)) {
                    given_up(&plan(Some(moment)));
                    moments += 1;
                }
            }
        }
    }
    println!("{moments} moments");
    assert!(moments > 500);
}

fn given_up(plan: &Plan) {
    let (server, tasks) = perform(plan, None).unwrap();
    judge(plan, &server, &tasks).unwrap();
    assert!(matches!(tasks[0].end, Some(End::Dropped)));
    for (number, other) in tasks.iter().enumerate().skip(1).take(OTHERS) {
        assert!(matches!(other.end, Some(End::Finished(Ok(own))) if own == number));
        // They get on without delay, not only when some time-out wakes them.
        assert!(other.ended < Duration::from_secs(1), "{:?}", other.ended);
    }
    let ledger = server.ledger();
    let attempts = &ledger.calls[0].attempts;
    // A call that was never polled has sent nothing, and none sends anything afterwards.
    assert!(tasks[0].polls > 0 || attempts.is_empty());
    assert!(attempts.iter().all(|attempt| attempt.at <= tasks[0].ended));
}
