//! The ids that a request named.

use domain::limits::ASKED_IDS_MAX;
use uuid::Uuid;
use web::parts::Named;

fn address(text: &str) -> Vec<Uuid> {
    let named = Named::default();
    named.address(&text.parse().unwrap());
    named.take()
}

#[test]
fn ids_are_found_wherever_they_stand() {
    let (a, b) = (Uuid::from_u128(7), Uuid::from_u128(8));
    assert_eq!(address(&format!("/tickets/{a}/merges?into={b}&other={a}&n=12")), [a, b]);
    let named = Named::default();
    named.field("ids", &format!("{a}, {b}"));
    named.json(&serde_json::json!({ "ids": [b.to_string(), "x"], "more": { "id": "17.-" } }));
    assert_eq!(named.take(), [a, b]);
    assert!(named.take().is_empty());
}

#[test]
fn an_id_counts_in_every_spelling_that_a_route_reads() {
    let id = Uuid::from_u128(0x0193_7a5c_4b2e_7c3d_8e9f_0a1b_2c3d_4e5f);
    let mut percent = String::new();
    for byte in id.to_string().bytes() {
        percent += &format!("%{byte:02x}");
    }
    let spelled = [
        id.to_string(),
        id.to_string().to_uppercase(),
        id.simple().to_string(),
        id.simple().to_string().to_uppercase(),
        id.braced().to_string(),
        id.urn().to_string(),
        percent.clone(),
    ];
    for spelling in &spelled {
        let in_path = spelling.replace('{', "%7B").replace('}', "%7D");
        assert_eq!(address(&format!("/tickets/{in_path}")), [id], "{spelling}");
        assert_eq!(address(&format!("/tickets?after={in_path}")), [id], "{spelling}");
    }
    for spelling in spelled.iter().filter(|spelling| !spelling.starts_with('%')) {
        let named = Named::default();
        named.json(&serde_json::json!({ "ticket_ids": [spelling] }));
        assert_eq!(named.take(), [id], "{spelling}");
        assert!(spelling.parse::<domain::TicketId>().is_ok(), "{spelling}");
    }
    assert!(address("/tickets/%zz%4/%").is_empty());
}

#[test]
fn what_is_made_up_or_stands_in_a_text_names_nothing() {
    let id = Uuid::from_u128(9);
    let named = Named::default();
    named.field("draft", &id.to_string());
    named.field("text", &format!("The order was {id}."));
    named.json(&serde_json::json!({ "draft_id": id.to_string(), "text": format!("Order {id}") }));
    assert!(named.take().is_empty());
}

#[test]
fn they_are_limited() {
    let named = Named::default();
    let all: Vec<String> = (0..2_000).map(|n| Uuid::from_u128(n).to_string()).collect();
    named.field("ids", &all.join(" "));
    assert_eq!(named.take().len(), ASKED_IDS_MAX);
}
