//! Random graphs of people who write to each other and to a company: each export holds all of its person's canaries and
//! none of another's (C64). A few in each run; `DESKHERO_SUBJECT_GRAPHS=1000` for the long form.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::{Unpacked, export};
use crate::world::dice::Dice;
use crate::world::{Company, Engine, World};
use app::view::{ContactChange, ReplyDraft};
use domain::record::Address;
use domain::{ContactId, FieldHolder, FieldKind, TicketId};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const GRAPHS: usize = 5;
/// Each export reads its company's whole audit log.
const GRAPHS_PER_COMPANY: usize = 20;

/// Some of so many.
fn some(dice: &mut Dice, of: usize) -> BTreeSet<usize> {
    (0..of).filter(|_| dice.roll(3) == 0).collect()
}

/// Who of the people may have a canary: they have to, and nobody else may.
struct Canary {
    word: String,
    of: BTreeSet<usize>,
}

struct Graph<'a> {
    world: &'a World,
    company: &'a Company,
    dice: Dice,
    n: usize,
    emails: Vec<String>,
    names: Vec<String>,
    canaries: Vec<Canary>,
    ids: Vec<String>,
}

impl Graph<'_> {
    fn canary(&mut self, what: &str, of: BTreeSet<usize>) -> String {
        let word = format!("{what}canary{}x{}q", self.n, self.canaries.len());
        self.canaries.push(Canary { word: word.clone(), of });
        word
    }

    fn address(&self, person: usize) -> Address {
        Address { name: self.names[person].clone(), email: self.emails[person].clone() }
    }

    /// A mail of somebody, to the company and some of the others, now and then an answer to an earlier one.
    async fn mail(&mut self) {
        let from = self.dice.roll(self.emails.len());
        let (to, cc) = (some(&mut self.dice, self.emails.len()), some(&mut self.dice, self.emails.len()));
        let of: BTreeSet<usize> = to.iter().chain(&cc).copied().chain([from]).collect();
        let words: Vec<String> =
            ["subject", "text", "file", "bytes"].iter().map(|what| self.canary(what, of.clone())).collect();
        let list = |people: &BTreeSet<usize>| {
            let one = |n: &usize| format!("{} <{}>", self.names[*n], self.emails[*n]);
            people.iter().map(one).collect::<Vec<_>>()
        };
        let id = format!("{}.{}@graph.test", self.n, self.ids.len());
        let mut raw = format!("From: {} <{}>\r\n", self.names[from], self.emails[from]);
        let mut recipients = vec![self.company.target.own_addresses[0].clone()];
        recipients.extend(list(&to));
        write!(raw, "To: {}\r\n", recipients.join(", ")).unwrap();
        if !cc.is_empty() {
            write!(raw, "Cc: {}\r\n", list(&cc).join(", ")).unwrap();
        }
        if !self.ids.is_empty() && self.dice.roll(2) == 0 {
            let known = self.dice.roll(self.ids.len());
            write!(raw, "In-Reply-To: <{}>\r\n", self.ids[known]).unwrap();
        }
        write!(
            raw,
            "Subject: {}\r\nMessage-ID: <{id}>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{}\r\n\
             --b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename={}.csv\r\n\r\n{}\r\n--b--\r\n",
            words[0], words[1], words[2], words[3]
        )
        .unwrap();
        let report = self.world.take_in(self.company, &[(id.as_str(), raw)]).await;
        assert_eq!(report.taken_in, 1);
        self.ids.push(id);
    }

    /// What the company does with a ticket: answers somebody, notes something about its person, or about somebody else.
    async fn handle(&mut self, ticket: TicketId, requester: usize) {
        let (app, agent) = (&self.world.app, self.world.agent_ctx(self.company));
        let somebody = self.dice.roll(self.emails.len());
        match self.dice.roll(3) {
            0 => {
                let cc = some(&mut self.dice, self.emails.len());
                let text = self.canary("answer", cc.iter().copied().chain([somebody]).collect());
                let draft = ReplyDraft {
                    text,
                    to: vec![self.address(somebody)],
                    cc: cc.iter().map(|n| self.address(*n)).collect(),
                    ..ReplyDraft::default()
                };
                let sent = app::reply::send(app, &agent, ticket, draft).await.unwrap();
                // Who gets an answer learns what it is about.
                let subject = app::message::read(app, &agent, sent).await.unwrap().subject;
                for canary in self.canaries.iter_mut().filter(|canary| subject.contains(&canary.word)) {
                    canary.of.extend(cc.iter().copied().chain([somebody]));
                }
            }
            1 => {
                let text = self.canary("note", BTreeSet::from([requester]));
                app::note::add(app, &agent, ticket, &text).await.unwrap();
            }
            _ if somebody == requester => {}
            _ => {
                let text = self.canary("others", BTreeSet::new());
                let text = format!("{text}, says {}", self.emails[somebody].to_uppercase());
                app::note::add(app, &agent, ticket, &text).await.unwrap();
            }
        }
        let field = self.canary("ticketfield", BTreeSet::from([requester]));
        let held = [("bike".to_owned(), app::field::Given::Text(field.clone()))];
        app::field::fill_ticket(app, &agent, ticket, &held, None).await.unwrap();
    }

    async fn profile(&mut self, person: usize, contact: ContactId) {
        let (app, agent) = (&self.world.app, self.world.agent_ctx(self.company));
        let own = BTreeSet::from([person]);
        let (phone, remark) = (self.canary("phone", own.clone()), self.canary("remark", own.clone()));
        let change = ContactChange { phone: Some(phone), remark: Some(remark), ..ContactChange::default() };
        app::contact::change(app, &agent, contact, change).await.unwrap();
        let field = self.canary("field", own);
        let held = [("size".to_owned(), app::field::Given::Text(field))];
        app::field::fill_contact(app, &agent, contact, &held).await.unwrap();
    }

    fn check(&self, person: usize, found: &Unpacked) {
        for canary in &self.canaries {
            let held = found.says(&canary.word);
            assert_eq!(
                held,
                canary.of.contains(&person),
                "{} for {} in graph {}",
                canary.word,
                person,
                self.n
            );
        }
    }
}

