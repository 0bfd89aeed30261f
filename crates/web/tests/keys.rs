//! Every message key that pages, code and other crates name exists in English, and every key of the catalogues is
//! named somewhere: no text in code, no dead text in catalogues.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use domain::record::SignatureReason;
use domain::{
    AfterTakeIn, AgentState, AlertRule, AlertState, AssignWay, ConnectorKind, ContactState, DeliveryState,
    Density, DocumentKind, ErasureMode, ErasureReason, ErasureScope, ErasureState, FieldHolder, FieldKind,
    LetterState, LinkPurpose, MailKind, MailboxState, MessageKind, NoticeKind, ObjectionPurpose, Priority,
    RecipientState, Role, SubjectDecision, SubjectRequestSource, SubjectRequestState, SubjectRight,
    SubjectStep, TagColour, Theme, TicketStatus,
};
use i18n::I18n;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ends, found);
        } else if ends.iter().any(|end| path.extension().is_some_and(|ext| ext == *end)) {
            found.push(path);
        }
    }
}

fn read(folders: &[&str], ends: &[&str]) -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for folder in folders {
        files(&crates.join(folder), ends, &mut paths);
    }
    assert!(!paths.is_empty());
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>().join("\n")
}

fn words<T: ToString>(prefix: &str, all: &[T]) -> Vec<String> {
    all.iter().map(|word| format!("{prefix}-{}", word.to_string())).collect()
}

/// What forms ask for, as errors name it.
const FIELDS: [&str; 117] = [
    "effective",
    "only_eea",
    "on",
    "by",
    "summary",
    "open",
    "item",
    "result",
    "decision",
    "lines",
    "plan",
    "seats",
    "vat_number",
    "title",
    "what",
    "severity",
    "categories",
    "tenants",
    "people",
    "aware_at",
    "at",
    "why_late",
    "until",
    "authority",
    "basis",
    "reference",
    "tickets",
    "gag_until",
    "recipients",
    "emails",
    "age_days",
    "notice_days",
    "statuses",
    "mailbox_ids",
    "tag_id",
    "action",
    "ends_at_ms",
    "law",
    "scope",
    "days",
    "cc",
    "bcc",
    "subject",
    "uploads",
    "name",
    "email",
    "password",
    "company",
    "host",
    "slug",
    "role",
    "address",
    "maildir",
    "move_to",
    "folders",
    "imap",
    "smtp",
    "kind",
    "after",
    "look-back",
    "signature",
    "language",
    "time_zone",
    "state",
    "to",
    "text",
    "html",
    "key",
    "choices",
    "required",
    "domains",
    "notes",
    "organisation",
    "member_ids",
    "aliases",
    "servers",
    "from",
    "accepted",
    "sure",
    "reason",
    "review_at_ms",
    "subject_id",
    "hold",
    "erase_after_days",
    "grounds",
    "words",
    "vouched",
    "how",
    "purposes",
    "country",
    "ticket",
    "received_at_ms",
    "override_reason",
    "intake",
    "bulk_records",
    "bulk_minutes",
    "exports",
    "refusals",
    "refusal_minutes",
    "zone",
    "hours",
    "note",
    "service",
    "adapters",
    "hosts",
    "place",
    "transfer",
    "proof",
    "minutes",
    "module",
    "clauses_on",
    "assessment",
    "contract",
    "contract_on",
    "contract_until",
    "measures",
    "in_use_since",
];

/// Why somebody's data was opened, as exports say it.
const PURPOSES: [&str; 9] = [
    "product-news",
    "service-delivery",
    "authentication",
    "security",
    "administration",
    "subject-rights",
    "legal-obligation",
    "usage-analysis",
    "operator-access",
];

