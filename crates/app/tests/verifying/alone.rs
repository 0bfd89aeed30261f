//! What a company reads of its promises is of that company: whatever there is of another changes none of it.

use super::*;

/// What is of the installation itself, and of none of its companies, since when a process runs too: other numbers of these tell nothing
/// of another company.
const OF_THE_INSTALLATION: [&str; 5] = ["backups", "registered", "bound", "announced", "findable"];

/// How long its own log is: jobs write into that, too, while days go by.
const OF_ITS_LOG: &str = "audit";

/// A check, with everything that a page or a program is told of it.
type Told = (u16, &'static str, State, u64, Vec<(&'static str, u64)>, Vec<verify::Fault>);

async fn told(world: &World, company: &Company) -> Vec<Told> {
    let report = verify::run(&world.app, Some(company.info.scope)).await.unwrap();
    let all = report.checks.into_iter();
    all.map(|one| (one.clause, one.check, one.state, one.looked_at, one.noted, one.faults)).collect()
}

/// A company's report is the same before another one has anything, and when that has one of everything.
pub async fn a_report_is_of_its_company_alone(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let begun = begun(&world).await;
    is_indexed(&world).await;
    world.clock.advance_ms(20 * 60_000);
    app::jobs::monitoring::round(&world.app).await.unwrap();
    // What comes to every company by itself.
    app::jobs::retention::round(&world.app).await.unwrap();
    app::register::round(&world.app).await.unwrap();
    app::billing::round(&world.app).await.unwrap();
    // That it was looked at stands in its log: so much comes to it each time.
    let (one, next) = (told(&world, &begun.1).await, told(&world, &begun.1).await);
    let scene = Box::pin(everything(&world, begun)).await;
    is_indexed(&world).await;
    let after = told(&world, &scene.other).await;
    let mut changed = Vec::new();
    for ((mut now, before), first) in after.into_iter().zip(next).zip(one) {
        now.3 -= before.3 - first.3;
        if now.1 == OF_ITS_LOG {
            now.3 = before.3;
        }
        if now != before && !OF_THE_INSTALLATION.contains(&now.1) {
            changed.push(format!("{before:?} became {now:?}"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
