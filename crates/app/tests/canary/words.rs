//! The canaries: words that are nowhere else, and the addresses that are made of them.

/// What must not be found anywhere, beside what [`PEOPLE`] wrote.
const SINGLE: &[&str] = &[
    "subject",
    "body",
    "html",
    "sender name",
    "sender address",
    "copy name",
    "copy address",
    "file name",
    "file bytes",
    "message id",
    "agent name",
    "agent address",
    "agent password",
    "agent signature",
    "right agent name",
    "right agent address",
    "admin name",
    "admin address",
    "invited name",
    "invited address",
    "operator name",
    "second operator name",
    "mailbox name",
    "mailbox address",
    "further name",
    "further address",
    "imap address",
    "imap password",
    "granted address",
    "wanted address",
    "folder",
    "query",
    "signature",
    "saved name",
    "saved text",
    "saved html",
    "draft subject",
    "saved fallback",
    "view name",
    "tag name",
    "team name",
    "team signature",
    "field name",
    "field choice",
    "field value",
    "organisation name",
    "organisation domain",
    "organisation notes",
    "answer",
    "later answer",
    "signing domain",
    "note",
    "draft",
    "draft address",
    "draft file name",
    "remark",
    "phone",
    "contact name",
    "upload name",
    "upload bytes",
    "wrong address",
    "wrong password",
    "bcc address",
    "client",
    "wrong imap password",
    "checking server",
    "token name",
    "refusing domain",
    "forward",
    "recipient address",
    "recipient words",
    "request words",
    "case note",
    "vouched words",
    "grounds",
    "asker address",
    "override reason",
    "override answer",
    "notice words",
    "right name",
    "right phone",
    "right address",
    "account words",
    "hold reason",
    "hold law",
    "rule name",
    "alert note",
    "access words",
    "authority",
    "order",
    "reference",
    "incident title",
    "incident facts",
    "incident measures",
    "incident note",
    "incident authority",
    "incident reference",
    "incident words",
    "assessment note",
    "sign-up company",
    "sign-up name",
    "sign-up address",
    "billing name",
    "billing street",
    "billing address",
    "objection words",
    "used page",
    "leaver name",
    "leaver address",
];

/// Who writes a mail, beside the one who writes to two mailboxes. What becomes of each is their name.
pub const PEOPLE: &[&str] = &[
    "erased",
    "restricted",
    "rectified",
    "held",
    "redacted",
    "filed",
    "spoken",
    "pseudonymous",
    "inquiring",
];

/// What a mail of theirs has.
const PARTS: &[&str] = &["name", "address", "subject", "words", "file name", "file bytes"];

/// The names of all canaries.
pub fn all() -> Vec<String> {
    let of_people = PEOPLE.iter().flat_map(|who| PARTS.iter().map(move |part| format!("{who} {part}")));
    SINGLE.iter().map(|what| (*what).to_owned()).chain(of_people).collect()
}

fn is_known(what: &str) -> bool {
    let of_people = || {
        PEOPLE.iter().any(|who| what.strip_prefix(who).is_some_and(|part| PARTS.contains(&part.trim_start())))
    };
    SINGLE.contains(&what) || of_people()
}

/// A word that is nowhere else: the same for the same name.
pub fn canary(what: &str) -> String {
    assert!(is_known(what), "{what}");
    let mut state = what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters = (0..14).map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 26).unwrap())
    });
    format!("Qz{}", letters.collect::<String>())
}

pub fn imap_address() -> String {
    address("imap address")
}

pub fn contact() -> String {
    address("sender address")
}

pub fn address(what: &str) -> String {
    format!("{}@example.test", canary(what).to_lowercase())
}