/// The same, of requests about one's own data.
fn of_requests() -> Vec<String> {
    let mut keys = Vec::new();
    for family in ["right", "right-short", "requests-confirm", "letter-asked", "letter-granted"] {
        keys.extend(words(family, SubjectRight::ALL));
    }
    keys.extend(words("request-state", SubjectRequestState::ALL));
    keys.extend(words("request-source", SubjectRequestSource::ALL));
    keys.extend(words("request-step", SubjectStep::ALL));
    keys.extend(words("request-decision", SubjectDecision::ALL));
    keys.push("request-decision-granted-pseudonymise".to_owned());
    keys.extend(words("requests-mode", ErasureMode::ALL));
    keys.extend(ErasureMode::ALL.iter().map(|mode| format!("requests-mode-{mode}-text")));
    keys.extend(words("request-told", &["in_ticket", "by_mail", "by_hand", "on_page"]));
    keys.extend(words("rectified", &["name", "phone", "emails"]));
    keys.extend(words("purpose", ObjectionPurpose::ALL));
    keys.extend(words("recipient-state", RecipientState::ALL));
    keys.extend(words("letter-recipient-state", RecipientState::ALL));
    keys.extend(["erasure", "rectification", "restriction"].map(|right| format!("letter-recipient-{right}")));
    keys.extend(words("request-not", &NOT));
    keys.extend(words("privacy-proof", &["done-text", "dropped-text"]));
    keys
}

/// Why a step of a request cannot be taken now.
const NOT: [&str; 23] = [
    "copy-by-hand",
    "copy-not-ready",
    "other-erasure",
    "held",
    "not-held",
    "told",
    "erasing",
    "identity",
    "done",
    "refused",
    "withdrawn",
    "carried-out",
    "not-carried-out",
    "not-decided",
    "not-granted",
    "changed",
    "extended",
    "late",
    "forgotten",
    "not-sent",
    "not-told",
    "none",
    "decided",
];

/// The same, of the audit log.
/// Clauses, what was looked at for them, and what was found wrong: the words stand in the checks.
fn of_the_promises() -> Vec<String> {
    let mut keys = Vec::new();
    for (word, clauses) in app::verify::words() {
        keys.push(format!("verify-{word}"));
        keys.extend(clauses.iter().map(|clause| format!("clause-{clause}")));
    }
    keys.extend(web::language::OWN_NAMES.iter().map(|(tag, _)| format!("language-in-{tag}")));
    keys.extend(app::trust::MEASURES.iter().map(|measure| format!("measure-{}", measure.word)));
    let countries = app::subject_request::authorities().iter().map(|one| format!("country-{}", one.country));
    keys.extend(countries);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src/verify");
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let of = [
            ("found.fault(", "verify-fault"),
            ("found.holds(", "verify-fault"),
            ("found.unless(", "verify-fault"),
            ("found.note(", "verify-noted"),
        ];
        for (call, key) in of {
            for rest in text.split(call).skip(1) {
                let call = rest.split(';').next().unwrap();
                let word = call.split('"').nth(1);
                keys.extend(word.map(|word| format!("{key}-{word}")));
            }
        }
    }
    keys
}

fn of_the_log() -> Vec<String> {
    let mut keys: Vec<String> =
        app::act::Act::ALL.iter().map(|act| format!("act-{}", act.word.replace(['.', '_'], "-"))).collect();
    let purposes = PURPOSES.map(|word| word.replace('-', "_"));
    keys.extend(words("audit-purpose", &purposes));
    keys.extend(words("audit-purpose", &["any"]));
    keys.extend(words("audit-outcome", &["any", "done", "refused"]));
    keys.extend(words("audit-basis", &["consent", "contract", "legal_obligation", "legitimate_interest"]));
    keys.extend(words(
        "audit-reason",
        &[
            "unknown_act",
            "wrong_purpose",
            "wrong_operation",
            "role_missing",
            "not_allowed",
            "outside_permit",
            "other_tenant",
            "other_tenant_page",
            "absent",
            "instructed",
            "no_access",
            "not_approved",
            "not_packed",
            "restricted",
            "held",
        ],
    ));
    let features = ["remote_images", "forwarding", "usage", "learning"];
    keys.extend(words("instructions-feature", &features));
    keys.extend(words("instructions-hint", &features));
    keys
}

