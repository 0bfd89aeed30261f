//! What a law, a rule, or somebody's request asked for (C43, C65, C68, C73, C74, C91, C93, C95), and the ways in and out (C33).

use super::*;
use app::erasure::holds;
use app::rectification::Rectification;
use app::retention::{self, NewRule};
use app::view::{ForwardDraft, TicketChange};
use domain::record::{Address, MailboxSettings, ServerSettings};
use domain::{RetentionSubject, RetentionTerms, TicketStatus};

/// What was laid down.
pub struct Rest {
    /// What they wrote is kept by a law.
    fay: ContactId,
    /// Was put right.
    gus: ContactId,
    /// Was restricted, told, and is not any more.
    hal: ContactId,
    /// Asked for their erasure.
    ivy: ContactId,
    /// Nothing happened with what they wrote.
    kim: (TicketId, ContactId),
    /// Was taken out of what they wrote, and who stands in their place.
    lea: (ContactId, ContactId),
    /// The cases of Gus, of Ivy and of Lea.
    cases: (SubjectRequestId, SubjectRequestId, SubjectRequestId),
    /// What somebody asked whoever looks after data protection.
    question: SubjectRequestId,
}

/// A question, and what it was answered with.
async fn answered(world: &World, acme: &Company) -> SubjectRequestId {
    let (app, ctx) = (&world.app, world.admin_ctx(acme));
    let id = written_down(world, acme, SubjectRight::Question, "jon").await;
    let grounds = "For two years.".to_owned();
    let decision = Decision { decision: SubjectDecision::Granted, grounds, purposes: Vec::new(), mode: None };
    requests::decide(app, &ctx, id, crate::world::version(app, &ctx, id).await, decision).await.unwrap();
    let version = requests::read(app, &ctx, id).await.unwrap().row.version;
    requests::confirm(app, &ctx, id, version, "From the register").await.unwrap();
    requests::close(app, &ctx, id, "", true).await.unwrap();
    id
}

