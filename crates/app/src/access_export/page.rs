//! `index.html`: the export for people, in the language that was asked for. No script, nothing from elsewhere, made to be
//! read on a screen and on paper.

use super::about::kind_key;
use super::data::{self, Author, Moment};
use super::make::Head;
use super::write::{Opened, Writer, written};
use crate::Result;
use domain::MessageKind;
use domain::record::Address;
use i18n::I18n;

/// Text in HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Signs that turn the direction of what follows around.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    out
}

pub(crate) const STYLE: &str = include_str!("page.css");

/// Whom people ask about data protection, in the head of a page.
pub(crate) fn dpo(line: Option<&str>) -> String {
    line.map_or_else(String::new, |line| {
        format!("<p class=\"intro soft\" id=\"dpo\">{}</p>\n", escaped(line))
    })
}

/// The words of a page.
pub(crate) struct Words<'a>(pub &'a I18n);

impl Words<'_> {
    pub(crate) fn t(&self, key: &str) -> String {
        escaped(&self.0.t(key))
    }

    pub(crate) fn count(&self, key: &str, n: u64) -> String {
        escaped(&self.0.t_args(key, &[("n", n)]))
    }

    pub(crate) fn row(&self, key: &str, value: &str) -> String {
        if value.trim().is_empty() {
            return String::new();
        }
        format!("<dt>{}</dt><dd>{}</dd>\n", self.t(key), escaped(value))
    }

    fn head(&self, head: &Head) -> String {
        let title = self.t("access-page-title");
        let intro = self.0.t_args(
            "access-page-intro",
            &[
                ("company", head.controller.as_str()),
                ("name", named(&head.person)),
                ("at", &at(head.made_at)),
            ],
        );
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title} – {company}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n\
             <p class=\"company\">{company}</p>\n<h1>{title}</h1>\n<p class=\"intro\">{intro}</p>\n{dpo}</header>\n\
             <nav aria-label=\"{contents}\"><a href=\"#person\">{person}</a><a href=\"#use\">{about}</a>\
             <a href=\"#access\">{access}</a><a href=\"#tickets\">{tickets}</a><a href=\"#files\">{files}</a></nav>\n<main>\n",
            lang = escaped(self.0.locale()),
            company = escaped(&head.controller),
            intro = escaped(&intro),
            dpo = dpo(head.dpo.as_deref()),
            contents = self.t("access-page-contents"),
            person = self.t("access-page-person"),
            about = self.t("access-page-use"),
            access = self.t("access-page-access"),
            tickets = self.t("access-page-tickets"),
            files = self.t("access-page-files"),
        )
    }

    fn person(&self, person: &data::Person) -> String {
        let mut out = format!("<section id=\"person\">\n<h2>{}</h2>\n<dl>\n", self.t("access-page-person"));
        out += &self.row("access-page-name", &person.name);
        out += &self.row("access-page-emails", &person.emails.join(", "));
        out += &self.row("access-page-phone", &person.phone);
        out += &self.row("access-page-organisation", person.organisation.as_deref().unwrap_or_default());
        out += &self.row("access-page-remark", person.remark.as_deref().unwrap_or_default());
        out += &self.row("access-page-first-seen", &person.first_seen_at.map(at).unwrap_or_default());
        let state = self.0.t(&format!("access-page-state-{}", person.state));
        out += &self.row("access-page-state", &state);
        out += &self.fields(&person.fields);
        out + "</dl>\n</section>\n"
    }

    fn fields(&self, fields: &[data::Field]) -> String {
        let value = |value: &data::FieldValue| match value {
            data::FieldValue::Text(text) => text.clone(),
            data::FieldValue::Number(number) => number.to_string(),
            data::FieldValue::Flag(true) => self.0.t("access-page-yes"),
            data::FieldValue::Flag(false) => self.0.t("access-page-no"),
        };
        let row = |field: &data::Field| {
            format!("<dt>{}</dt><dd>{}</dd>\n", escaped(&field.name), escaped(&value(&field.value)))
        };
        fields.iter().map(row).collect()
    }

    fn about(&self, head: &Head) -> String {
        let about = &head.about;
        let mut out = format!("<section id=\"use\">\n<h2>{}</h2>\n", self.t("access-page-use"));
        out += &self.table(&["access-page-purpose", "access-page-basis", "access-page-kept"]);
        for line in &about.purposes {
            let word = |kind: &str, word: &str| self.t(&format!("access-page-{kind}-{}", dashed(word)));
            out += &format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                word("purpose", &line.purpose),
                word("basis", &line.legal_basis),
                word("kept", &line.retention)
            );
        }
        out += "</tbody></table>\n";
        let recipients = about.recipients.iter().map(|recipient| {
            let key = format!("access-page-recipient-{}", dashed(&recipient.kind));
            self.count(&key, recipient.times.unwrap_or(0))
        });
        out += &list(&self.t("access-page-recipients"), recipients);
        let sources = about
            .sources
            .iter()
            .map(|source| self.count(&format!("access-page-source-{}", source.kind), source.messages));
        out += &list(&self.t("access-page-sources"), sources);
        let rights = about.rights.iter().map(|right| self.t(&format!("access-page-right-{right}")));
        out += &list(&self.t("access-page-rights"), rights);
        out + "</section>\n"
    }

    pub(crate) fn table(&self, columns: &[&str]) -> String {
        let heads: String =
            columns.iter().map(|key| format!("<th scope=\"col\">{}</th>", self.t(key))).collect();
        format!("<table><thead><tr>{heads}</tr></thead><tbody>\n")
    }

    /// What they asked about their own data, and who was told of it.
    fn requests(&self, head: &Head) -> String {
        if head.requests.is_empty() {
            return String::new();
        }
        let mut out = format!("<section id=\"requests\">\n<h2>{}</h2>\n", self.t("access-page-requests"));
        for one in &head.requests {
            let word = |kind: &str, word: &str| self.t(&format!("{kind}-{word}"));
            out += &format!(
                "<h3>#{} · {}</h3>\n<p>{} · {}</p>\n",
                one.number.unwrap_or_default(),
                word("right-short", &one.right),
                at(one.received_at),
                word("request-state", &one.state)
            );
            for text in
                [Some(&one.words), one.outcome.as_ref()].into_iter().flatten().filter(|text| !text.is_empty())
            {
                out += &format!("<pre>{}</pre>\n", escaped(text));
            }
            let told = one.recipients.iter().map(|told| {
                format!(
                    "{}: {} {}",
                    escaped(&told.email),
                    word("recipient-state", &told.state),
                    escaped(&told.reason)
                )
            });
            if !one.recipients.is_empty() {
                out += &list(&self.t("access-page-told"), told);
            }
        }
        out + "</section>\n"
    }

    fn access(&self, head: &Head) -> String {
        let mut out = format!(
            "<section id=\"access\">\n<h2>{}</h2>\n<p class=\"soft\">{}</p>\n",
            self.t("access-page-access"),
            self.t("access-page-access-intro")
        );
        out += &self.table(&[
            "access-page-month",
            "access-page-by",
            "access-page-purpose",
            "access-page-objects",
            "access-page-last",
        ]);
        for line in &head.access {
            out += &format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td>{}</td></tr>\n",
                escaped(&line.month),
                self.t(&format!("access-page-by-{}", line.by)),
                self.t(&format!("access-page-purpose-{}", dashed(&line.purpose))),
                line.objects,
                at(line.last_at)
            );
        }
        out + "</tbody></table>\n</section>\n"
    }

    pub(crate) fn ticket(&self, ticket: &data::Ticket) -> String {
        let subject = match ticket.subject.as_deref().map(str::trim) {
            None | Some("") => self.t("access-page-no-subject"),
            Some(subject) => escaped(subject),
        };
        let mut out = format!(
            "<article class=\"ticket\" id=\"ticket-{n}\">\n<h3><span class=\"number\">#{n}</span> {subject}</h3>\n",
            n = ticket.number
        );
        let mut facts = Vec::new();
        if !ticket.own {
            facts.push(self.t("access-page-not-own"));
        }
        facts.extend(ticket.status.map(|status| self.t(&format!("ticket-status-{status}"))));
        facts.extend(ticket.created_at.map(at));
        facts.extend(ticket.tags.iter().map(|tag| escaped(tag)));
        out += &format!("<p class=\"facts\">{}</p>\n", facts.join(" · "));
        if !ticket.fields.is_empty() {
            out += &format!("<dl>{}</dl>\n", self.fields(&ticket.fields));
        }
        if !ticket.history.is_empty() {
            let lines = ticket.history.iter().map(|one| self.happened(one));
            let lines: String = lines.map(|line| format!("<li>{line}</li>\n")).collect();
            let summary = self.t("access-page-history");
            out += &format!("<details><summary>{summary}</summary>\n<ul>\n{lines}</ul></details>\n");
        }
        out
    }

    fn happened(&self, one: &data::Happened) -> String {
        let word = |word: &Option<String>| word.as_deref().map(escaped);
        let change = match (word(&one.before), word(&one.after)) {
            (Some(before), Some(after)) => format!(": {before} → {after}"),
            (Some(only), None) | (None, Some(only)) => format!(": {only}"),
            (None, None) => String::new(),
        };
        let what = self.t(&format!("access-page-what-{}", dashed(&one.what)));
        let by = self.t(&format!("access-page-by-{}", one.by));
        format!("<time>{}</time> {what}{change} <span class=\"soft\">({by})</span>", at(one.at))
    }

    pub(crate) fn message(&self, message: &data::Message) -> String {
        let side = match message.author {
            Author::You => "you",
            Author::Other => "other",
            Author::Staff => "staff",
        };
        let who = match (message.from.first(), message.author) {
            (Some(from), _) => escaped(&written(from)),
            (None, Author::You) => self.t("access-page-author-you"),
            (None, Author::Other) => self.t("access-page-author-other"),
            (None, Author::Staff) => self.t("access-page-by-staff"),
        };
        let mut out = format!(
            "<article class=\"message {side}\" id=\"message-{n}\">\n<header><strong>{who}</strong> \
             <span class=\"kind\">{kind}</span> <time>{time}</time></header>\n",
            n = message.n,
            kind = self.t(kind_key(message.kind)),
            time = at(message.sent_at.unwrap_or(message.received_at)),
        );
        let people = |all: &[Address]| all.iter().map(written).collect::<Vec<_>>().join(", ");
        if message.kind != MessageKind::Note {
            let all: Vec<Address> = message.to.iter().chain(&message.cc).cloned().collect();
            let to = people(&all);
            out += &format!("<p class=\"facts\">{} {}</p>\n", self.t("access-page-to"), escaped(&to));
            out += &format!("<p class=\"subject\">{}</p>\n", escaped(&message.subject));
        }
        out += &format!("<div class=\"text\">{}</div>\n", escaped(message.text.trim()));
        let mut files: Vec<String> = Vec::new();
        if let Some(mail) = &message.mail {
            files.push(link(mail, &self.t("access-page-mail")));
        }
        for file in &message.attachments {
            files.push(match &file.file {
                Some(path) => link(path, &escaped(&file.name)),
                None => escaped(&file.name),
            });
        }
        if !files.is_empty() {
            out += &format!("<p class=\"files\">{}</p>\n", files.join(" "));
        }
        if let Some(delivery) = &message.delivery {
            let state = self.t(&format!("access-page-delivery-{}", dashed(delivery.state.as_str())));
            let reason = delivery.reason.as_deref().map(escaped).unwrap_or_default();
            out += &format!("<p class=\"facts\">{state} {reason}</p>\n");
        }
        out + "</article>\n"
    }

    fn left_out(&self, left: data::LeftOut) -> String {
        let mut lines = Vec::new();
        if left.messages > 0 {
            lines.push(self.count("access-page-left-messages", left.messages));
        }
        if left.notes > 0 {
            lines.push(self.count("access-page-left-notes", left.notes));
        }
        if left.remark {
            lines.push(self.t("access-page-left-remark"));
        }
        lines.into_iter().map(|line| format!("<p class=\"left\">{line}</p>\n")).collect()
    }

    fn files(&self) -> String {
        let files =
            ["data.json", "access-export-1.json", "tickets.csv", "messages.csv", "mails.mbox", "SHA256SUMS"];
        let keys = ["json", "schema", "tickets", "messages", "mbox", "sums"];
        let line = |(file, key): (&&str, &&str)| {
            format!(
                "{} <span class=\"soft\">{}</span>",
                link(file, file),
                self.t(&format!("access-page-file-{key}"))
            )
        };
        let list = list("", files.iter().zip(&keys).map(line));
        format!("<section id=\"files\">\n<h2>{}</h2>\n{list}</section>\n", self.t("access-page-files"))
    }
}