/// The same, of whoever gets data, and of what leaves.
fn of_the_register() -> Vec<String> {
    let dashed = |word: &str| word.replace('_', "-");
    let stops: Vec<String> = app::register::Stop::ALL.iter().map(|stop| dashed(stop.as_str())).collect();
    let mut keys = words("stop", &stops);
    for adapter in app::register::ADAPTERS {
        keys.push(format!("way-{}", adapter.id));
        keys.push(format!("way-data-{}", adapter.id));
        keys.push(format!("way-whom-{}", dashed(adapter.who.as_str())));
    }
    keys.push("way-whom-operator-service".to_owned());
    keys.extend(["ahead", "in-use"].map(|what| format!("mail-register-{what}-text")));
    keys
}

/// The same, of what the rules on it found.
fn of_alerts() -> Vec<String> {
    let rules: Vec<String> = AlertRule::ALL.iter().map(|rule| rule.as_str().replace('_', "-")).collect();
    let families = ["alert-rule", "alert-why", "alert-do", "alert-count"];
    let mut keys: Vec<String> = families.iter().flat_map(|family| words(family, &rules)).collect();
    keys.extend(words("alert-state", AlertState::ALL));
    keys
}

/// The same, of what the operator may read.
fn of_assessments() -> Vec<String> {
    let items: Vec<&str> = domain::ASSESSED_ITEMS.iter().map(|item| item.word).collect();
    let results: Vec<String> =
        domain::ItemResult::ALL.iter().map(|one| one.as_str().replace('_', "-")).collect();
    let mut keys = words("assess-item", &items);
    keys.extend(words("assess-result", &results));
    keys.extend(words("assess-state", domain::AssessmentState::ALL));
    keys.extend(words("review-decision", domain::ReviewDecision::ALL));
    for kind in domain::ReminderKind::ALL {
        let word = kind.as_str().replace('_', "-");
        keys.extend(["subject", "text"].map(|part| format!("mail-{word}-{part}")));
    }
    keys
}

fn of_accesses() -> Vec<String> {
    let reasons: Vec<String> =
        domain::AccessReason::ALL.iter().map(|reason| reason.as_str().replace('_', "-")).collect();
    let mut keys = words("operator-access-reason", &reasons);
    keys.extend(words("operator-access-state", domain::AccessStanding::ALL));
    keys.extend(words("disclosure-state", domain::DisclosureStanding::ALL));
    keys.extend(words("billing-invoice", &["open", "paid", "overdue", "ended", "credited", "credit-note"]));
    for word in ["invoice", "credit-note"] {
        keys.extend(["subject", "text"].map(|part| format!("mail-{word}-{part}")));
    }
    keys.extend(words("incident-severity", domain::IncidentSeverity::ALL));
    keys.extend(words("incident-state", domain::IncidentState::ALL));
    let kinds: Vec<String> =
        domain::IncidentEntryKind::ALL.iter().map(|kind| kind.as_str().replace('_', "-")).collect();
    keys.extend(words("incident-entry", &kinds));
    // No incident's letter is told of in another way.
    let states = domain::LetterState::ALL.iter().filter(|state| **state != domain::LetterState::Told);
    keys.extend(states.map(|state| format!("incident-letter-{state}")));
    keys.extend(words("incident-report", &["reported", "reported-late", "not-needed", "over", "due"]));
    keys.extend(words("data-class", &app::incident::categories().collect::<Vec<_>>()));
    keys.extend(of_assessments());
    for word in ["notice", "opened", "alarm"] {
        keys.extend(["subject", "text"].map(|part| format!("mail-incident-{word}-{part}")));
    }
    keys
}