/// People for whom a law, a rule or a request did something.
pub async fn lay(world: &World, acme: &Company) -> Rest {
    let mails: Vec<_> = ["Fay", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lea"]
        .iter()
        .enumerate()
        .map(|(n, name)| person(name, &format!("r{n}"), "About the bell."))
        .collect();
    let mails: Vec<(&str, String)> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
    world.take_in(acme, &mails).await;
    by_a_rule(world, acme).await;
    let (_, fay) = contact_of(world, acme, "Fay").await;
    by_a_law(world, acme, fay).await;
    let (_, gus) = contact_of(world, acme, "Gus").await;
    let (_, hal) = contact_of(world, acme, "Hal").await;
    let (_, ivy) = contact_of(world, acme, "Ivy").await;
    let kim = contact_of(world, acme, "Kim").await;
    for name in ["Gus", "Ivy", "Lea"] {
        Box::pin(pass_on(world, acme, name)).await;
    }
    let (asked, lea) = contact_of(world, acme, "Lea").await;
    let taken_out = Box::pin(taken_out(world, acme)).await;
    let store = world.app.store().tenant(acme.info.scope);
    let lea = (lea, store.find_ticket(asked).await.unwrap().unwrap().requester);
    let ctx = world.admin_ctx(acme);
    let id = granted(world, acme, SubjectRight::Rectification, "gus", &[]).await;
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    let right = Rectification { emails: Some(vec!["gus@right.test".to_owned()]), ..Rectification::default() };
    requests::put_right(&world.app, &ctx, id, version, right, "").await.unwrap();
    let put_right = id;
    let id = ask(world, acme, SubjectRight::Restriction, "hal", &[]).await;
    requests::close(&world.app, &ctx, id, "", true).await.unwrap();
    requests::give_notice(&world.app, &ctx, id, "It ends next week.", true).await.unwrap();
    requests::lift(&world.app, &ctx, id, "It was right").await.unwrap();
    let id = ask(world, acme, SubjectRight::Erasure, "ivy", &[]).await;
    let erasure = requests::read(&world.app, &ctx, id).await.unwrap().erasure_id.unwrap();
    until_done(world, acme, erasure).await;
    requests::close(&world.app, &ctx, id, "", true).await.unwrap();
    app::jobs::recipients::round(&world.app).await.unwrap();
    let question = Box::pin(answered(world, acme)).await;
    let kek: std::sync::Arc<dyn crypto::Kek> =
        std::sync::Arc::new(crypto::FileKek::open(&world.folder.path().join("kek.key")).unwrap());
    for days in [400, 1] {
        let then = world.app.now().plus_millis(-days * DAY_MS);
        let ctx = app::Ctx { now: then, ..app::Ctx::operator(acme.info.scope, then) };
        app::hand_over::drill(&world.app, &ctx, &kek).await.unwrap();
    }
    Rest { fay, gus, hal, ivy, kim, lea, cases: (put_right, id, taken_out), question }
}

/// Lea asks for an erasure, and her conversation stays without her.
async fn taken_out(world: &World, acme: &Company) -> SubjectRequestId {
    let ctx = world.admin_ctx(acme);
    let id = Box::pin(granted(world, acme, SubjectRight::Erasure, "lea", &[])).await;
    let mode = Some(domain::ErasureMode::Pseudonymise);
    let decision = domain::SubjectDecision::Granted;
    let other = requests::Decision { decision, grounds: String::new(), purposes: Vec::new(), mode };
    Box::pin(requests::decide(
        &world.app,
        &ctx,
        id,
        crate::world::version(&world.app, &ctx, id).await,
        other,
    ))
    .await
    .unwrap();
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    Box::pin(requests::confirm(&world.app, &ctx, id, version, "")).await.unwrap();
    let erasure = requests::read(&world.app, &ctx, id).await.unwrap().erasure_id.unwrap();
    Box::pin(until_done(world, acme, erasure)).await;
    Box::pin(requests::close(&world.app, &ctx, id, "", true)).await.unwrap();
    id
}

/// What somebody wrote is passed on to two others.
async fn pass_on(world: &World, acme: &Company, name: &str) {
    let (ticket, _) = contact_of(world, acme, name).await;
    let mail = world.read(acme, ticket).await.messages[0].id;
    let to = ["sam@supplier.test", "ida@supplier.test"]
        .map(|email| Address { name: String::new(), email: email.to_owned() })
        .to_vec();
    let draft =
        ForwardDraft { text: "Can you mend it?".to_owned(), quotes: true, to, ..ForwardDraft::default() };
    app::forward::send(&world.app, &world.agent_ctx(acme), mail, draft).await.unwrap();
    while app::jobs::delivery::round(&world.app).await.unwrap() > 0 {}
    world.clock.advance_ms(60_000);
}

/// A rule ends what Jon wrote a day after it was closed.
async fn by_a_rule(world: &World, acme: &Company) {
    let ctx = world.admin_ctx(acme);
    let (ticket, _) = contact_of(world, acme, "Jon").await;
    let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(&world.app, &ctx, ticket, change).await.unwrap();
    let (days, notice_days, statuses) = (1, 0, vec![TicketStatus::Closed]);
    let terms = RetentionTerms {
        days,
        notice_days,
        statuses,
        ..RetentionTerms::default_of(RetentionSubject::Conversation)
    };
    let rule = NewRule { name: "Short".to_owned(), terms };
    app::jobs::retention::round(&world.app).await.unwrap();
    retention::create(&world.app, &ctx, rule).await.unwrap();
    world.clock.advance_ms(DAY_MS);
    app::jobs::retention::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let begun = store.list_erasures_of(ticket.uuid()).await.unwrap().remove(0).id;
    until_done(world, acme, begun).await;
    world.clock.advance_ms(2 * 3_600_000);
}

/// What Fay wrote has to be kept, and she asked for its erasure.
async fn by_a_law(world: &World, acme: &Company, fay: ContactId) {
    let ctx = world.admin_ctx(acme);
    let hold = holds::NewHold {
        scope: Scope::Contact(fay),
        reason: "An invoice".to_owned(),
        law: "Bokföringslagen 7:2 (SFS 1999:1078)".to_owned(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: Some(ctx.now.plus_millis(900 * DAY_MS)),
    };
    holds::place(&world.app, &ctx, hold).await.unwrap();
    let wanted = Wanted { scope: Scope::Contact(fay), reason: ErasureReason::Request };
    erasure::begin(&world.app, &ctx, wanted).await.unwrap();
}

pub async fn is_kept_until_it_is_broken(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, _)) = kept(&world).await else { return };
    assert_eq!(privacy::unaudited_opens(), 0);
    pages_in_clear_are_found(&world).await;
    let ids = ids(&world, &scene, &hand).await;
    let mut all = of_ages(&ids, &scene, &hand);
    all.extend(of_laws(&ids, &scene, &hand));
    all.extend(of_rules(&ids));
    all.extend(of_requests(&ids, &scene, &hand));
    all.extend(of_ways(&ids, &scene, &hand).await);
    each_is_found(&hand, all).await;
}

