//! What the index costs: `cargo run --release -p search --example measure [MAILS]` fills an index with
//! mails of about 2 KB, in batches of 64 with a commit each second of its own time, and searches it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement at the edge: it reads the clock, prints, and stops at the first error"
)]

use crypto::IndexSecret;
use crypto::page::PageCache;
use domain::audit::Actor;
use domain::{
    AgentId, MailboxId, MessageId, MessageKind, RequestId, Role, TenantId, TenantScope, TicketId, Timestamp,
};
use privacy::{Access, Act, decide};
use search::{Budget, Doc, Index, Query, Target};
use std::time::{Duration, Instant};

/// Makes the text of a query.
type Make = fn(&mut Dice) -> String;

const BATCH: usize = 64;
const BODY_WORDS: usize = 300;
const VOCABULARY: u64 = 60_000;

/// A small generator of its own (xorshift): the same texts each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A word; low numbers are common, as in a language.
    fn word(&mut self) -> String {
        let spread = self.roll() % VOCABULARY;
        let rank = self.roll() % (spread + 1);
        word(self.roll() % (rank + 1))
    }
}

fn word(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "re", "ti", "so", "lu", "men", "dor", "vi", "pa", "ne", "gra", "ol", "ist", "be", "fu", "hy"];
    let mut out = String::new();
    loop {
        out.push_str(SYLLABLES[usize::try_from(number % 16).unwrap()]);
        number /= 16;
        if number == 0 {
            return out;
        }
    }
}

fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Clock ticks of 10 ms, user and system.
    (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()) * 10
}

fn rss_kb() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = |name: &str| status.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_owned();
    format!("{} {}", line("VmRSS"), line("VmHWM"))
}

fn at(i: usize) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + i64::try_from(i).unwrap() * 1000)
}

fn fill(index: &Index, mails: usize) -> Vec<MessageId> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mailboxes = [MailboxId::generate(at(0)), MailboxId::generate(at(1))];
    let mut ids = Vec::new();
    let (mut busy, mut cpu, mut commits) = (Duration::ZERO, 0, 0_u32);
    let mut last_commit = Duration::ZERO;
    for first in (0..mails).step_by(BATCH) {
        let texts: Vec<(String, String)> = (0..BATCH.min(mails - first))
            .map(|_| {
                let body: Vec<String> = (0..BODY_WORDS).map(|_| dice.word()).collect();
                (format!("{} {}", dice.word(), dice.word()), body.join(" "))
            })
            .collect();
        let docs: Vec<Doc<'_>> = texts
            .iter()
            .zip(first..)
            .map(|((subject, body), i)| Doc {
                message: MessageId::generate(at(i)),
                ticket: TicketId::generate(at(i)),
                mailbox: mailboxes[i % 2],
                contact: None,
                kind: MessageKind::Inbound,
                at: at(i),
                subject,
                from: "Karl Person <karl.person@customer.example>",
                to: "Support <support@company.example>",
                body,
                attachment_names: &[],
            })
            .collect();
        ids.extend(docs.iter().map(|d| d.message));
        let (start, cpu_start) = (Instant::now(), cpu_ms());
        index.add(&docs).unwrap();
        let is_last = first + BATCH >= mails;
        if is_last || busy + start.elapsed() - last_commit > Duration::from_secs(1) {
            index.commit(i64::try_from(first).unwrap()).unwrap();
            commits += 1;
            last_commit = busy + start.elapsed();
        }
        busy += start.elapsed();
        cpu += cpu_ms() - cpu_start;
    }
    let start = cpu_ms();
    index.close_writer().unwrap();
    let per_mail = |us: u128| us / u128::try_from(mails).unwrap();
    println!(
        "add: {} us wall, {} us CPU per mail (adding and committing, merges that ran beside it), \
         {commits} commits; last merges {} ms CPU; {}",
        per_mail(busy.as_micros()),
        per_mail(u128::from(cpu) * 1000),
        cpu_ms() - start,
        rss_kb()
    );
    ids
}

fn main() {
    let mails = std::env::args().nth(1).map_or(100_000, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let scope = TenantScope::of(TenantId::generate(at(0)));
    let budget = Budget { cache: PageCache::new(8 << 20), writer_bytes: 16_000_000 };
    let open =
        || Index::open(scope, folder.path(), IndexSecret::from_seed(scope.tenant(), 1), &budget).unwrap();
    let index = open();
    println!("empty: {}", rss_kb());
    let whole = cpu_ms();
    let ids = fill(&index, mails);
    println!("whole run with making the texts: {} ms CPU", cpu_ms() - whole);
    drop(index);
    let start = Instant::now();
    let index = open();
    println!("open: {} us; {}", start.elapsed().as_micros(), rss_kb());
    let bytes: u64 =
        std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
    println!("size: {} MB in {} files", bytes / 1_000_000, std::fs::read_dir(folder.path()).unwrap().count());

    let actor = Actor::Agent(AgentId::generate(at(0)));
    let access =
        Access::to(Act::TICKET_SEARCH, scope, actor, Some(Role::Agent), RequestId::generate(at(0)), at(0));
    let permit = decide(&access).unwrap();
    let mut dice = Dice(7);
    let kinds: [(&str, Make); 5] = [
        ("word", |d| d.word()),
        ("two words", |d| format!("{} {}", d.word(), d.word())),
        ("prefix", |d| format!("{}*", d.word().chars().take(4).collect::<String>())),
        ("phrase", |d| format!("\"{} {}\"", d.word(), d.word())),
        ("from and word", |d| format!("from:karl.person@customer.example {}", d.word())),
    ];
    for (name, make) in kinds {
        let mut times: Vec<u128> = (0..500)
            .map(|_| {
                let query = Query::parse(&make(&mut dice)).unwrap();
                let start = Instant::now();
                index.search(&permit, &query, 50, None).unwrap();
                start.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        println!("{name}: median {} us, p99 {} us, worst {} us", times[250], times[494], times[499]);
    }
    println!("after searching: {}", rss_kb());
    let (start, cpu) = (Instant::now(), cpu_ms());
    let targets: Vec<Target> = ids.iter().step_by(ids.len() / 20).map(|id| Target::Message(*id)).collect();
    index.erase(&targets, 1).unwrap();
    println!("erase 20 spread messages: {} ms, {} ms CPU", start.elapsed().as_millis(), cpu_ms() - cpu);
}
