//! The data map against the schema: every column of every migration is declared, and nothing else is.

use domain::{ObjectKind, RetentionSubject, RetentionTerms, TicketStatus};
use privacy::data_map::{Ending, Holds, Retention, Subject, blobs, columns, standing_rules};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

type Names = BTreeSet<(String, String)>;

/// Words with which an item of CREATE TABLE begins that is not a column.
const CONSTRAINTS: [&str; 5] = ["primary", "unique", "foreign", "check", "constraint"];

fn without_comments(sql: &str) -> String {
    let line = |line: &str| line.split("--").next().unwrap_or_default().to_lowercase();
    sql.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The items between the outer parentheses, split at the commas of that level.
fn items(body: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match (c, depth) {
            ('(', 1) => {}
            (',', 1) => items.push(String::new()),
            (_, 1..) => {
                if let Some(item) = items.last_mut() {
                    item.push(c);
                }
            }
            _ => {}
        }
    }
    items
}

/// What the statements of one migration leave behind.
fn apply(sql: &str, schema: &mut Names) {
    for statement in without_comments(sql).split(';') {
        let words: Vec<_> =
            statement.split(|c: char| c.is_whitespace() || c == '(').filter(|w| !w.is_empty()).collect();
        let words: Vec<_> = words.into_iter().filter(|w| !["if", "not", "exists"].contains(w)).collect();
        match words.as_slice() {
            ["create", "table", table, ..] => {
                let body = statement.find('(').map(|at| statement.split_at(at).1).unwrap_or_default();
                for item in items(body) {
                    let name = item.split_whitespace().next().unwrap_or_default().to_owned();
                    if !name.is_empty() && !CONSTRAINTS.contains(&name.as_str()) {
                        schema.insert(((*table).to_owned(), name));
                    }
                }
            }
            ["alter", "table", table, "add", "column", name, ..] => {
                schema.insert(((*table).to_owned(), (*name).to_owned()));
            }
            ["alter", "table", table, "drop", "column", name, ..] => {
                schema.remove(&((*table).to_owned(), (*name).to_owned()));
            }
            ["drop", "table", table, ..] => schema.retain(|(known, _)| known != table),
            _ => {}
        }
    }
}

fn migrations(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            migrations(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            found.push(path);
        }
    }
}

fn schema() -> Names {
    let mut files = Vec::new();
    migrations(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "no migrations found: where did they go?");
    let mut schema = Names::new();
    for file in files {
        apply(&fs::read_to_string(file).unwrap_or_default(), &mut schema);
    }
    schema
}

fn declared() -> Names {
    columns().iter().map(|column| (column.table.to_owned(), column.name.to_owned())).collect()
}

#[test]
fn every_column_is_declared_and_every_declaration_is_a_column() {
    let (schema, declared) = (schema(), declared());
    let undeclared: Vec<_> = schema.difference(&declared).collect();
    let vanished: Vec<_> = declared.difference(&schema).collect();
    assert!(undeclared.is_empty(), "declare these in data_map/tables.rs: {undeclared:?}");
    assert!(vanished.is_empty(), "these are declared but not in the schema: {vanished:?}");
}

#[test]
fn each_column_is_declared_once() {
    assert_eq!(declared().len(), columns().len());
}

#[test]
fn the_reader_of_migrations_sees_columns_and_no_constraints() {
    let mut schema = Names::new();
    let sql = "-- CREATE TABLE comment (x int);\nCREATE TABLE IF NOT EXISTS a (\n id BLOB NOT NULL PRIMARY KEY, -- the id\n\
        n BIGINT NOT NULL CHECK (n IN (1, 2)),\n PRIMARY KEY (id, n),\n FOREIGN KEY (n) REFERENCES b(n)\n);\n\
        CREATE INDEX i ON a (n); ALTER TABLE a ADD COLUMN late TEXT; CREATE TABLE gone (x INT); DROP TABLE gone;";
    apply(sql, &mut schema);
    let names: Vec<_> = schema.iter().map(|(table, name)| format!("{table}.{name}")).collect();
    assert_eq!(names, ["a.id", "a.late", "a.n"]);
}

