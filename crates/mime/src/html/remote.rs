//! Remote images of cleaned HTML: where they lie, and which of them only tell the sender that the mail was read.

use super::escape;
use super::token::{Tag, Token, Tokens, decode_entities};
use domain::limits::REMOTE_IMAGES_MAX;

/// Where cleaning moved the address of a remote image.
const ADDRESS: &str = "data-remote-src";
/// Cleaning marks an image that its sender hid by a style that was not kept.
pub(super) const HIDDEN: &str = "data-hidden";

/// A remote image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteImage {
    /// Its address, as it stands in the mail.
    pub url: String,
    /// The host in it, lower case; empty when the address names none.
    pub host: String,
    /// Why it looks like a tracker.
    pub tracker: Option<Tracker>,
}

/// Why an image looks like a tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracker {
    /// Nobody could see it: at most two pixels wide and high, or hidden.
    Invisible,
    /// Its address belongs to this service, which tells senders when and where a mail is opened.
    Service(&'static str),
}

/// Hosts (with every name below them) whose images only count. Hosts that serve the pictures of letters too are not
/// among them: trackers stay blocked.
const SERVICES: &[(&str, &str)] = &[
    ("acemlna.com", "ActiveCampaign"),
    ("acemlnb.com", "ActiveCampaign"),
    ("awstrack.me", "Amazon SES"),
    ("bananatag.com", "Bananatag"),
    ("bl-1.com", "Boomerang"),
    ("cl.exct.net", "Salesforce Marketing Cloud"),
    ("cmail19.com", "Campaign Monitor"),
    ("cmail20.com", "Campaign Monitor"),
    ("ct.sendgrid.net", "SendGrid"),
    ("doubleclick.net", "Google Marketing Platform"),
    ("e.customeriomail.com", "Customer.io"),
    ("emltrk.com", "Litmus"),
    ("getdrip.com", "Drip"),
    ("getnotify.com", "GetNotify"),
    ("google-analytics.com", "Google Analytics"),
    ("intercom-mail.com", "Intercom"),
    ("klclick.com", "Klaviyo"),
    ("klclick1.com", "Klaviyo"),
    ("klclick2.com", "Klaviyo"),
    ("klclick3.com", "Klaviyo"),
    ("list-manage.com", "Mailchimp"),
    ("mailfoogae.appspot.com", "Streak"),
    ("mailtrack.io", "Mailtrack"),
    ("mandrillapp.com", "Mailchimp Transactional"),
    ("mjt.lu", "Mailjet"),
    ("mktoresp.com", "Marketo"),
    ("mltrk.io", "Mail Tracker by Hunter"),
    ("pstmrk.it", "Postmark"),
    ("r.superhuman.com", "Superhuman"),
    ("rs6.net", "Constant Contact"),
    ("sparkpostmail.com", "SparkPost"),
    ("t.hubspotemail.net", "HubSpot"),
    ("t.yesware.com", "Yesware"),
    ("track.hubspot.com", "HubSpot"),
    ("track.mixmax.com", "Mixmax"),
    ("via.intercom.io", "Intercom"),
];

/// Paths of the same services under their customers' own host names.
const PATHS: &[(&str, &str)] = &[
    ("/e2t/to/", "HubSpot"),
    ("/track/open.php", "Mailchimp"),
    ("/wf/open", "SendGrid"),
    ("/emimp/", "LinkedIn"),
];

/// The remote images of cleaned HTML, in order, [`REMOTE_IMAGES_MAX`] at most.
#[must_use]
pub fn remote_images(html: &str) -> Vec<RemoteImage> {
    // Most mails have none: a search is cheaper than reading every tag.
    if !html.contains(ADDRESS) {
        return Vec::new();
    }
    let images = Tokens::new(html).filter_map(|token| match token {
        Token::Open(tag) => read(&tag),
        _ => None,
    });
    images.take(REMOTE_IMAGES_MAX).collect()
}

