//! The store itself answers no query, and its database cannot be reached.
use domain::TicketId;
use store::Store;

async fn read(store: &Store, id: TicketId) {
    let _ = store.find_ticket(id).await;
    let _ = &store.db;
    let _ = store.system().find_ticket(id).await;
}

fn main() {}
