//! When a sender is worth a warning. Few rules, each for a trick that works on people, each silent where honest mail looks
//! the same: a warning that is often wrong is read by nobody.

use domain::MailKind;
use domain::mail_domain::{company, is_public};
use domain::record::{Address, AuthResult, Authentication, SenderCheck};

/// What is wrong with a sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suspicion {
    /// From is an address of the tenant's own, and the receiving server could not confirm it.
    OwnAddress(String),
    /// From is an address of the tenant's own, nobody else says anything, and its domain's signature does not fit.
    OwnSignature(String),
    /// The domain in From does not stand by this mail (DMARC).
    NotConfirmed(String),
    /// The display name shows another address than the real one: shown, real.
    OtherAddressShown(String, String),
    /// Answers go to somebody else who looks like the sender: where they go.
    AnswersElsewhere(String),
}

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// From.
    pub from: &'a [Address],
    /// Reply-To.
    pub reply_to: &'a [Address],
    /// What kind of mail it is.
    pub kind: MailKind,
    /// The receiving server's word.
    pub verdict: Option<&'a Authentication>,
    /// What the signatures came to when they were checked here.
    pub check: Option<&'a SenderCheck>,
    /// The tenant's own addresses.
    pub own: &'a [String],
}

/// Longest domains that are compared letter by letter.
const COMPARED_CHARS_MAX: usize = 64;
/// Domains shorter than this are alike too often.
const COMPARED_CHARS_MIN: usize = 6;

/// What is wrong with the sender; most often nothing.
#[must_use]
pub fn of(sender: &Sender<'_>) -> Vec<Suspicion> {
    // Several authors are rare and legitimate; a delivery report is the server's own.
    let [from] = sender.from else { return Vec::new() };
    if sender.kind == MailKind::Bounce {
        return Vec::new();
    }
    [identity(sender, from), shown(sender, from), answers(sender, from)].into_iter().flatten().collect()
}

/// A list alters mail on its way, so that its author's domain cannot stand by it any more: only there a failure is
/// nothing. Without a verdict nothing is known, and a form on the company's own site writes as the company, too.
///
/// A signature that was found good here, of exactly the domain in From, is proof: whatever the server thought of the way
/// that the mail took, its author's domain wrote it. One that does not fit says little (gateways and forwarders alter
/// mail, too), so it is a warning only where it costs most to be wrong: the tenant's own address, about which nobody else
/// has a word. No signature at all is nothing: forms of the company's own site write so.
fn identity(sender: &Sender<'_>, from: &Address) -> Option<Suspicion> {
    if sender.check.is_some_and(SenderCheck::confirms_exactly) {
        return None;
    }
    let is_own = sender.own.iter().any(|own| own.eq_ignore_ascii_case(&from.email));
    let Some(verdict) = sender.verdict else {
        let is_refuted = sender.check.is_some_and(SenderCheck::refutes) && sender.kind != MailKind::List;
        return (is_refuted && is_own).then(|| Suspicion::OwnSignature(from.email.clone()));
    };
    let failed = |result: Option<AuthResult>| result == Some(AuthResult::Fail);
    let passed = |result: Option<AuthResult>| result == Some(AuthResult::Pass);
    let is_refuted = failed(verdict.dmarc)
        || (failed(verdict.spf) && !passed(verdict.dkim) && !passed(verdict.dmarc) && is_own);
    match (is_refuted && sender.kind != MailKind::List, is_own) {
        (false, _) => None,
        (true, true) => Some(Suspicion::OwnAddress(from.email.clone())),
        (true, false) => Some(Suspicion::NotConfirmed(domain(&from.email).to_owned())),
    }
}

/// Mail programs show the name and hide the address. Groups write "eva@home.test via Support": they are lists.
fn shown(sender: &Sender<'_>, from: &Address) -> Option<Suspicion> {
    if sender.kind == MailKind::List {
        return None;
    }
    let separates = |c: char| c.is_whitespace() || "<>()[]{}\"',;:|".contains(c);
    let mut words = from.name.split(separates).map(|word| word.trim_matches('.'));
    let shown = words.find(|word| {
        let parts = word.split_once('@');
        parts.is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@') && !domain.starts_with('.')
        })
    })?;
    let differs = company(domain(shown)) != company(domain(&from.email));
    differs.then(|| Suspicion::OtherAddressShown(shown.to_ascii_lowercase(), from.email.clone()))
}