fn named(person: &data::Person) -> &str {
    match person.name.trim() {
        "" => person.emails.first().map_or("", String::as_str),
        name => name,
    }
}

pub(crate) fn dashed(word: &str) -> String {
    word.replace('_', "-")
}

/// `2026-11-24 12:00 UTC`: the same in every language.
pub(crate) fn at(moment: Moment) -> String {
    let text = moment.to_string();
    let day = text.get(..10).unwrap_or_default();
    format!("{day} {} UTC", text.get(11..16).unwrap_or_default())
}

pub(crate) fn link(path: &str, label: &str) -> String {
    let coded: String = path.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    });
    format!("<a href=\"{coded}\">{label}</a>")
}

pub(crate) fn list(title: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>\n")).collect();
    let title = if title.is_empty() { String::new() } else { format!("<h3>{title}</h3>\n") };
    format!("{title}<ul>\n{items}</ul>\n")
}

impl Writer<'_> {
    /// Writes the page.
    pub(super) async fn page(&mut self, words: &I18n, head: &Head) -> Result<()> {
        let words = Words(words);
        self.packing.open("index.html")?;
        let top = [
            words.head(head),
            words.person(&head.person),
            words.about(head),
            words.requests(head),
            words.access(head),
        ];
        for part in top {
            self.put(part.as_bytes()).await?;
        }
        let title = words.t("access-page-tickets");
        let begin = format!("<section id=\"tickets\">\n<h2>{title}</h2>\n{}", words.left_out(head.left_out));
        self.put(begin.as_bytes()).await?;
        let gathered = self.gathered;
        let mut batches = self.batches().into_iter().peekable();
        for (place, ticket) in gathered.tickets.iter().enumerate() {
            self.put(words.ticket(&ticket.data).as_bytes()).await?;
            while let Some(batch) = batches.next_if(|(of, ..)| *of == place) {
                for Opened { data, .. } in self.open(&batch).await? {
                    self.put(words.message(&data).as_bytes()).await?;
                }
            }
            self.put(b"</article>\n").await?;
        }
        if gathered.tickets.is_empty() {
            self.put(format!("<p>{}</p>\n", words.t("access-page-no-tickets")).as_bytes()).await?;
        }
        self.put(b"</section>\n").await?;
        self.put(words.files().as_bytes()).await?;
        self.put(b"</main>\n</body>\n</html>\n").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_links_stay_paths() {
        assert_eq!(escaped("<a href=\"x\">'&\u{202e}"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
        assert_eq!(link("attachments/1/ø b.pdf", "x"), "<a href=\"attachments/1/%C3%B8%20b.pdf\">x</a>");
    }
}
