//! Payments at Stripe's own page (Stripe API, Checkout Sessions, version 2024-06-20): a session is begun for an amount, looked at, and
//! ended. The number of a card is typed there and never comes here; what goes there is an amount, and what it is for.

use crate::egress::{Egress, STRIPE};
use crate::error::{Code, ConnectError};
use crate::http::{self, Answer, Server};
use domain::Private;
use hyper::Method;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// The version of the API that is spoken.
const VERSION: &str = "2024-06-20";
/// The longest answer: a session is a few KB.
const BYTES_MAX: usize = 256 * 1024;
/// How long one request may take.
const DEADLINE: Duration = Duration::from_secs(20);
/// Characters of a session's id, and of the address of its page.
const ID_CHARS_MAX: usize = 200;
const URL_CHARS_MAX: usize = 4_096;

/// Where Stripe is, and as whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripeAccount {
    /// Host name; the certificate must be valid for it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether it speaks no TLS: a server on this machine.
    pub is_plain: bool,
    /// PEM of one more authority to trust.
    pub ca_pem: Option<String>,
    /// The account's secret key.
    pub secret: Private<String>,
}

/// Stripe. Cheap to clone.
#[derive(Clone)]
pub struct Stripe {
    account: Arc<StripeAccount>,
    egress: Egress,
}

impl std::fmt::Debug for Stripe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stripe").field("host", &self.account.host).finish_non_exhaustive()
    }
}

/// A session that is to be begun.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// What it is called here; it comes back with the session.
    pub reference: &'a str,
    /// What is paid for, as the page says.
    pub name: &'a str,
    /// How much, in the smallest unit of the currency.
    pub amount: i64,
    /// Currency (ISO 4217).
    pub currency: &'a str,
    /// Language of the page.
    pub language: &'a str,
    /// Where the browser goes afterwards; `{CHECKOUT_SESSION_ID}` in it becomes the session's id.
    pub success_url: &'a str,
    /// Where it goes when nobody pays.
    pub cancel_url: &'a str,
    /// The same words begin the same session for a day: asked twice, there is one.
    pub idempotency_key: &'a str,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody may pay.
    Open,
    /// It was paid.
    Paid,
    /// It was gone through, and the money is on its way: a debit takes days.
    Processing,
    /// Nobody paid, and nobody can any more.
    Expired,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id.
    pub id: String,
    /// Its page, while somebody may pay.
    pub url: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// How much, in the smallest unit of the currency.
    pub amount: i64,
    /// Currency (ISO 4217), in capital letters.
    pub currency: String,
    /// What it is called here.
    pub reference: String,
}

/// A session as Stripe writes it.
#[derive(Deserialize)]
struct Written {
    id: String,
    url: Option<String>,
    status: String,
    payment_status: String,
    amount_total: Option<i64>,
    currency: Option<String>,
    client_reference_id: Option<String>,
}

#[derive(Deserialize)]
struct Refused {
    error: Words,
}

#[derive(Deserialize)]
struct Words {
    r#type: Option<String>,
    code: Option<String>,
}

impl Stripe {
    /// Stripe for this account. Nothing is asked yet.
    #[must_use]
    pub fn new(account: StripeAccount, egress: &Egress) -> Self {
        Self { account: Arc::new(account), egress: egress.clone() }
    }

