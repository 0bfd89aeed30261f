//! Whom a company's invoices go to, and what an invoice says.

use crate::{Day, ObjectKind, SealedRecord, VatKind};
use minicbor::{Decode, Encode};

/// Whom a company's invoices go to (`billing.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct BillingDetails {
    /// The name that invoices bear.
    #[n(0)]
    pub name: String,
    /// Postal address, in lines.
    #[n(1)]
    pub address: String,
    /// Country, two letters.
    #[n(2)]
    pub country: String,
    /// VAT number, where it has one.
    #[n(3)]
    pub vat_number: String,
    /// Address that invoices are sent to.
    #[n(4)]
    pub email: String,
    /// Language of the invoices.
    #[n(5)]
    pub language: String,
}

impl SealedRecord for BillingDetails {
    const KIND: ObjectKind = ObjectKind::BillingDetails;
}

/// Who sells, or who buys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct InvoiceParty {
    /// Name.
    #[n(0)]
    pub name: String,
    /// Postal address, in lines.
    #[n(1)]
    pub address: String,
    /// Country, two letters.
    #[n(2)]
    pub country: String,
    /// VAT number, where it has one.
    #[n(3)]
    pub vat_number: String,
}

/// A line of an invoice. Money is in the smallest unit of the currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct InvoiceLine {
    /// The plan.
    #[n(0)]
    pub plan: String,
    /// Seats.
    #[n(1)]
    pub seats: i64,
    /// Price of a seat and month.
    #[n(2)]
    pub price: i64,
    /// Days that are charged.
    #[n(3)]
    pub days: i64,
    /// Days of the month.
    #[n(4)]
    pub of_days: i64,
    /// Without VAT.
    #[n(5)]
    pub net: i64,
    /// VAT.
    #[n(6)]
    pub vat: i64,
}

/// What an invoice says (`invoice.content`): it stands for itself, whatever becomes of the company's account.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct InvoiceContent {
    /// Its number, as it is written.
    #[n(0)]
    pub number: String,
    /// The number of the invoice that it credits.
    #[n(1)]
    pub credits: Option<String>,
    /// Who sells.
    #[n(2)]
    pub seller: InvoiceParty,
    /// Who buys.
    #[n(3)]
    pub buyer: InvoiceParty,
    /// Address that it is sent to.
    #[n(4)]
    pub email: String,
    /// Its language.
    #[n(5)]
    pub language: String,
    /// Currency (ISO 4217).
    #[n(6)]
    pub currency: String,
    /// Day of issue.
    #[n(7)]
    pub issued: Day,
    /// Day until which it is to be paid.
    #[n(8)]
    pub due: Day,
    /// First day that is charged.
    #[n(9)]
    pub from: Day,
    /// Last day that is charged.
    #[n(10)]
    pub until: Day,
    /// How VAT is charged.
    #[n(11)]
    pub vat_kind: VatKind,
    /// Rate of VAT, in hundredths of a per cent.
    #[n(12)]
    pub vat_rate: i64,
    /// Lines.
    #[n(13)]
    pub lines: Vec<InvoiceLine>,
    /// How it is to be paid.
    #[n(14)]
    pub bank: String,
}

impl InvoiceContent {
    /// Without VAT.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.lines.iter().map(|line| line.net).sum()
    }

    /// VAT.
    #[must_use]
    pub fn vat(&self) -> i64 {
        self.lines.iter().map(|line| line.vat).sum()
    }

    /// What is to be paid.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.net() + self.vat()
    }
}

impl SealedRecord for InvoiceContent {
    const KIND: ObjectKind = ObjectKind::Invoice;
}

/// An invoice as it was sent (`invoice.file`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct InvoiceFile {
    /// A PDF.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl SealedRecord for InvoiceFile {
    const KIND: ObjectKind = ObjectKind::InvoiceFile;
}