/// Who was taken out of their conversations, and who had got somebody's data.
pub async fn who_is_nobody_or_was_told_is_kept(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, _)) = kept(&world).await else { return };
    let ids = ids(&world, &scene, &hand).await;
    let mut all = of_recipients(&scene, &hand);
    all.extend(of_questions(&scene, &hand));
    all.extend(of_whoever_was_taken_out(&ids, &scene, &hand));
    all.extend(of_sums());
    all.extend(of_drills(&ids));
    each_is_found(&hand, all).await;
}

async fn pages_in_clear_are_found(world: &World) {
    for (url, is_found) in [
        ("http://desk.example.com", true),
        ("http://127.0.0.1.example.com:8080", true),
        ("https://desk.example.com", false),
        ("http://127.0.0.1:8080", false),
        ("http://[::1]:8080", false),
    ] {
        let settings = app::Settings { public_url: Some(url.to_owned()), ..world.app.settings().clone() };
        let app = world.another_node_with(settings).await;
        let found = faults(&verify::run_some(&app, None, Some(33)).await.unwrap());
        let clear = (33, "clear-url", "server.public_url".to_owned());
        assert_eq!(found.contains(&clear), is_found, "{url}");
    }
}

fn of_laws(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { held, far, .. } = ids;
    let (fay, kim) = (hand.bytes(scene.rest.fay.as_bytes()), hand.bytes(scene.rest.kim.0.as_bytes()));
    let kim_self = hand.bytes(scene.rest.kim.1.as_bytes());
    let hold = |what: &str| format!("UPDATE legal_hold SET {what} WHERE subject_id = {fay}");
    let placed = |at: i64| format!("UPDATE legal_hold SET released_at_ms = {at} WHERE ends_at_ms IS NULL");
    vec![
        data(43, "no-law", format!("UPDATE legal_hold SET ends_at_ms = {far} WHERE subject_id = {held}")),
        data(43, "statutory-long", hold(&format!("ends_at_ms = made_at_ms + {}", 3_661 * DAY_MS))),
        data(91, "statutory-past", hold("ends_at_ms = 1")),
        data(91, "still-held", hold("released_at_ms = 1")),
        // One that somebody placed, and released: what waited for it does so still, and why it was placed is known still.
        data(47, "still-held", placed(far - 3 * DAY_MS)),
        data(47, "hold-words", placed(1)),
        data(
            95,
            "no-version",
            "UPDATE erasure SET policy_version = 99 WHERE reason = 'retention'".to_owned(),
        ),
        data(95, "unversioned-rule", "UPDATE retention_rule SET version = 1 WHERE standing = 0".to_owned()),
        data(
            93,
            "overdue-kept",
            format!("UPDATE ticket SET status = 'closed', updated_at_ms = 1 WHERE id = {kim}"),
        ),
        data(
            93,
            "overdue-kept",
            format!(
                "UPDATE contact SET created_at_ms = 1 WHERE id = {kim_self}; \
                UPDATE retention_rule SET acts_from_ms = 1 WHERE terms LIKE 'contact;%'"
            ),
        ),
    ]
}

/// What was never closed, and what is old.
fn of_ages(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, .. } = ids;
    let (kim, hal) = (hand.bytes(scene.rest.kim.0.as_bytes()), hand.bytes(scene.rest.hal.as_bytes()));
    let closed = format!("WHERE terms LIKE '%statuses=closed,%' AND tenant_id = {acme}");
    vec![
        // Old by its first message alone.
        data(
            93,
            "overdue-kept",
            format!(
                "UPDATE retention_rule SET terms = replace(terms, 'days=1096;', 'days=0;age=3660;'), acts_from_ms = 1 \
                {closed}; UPDATE ticket SET status = 'closed', updated_at_ms = 1 WHERE id = {kim}; \
                UPDATE message SET received_at_ms = 1 WHERE ticket_id = {kim}"
            ),
        ),
        // What nobody closed has an end, too.
        data(
            93,
            "overdue-kept",
            format!(
                "UPDATE retention_rule SET terms = replace(terms, 'days=0;age=3660;', 'days=1096;') {closed}; \
                UPDATE ticket SET status = 'open', updated_at_ms = created_at_ms WHERE id = {kim}; \
                UPDATE ticket SET status = 'pending', updated_at_ms = 1 WHERE requester_contact_id = {hal}; \
                UPDATE retention_rule SET acts_from_ms = 1 WHERE terms LIKE '%statuses=open,%'"
            ),
        ),
        data(
            93,
            "no-rule",
            format!("DELETE FROM retention_rule WHERE terms LIKE '%statuses=open,%' AND tenant_id = {other}"),
        ),
    ]
}