/// The same, of what a person is handed.
fn of_copies() -> Vec<String> {
    let mut keys = Vec::new();
    let dashed = |word: &str| word.replace('_', "-");
    keys.extend(words("access-page-state", ContactState::ALL));
    let delivery: Vec<_> = DeliveryState::ALL.iter().map(|state| dashed(state.as_str())).collect();
    keys.extend(words("access-page-delivery", &delivery));
    keys.extend(words("access-page-purpose", &PURPOSES));
    keys.extend(words(
        "access-page-basis",
        &["consent", "contract", "legal-obligation", "legitimate-interest"],
    ));
    keys.extend(words(
        "access-page-recipient",
        &["mail-google", "mail-microsoft", "mail-server", "operator", "passed-on", "virus-scanner"],
    ));
    keys.extend(words("access-page-source", &["others", "staff", "you"]));
    keys.extend(words(
        "access-page-right",
        &["art-15", "art-16", "art-17", "art-18", "art-20", "art-21", "art-7-3", "art-77"],
    ));
    keys.extend(words("access-page-by", &["nobody", "operator", "staff", "system"]));
    keys.extend(words(
        "access-page-what",
        &[
            "assignee",
            "field",
            "follower-added",
            "follower-removed",
            "mailbox",
            "merged",
            "merged-into",
            "priority",
            "requester",
            "snoozed",
            "split-from",
            "split-off",
            "status",
            "tag-added",
            "tag-removed",
            "team",
            "unmerged",
        ],
    ));
    keys.extend(words("access-page-file", &["json", "mbox", "messages", "schema", "sums", "tickets"]));
    keys.extend(words("access-page-author", &["other", "you"]));
    let files = ["audit", "company", "organisations", "people", "requests", "schema", "sums"];
    keys.extend(words("company-page-file", &files));
    keys.extend(words("company-page-folder", &["attachments", "conversations", "mails"]));
    keys.extend(words("company-page-reason", &["derived", "operator", "own", "passing", "secret"]));
    keys.extend(words(
        "access-page-kept",
        &[
            "account",
            "alert",
            "audit",
            "contact",
            "export",
            "installation",
            "mailbox",
            "notice",
            "request",
            "session",
            "tenant",
            "ticket",
            "usage",
            "work",
        ],
    ));
    keys
}

/// Of what is held about an agent's own account.
fn of_accounts() -> Vec<String> {
    let mut keys = words("account-page-by", &["colleague", "nobody", "operator", "system", "you"]);
    keys.extend(words("account-page-file", &["events", "json", "schema", "sessions", "sums", "tokens"]));
    keys.extend(words("account-page-link", LinkPurpose::ALL));
    keys.extend(words("account-page-notice", &["app", "browser", "mail"]));
    keys.extend(words("account-page-recipient", &["company", "operator-mail"]));
    keys.extend(words("account-page-source", &["company", "use", "you"]));
    keys.extend(words(
        "account-page-purpose",
        &[
            "administration",
            "authentication",
            "product-news",
            "service-delivery",
            "subject-rights",
            "usage-analysis",
        ],
    ));
    keys.extend(words("consent-decision", domain::ConsentDecision::ALL));
    keys.extend(words("usage-browser", domain::BrowserFamily::ALL));
    keys.extend(words("usage-system", domain::SystemFamily::ALL));
    keys.extend(words("account-confirm", SubjectRight::ALL));
    keys.extend(words("account-rectified", &["email", "name"]));
    keys.extend(words("letter-account-granted", SubjectRight::ALL));
    let tables = [
        "acceptance",
        "agent",
        "api-token",
        "closing-letter",
        "consent",
        "document-letter",
        "news-letter",
        "one-time-link",
        "rectified-account",
        "session",
        "sign-in-failure",
        "sign-up",
        "usage-part",
    ];
    keys.extend(words("account-page-category", &tables));
    keys
}