/// Many honest mails want their answers elsewhere. Worth a warning is only who poses as the sender: a domain that is
/// spelt nearly the same, or the sender's own name at a free provider while From is a company's.
fn answers(sender: &Sender<'_>, from: &Address) -> Option<Suspicion> {
    let [reply] = sender.reply_to else { return None };
    let (at, to) = (company(domain(&from.email)), company(domain(&reply.email)));
    let is_own = |email: &str| sender.own.iter().any(|own| own.eq_ignore_ascii_case(email));
    if at == to || sender.kind != MailKind::Human || is_own(&reply.email) || is_own(&from.email) {
        return None;
    }
    let same_name = !from.name.trim().is_empty() && from.name.trim().eq_ignore_ascii_case(reply.name.trim());
    let confirmed = sender.verdict.is_some_and(|verdict| verdict.dmarc == Some(AuthResult::Pass))
        || sender.check.is_some_and(SenderCheck::confirms);
    let poses = are_alike(&at, &to) || (same_name && is_public(&to) && !is_public(&at) && !confirmed);
    poses.then(|| Suspicion::AnswersElsewhere(reply.email.clone()))
}

fn domain(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Whether two different domains can be taken for each other: one or two letters added, left out or changed.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let sizes = COMPARED_CHARS_MIN..=COMPARED_CHARS_MAX;
    if one == other || !sizes.contains(&one.len()) || !sizes.contains(&other.len()) {
        return false;
    }
    // Short names differ by two letters although they are two companies'.
    let most = if one.len().min(other.len()) >= 10 { 2 } else { 1 };
    distance(&one, &other) <= most
}