fn of_rules(ids: &Ids) -> Vec<Mutant> {
    let Ids { acme, other, .. } = ids;
    vec![
        data(
            93,
            "endless-rule",
            "UPDATE retention_rule SET terms = replace(terms, 'days=1096', 'days=99999') WHERE terms LIKE 'contact;%'"
                .to_owned(),
        ),
        data(
            95,
            "unversioned-rule",
            "UPDATE retention_rule SET terms = replace(terms, 'days=1096', 'days=1095') WHERE terms LIKE 'conversation;%'"
                .to_owned(),
        ),
        data(93, "no-rule", format!("DELETE FROM retention_rule WHERE standing = 1 AND tenant_id = {other}")),
        data(
            93,
            "notice-unreached",
            format!(
                "UPDATE retention_rule SET changed_at_ms = 1 WHERE tenant_id = {acme}; \
                UPDATE agent SET state = 'deactivated' WHERE role = 'admin' AND tenant_id = {acme}"
            ),
        ),
        data(95, "version-gap", format!("DELETE FROM retention_version WHERE version = 2 AND tenant_id = {acme}")),
    ]
}

fn of_requests(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, held, restricted, ticket, zero, .. } = ids;
    let Rest { gus, hal, ivy, .. } = &scene.rest;
    let (gus, hal, ivy) =
        (hand.bytes(gus.as_bytes()), hand.bytes(hal.as_bytes()), hand.bytes(ivy.as_bytes()));
    let operator = hand.bytes(app::operator::SCOPE.tenant().as_bytes());
    let id = hand.bytes(&[9; 16]);
    let all = "id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, proof_until_ms, \
        received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, closed_at_ms, alarms, \
        acknowledge, version";
    let lookup =
        format!("INSERT INTO contact_lookup (tenant_id, tag, contact_id) VALUES ({acme}, {zero}, {gus})");
    let lifted = format!(
        "INSERT INTO ledger (tenant_id, seq, entry_id, what, subject_id, at_ms) \
        VALUES ({acme}, 900, {id}, 'contact_lifted', {restricted}, 1)"
    );
    let passed = format!(
        "INSERT INTO subject_request (tenant_id, {all}, updated_at_ms) \
        SELECT {operator}, {all}, 1 FROM subject_request WHERE contact_id = {hal}"
    );
    let (lea, nobody) = scene.rest.lea;
    let (lea, nobody) = (hand.bytes(lea.as_bytes()), hand.bytes(nobody.as_bytes()));
    let request =
        |what: &str, whose: &str| format!("UPDATE subject_request SET {what} WHERE contact_id = {whose}");
    vec![
        keys(65, "lookup-old", lookup),
        keys(65, "lookup-missing", format!("DELETE FROM contact_lookup WHERE contact_id = {gus}")),
        keys(68, "lifted-untold", lifted),
        keys(
            68,
            "lifted-untold",
            format!(
                "UPDATE ledger SET at_ms = at_ms + 1 WHERE what = 'contact_lifted' AND subject_id = {hal}"
            ),
        ),
        data(73, "left-behind", passed),
        data(73, "no-case", request("source = 'operator', number = NULL", &gus)),
        data(73, "not-passed-on", request(&format!("tenant_id = {operator}, updated_at_ms = 1"), &gus)),
        keys(74, "no-outcome", "DELETE FROM ledger WHERE what = 'objection'".to_owned()),
        keys(
            74,
            "no-outcome",
            format!(
                "UPDATE ledger SET subject_id = {held} WHERE what = 'contact_restricted' AND subject_id = {hal}"
            ),
        ),
        data(74, "no-outcome", format!("UPDATE access_export SET contact_id = {held}")),
        data(74, "no-outcome", format!("UPDATE erasure SET receipt = NULL WHERE subject_id = {ivy}")),
        data(74, "not-carried-out", request("carried_out_at_ms = NULL", &ivy)),
        // It was done in another way than the case says; and somebody is still there who was taken out.
        data(74, "no-outcome", request("erasure_mode = NULL", &lea)),
        data(74, "row-left", format!("UPDATE message SET contact_id = {lea} WHERE contact_id = {nobody}")),
        data(94, "link-left", request(&format!("ticket_id = {ticket}"), &lea)),
    ]
}