/// Gives remote images a source, by their place in [`remote_images`]; those without one stay as they are.
#[must_use]
pub fn with_sources(html: &str, mut source: impl FnMut(usize, &RemoteImage) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 1_024);
    let (mut tokens, mut from, mut place) = (Tokens::new(html), 0, 0);
    while let Some(token) = tokens.next() {
        let Token::Open(tag) = token else { continue };
        let Some(image) = read(&tag) else { continue };
        if place >= REMOTE_IMAGES_MAX {
            break;
        }
        if let Some(found) = source(place, &image) {
            let name = tokens.at.saturating_sub(tag.source.len()) + 1 + tag.name.len();
            out.push_str(html.get(from..name).unwrap_or_default());
            out.push_str(" src=\"");
            out.push_str(&escape(&found));
            out.push('"');
            from = name;
        }
        place += 1;
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

/// The service that images of this host count for.
#[must_use]
pub fn tracking_service(host: &str) -> Option<&'static str> {
    let is_of = |of: &str| host.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    SERVICES.iter().find(|(of, _)| is_of(of)).map(|(_, name)| *name)
}

fn read(tag: &Tag<'_>) -> Option<RemoteImage> {
    if tag.name != "img" {
        return None;
    }
    let url = decode_entities(tag.get(ADDRESS)?);
    let (host, path) = parts(&url);
    let by_path = || PATHS.iter().find(|(part, _)| path.contains(part)).map(|(_, name)| *name);
    let service = tracking_service(&host).or_else(by_path).map(Tracker::Service);
    let tracker = service.or_else(|| is_invisible(tag).then_some(Tracker::Invisible));
    Some(RemoteImage { host, tracker, url })
}

/// Host (lower case, without sign-in and port) and path of an http address.
fn parts(url: &str) -> (String, &str) {
    let rest = url.split_once("//").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    (host.trim_end_matches('.').to_ascii_lowercase(), path)
}

fn is_invisible(tag: &Tag<'_>) -> bool {
    let style = tag.get("style").unwrap_or_default();
    let of = |name: &str| {
        let by_style = declared(style, name).and_then(pixels);
        by_style.or_else(|| tag.get(name).and_then(pixels))
    };
    let (width, height) = (of("width"), of("height"));
    let tiny = |side: Option<u32>| side.is_some_and(|side| side <= 2);
    tag.get(HIDDEN).is_some()
        || declared(style, "display") == Some("none")
        || width == Some(0)
        || height == Some(0)
        || (tiny(width) && tiny(height))
}

/// The value of a property in a cleaned style.
fn declared<'s>(style: &'s str, property: &str) -> Option<&'s str> {
    let declarations = style.split(';').filter_map(|one| one.split_once(':'));
    declarations.filter(|(name, _)| name.trim() == property).map(|(_, value)| value.trim()).next_back()
}

/// Whole pixels; `None` for any other unit.
fn pixels(value: &str) -> Option<u32> {
    let value = value.trim().trim_end_matches("!important").trim_end();
    let number = value.strip_suffix("px").unwrap_or(value).trim_end();
    number.parse::<f32>().ok().filter(|n| (0.0..100_000.0).contains(n)).map(|n| n.ceil() as u32)
}