#[test]
fn what_is_sealed_names_its_keys_and_nothing_else_does() {
    for column in columns() {
        let sealed = matches!(column.holds, Holds::Sealed(_) | Holds::Event);
        assert_eq!(sealed, !column.keys.is_empty(), "{}.{}", column.table, column.name);
    }
    assert!(blobs().iter().all(|blob| !blob.keys.is_empty()));
}

#[test]
fn each_kind_of_object_is_declared_in_one_place() {
    let mut places: BTreeMap<ObjectKind, u32> = BTreeMap::new();
    for column in columns() {
        if let Holds::Sealed(kind) = column.holds {
            *places.entry(kind).or_default() += 1;
        }
    }
    for blob in blobs() {
        *places.entry(blob.kind).or_default() += 1;
    }
    // What was put right of a person or an account is their profile, kept beside the keyring for older backups.
    assert_eq!(places.remove(&ObjectKind::ContactProfile), Some(2));
    assert_eq!(places.remove(&ObjectKind::AgentProfile), Some(2));
    assert!(places.values().all(|count| *count == 1), "{places:?}");
    assert_eq!(places.len(), 44, "{places:?}");
}

#[test]
fn the_data_map_as_a_table() {
    let mut table = String::new();
    for c in columns() {
        writeln!(
            table,
            "{}.{}: {:?}; {:?}, {:?}, {:?} ({:?}), kept {:?}, keys {:?}; {:?}",
            c.table,
            c.name,
            c.holds,
            c.subject,
            c.party,
            c.purpose,
            c.legal_basis(),
            c.retention,
            c.keys,
            c.rights(),
        )
        .unwrap();
    }
    for b in blobs() {
        let basis = b.legal_basis();
        writeln!(
            table,
            "blob {:?}: {:?}, {:?}, {:?} ({basis:?}), kept {:?}, keys {:?}; {:?}",
            b.kind,
            b.subject,
            b.party,
            b.purpose,
            b.retention,
            b.keys,
            b.rights()
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

/// Sealed words that are kept as long as the installation: what happened in an incident, which the operator has to show
/// (GDPR Art. 33(5)). They are nobody's data.
const AS_LONG_AS_THE_INSTALLATION: [&str; 1] = ["incident_entry.content_sealed"];

/// C90: whatever is about somebody has an end, by rules that every company has or by jobs that are started.
#[test]
fn nothing_of_anybody_is_kept_without_an_end() {
    let jobs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/jobs/mod.rs");
    let started = fs::read_to_string(jobs).unwrap();
    let about_somebody = |subject| matches!(subject, Subject::Contact | Subject::Agent);
    for retention in Retention::ALL {
        let of = columns().iter().filter(|column| column.retention == retention);
        let sealed =
            |column: &privacy::data_map::Column| matches!(column.holds, Holds::Sealed(_) | Holds::Event);
        match retention.ending() {
            Ending::Rules(rules) => {
                assert!(!rules.is_empty(), "{retention:?}");
                for terms in rules {
                    assert_eq!(terms.fault(), None, "{retention:?}: {terms}");
                }
            }
            Ending::Jobs { jobs, days, .. } => {
                assert!((1..=30 * 366).contains(&days) && !jobs.is_empty(), "{retention:?}");
                for job in jobs {
                    let starts = started.contains(&format!("    jobs.spawn({job}::run("));
                    assert!(starts, "{retention:?}: {job} is not started");
                }
            }
            Ending::AboutNobody => {
                for column in of {
                    let name = format!("{}.{}", column.table, column.name);
                    assert!(!about_somebody(column.subject), "{name} has no end");
                    let excused = AS_LONG_AS_THE_INSTALLATION.contains(&name.as_str());
                    assert_eq!(sealed(column), excused, "{name}");
                }
                assert!(blobs().iter().all(|blob| blob.retention != retention));
            }
        }
    }
    let declared =
        columns().iter().map(|column| column.retention).chain(blobs().iter().map(|blob| blob.retention));
    for retention in declared {
        assert!(Retention::ALL.contains(&retention), "{retention:?}");
    }
}

/// Whatever its state a conversation is due by one of them, and so is whoever has none that is open.
#[test]
fn the_rules_that_every_company_has_leave_nothing_out() {
    let rules = standing_rules();
    let is_whole = |terms: &&RetentionTerms| {
        terms.mailboxes.is_empty() && terms.tag.is_none() && terms.age_days.is_none()
    };
    for status in TicketStatus::ALL.iter().filter(|status| **status != TicketStatus::Merged) {
        let ends = rules.iter().filter(is_whole).filter(|terms| terms.statuses.contains(status)).count();
        assert_eq!(ends, 1, "{status}");
    }
    let people = rules.iter().filter(|terms| terms.subject == RetentionSubject::Contact);
    assert_eq!(people.filter(is_whole).count(), 1);
}

#[test]
fn a_contacts_sealed_data_is_opened_on_access_and_dies_with_its_key() {
    use privacy::data_map::{Access, Erasure, Rectification};
    for blob in blobs().iter().filter(|blob| blob.subject == Subject::Contact) {
        let rights = blob.rights();
        assert_eq!(rights.access, Access::Opened);
        assert_eq!(rights.rectification, Rectification::Resealed);
        assert_eq!(rights.erasure, Erasure::KeyDestroyed);
        assert!(rights.restricted);
    }
}

#[test]
fn an_export_leaves_no_column_of_a_contact_out() {
    use privacy::access_plan::{Handling, OF_CONTACTS, Part};
    use privacy::data_map::Access;
    let theirs = |subject, access| subject == Subject::Contact && access != Access::Nothing;
    let due = columns().iter().filter(|column| theirs(column.subject, column.rights().access));
    let mut due: Vec<_> = due.map(|column| (column.table.to_owned(), column.name.to_owned())).collect();
    let files = blobs().iter().filter(|blob| theirs(blob.subject, blob.rights().access));
    due.extend(files.map(|blob| ("blob".to_owned(), format!("{:?}", blob.kind))));
    let of = |planned: &privacy::access_plan::Planned| {
        let table = planned.table;
        planned.columns.iter().map(move |name| (table.to_owned(), (*name).to_owned())).collect::<Vec<_>>()
    };
    let mut planned: Vec<_> = OF_CONTACTS.iter().flat_map(of).collect();
    due.sort();
    planned.sort();
    assert_eq!(planned, due, "privacy::access_plan and the data map differ");
    for part in Part::ALL {
        assert!(OF_CONTACTS.iter().any(|line| line.handling == Handling::Given(part)), "{part:?}");
    }
}

#[test]
fn the_file_of_a_company_leaves_no_table_out_without_a_reason() {
    use privacy::company_plan::{Handling, OF_COMPANIES, Part, WITHHELD};
    let mut due: Vec<&str> = columns().iter().map(|column| column.table).collect();
    due.sort_unstable();
    due.dedup();
    let mut planned: Vec<&str> = OF_COMPANIES.iter().map(|line| line.table).collect();
    planned.sort_unstable();
    assert_eq!(planned, due, "privacy::company_plan and the data map differ");
    for part in Part::ALL {
        assert!(OF_COMPANIES.iter().any(|line| line.handling == Handling::Given(part)), "{part:?}");
    }
    // Of a table that is in it, each sealed column is opened, or it is said why not.
    for line in OF_COMPANIES.iter().filter(|line| matches!(line.handling, Handling::Given(_))) {
        let sealed = |column: &&privacy::data_map::Column| {
            column.table == line.table && matches!(column.holds, Holds::Sealed(_))
        };
        let mut sealed: Vec<&str> = columns().iter().filter(sealed).map(|column| column.name).collect();
        let held = |name: &str| WITHHELD.iter().any(|(table, held, _)| *table == line.table && *held == name);
        sealed.retain(|name| !held(name));
        sealed.sort_unstable();
        let mut opened = line.opened.to_vec();
        opened.sort_unstable();
        assert_eq!(opened, sealed, "{}", line.table);
    }
}