fn of_whoever_was_taken_out(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, ticket, held, zero, far, .. } = ids;
    let (gone, nobody) = scene.rest.lea;
    let (gone, nobody) = (hand.bytes(gone.as_bytes()), hand.bytes(nobody.as_bytes()));
    let one = hand.bytes(&[1; 32]);
    let leads = |tag: &str, to: &str| {
        format!("INSERT INTO contact_lookup (tenant_id, tag, contact_id) VALUES ({acme}, {tag}, {to})")
    };
    // Of the kind of a person, and their id.
    let leaf = domain::keyring::LeafRef::contact(scene.rest.lea.0).to_bytes();
    let leaf = hand.bytes(&leaf);
    let ends = |ago: i64, days: i64| {
        format!(
            "UPDATE mailbox SET state = 'disconnected' WHERE tenant_id = {other}; DELETE FROM tenant_end; INSERT INTO tenant_end (tenant_id, ended_at_ms, erase_at_ms, notices) \
            VALUES ({other}, {}, {}, 0)",
            far - ago * DAY_MS,
            far + (days - ago) * DAY_MS
        )
    };
    let id = hand.bytes(&[5; 16]);
    let mut twin = *scene.rest.lea.1.as_bytes();
    twin[0] ^= 1;
    let twin = hand.bytes(&twin);
    vec![
        data(
            94,
            "pseudonym-twice",
            format!(
                "INSERT INTO contact (tenant_id, id, profile_object, profile_sealed, state, created_at_ms, updated_at_ms, \
                stands_in) SELECT tenant_id, {twin}, profile_object, profile_sealed, state, created_at_ms, updated_at_ms, 1 \
                FROM contact WHERE id = {nobody}"
            ),
        ),
        data(
            94,
            "row-left",
            format!(
                "INSERT INTO ticket_participant (tenant_id, ticket_id, contact_id) VALUES ({acme}, {ticket}, {gone})"
            ),
        ),
        keys(94, "key-left", leads(&one, &gone)),
        keys(
            94,
            "key-left",
            format!(
                "DELETE FROM contact_lookup WHERE tag = {one}; INSERT INTO leaf_key (tenant_id, leaf, generation, \
                bucket_id, wrapped) VALUES ({acme}, {leaf}, 1, {id}, {zero})"
            ),
        ),
        keys(94, "pseudonym-known", leads(&zero.replace("00", "02"), &nobody)),
        data(
            94,
            "link-left",
            format!(
                "INSERT INTO erasure_work (tenant_id, erasure_id, into_id) \
                SELECT tenant_id, id, {nobody} FROM erasure WHERE subject_id = {gone}"
            ),
        ),
        data(94, "pseudonym-known", format!("UPDATE contact SET stands_in = 1 WHERE id = {held}")),
        data(94, "closing-late", ends(10, 31)),
        data(94, "closing-past", ends(100, 30)),
        data(94, "closing-open", format!("UPDATE mailbox SET state = 'active' WHERE tenant_id = {other}")),
    ]
}

/// What stays of companies that left is of nobody.
fn of_sums() -> Vec<Mutant> {
    let summed = |month: &str, kind: &str, count: u32| {
        format!("INSERT INTO closed_sum (month, kind, count) VALUES ({month}, '{kind}', {count})")
    };
    vec![
        data(94, "sum-small", summed("202601", "mail", 9)),
        data(94, "sum-named", summed("202601", "acme", 12)),
        data(94, "sum-named", summed("7310579640211", "answer", 12)),
        data(94, "sum-named", "ALTER TABLE closed_sum ADD COLUMN whose TEXT".to_owned()),
    ]
}

/// One of them makes keys unreadable for whoever reads them anew.
fn of_drills(ids: &Ids) -> Vec<Mutant> {
    let newest = |hand: &Hand<'_>| {
        let folder = std::fs::read_dir(&hand.world.app.settings().drill_folder).unwrap();
        folder.map(|file| file.unwrap().path()).max().unwrap()
    };
    let alter = move |hand: &Hand<'_>| {
        let path = newest(hand);
        let text = std::fs::read_to_string(&path).unwrap().replacen("leaves", "leaver", 1);
        std::fs::write(path, text).unwrap();
    };
    let epoch = format!("UPDATE tenant_key SET epoch = epoch - 1 WHERE tenant_id = {}", ids.acme);
    vec![
        (78, "drill-old", Box::new(move |hand| std::fs::remove_file(newest(hand)).unwrap())),
        keys(78, "root-old", epoch),
        (78, "drill-altered", Box::new(alter)),
    ]
}