    /// Begins a session.
    ///
    /// # Errors
    /// What went wrong on the way; [`Code::AuthFailed`] for a key that is not good, [`Code::Refused`] for what it does not take.
    pub async fn begin(&self, new: &NewSession<'_>) -> Result<Session, ConnectError> {
        let (amount, currency) = (new.amount.to_string(), new.currency.to_ascii_lowercase());
        let form = [
            ("mode", "payment"),
            ("client_reference_id", new.reference),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", &currency),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", new.name),
            ("locale", new.language),
            ("success_url", new.success_url),
            ("cancel_url", new.cancel_url),
        ];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let key = [("idempotency-key", new.idempotency_key.to_owned())];
        self.session("/v1/checkout/sessions", Some(form), &key).await
    }

    /// Looks at a session.
    ///
    /// # Errors
    /// As [`Stripe::begin`].
    pub async fn find(&self, id: &str) -> Result<Session, ConnectError> {
        self.session(&path(id)?, None, &[]).await
    }

    /// Ends a session that is open, so that nobody can pay any more.
    ///
    /// # Errors
    /// As [`Stripe::begin`]; [`Code::Refused`] when it is not open.
    pub async fn expire(&self, id: &str) -> Result<Session, ConnectError> {
        self.session(&format!("{}/expire", path(id)?), Some(String::new()), &[]).await
    }

    async fn session(
        &self,
        path: &str,
        form: Option<String>,
        further: &[(&'static str, String)],
    ) -> Result<Session, ConnectError> {
        let account = &self.account;
        let mut fields = vec![("stripe-version", VERSION.to_owned())];
        fields.extend(further.iter().cloned());
        let ask = http::Ask {
            method: if form.is_some() { Method::POST } else { Method::GET },
            path,
            accept: "application/json",
            authorization: Some(Private::new(format!("Bearer {}", account.secret.reveal()))),
            fields: &fields,
            body: form.map(|form| ("application/x-www-form-urlencoded", form.into_bytes())),
            bytes_max: BYTES_MAX,
        };
        let server = Server {
            adapter: &STRIPE,
            host: &account.host,
            port: account.port,
            ca_pem: account.ca_pem.as_deref(),
            is_public_only: false,
            is_plain: account.is_plain,
            deadline: DEADLINE,
        };
        let answer = http::ask(&self.egress, server, ask).await?;
        if !answer.status.is_success() {
            return Err(refused(&answer));
        }
        let written: Option<Written> = serde_json::from_slice(&answer.body).ok();
        let read = written.and_then(|written| read(written, account.is_plain));
        read.ok_or_else(|| ConnectError::new(Code::Protocol, "not a session of Stripe's Checkout"))
    }
}

fn is_id(id: &str) -> bool {
    let is_text = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_text && id.len() <= ID_CHARS_MAX && id.strip_prefix("cs_").is_some_and(|rest| !rest.is_empty())
}

fn path(id: &str) -> Result<String, ConnectError> {
    if is_id(id) { Ok(format!("/v1/checkout/sessions/{id}")) } else { Err(Code::Refused.into()) }
}

/// Nothing but a page by https is handed to a browser; by http only where the account is on this machine.
fn is_page(url: &str, is_plain: bool) -> bool {
    let is_web = url.starts_with("https://") || (is_plain && url.starts_with("http://"));
    is_web && url.len() <= URL_CHARS_MAX && url.bytes().all(|byte| byte.is_ascii_graphic())
}

fn read(written: Written, is_plain: bool) -> Option<Session> {
    let standing = match (written.status.as_str(), written.payment_status.as_str()) {
        (_, "paid") => Standing::Paid,
        ("open", "unpaid") => Standing::Open,
        ("complete", "unpaid") => Standing::Processing,
        ("expired", _) => Standing::Expired,
        _ => return None,
    };
    let is_good = is_id(&written.id) && written.url.as_deref().is_none_or(|url| is_page(url, is_plain));
    is_good.then(|| Session {
        id: written.id,
        url: written.url.filter(|_| standing == Standing::Open),
        standing,
        amount: written.amount_total.unwrap_or_default(),
        currency: written.currency.unwrap_or_default().to_ascii_uppercase(),
        reference: written.client_reference_id.unwrap_or_default(),
    })
}

/// An answer that is none of those that were hoped for. Its codes are words of Stripe's documentation; its message is left out, for it
/// repeats what was sent.
fn refused(answer: &Answer) -> ConnectError {
    let code = match answer.status.as_u16() {
        401 | 403 => Code::AuthFailed,
        429 => Code::Throttled,
        500..=599 => Code::Unavailable,
        _ => Code::Refused,
    };
    let said: Option<Refused> = serde_json::from_slice(&answer.body).ok();
    let words = said.map(|said| [said.error.r#type, said.error.code]).into_iter().flatten().flatten();
    let plain = |word: &String| word.len() <= 64 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let words: Vec<String> = words.filter(plain).collect();
    ConnectError::new(code, format!("{}: {}", answer.status.as_u16(), words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(status: &str, payment_status: &str, url: Option<&str>) -> Written {
        Written {
            id: "cs_test_a1".to_owned(),
            url: url.map(str::to_owned),
            status: status.to_owned(),
            payment_status: payment_status.to_owned(),
            amount_total: Some(3_524),
            currency: Some("eur".to_owned()),
            client_reference_id: None,
        }
    }

    #[test]
    fn a_session_stands_as_it_says() {
        let standing = |status, payment| read(written(status, payment, None), false).map(|one| one.standing);
        assert_eq!(standing("open", "unpaid"), Some(Standing::Open));
        assert_eq!(standing("complete", "paid"), Some(Standing::Paid));
        assert_eq!(standing("complete", "unpaid"), Some(Standing::Processing));
        assert_eq!(standing("expired", "unpaid"), Some(Standing::Expired));
        assert_eq!(standing("open", "no_payment_required"), None);
        assert_eq!(standing("", ""), None);
    }

    #[test]
    fn a_browser_is_sent_to_https_alone() {
        for (url, is_plain, is_good) in [
            ("https://checkout.stripe.com/c/pay/cs_test_a1#x", false, true),
            ("http://127.0.0.1:8420/pay/cs_test_a1", true, true),
            ("http://checkout.stripe.com/", false, false),
            ("javascript:alert(1)", true, false),
            ("https://a b/", false, false),
            ("https://a/\r\nb", false, false),
        ] {
            assert_eq!(read(written("open", "unpaid", Some(url)), is_plain).is_some(), is_good, "{url}");
        }
    }

    #[test]
    fn an_id_stands_in_a_path_as_it_is() {
        assert!(path("cs_live_b2c3").is_ok());
        for bad in ["", "cs_", "pi_1", "cs_a/../b", "cs_a?x", "cs_é"] {
            assert!(path(bad).is_err(), "{bad}");
        }
    }
}