/// Whether a sender's style hides the element by properties that cleaning does not keep.
#[must_use]
pub(super) fn is_hidden_by(style: &str) -> bool {
    let style: String = style.to_ascii_lowercase().split_ascii_whitespace().collect();
    style.split(';').filter_map(|one| one.split_once(':')).any(|(name, value)| {
        let value = value.trim_end_matches("!important");
        let zero = value.trim_end_matches("px").parse::<f32>().is_ok_and(|n| n <= 0.01);
        match name {
            "visibility" => value == "hidden" || value == "collapse",
            "opacity" | "max-height" | "max-width" => zero,
            "left" | "top" | "text-indent" => {
                value.trim_end_matches("px").parse::<f32>().is_ok_and(|n| n < -500.0)
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(source: &str) -> String {
        super::super::clean(source).html
    }

    fn trackers(source: &str) -> Vec<Option<Tracker>> {
        remote_images(&cleaned(source)).into_iter().map(|image| image.tracker).collect()
    }

    #[test]
    fn what_nobody_sees_and_what_only_counts_looks_like_a_tracker() {
        let invisible = Some(Tracker::Invisible);
        let cases = [
            ("<img src='https://a.test/p.gif' width=1 height=1>", invisible),
            ("<img src='//a.test/p.gif' width='1px' height='1px'>", invisible),
            ("<img src='https://a.test/p.gif' style='width:1px;height:1px'>", invisible),
            ("<img src='https://a.test/p.gif' style='Display: none'>", invisible),
            ("<img src='https://a.test/p.gif' style='visibility:hidden'>", invisible),
            ("<img src='https://a.test/p.gif' style='opacity: 0.0 !important'>", invisible),
            ("<img src='https://a.test/p.gif' height=0>", invisible),
            (
                "<img src='https://x.us1.list-manage.com/track/open.php?u=1'>",
                Some(Tracker::Service("Mailchimp")),
            ),
            ("<img src='https://u7.ct.sendgrid.net/wf/open?upn=1'>", Some(Tracker::Service("SendGrid"))),
            ("<img src='https://links.shop.test/wf/open?upn=1'>", Some(Tracker::Service("SendGrid"))),
            // A letter's own pictures, a spacer, a rule.
            ("<img src='https://a.test/logo.png' width=120 height=40>", None),
            ("<img src='https://a.test/logo.png'>", None),
            ("<img src='https://a.test/rule.gif' width=600 height=1>", None),
            ("<img src='https://a.test/wide.gif' width='100%' height='1'>", None),
            ("<img src='https://notlist-manage.com/logo.png'>", None),
            ("<img src='https://cdn.sendgrid.net/logo.png'>", None),
        ];
        for (source, expected) in cases {
            assert_eq!(trackers(source), [expected], "{source}");
        }
    }

    #[test]
    fn hosts_are_told_without_sign_in_and_port() {
        let host = |url: &str| parts(url).0;
        assert_eq!(host("https://Img.Shop.test:8443/x"), "img.shop.test");
        assert_eq!(host("https://shop.test@evil.test/x"), "evil.test");
        assert_eq!(host("https://evil.test\\@shop.test/"), "evil.test");
        assert_eq!(host("https://shop.test.?x"), "shop.test");
        assert_eq!(host("nothing"), "");
    }

    #[test]
    fn a_source_is_given_by_place_and_to_nothing_else() {
        let source = "<p>data-remote-src=\"x\"</p><img src='https://a.test/1'><img src='cid:x'>\
                      <img src='https://a.test/2' width=1 height=1><img alt='&lt;img data-remote-src=x>' src='https://a.test/3?a=1&amp;b=2'>";
        let html = cleaned(source);
        assert!(!html.contains(" src="), "{html}");
        let shown = with_sources(&html, |place, image| {
            assert!(image.url.starts_with("https://a.test/"));
            image.tracker.is_none().then(|| format!("/images/{place}?a&\"b"))
        });
        assert_eq!(shown.matches(" src=").count(), 2, "{shown}");
        assert!(shown.contains("<img src=\"/images/0?a&amp;&quot;b\""), "{shown}");
        assert!(shown.contains("<img src=\"/images/2?a&amp;&quot;b\""), "{shown}");
        assert_eq!(remote_images(&html)[2].url, "https://a.test/3?a=1&b=2");
        assert_eq!(with_sources(&html, |_, _| None), html);
    }

    #[test]
    fn only_so_many_are_read() {
        let html = cleaned(&"<img src='https://a.test/1'>".repeat(REMOTE_IMAGES_MAX + 5));
        assert_eq!(remote_images(&html).len(), REMOTE_IMAGES_MAX);
        let shown = with_sources(&html, |_, _| Some("/x".to_owned()));
        assert_eq!(shown.matches(" src=").count(), REMOTE_IMAGES_MAX);
    }
}
