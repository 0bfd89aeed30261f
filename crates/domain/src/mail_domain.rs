//! Domains under which anyone gets an address: who writes from there has nothing to do with who else does.

/// Lower case, in the order of the alphabet.
const PUBLIC: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "email.com",
    "fastmail.com",
    "fastmail.fm",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "icloud.com",
    "jubii.dk",
    "laposte.net",
    "libero.it",
    "live.com",
    "live.dk",
    "mac.com",
    "mail.com",
    "mail.dk",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.dk",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "seznam.cz",
    "sfr.fr",
    "stofanet.dk",
    "t-online.de",
    "telia.com",
    "tuta.com",
    "tutanota.com",
    "verizon.net",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.dk",
    "yahoo.fr",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
];

/// Whether anyone gets an address under this domain (lower case).
#[must_use]
pub fn is_public(domain: &str) -> bool {
    PUBLIC.binary_search(&domain).is_ok()
}

/// What a company registers: the last two labels of a domain, three where the last two are a country's (`co.uk`).
#[must_use]
pub fn company(domain: &str) -> String {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<_> = domain.split('.').collect();
    let wide = match labels.as_slice() {
        [.., second, top] => top.len() == 2 && (second.len() <= 3 || *second == "gouv" || *second == "asso"),
        _ => false,
    };
    let kept = labels.len().saturating_sub(if wide { 3 } else { 2 });
    labels.get(kept..).unwrap_or_default().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_what_it_registers() {
        assert_eq!(company("mail.shop.test"), "shop.test");
        assert_eq!(company("mail.shop.co.uk"), "shop.co.uk");
        assert_eq!(company("a.gouv.fr"), "a.gouv.fr");
        assert_eq!(company("test"), "test");
        assert_eq!(company(""), "");
    }

    #[test]
    fn the_list_can_be_searched() {
        assert!(PUBLIC.is_sorted());
        assert!(PUBLIC.iter().all(|domain| is_public(domain) && *domain == domain.to_lowercase()));
        assert!(!is_public("acme.test") && !is_public("Gmail.com") && !is_public("mail.gmail.com"));
    }
}