/// Levenshtein's distance, one row at a time.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut before = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            let here = (before + usize::from(a != b)).min(left + 1).min(above + 1);
            before = *above;
            left = here;
            next.push(here);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use AuthResult::{Fail, None as Nothing, Pass, Unknown};
    use domain::record::{SignatureCheck, SignatureReason, SignatureResult};

    fn address(text: &str) -> Address {
        let (name, email) = text.rsplit_once(' ').unwrap_or(("", text));
        Address { name: name.to_owned(), email: email.to_owned() }
    }

    fn verdict(spf: AuthResult, dkim: AuthResult, dmarc: AuthResult) -> Authentication {
        Authentication {
            server: "mx.acme.test".to_owned(),
            spf: Some(spf),
            dkim: Some(dkim),
            dmarc: Some(dmarc),
        }
    }

    fn judge(
        from: &str,
        reply_to: Option<&str>,
        kind: MailKind,
        verdict: Option<&Authentication>,
    ) -> Vec<Suspicion> {
        let (from, reply_to) = ([address(from)], reply_to.map(address).into_iter().collect::<Vec<_>>());
        let own = ["support@acme.test".to_owned(), "info@acme.test".to_owned()];
        of(&Sender { from: &from, reply_to: &reply_to, kind, verdict, check: None, own: &own })
    }

    #[test]
    fn honest_mail_is_left_alone() {
        let good = verdict(Pass, Pass, Pass);
        let forwarded = verdict(Fail, Pass, Pass);
        let unsigned = verdict(Fail, Nothing, Nothing);
        let nothing = verdict(Nothing, Nothing, Nothing);
        for (from, reply_to, kind, verdict) in [
            ("Eva eva@home.test", None, MailKind::Human, None),
            ("Eva eva@home.test", None, MailKind::Human, Some(&good)),
            ("Eva eva@home.test", None, MailKind::Human, Some(&forwarded)),
            // A domain without DMARC: SPF alone fails for every forwarded mail.
            ("Eva eva@home.test", None, MailKind::Human, Some(&unsigned)),
            // The company's own contact form, and its own server.
            ("Form support@acme.test", Some("Eva eva@home.test"), MailKind::Human, None),
            ("Form support@acme.test", Some("Eva eva@home.test"), MailKind::Human, Some(&nothing)),
            ("Ada support@acme.test", None, MailKind::Human, Some(&forwarded)),
            // Newsletters, shops, ticket systems want answers elsewhere.
            ("Shop news@mail.shop.test", Some("Shop help@shop.test"), MailKind::Human, Some(&good)),
            ("Shop no-reply@shop.test", Some("Help help@helpdesk.test"), MailKind::Human, None),
            ("Eva eva@gmail.com", Some("Eva eva@home.test"), MailKind::Human, None),
            ("Eva eva@work.test", Some("Eva eva@gmail.com"), MailKind::Human, Some(&good)),
            ("Eva eva@bbc.test", Some("Eva eva@cnn.test"), MailKind::Human, None),
            // The name is the address, or another of the same company.
            ("eva@home.test eva@home.test", None, MailKind::Human, None),
            ("eva@home.test eva@mail.home.test", None, MailKind::Human, None),
            ("Eva @ Home eva@home.test", None, MailKind::Human, None),
            ("Eva @home.test eva@x.test", None, MailKind::Human, None),
            // Lists rewrite and break.
            ("'eva@home.test' via Talk talk@lists.test", None, MailKind::List, Some(&good)),
            ("Eva eva@home.test", None, MailKind::List, Some(&verdict(Fail, Fail, Fail))),
            ("Mailer mailer-daemon@x.test", None, MailKind::Bounce, Some(&verdict(Fail, Fail, Fail))),
        ] {
            assert_eq!(judge(from, reply_to, kind, verdict), [], "{from} {reply_to:?} {verdict:?}");
        }
        let two = [address("A a@x.test"), address("b@y.test b@z.test")];
        let bad = verdict(Fail, Fail, Fail);
        let sender = Sender {
            from: &two,
            reply_to: &[],
            kind: MailKind::Human,
            verdict: Some(&bad),
            check: None,
            own: &[],
        };
        assert_eq!(of(&sender), []);
    }

    #[test]
    fn tricks_are_named() {
        let bad = verdict(Fail, Fail, Fail);
        let weak =
            Authentication { server: String::new(), spf: Some(Fail), dkim: Some(Unknown), dmarc: None };
        let text = str::to_owned;
        let cases = [
            ("Boss Info@Acme.test", None, Some(&bad), Suspicion::OwnAddress(text("Info@Acme.test"))),
            ("Boss info@acme.test", None, Some(&weak), Suspicion::OwnAddress(text("info@acme.test"))),
            ("Bank service@bank.test", None, Some(&bad), Suspicion::NotConfirmed(text("bank.test"))),
            (
                "Boss <CEO@acme.test> x1@evil.test",
                None,
                None,
                Suspicion::OtherAddressShown(text("ceo@acme.test"), text("x1@evil.test")),
            ),
            (
                "Eva eva@bellfactory.test",
                Some("Eva eva@bellfactroy.test"),
                None,
                Suspicion::AnswersElsewhere(text("eva@bellfactroy.test")),
            ),
            (
                "Eva Berg eva@work.test",
                Some("Eva Berg eva.berg.77@gmail.com"),
                None,
                Suspicion::AnswersElsewhere(text("eva.berg.77@gmail.com")),
            ),
        ];
        for (from, reply_to, verdict, expected) in cases {
            assert_eq!(judge(from, reply_to, MailKind::Human, verdict), [expected], "{from} {reply_to:?}");
        }
    }

    #[test]
    fn what_was_checked_here_counts_where_it_is_proof_or_where_nobody_else_speaks() {
        use SignatureReason::{BodyChanged, Expired};
        use SignatureResult::{Fail as Bad, Pass as Good};
        let own = ["support@acme.test".to_owned()];
        let check = |domain: &str, result, reason| SenderCheck {
            from_domain: "acme.test".to_owned(),
            signatures: vec![SignatureCheck {
                domain: domain.to_owned(),
                selector: "s".to_owned(),
                result,
                reason,
                aligned: company(domain) == "acme.test",
            }],
            ..SenderCheck::default()
        };
        let judge = |email: &str, kind, verdict: Option<&Authentication>, check: &SenderCheck| {
            let from = [address(email)];
            of(&Sender { from: &from, reply_to: &[], kind, verdict, check: Some(check), own: &own })
        };
        let forged = || vec![Suspicion::OwnSignature("support@acme.test".to_owned())];
        let (us, person) = ("support@acme.test", MailKind::Human);
        let altered = check("acme.test", Bad, Some(BodyChanged));
        assert_eq!(judge(us, person, None, &altered), forged());
        // Lists alter mail; of others it says too little; the receiving server has the better view.
        assert_eq!(judge(us, MailKind::List, None, &altered), []);
        assert_eq!(judge("eva@acme.test", person, None, &altered), []);
        assert_eq!(judge(us, person, Some(&verdict(Pass, Pass, Pass)), &altered), []);
        // Too late is not altered, somebody else's signature is not ours, and none at all is nothing.
        assert_eq!(judge(us, person, None, &check("acme.test", Bad, Some(Expired))), []);
        assert_eq!(judge(us, person, None, &check("news.test", Bad, Some(BodyChanged))), []);
        assert_eq!(judge(us, person, None, &SenderCheck::default()), []);
        // A good one proves who wrote, whatever the server thought; one of a domain below does not say as much.
        let refused = verdict(Fail, Fail, Fail);
        assert_eq!(judge(us, person, Some(&refused), &check("acme.test", Good, None)), []);
        let below = judge(us, person, Some(&refused), &check("news.acme.test", Good, None));
        assert_eq!(below, [Suspicion::OwnAddress("support@acme.test".to_owned())]);
    }

    #[test]
    fn domains_are_compared_letter_by_letter() {
        assert!(are_alike("shopping.test", "shoppinq.test") && are_alike("bell-shop.test", "bellshop.test"));
        assert!(!are_alike("bbc.test", "cnn.test") && !are_alike("shop.test", "shop.test"));
        assert_eq!(distance(&['a', 'b', 'c'], &['b', 'c', 'd']), 2);
    }
}
