//! Plays a [`Plan`]: all its calls at once, then one that has to go well.

use std::sync::Arc;
use std::time::Duration;

use castiron_runtime::Core;

use crate::client::{self, Answered};
use crate::clock::Clock;
use crate::counts::Counts;
use crate::executor::{Executor, Task};
use crate::judge::{Violation, judge, none_is_stranded};
use crate::ledger::Record;
use crate::plan::{CallPlan, Flow, Plan};
use crate::server::{Mistake, Server};

/// Plays a plan and judges it.
pub fn play(plan: &Plan, mistake: Option<Mistake>, counts: &mut Counts) -> Result<(), Violation> {
    let (server, tasks) = perform(plan, mistake)?;
    counts.add_run(plan, &server.ledger(), &tasks);
    judge(plan, &server, &tasks)
}

/// Plays a plan to its end: the server, and what became of the calls and of the good one after them.
pub fn perform(
    plan: &Plan,
    mistake: Option<Mistake>,
) -> Result<(Server, Vec<Task<Answered>>), Violation> {
    fastrand::seed(plan.seed);
    let clock = Clock::new();
    for (at, by) in &plan.jumps {
        clock.jump_at(*at, *by);
    }
    let server = Server::new(clock.clone(), Arc::new(plan.clone()), mistake);
    let core = client::core(plan, &server);
    let mut executor = Executor::new(clock.clone(), plan.seed, plan.spurious_polls);
    for (number, call) in plan.calls.iter().enumerate() {
        let answered = client::begin(&core, number, call);
        executor.spawn(call.start, call.drop_at, answered);
    }
    executor.run(|tasks| none_is_stranded(&server, tasks))?;
    server.ledger().calm = true;
    clock.go_evenly();
    let flow = plan.tokens.as_ref().map(|tokens| tokens.flow);
    let good = good_call(core, server.clone(), flow);
    executor.spawn(clock.now(), None, good);
    executor.run(|tasks| none_is_stranded(&server, tasks))?;
    // Effects that come long after everyone has gone.
    while clock.advance() {}
    Ok((server, executor.into_tasks()))
}

/// A call that nothing stands in the way of. The first may still take up an exchange of a refresh
/// token that others have left standing, and fail with it or with the old token that it brings.
async fn good_call(core: Core, server: Server, flow: Option<Flow>) -> Answered {
    let number = server.plan.calls.len();
    let may_stand = matches!(flow, Some(Flow::Password | Flow::RefreshToken));
    let plan = CallPlan {
        timeout: Some(Duration::from_secs(1000)),
        ..CallPlan::new(0)
    };
    match client::begin(&core, number, &plan).await {
        Err(_) if may_stand => {
            server.ledger().calls[number] = Record::default();
            client::begin(&core, number, &plan).await
        }
        result => result,
    }
}