/// The same, of pages about people's rights.
fn of_rights() -> Vec<String> {
    let mut keys = Vec::new();
    keys.extend(of_copies());
    keys.extend(of_accesses());
    keys.extend(of_accounts());
    keys.extend(of_requests());
    keys.extend(of_the_log());
    keys.extend(of_alerts());
    keys.extend(of_the_register());
    keys.extend(of_the_promises());
    for right in ["access", "portability", "erasure"] {
        keys.push(format!("requests-confirm-{right}-by-hand"));
    }
    keys.extend(words("access", &["waiting", "failed"]));
    keys.extend(words("erasure-scope", ErasureScope::ALL));
    for subject in domain::RetentionSubject::ALL {
        keys.extend(["standing", "says", "subject"].map(|part| format!("retention-{part}-{subject}")));
    }
    keys.extend(words("retention-action", domain::RetentionAction::ALL));
    keys.extend(["contact", "pseudonym"].map(|kind| format!("erasure-mode-{kind}")));
    keys.extend(words("erasure-reason", ErasureReason::ALL));
    keys.extend(words("erasure-state", ErasureState::ALL));
    keys
}

/// Keys that are put together from a state's word.
fn composed() -> Vec<String> {
    let views =
        ["open", "unassigned", "mine", "following", "snoozed", "pending", "closed", "all", "spam", "trash"];
    let mut keys = words("view", &views);
    keys.extend(words("tickets-empty", &views));
    keys.push("tickets-empty-search".to_owned());
    keys.extend(words("ticket-status", TicketStatus::ALL));
    keys.extend(words("ticket-priority", Priority::ALL));
    keys.extend(words(
        "ticket-done",
        &["closed", "spam", "trash", "snoozed", "assignee", "team", "priority", "merged"],
    ));
    keys.extend(words("assign-mailbox", AssignWay::ALL));
    keys.extend(words("assign-team", AssignWay::ALL));
    keys.extend(words("tag-colour", TagColour::ALL));
    keys.extend(words("tickets-narrow", &["status", "assignee", "team", "priority", "tag", "order"]));
    keys.extend(app::view::TicketOrder::ALL.iter().map(|order| format!("tickets-order-{}", order.as_str())));
    keys.extend(words("delivery", DeliveryState::ALL));
    keys.extend(words("message-kind", MessageKind::ALL));
    // What a person wrote has no mark.
    keys.extend(words("message-mail", MailKind::ALL));
    keys.extend(words("agent-role", Role::ALL));
    keys.extend(words("document", DocumentKind::ALL));
    keys.extend(words("document-letter", LetterState::ALL));
    keys.extend(words("agent-state", AgentState::ALL));
    keys.extend(words("mailbox-state", MailboxState::ALL));
    keys.extend(words("mailbox-kind", ConnectorKind::ALL));
    keys.extend(words("mailbox-after", AfterTakeIn::ALL));
    keys.extend(words("field", &FIELDS));
    keys.extend(words("custom-kind", FieldKind::ALL));
    keys.extend(words("custom-of", FieldHolder::ALL));
    keys.extend(words("custom-none", FieldHolder::ALL));
    let operators =
        ["has", "status", "tag", "assignee", "team", "organisation", "mailbox", "before", "after"];
    let table: Vec<serde_json::Value> = serde_json::from_str(include_str!("../assets/keys.json")).unwrap();
    let acts: Vec<_> = table.iter().map(|key| key["act"].as_str().unwrap()).collect();
    keys.extend(words("keys", &acts));
    keys.extend(words("search-left-out", &operators));
    keys.extend(words("profile-theme", Theme::ALL));
    keys.extend(words("profile-density", Density::ALL));
    keys.extend(words("notice-kind", NoticeKind::ALL));
    keys.extend(words("notice-choice", NoticeKind::ALL));
    keys.extend(words("notice-hint", &[NoticeKind::Noted, NoticeKind::Undelivered, NoticeKind::TakenBack]));
    keys.extend(words("day", &["mon", "tue", "wed", "thu", "fri", "sat", "sun"]));
    for kind in ["invitation", "reset", "sign-up", "subject-proof", "case-proof"] {
        keys.extend([format!("mail-{kind}-subject"), format!("mail-{kind}-text")]);
    }
    for key in ["agent-invited", "agent-reset"] {
        keys.extend([format!("{key}-link"), format!("{key}-mailed")]);
    }
    keys.extend(words("connect-source", &["provider", "srv", "autoconfig", "mx", "guess"]));
    keys.extend(words("connect-hint", &["app_password", "switch_on", "no_passwords", "no_imap"]));
    keys.extend(words("sender-reason", &SignatureReason::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>()));
    keys.extend(words("sender-signature", &["fail", "neutral", "permerror", "temperror"]));
    keys.extend(words("sender-result", &["pass", "fail", "none", "unknown"]));
    keys.extend(words("connect-side", &["incoming", "outgoing"]));
    keys.extend(of_rights());
    keys
}

