//! Small runs in which a rule was broken once.

use castiron_runtime::OnRepeat;

use crate::client::{Case, Kind, OPERATIONS};
use crate::counts::Counts;
use crate::plan::{After, Answer, CallPlan, Plan, Reach, Reaction};
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

#[test]
fn a_refusal_leaves_it_open_whatever_follows() {
    let unsent = Reaction {
        reach: Reach::Nowhere { permanent: true },
        ..Reaction::FINE
    };
    let plan = with_own_key(vec![refused(409), unsent]);
    play(&plan, None, &mut Counts::default()).unwrap();
}
