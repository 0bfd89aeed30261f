//! What each route takes.

use crate::walk::{ABSENT, ELSEWHERE};
use axum::http::Method;

/// The forms of custom fields and organisations.
fn own_form(path: &str) -> Option<String> {
    let text = match path {
        "/tickets/{ticket}/fields" => "key=walk&value=x".to_owned(),
        "/contacts/{contact}/fields" => format!("key=walk&value=x&ticket={ABSENT}"),
        "/contacts/{contact}/organisation" => format!("organisation=walk&ticket={ABSENT}"),
        "/organisations" | "/organisations/{organisation}" => "name=walk".to_owned(),
        "/organisations/{organisation}/people" => "email=carla@example.org".to_owned(),
        "/requests" => "right=access&email=eva@x.test".to_owned(),
        "/requests/settings" => "country=DK".to_owned(),
        "/tickets/{ticket}/restricted-answers" => "reason=walk&text=hello".to_owned(),
        _ if path.starts_with("/requests/{request}/") => {
            "how=x&email=carla@example.org&reason=x&decision=granted&version=1&text=x&why=x&right=access&language=en".to_owned()
        }
        "/fields" => "holder=contact&kind=text&name=new".to_owned(),
        "/fields/{field}" => "name=walk".to_owned(),
        "/fields/{field}/place" => "place=0".to_owned(),
        _ => return None,
    };
    Some(text)
}

/// What the API's steps of a request about somebody's data take.
fn step_body(path: &str) -> Option<&'static str> {
    if path.ends_with("/access-reviews/{review}/decisions") {
        return Some("{\"line_id\":\"018f0000-0000-7000-8000-000000000000\",\"decision\":\"kept\"}");
    }
    if path == "/api/v1/operator/disclosures/{disclosure}/refusal" {
        return Some("{\"reason\":\"walk\",\"password\":\"walk\"}");
    }
    let step = path.strip_prefix("/api/v1/subject-requests/{request}/")?;
    Some(match step {
        "facts" => "{\"right\":\"access\",\"language\":\"en\"}",
        "link" => "{}",
        "contact" => "{\"email\":\"carla@example.org\"}",
        "decision" => "{\"version\":1,\"decision\":\"granted\"}",
        "fulfilment" => "{\"version\":1,\"text\":\"x\"}",
        _ => "{\"text\":\"x\"}",
    })
}

/// What is put in the place of something.
fn put_body(path: &str) -> &'static str {
    match path {
        "/api/v1/operator/document-drafts/{document}/{language}" => "{\"text\":\"walk\"}",
        "/api/v1/subject-request-settings" => "{\"country\":\"DK\"}",
        "/api/v1/retention-rules/{rule}" => {
            "{\"name\":\"walk\",\"terms\":{\"subject\":\"conversation\",\"statuses\":[\"closed\"],\"days\":9}}"
        }
        _ => "{\"email\":\"eva@x.test\"}",
    }
}

const OF_DOCUMENTS: &str = "/api/v1/operator/documents/";

/// A body that the route accepts, so that what is refused is who asks.
pub fn body(method: &Method, path: &str) -> (&'static str, String) {
    let form = "application/x-www-form-urlencoded";
    if let Some(text) = own_form(path).filter(|_| method == Method::POST) {
        return (form, text);
    }
    if let Some(text) = step_body(path).filter(|_| method == Method::POST) {
        return ("application/json", text.to_owned());
    }
    match (method.as_str(), path) {
        ("POST", path) if path.starts_with(OF_DOCUMENTS) && path.ends_with("/releases") => {
            ("application/json", "{\"material\":false}".to_owned())
        }
        ("POST", "/tickets/{ticket}/replies" | "/tickets/{ticket}/notes") => {
            (form, "to=carla@x.test&text=hello".to_owned())
        }
        ("POST", "/tickets/{ticket}/changes") => (form, "status=pending".to_owned()),
        ("POST", "/tickets/{ticket}/merges" | "/tickets/{ticket}/links") => (form, "number=1".to_owned()),
        ("POST", "/tickets/{ticket}/links/removal") => (form, format!("other={ELSEWHERE}")),
        ("POST", "/tickets/{ticket}/splits") => (form, format!("message={ABSENT}")),
        ("POST", "/tickets/{ticket}/requester") => (form, "email=eva@x.test".to_owned()),
        ("POST", "/api/v1/tickets/{ticket}/merges") => {
            ("application/json", format!("{{\"into_id\":\"{ELSEWHERE}\"}}"))
        }
        ("POST", "/api/v1/tickets/{ticket}/links") => {
            ("application/json", format!("{{\"ticket_id\":\"{ELSEWHERE}\"}}"))
        }
        ("POST", "/api/v1/tickets/{ticket}/splits") => {
            ("application/json", format!("{{\"message_ids\":[\"{ABSENT}\"]}}"))
        }
        ("POST", "/tickets/{ticket}/drafts/{kind}" | "/tickets/{ticket}/drafts/{kind}/removal") => {
            (form, "text=hello".to_owned())
        }
        ("POST", "/tickets/{ticket}/presence") => (form, format!("window={ABSENT}&doing=looking")),
        ("POST", "/tickets/new" | "/tickets/new/drafts/mail" | "/tickets/new/drafts/mail/removal") => {
            (form, format!("draft={ABSENT}&text=hello"))
        }
        ("POST", "/api/v1/drafts") | ("PUT", "/api/v1/tickets/{ticket}/draft" | "/api/v1/drafts/{draft}") => {
            ("application/json", "{\"text\":\"hello\"}".to_owned())
        }
        ("PUT", path) => ("application/json", put_body(path).to_owned()),
        ("POST", "/messages/{message}/forwards") => (form, "to=sam@x.test&text=hello".to_owned()),
        ("POST", "/api/v1/messages/{message}/forwards") => {
            ("application/json", "{\"to\":[{\"email\":\"sam@x.test\"}]}".to_owned())
        }
        ("POST", "/messages/{message}/outcome") => (form, "decision=resend".to_owned()),
        ("POST", "/teams/{team}") => (form, "name=walked".to_owned()),
        ("POST", "/mailboxes/{mailbox}/addresses" | "/mailboxes/{mailbox}/addresses/removal") => {
            (form, "email=further@acme.test".to_owned())
        }
        ("POST", "/mailboxes/{mailbox}/assigning") => (form, "assign=nobody".to_owned()),
        ("POST", "/mailboxes/{mailbox}/state") => (form, "state=active".to_owned()),
        ("POST", path) if path.ends_with("/uploads") => (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
                .to_owned(),
        ),
        ("POST", path) if !path.starts_with("/api/") => (form, String::new()),
        ("POST", "/api/v1/tickets/{ticket}/replies" | "/api/v1/tickets/{ticket}/notes") => {
            ("application/json", "{\"text\":\"hello\"}".to_owned())
        }
        ("POST", "/api/v1/operator/tenants/{tenant}/hosts") => {
            ("application/json", "{\"host\":\"acme.test\"}".to_owned())
        }
        ("POST", "/api/v1/operator/tenants/{tenant}/invitations") => {
            ("application/json", "{\"name\":\"Eve\",\"email\":\"eve@x.test\"}".to_owned())
        }
        ("POST" | "PATCH", _) => ("application/json", "{}".to_owned()),
        _ => ("text/plain", String::new()),
    }
}
