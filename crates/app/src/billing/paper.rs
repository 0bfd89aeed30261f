//! An invoice as a document, with what Art. 226 of Directive 2006/112/EC wants on it.

use domain::record::{InvoiceContent, InvoiceParty};
use domain::{Day, VatKind};
use i18n::I18n;
use pdf::{Block, Document, Span};

/// The words of an invoice's language, where it has any.
pub(super) fn own_words(language: &str) -> Option<I18n> {
    I18n::new(language).ok()
}

/// An amount with its currency.
pub(super) fn money(words: &I18n, content: &InvoiceContent, amount: i64) -> String {
    super::money(words, &content.currency, amount)
}

/// What its file is called.
pub(super) fn file_name(content: &InvoiceContent) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let kind = if content.credits.is_some() { "credit-note" } else { "invoice" };
    format!("{kind}-{}.pdf", content.number.chars().map(plain).collect::<String>())
}

/// A day as the language writes it.
pub(super) fn day(words: &I18n, day: Day) -> String {
    crate::zone::written(day.starts(), None, words)
}

fn party(words: &I18n, party: &InvoiceParty) -> Vec<Block> {
    let country = words.country(&party.country);
    let lines = std::iter::once(party.name.as_str()).chain(party.address.lines()).chain([country.as_str()]);
    let mut all: Vec<Block> = lines.map(|line| Block::Paragraph(vec![Span::plain(line)])).collect();
    if !party.vat_number.is_empty() {
        all.push(Block::Facts(vec![(words.t("invoice-vat-number"), party.vat_number.clone())]));
    }
    all
}

fn heading(level: u8, text: String) -> Block {
    Block::Heading(level, vec![Span::plain(text)])
}

fn head(words: &I18n, content: &InvoiceContent) -> Vec<(String, String)> {
    let mut all = vec![
        (words.t("invoice-number"), content.number.clone()),
        (words.t("invoice-issued"), day(words, content.issued)),
        (words.t("invoice-period"), format!("{} – {}", day(words, content.from), day(words, content.until))),
    ];
    match &content.credits {
        Some(number) => all.push((words.t("invoice-credits"), number.clone())),
        None => all.push((words.t("invoice-due"), day(words, content.due))),
    }
    all
}

fn lines(words: &I18n, content: &InvoiceContent) -> Block {
    let cells = |texts: Vec<String>| texts.into_iter().map(|text| vec![Span::plain(text)]).collect();
    let names = ["invoice-plan", "invoice-seats", "invoice-price", "invoice-days", "invoice-net"];
    let mut rows = vec![cells(names.map(|name| words.t(name)).to_vec())];
    rows.extend(content.lines.iter().map(|line| {
        cells(vec![
            line.plan.clone(),
            line.seats.to_string(),
            money(words, content, line.price),
            format!("{}/{}", line.days, line.of_days),
            money(words, content, line.net),
        ])
    }));
    Block::Table(rows)
}

/// What stands in it.
pub(super) fn document(content: &InvoiceContent) -> Document {
    let own = own_words(&content.language);
    let words: &I18n = own.as_ref().unwrap_or_else(|| crate::words());
    let kind = if content.credits.is_some() { "invoice-credit-note" } else { "invoice-title" };
    let title = format!("{} {}", words.t(kind), content.number);
    let mut blocks = vec![heading(1, title.clone()), Block::Facts(head(words, content))];
    blocks.push(heading(2, words.t("invoice-seller")));
    blocks.extend(party(words, &content.seller));
    blocks.push(heading(2, words.t("invoice-buyer")));
    blocks.extend(party(words, &content.buyer));
    blocks.push(Block::Rule);
    blocks.push(lines(words, content));
    let rate = format!("{} %", super::decimal(words, content.vat_rate));
    blocks.push(Block::Facts(vec![
        (words.t("invoice-taxable"), money(words, content, content.net())),
        (words.t("invoice-vat-rate"), rate),
        (words.t("invoice-vat"), money(words, content, content.vat())),
        (words.t("invoice-total"), money(words, content, content.total())),
    ]));
    let why = match content.vat_kind {
        VatKind::Home => None,
        VatKind::Reverse => Some("invoice-reverse"),
        VatKind::Outside => Some("invoice-outside"),
    };
    let text = |text: String| Block::Paragraph(vec![Span::plain(text)]);
    blocks.extend(why.map(|key| text(words.t(key))));
    if content.credits.is_none() {
        blocks.extend(content.bank.lines().map(|line| text(line.to_owned())));
    }
    Document {
        foot: format!("{} · {title}", content.seller.name),
        author: content.seller.name.clone(),
        language: content.language.clone(),
        title,
        blocks,
    }
}
