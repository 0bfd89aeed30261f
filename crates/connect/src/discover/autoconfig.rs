//! The autoconfig file of a domain: `clientConfig` 1.1 as described at
//! <https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat>.

use super::{Endpoint, Login, Proposal, Source, is_host_name};
use domain::record::Security;
use roxmltree::{Document, Node};

/// The first IMAP server and the first SMTP server that are protected and take a password.
pub(super) fn read(file: &[u8]) -> Option<Proposal> {
    let text = std::str::from_utf8(file).ok()?;
    // No DTD: the parser refuses one unless it is asked to.
    let document = Document::parse(text).ok()?;
    let provider = document.descendants().find(|node| node.has_tag_name("emailProvider"))?;
    let server = |tag: &str, kind: &str| {
        provider
            .children()
            .filter(|node| node.has_tag_name(tag) && node.attribute("type") == Some(kind))
            .find_map(|node| endpoint(&node))
    };
    let (imap, login) = server("incomingServer", "imap")?;
    let (smtp, _) = server("outgoingServer", "smtp")?;
    Some(Proposal { source: Source::Autoconfig, provider: None, imap, smtp, login, hint: None })
}

fn endpoint(server: &Node<'_, '_>) -> Option<(Endpoint, Login)> {
    let value = |tag: &str| {
        let node = server.children().find(|node| node.has_tag_name(tag))?;
        Some(node.text().unwrap_or_default().trim())
    };
    let security = match value("socketType")? {
        "SSL" => Security::Tls,
        "STARTTLS" => Security::StartTls,
        _ => return None,
    };
    let takes_password = server
        .children()
        .filter(|node| node.has_tag_name("authentication"))
        .any(|node| matches!(node.text().map(str::trim), Some("password-cleartext" | "plain")));
    let host = value("hostname")?.to_ascii_lowercase();
    if !takes_password || !is_host_name(&host) {
        return None;
    }
    let login = match value("username") {
        Some("%EMAILLOCALPART%") => Login::LocalPart,
        _ => Login::Address,
    };
    Some((Endpoint { host, port: value("port")?.parse().ok().filter(|port| *port != 0)?, security }, login))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(imap_kind: &str, more: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>{more}<clientConfig version=\"1.1\"><emailProvider id=\"a.test\">\
             <incomingServer type=\"pop3\"><hostname>pop.a.test</hostname><port>995</port><socketType>SSL</socketType>\
             <authentication>password-cleartext</authentication></incomingServer>\
             <incomingServer type=\"imap\"><hostname>IMAP.a.test</hostname><port>993</port><socketType>{imap_kind}</socketType>\
             <authentication>OAuth2</authentication><authentication>password-cleartext</authentication>\
             <username>%EMAILLOCALPART%</username></incomingServer>\
             <outgoingServer type=\"smtp\"><hostname>smtp.a.test</hostname><port>587</port><socketType>STARTTLS</socketType>\
             <authentication>password-cleartext</authentication></outgoingServer></emailProvider></clientConfig>"
        )
    }

    #[test]
    fn the_first_servers_that_fit_are_taken() {
        let found = read(file("SSL", "").as_bytes()).unwrap();
        assert_eq!((found.imap.host.as_str(), found.imap.port), ("imap.a.test", 993));
        assert_eq!((found.smtp.port, found.smtp.security), (587, Security::StartTls));
        assert_eq!(found.login, Login::LocalPart);
    }

    #[test]
    fn nothing_is_proposed_without_protection_or_from_what_is_no_such_file() {
        assert_eq!(read(file("plain", "").as_bytes()), None);
        assert_eq!(read(b"<html></html>"), None);
        assert_eq!(read(b"\xff"), None);
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>";
        assert_eq!(read(file("SSL", bomb).as_bytes()), None);
    }
}
