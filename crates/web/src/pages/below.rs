//! What the composer says of the signature below an answer.

use super::list::Words;
use app::placeholder::{Placeholder, Values};
use app::signature::{self, Signatures, Whose};
use app::view::TicketRow;

/// What will stand below an answer.
pub struct Below {
    pub label: String,
    pub text: String,
    pub href: Option<String>,
}

/// What will stand below an answer of who reads.
pub fn below(words: &Words<'_>, row: &TicketRow, name: &str, email: &str) -> Option<Below> {
    use Placeholder as P;
    let mailbox = words.mailboxes.iter().find(|mailbox| mailbox.id == row.mailbox_id)?;
    let me = words.agents.iter().find(|agent| Some(agent.id) == words.me)?;
    let values = [
        (P::RequesterName, name),
        (P::RequesterFirstName, name),
        (P::RequesterEmail, email),
        (P::TicketNumber, &row.number.to_string()),
        (P::TicketSubject, &row.subject),
        (P::AgentName, &me.name),
        (P::AgentFirstName, &me.name),
        (P::MailboxName, &mailbox.name),
        (P::MailboxAddress, &mailbox.address),
    ];
    let values =
        values.into_iter().fold(Values::default(), |all, (placeholder, value)| all.with(placeholder, value));
    let team = words.teams.iter().find(|team| Some(team.id) == row.team_id);
    let of_team = team.map_or("", |team| team.signature.as_str());
    let of = Signatures { team: of_team, own: &me.signature, mailbox: &mailbox.signature };
    let signature = signature::choose(of, &values)?;
    let (label, href) = match signature.whose {
        Whose::Own => (words.texts.t("signature-below-own"), Some("/profile".to_owned())),
        Whose::Team => {
            let label = words.texts.t_args("signature-below-team", &[("name", words.team(row.team_id))]);
            let href = team.filter(|_| words.admin).map(|team| format!("/teams/{}", team.id));
            (label, href)
        }
        Whose::Mailbox => {
            let label =
                words.texts.t_args("signature-below-mailbox", &[("name", words.mailbox(row.mailbox_id))]);
            (label, words.admin.then(|| format!("/mailboxes/{}/signature", mailbox.id)))
        }
    };
    Some(Below { label, text: signature.text, href })
}
