//! The pages: `index.html`, the lists of conversations, and one page for each of these. No script, nothing from elsewhere, made
//! to be read on a screen and on paper.

use super::write::Writer;
use crate::Result;
use crate::access_export::data::{self, Moment};
use crate::access_export::page::{STYLE, Words, at, dpo, escaped, link, list};
use crate::access_export::write::{Opened, written};
use domain::record::{Address, TicketSummary};
use domain::{TicketStatus, Timestamp};
use privacy::company_plan::Reason;
use store::{CompanyExport, Ticket};

/// A conversation, as a list has it.
pub(super) struct Listed {
    number: i64,
    subject: String,
    requester: String,
    status: TicketStatus,
    created_at: Timestamp,
    messages: u32,
}

impl Listed {
    pub(super) fn of(row: &Ticket, summary: TicketSummary) -> Self {
        let requester = written(&Address { name: summary.requester, email: summary.requester_email });
        Self {
            number: row.number,
            subject: summary.subject,
            requester,
            status: row.status,
            created_at: row.created_at,
            messages: row.message_count,
        }
    }
}

impl Writer<'_> {
    const fn w(&self) -> Words<'_> {
        Words(&self.words)
    }

    /// The head of a page; one in a folder says where the files are that it leads to.
    fn head(&self, title: &str, in_folder: bool) -> String {
        let base = if in_folder { "<base href=\"../\">\n" } else { "" };
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{base}\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title} – {company}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            lang = escaped(self.words.locale()),
            company = escaped(&self.book.company),
        )
    }

    fn way_back(&self) -> String {
        let company = link("index.html", &escaped(&self.book.company));
        format!("<header>\n<p class=\"company\">{company}</p>\n</header>\n")
    }

    /// What stands above the messages of a conversation.
    pub(super) fn conversation_head(&self, ticket: &data::Ticket, restricted: bool) -> String {
        let (words, subject) = (self.w(), ticket.subject.as_deref().unwrap_or_default());
        let title = format!("#{} {}", ticket.number, escaped(subject));
        // It is the page's own heading here.
        let told = words.ticket(ticket).replacen("<h3>", "<h1>", 1).replacen("</h3>", "</h1>", 1);
        let mut out = self.head(&title, true) + &self.way_back() + "<main>\n" + &told;
        if restricted {
            out += &format!("<p class=\"left\">{}</p>\n", words.t("company-page-restricted"));
        }
        out
    }

    /// Some messages.
    pub(super) fn messages_html(&self, some: &[(Opened, bool)]) -> String {
        some.iter().map(|(opened, _)| self.w().message(&opened.data)).collect()
    }

    /// The end of a conversation's page.
    pub(super) async fn end_page(&mut self) -> Result<()> {
        self.packing.put(b"</article>\n</main>\n</body>\n</html>\n").await
    }

    /// A page of the list of conversations.
    pub(super) async fn conversation_list(&mut self, some: &[Listed]) -> Result<()> {
        let (Some(first), Some(last)) = (some.first(), some.last()) else { return Ok(()) };
        let file = format!("conversations/list-{:04}.html", self.lists.len() + 1);
        let (words, range) = (self.w(), format!("#{} – #{}", first.number, last.number));
        let title = format!("{} {range}", words.t("company-page-conversations"));
        let mut out = self.head(&title, true) + &self.way_back() + &format!("<main>\n<h1>{title}</h1>\n");
        out += &words.table(&[
            "company-page-number",
            "company-page-subject",
            "company-page-requester",
            "company-page-status",
            "company-page-begun",
            "company-page-messages",
        ]);
        for one in some {
            let subject = match one.subject.trim() {
                "" => words.t("access-page-no-subject"),
                subject => escaped(subject),
            };
            out += &format!(
                "<tr><td class=\"n\">#{n}</td><td>{to}</td><td>{who}</td><td>{status}</td><td>{at}</td>\
                 <td class=\"n\">{messages}</td></tr>\n",
                n = one.number,
                to = link(&format!("conversations/{:06}.html", one.number), &subject),
                who = escaped(&one.requester),
                status = words.t(&format!("ticket-status-{}", one.status)),
                at = at(Moment(one.created_at)),
                messages = one.messages,
            );
        }
        out += "</tbody></table>\n</main>\n</body>\n</html>\n";
        let range = (file.clone(), first.number, last.number);
        self.packing.file(&file, out.as_bytes()).await?;
        self.lists.push(range);
        Ok(())
    }

    /// Writes `index.html`.
    pub(super) async fn page(&mut self, row: &CompanyExport) -> Result<()> {
        let out = self.top(row) + &self.contents() + &self.files() + &self.left_out_html();
        self.packing.file("index.html", out.as_bytes()).await?;
        self.packing.put(b"</main>\n</body>\n</html>\n").await
    }

    fn top(&self, row: &CompanyExport) -> String {
        let (words, made) = (self.w(), at(Moment(self.ctx.now)));
        let args = [("company", self.book.company.as_str()), ("at", &made)];
        let intro = escaped(&self.words.t_args("company-page-intro", &args));
        let title = words.t("company-page-title");
        let mut out = self.head(&title, false);
        out += &format!(
            "<header>\n<p class=\"company\">{company}</p>\n<h1>{title}</h1>\n<p class=\"intro\">{intro}</p>\n{dpo}</header>\n\
             <nav aria-label=\"{nav}\"><a href=\"#counts\">{what}</a><a href=\"#conversations\">{conversations}</a>\
             <a href=\"#files\">{files}</a><a href=\"#left-out\">{left}</a></nav>\n<main>\n",
            company = escaped(&self.book.company),
            dpo = dpo(self.app.settings().policy.dpo_line(&self.words).as_deref()),
            nav = words.t("access-page-contents"),
            what = words.t("company-page-counts"),
            conversations = words.t("company-page-conversations"),
            files = words.t("access-page-files"),
            left = words.t("company-page-left-out"),
        );
        let (counts, agents) = (self.counts, u64::try_from(self.book.agents.len()).unwrap_or(u64::MAX));
        out += &format!("<section id=\"counts\">\n<h2>{}</h2>\n<dl>\n", words.t("company-page-counts"));
        let asked_by = self.book.name(row.agent).unwrap_or_default();
        out += &words.row("company-page-asked-by", asked_by);
        let lines = [
            ("company-page-conversations", counts.conversations),
            ("company-page-messages", counts.messages),
            ("company-page-mails", counts.mails),
            ("company-page-people", counts.people),
            ("company-page-organisations", counts.organisations),
            ("company-page-requests", counts.requests),
            ("company-page-agents", agents),
        ];
        for (key, n) in lines {
            out += &words.row(key, &n.to_string());
        }
        out + "</dl>\n</section>\n"
    }

    fn contents(&self) -> String {
        let words = self.w();
        let title = words.t("company-page-conversations");
        let mut out = format!("<section id=\"conversations\">\n<h2>{title}</h2>\n");
        if self.lists.is_empty() {
            out += &format!("<p>{}</p>\n", words.t("access-page-no-tickets"));
        } else {
            let line = |(file, first, last): &(String, i64, i64)| link(file, &format!("#{first} – #{last}"));
            out += &list("", self.lists.iter().map(line));
        }
        out + "</section>\n"
    }

    fn files(&self) -> String {
        let words = self.w();
        let files = [
            ("company.json", "company"),
            ("people.json", "people"),
            ("organisations.json", "organisations"),
            ("requests.json", "requests"),
            ("audit.ndjson", "audit"),
            ("company-export-1.json", "schema"),
            ("SHA256SUMS", "sums"),
        ];
        let line =
            |file: &str, told: &str| format!("{} <span class=\"soft\">{told}</span>", link(file, file));
        let own = files.iter().map(|(file, key)| line(file, &words.t(&format!("company-page-file-{key}"))));
        let boxes = self.boxes.iter().map(|one| {
            let told = words.count("company-page-box", one.mails);
            format!("{} <span class=\"soft\">{told}</span>", link(&one.file, &escaped(&one.address)))
        });
        let folders = ["conversations", "mails", "attachments"].iter().map(|folder| {
            format!(
                "{folder}/ <span class=\"soft\">{}</span>",
                words.t(&format!("company-page-folder-{folder}"))
            )
        });
        let all = list("", own.chain(folders).chain(boxes));
        format!("<section id=\"files\">\n<h2>{}</h2>\n{all}</section>\n", words.t("access-page-files"))
    }

    fn left_out_html(&self) -> String {
        let words = self.w();
        let reason = |reason: &Reason| words.t(&format!("company-page-reason-{}", reason.as_str()));
        format!(
            "<section id=\"left-out\">\n<h2>{}</h2>\n<p class=\"soft\">{}</p>\n{}</section>\n",
            words.t("company-page-left-out"),
            words.t("company-page-left-out-hint"),
            list("", Reason::ALL.iter().map(reason))
        )
    }
}
