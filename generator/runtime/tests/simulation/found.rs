//! Small runs in which a rule was broken once.

use std::time::Duration;

use castiron_runtime::OnRepeat;

use crate::client::{Case, Kind, OPERATIONS};
use crate::counts::Counts;
use crate::plan::{
    After, Answer, CallPlan, Flow, Plan, Reach, Reaction, TokenAnswer, TokenPlan, TokenReaction,
};
use crate::run::play;

/// A call with the caller's own key, which the API refuses when it has seen it before.
fn with_own_key(reactions: Vec<Reaction>) -> Plan {
    let refuses = |case: &Case| case.kind == Kind::Keyed(OnRepeat::Refuses);
    Plan::of(vec![CallPlan {
        key: Some("own".to_owned()),
        reactions,
        ..CallPlan::new(OPERATIONS.iter().position(refuses).unwrap())
    }])
}

fn refused(status: u16) -> Reaction {
    Reaction {
        applies: None,
        answer: Answer::Status(status),
        ..Reaction::FINE
    }
}

#[test]
fn a_refusal_leaves_it_open_whatever_a_hook_makes_of_it() {
    let plan = with_own_key(vec![Reaction {
        after: After::Panics,
        ..refused(422)
    }]);
    play(&plan, None, &mut Counts::default()).unwrap();
}

/// The simulation's own fault: it took the second good call for a repeat of the first.
#[test]
fn a_good_call_that_fails_with_the_token_of_others_is_followed_by_another() {
    let starts = [0, 57, 202, 267, 294];
    let calls = starts.map(|start| CallPlan {
        start: Duration::from_secs(start),
        ..CallPlan::new(0)
    });
    let mut plan = Plan::of(calls.to_vec());
    plan.client.total_timeout = Duration::from_millis(500);
    let unsent = Reaction {
        reach: Reach::Nowhere { permanent: false },
        ..Reaction::FINE
    };
    plan.calls[4].reactions = vec![unsent];
    plan.client.policy.max_attempts = 1;
    let token = |think, answer| TokenReaction {
        think: Duration::from_millis(think),
        answer,
    };
    let grant = |announced, meant| TokenAnswer::Grant {
        announced: Some(announced),
        meant: Duration::from_millis(meant),
    };
    plan.tokens = Some(TokenPlan {
        flow: Flow::RefreshToken,
        reactions: vec![
            token(174, TokenAnswer::Refuse(503)),
            token(6764, grant(30, 0)),
            token(2, grant(1, 16_500)),
            token(8, grant(30, 150)),
            token(608, grant(0, 462_200)),
        ],
    });
    play(&plan, None, &mut Counts::default()).unwrap();
}

#[test]
fn a_refusal_leaves_it_open_whatever_follows() {
    let unsent = Reaction {
        reach: Reach::Nowhere { permanent: true },
        ..Reaction::FINE
    };
    let plan = with_own_key(vec![refused(409), unsent]);
    play(&plan, None, &mut Counts::default()).unwrap();
}
