//! What people consent to about their own accounts (GDPR Art. 4(11), 7), and how they decided.

use crate::state::{BadState, states};

states! {
    /// What is asked for.
    ConsentPurpose("purpose of a consent") {
        /// Counting how Deskhero is used (C62, C63, C98).
        Usage = "usage" @ 0,
        /// News about the product by mail (C60).
        News = "news" @ 1,
    }
    /// How somebody decided.
    ConsentDecision("decision about a consent") {
        /// They consent.
        Given = "given" @ 0,
        /// They were asked and do not.
        Refused = "refused" @ 1,
        /// They did and do no more (Art. 7(3)).
        Withdrawn = "withdrawn" @ 2,
        /// They objected, and that was granted (Art. 21).
        Objected = "objected" @ 3,
        /// What is held about them is only kept for now (Art. 18).
        Restricted = "restricted" @ 4,
    }
    /// By which way somebody decided.
    ConsentWay("way of a decision") {
        /// On their page, or by a program of theirs.
        Page = "page" @ 0,
        /// By the link in a mail (RFC 8058).
        MailLink = "mail-link" @ 1,
        /// By a request about their own data that was granted.
        Request = "request" @ 2,
        /// The ledger says it, after a backup was restored.
        Ledger = "ledger" @ 3,
    }
    /// A browser, no closer than its family.
    BrowserFamily("browser") {
        /// Firefox.
        Firefox = "firefox" @ 0,
        /// Chrome, and what is built from it without saying another name.
        Chrome = "chrome" @ 1,
        /// Edge.
        Edge = "edge" @ 2,
        /// Safari.
        Safari = "safari" @ 3,
        /// Anything else.
        Other = "other" @ 4,
    }
    /// A system, no closer than its family.
    SystemFamily("system") {
        /// Windows.
        Windows = "windows" @ 0,
        /// macOS.
        Macos = "macos" @ 1,
        /// Linux.
        Linux = "linux" @ 2,
        /// Android.
        Android = "android" @ 3,
        /// iOS and iPadOS.
        Ios = "ios" @ 4,
        /// Anything else.
        Other = "other" @ 5,
    }
}

/// The families that a browser's `User-Agent` names; of the rest of it nothing is looked at.
#[must_use]
pub fn families(user_agent: &str) -> (BrowserFamily, SystemFamily) {
    let says = |word: &str| user_agent.contains(word);
    // In this order: each later name also stands in what earlier ones say of themselves.
    let browser = match () {
        () if says("Firefox/") => BrowserFamily::Firefox,
        () if says("Edg/") || says("EdgA/") || says("EdgiOS/") => BrowserFamily::Edge,
        () if says("OPR/") || says("Vivaldi/") => BrowserFamily::Other,
        () if says("Chrome/") || says("CriOS/") => BrowserFamily::Chrome,
        () if says("Safari/") => BrowserFamily::Safari,
        () => BrowserFamily::Other,
    };
    let system = match () {
        () if says("Android") => SystemFamily::Android,
        () if says("iPhone") || says("iPad") => SystemFamily::Ios,
        () if says("Windows") => SystemFamily::Windows,
        () if says("Macintosh") => SystemFamily::Macos,
        () if says("Linux") => SystemFamily::Linux,
        () => SystemFamily::Other,
    };
    (browser, system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_its_family_alone() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 \
                    Safari/537.36 Edg/120.0.0.0";
        assert_eq!(families(edge), (BrowserFamily::Edge, SystemFamily::Windows));
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/17.0 Mobile/15E148 Safari/604.1";
        assert_eq!(families(safari), (BrowserFamily::Safari, SystemFamily::Ios));
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0";
        assert_eq!(families(firefox), (BrowserFamily::Firefox, SystemFamily::Linux));
        let chrome = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(families(chrome), (BrowserFamily::Chrome, SystemFamily::Android));
        assert_eq!(families("curl/8"), (BrowserFamily::Other, SystemFamily::Other));
    }
}