async fn run(world: &World, company: &Company, n: usize, seed: u64) {
    let mut dice = Dice(seed);
    let people = 2 + dice.roll(4);
    let mut graph = Graph {
        world,
        company,
        dice,
        n,
        emails: (0..people).map(|one| format!("p{one}@g{n}.test")).collect(),
        names: (0..people).map(|one| format!("Name{one}Of{n}")).collect(),
        canaries: Vec::new(),
        ids: Vec::new(),
    };
    for _ in 0..3 + graph.dice.roll(6) {
        graph.mail().await;
    }
    let tickets = world.tickets(company).await;
    let number = |email: &str| graph.emails.iter().position(|known| known == email);
    let own: Vec<(TicketId, usize)> =
        tickets.iter().filter_map(|row| Some((row.id, number(&row.requester_email)?))).collect();
    for (ticket, requester) in own {
        graph.handle(ticket, requester).await;
    }
    let admin = world.admin_ctx(company);
    let contacts = contacts(world, company, &graph.emails).await;
    for (person, contact) in contacts.iter().enumerate() {
        if let Some(contact) = contact {
            graph.profile(person, *contact).await;
        }
    }
    for (person, contact) in contacts.into_iter().enumerate() {
        if let Some(contact) = contact {
            graph.check(person, &export(&world.app, &admin, contact).await);
        }
    }
}

/// The contacts with these addresses; people whom nobody wrote to or of have none.
async fn contacts(world: &World, company: &Company, emails: &[String]) -> Vec<Option<ContactId>> {
    let page = app::contact::list(&world.app, &world.agent_ctx(company), None, 100).await.unwrap();
    let find = |email: &String| page.items.iter().find(|one| one.emails.contains(email)).map(|one| one.id);
    emails.iter().map(find).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_export_holds_all_of_its_own_and_none_of_another() {
    let graphs = std::env::var("DESKHERO_SUBJECT_GRAPHS").ok().and_then(|n| n.parse().ok()).unwrap_or(GRAPHS);
    let world = World::new(Engine::Sqlite).await.unwrap();
    let _indexer = app::jobs::start_indexer(&world.app);
    for first in (0..graphs).step_by(GRAPHS_PER_COMPANY) {
        let company = furnished(&world, first).await;
        for n in first..graphs.min(first + GRAPHS_PER_COMPANY) {
            run(&world, &company, n, n as u64 * 7_919 + 1).await;
        }
        assert_eq!(app::audit::verify(&world.app, &company.info).await.unwrap().fault, None);
    }
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// A company with two custom fields.
async fn furnished(world: &World, n: usize) -> Company {
    let company = world.company(&format!("acme{n}")).await;
    for (holder, key) in [(FieldHolder::Contact, "size"), (FieldHolder::Ticket, "bike")] {
        let draft = app::field::FieldDraft {
            holder,
            kind: FieldKind::Text,
            name: key.to_owned(),
            key: key.to_owned(),
            choices: Vec::new(),
            personal: true,
            required: false,
        };
        app::field::create(&world.app, &world.admin_ctx(&company), draft).await.unwrap();
    }
    company
}
