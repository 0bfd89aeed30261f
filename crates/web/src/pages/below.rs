//! What the composer says of the signature below an answer.

use super::list::Words;
use app::saved_reply::First;
use app::signature::{self, Signatures, Whose};
use app::view::{MailboxView, TicketRow};
use domain::TeamId;
use domain::record::Address;

/// What will stand below an answer.
pub struct Below {
    pub label: String,
    pub text: String,
    pub href: Option<String>,
}

/// What says that it is one's own, and that it is the mailbox's.
type Keys = (&'static str, &'static str);

const ANSWER: Keys = ("signature-below-own", "signature-below-mailbox");
const FIRST: Keys = ("mail-below-own", "mail-below-mailbox");

/// What will stand below an answer of who reads.
pub fn below(words: &Words<'_>, row: &TicketRow, name: &str, email: &str) -> Option<Below> {
    let mailbox = words.mailboxes.iter().find(|mailbox| mailbox.id == row.mailbox_id)?;
    let to = Address { name: name.to_owned(), email: email.to_owned() };
    chosen(words, mailbox, row.team_id, (ANSWER, Some(&to), &row.subject, Some(row.number)))
}

/// What will stand below a mail of who reads that begins a ticket, as far as it is written.
pub fn below_first(
    words: &Words<'_>,
    mailbox: &MailboxView,
    to: Option<&Address>,
    subject: &str,
) -> Option<Below> {
    chosen(words, mailbox, None, (FIRST, to, subject, None))
}

fn chosen(
    words: &Words<'_>,
    mailbox: &MailboxView,
    team: Option<TeamId>,
    ((own, mailboxs), to, subject, number): (Keys, Option<&Address>, &str, Option<i64>),
) -> Option<Below> {
    let me = words.agents.iter().find(|agent| Some(agent.id) == words.me)?;
    let known = First { mailbox: (&mailbox.name, &mailbox.address), agent: &me.name, to, subject, number };
    let team = words.teams.iter().find(|known| Some(known.id) == team);
    let of_team = team.map_or("", |team| team.signature.as_str());
    let of = Signatures { team: of_team, own: &me.signature, mailbox: &mailbox.signature };
    let signature = signature::choose(of, &known.values())?;
    let (label, href) = match signature.whose {
        Whose::Own => (words.texts.t(own), Some("/profile".to_owned())),
        Whose::Team => {
            let label =
                words.texts.t_args("signature-below-team", &[("name", words.team(team.map(|team| team.id)))]);
            let href = team.filter(|_| words.admin).map(|team| format!("/teams/{}", team.id));
            (label, href)
        }
        Whose::Mailbox => {
            let label = words.texts.t_args(mailboxs, &[("name", mailbox.name.clone())]);
            (label, words.admin.then(|| format!("/mailboxes/{}/signature", mailbox.id)))
        }
    };
    Some(Below { label, text: signature.text, href })
}