/// Quoted words that look like a key of one of the catalogue's families.
fn named(source: &str, families: &BTreeSet<&str>) -> BTreeSet<String> {
    let fits = |word: &&str| {
        word.contains('-')
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
            && word.split('-').next().is_some_and(|family| families.contains(family))
    };
    source.split('"').filter(fits).map(str::to_owned).collect()
}

#[test]
fn keys_of_pages_exist() {
    let texts = I18n::new("en").unwrap();
    let templates = read(&["web/templates"], &["html"]);
    let mut missing = Vec::new();
    for call in ["p.t(\"", "p.tv(\"", "p.tn(\""] {
        for piece in templates.split(call).skip(1) {
            let key = piece.split('"').next().unwrap();
            if !texts.has(key) {
                missing.push(key.to_owned());
            }
        }
    }
    missing.extend(composed().into_iter().filter(|key| !texts.has(key)));
    assert!(missing.is_empty(), "no English text for {missing:?}");
}

#[test]
fn keys_of_code_exist() {
    let texts = I18n::new("en").unwrap();
    let source = read(&["app/src", "mime/src", "connect/src"], &["rs"]);
    let families = BTreeSet::from(["rule", "oddity", "connect"]);
    let not_keys = BTreeSet::from(["connect-"]);
    let missing: Vec<_> = named(&source, &families)
        .into_iter()
        .filter(|key| !not_keys.contains(key.as_str()) && !texts.has(key))
        .collect();
    assert!(missing.is_empty(), "no English text for {missing:?}");
    let own = read(&["web/src"], &["rs"]);
    let families =
        BTreeSet::from(["error", "rule", "sign", "mailbox", "tickets", "reply", "message", "attachment"]);
    let not_keys = BTreeSet::from(["error-", "message-id"]);
    let missing: Vec<_> = named(&own, &families)
        .into_iter()
        .filter(|k| !not_keys.contains(k.as_str()) && !texts.has(k))
        .collect();
    assert!(missing.is_empty(), "no English text for {missing:?}");
}

#[test]
fn every_text_is_used() {
    let code = ["i18n/src", "web/src", "app/src", "mime/src", "connect/src", "domain/src", "privacy/src"];
    let used = read(&code, &["rs"]) + &read(&["web/templates"], &["html"]);
    let mut known: BTreeSet<String> = composed().into_iter().collect();
    let catalogues = read(&["i18n/locales/en"], &["ftl"]);
    let keys = catalogues.lines().filter_map(|line| {
        let (key, _) = line.split_once(" = ")?;
        (!key.starts_with([' ', '#', '-'])).then(|| key.to_owned())
    });
    // A title names its hint.
    known
        .extend(used.split('"').filter(|word| word.starts_with("error-")).map(|word| format!("{word}-hint")));
    known.extend(used.split('"').map(str::to_owned));
    // Countries are named by codes that people write.
    let is_country = |key: &String| key.strip_prefix("country-").is_some_and(|code| code.len() == 2);
    let dead: Vec<_> = keys.filter(|key| !known.contains(key) && !is_country(key)).collect();
    assert!(dead.is_empty(), "texts that nothing names: {dead:?}");
}