fn of_questions(scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let case = hand.bytes(scene.rest.question.as_bytes());
    let other = hand.bytes(scene.rest.cases.0.as_bytes());
    let becomes = |what: &str, case: &str| format!("UPDATE subject_request SET {what} WHERE id = {case}");
    vec![
        data(107, "no-answer", becomes("asks_for = 'question', state = 'done'", &other)),
        data(
            107,
            "no-conversation",
            becomes(&format!("source = 'intake', state = 'open', ticket_id = {other}"), &case),
        ),
    ]
}

fn of_recipients(scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let (gus, ivy, lea) = scene.rest.cases;
    let [gus, ivy, lea] = [gus, ivy, lea].map(|case| hand.bytes(case.as_bytes()));
    let notice =
        |what: &str, case: &str| format!("UPDATE recipient_notice SET {what} WHERE request_id = {case}");
    let one = |case: &str| {
        format!(
            "DELETE FROM recipient_notice WHERE id = (SELECT id FROM recipient_notice WHERE request_id = {case} \
            ORDER BY id LIMIT 1)"
        )
    };
    vec![
        data(114, "untold-why", notice("state = 'not_told'", &gus)),
        data(114, "untold", notice("state = 'sent', ended_at_ms = NULL", &gus)),
        data(114, "untold", notice("state = 'queued', made_at_ms = 1", &ivy)),
        data(114, "recipient-missing", one(&gus)),
        data(114, "recipient-missing", one(&ivy)),
        data(114, "recipient-missing", one(&lea)),
    ]
}

/// Bytes that stand for a record that the program would not write.
struct Forged(Vec<u8>);

impl minicbor::Encode<()> for Forged {
    fn encode<W: minicbor::encode::Write>(
        &self,
        to: &mut minicbor::Encoder<W>,
        (): &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        to.writer_mut().write_all(&self.0).map_err(minicbor::encode::Error::write)
    }
}

impl<'b> minicbor::Decode<'b, ()> for Forged {
    fn decode(_: &mut minicbor::Decoder<'b>, (): &mut ()) -> Result<Self, minicbor::decode::Error> {
        Err(minicbor::decode::Error::message("it is written alone"))
    }
}

impl domain::SealedRecord for Forged {
    const KIND: domain::ObjectKind = domain::ObjectKind::MailboxSettings;
}

/// Settings of a server that is reached in clear, sealed by somebody who has every key.
async fn in_clear(scene: &Scene, hand: &Hand<'_>) -> String {
    let (app, scope, mailbox) = (&hand.world.app, scene.acme.info.scope, scene.acme.mailbox);
    let imap = ServerSettings { host: "imap.example.com".to_owned(), port: 143, ..ServerSettings::default() };
    let settings = MailboxSettings {
        imap: Some(imap),
        ..MailboxSettings::new(domain::ConnectorKind::Imap, "support@acme.test")
    };
    let mut bytes = minicbor::to_vec(&settings).unwrap();
    // Port 143, TLS; there is no word for none.
    let at = bytes.windows(3).position(|some| some == [0x18, 143, 0]).unwrap();
    bytes[at + 2] = 2;
    let leaf = domain::keyring::LeafRef::mailbox(mailbox);
    app.admit(scope, &[leaf]).await.unwrap();
    let mut keys = app.vault().draft(scope);
    let sealed = keys.seal(app.now(), mailbox.uuid(), &[leaf], &Forged(bytes)).unwrap();
    app.keyring().commit(keys.batch()).await.unwrap();
    let (object, sealed) = sealed.into_parts();
    let (object, sealed) = (hand.bytes(object.as_bytes()), hand.bytes(&sealed));
    let id = hand.bytes(mailbox.as_bytes());
    format!(
        "UPDATE mailbox SET kind = 'imap', settings_object = {object}, settings_sealed = {sealed} WHERE id = {id}"
    )
}

async fn of_ways(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, .. } = ids;
    let ended = hand.bytes(scene.ended.as_bytes());
    let clear = hand.bytes(b"imap.example.com:143, in clear");
    vec![
        data(33, "clear-way", in_clear(scene, hand).await),
        data(
            33,
            "clear-way",
            format!("UPDATE mailbox SET kind = 'imap' WHERE tenant_id = {acme} AND id = {ended}"),
        ),
        data(
            33,
            "clear-way",
            format!("UPDATE mailbox SET settings_sealed = {clear} WHERE tenant_id = {other}"),
        ),
    ]
}
