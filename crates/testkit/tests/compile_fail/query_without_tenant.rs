//! The store itself answers no query, and its database cannot be reached.
use domain::TicketId;
use store::Store;

async fn read(store: &Store, id: TicketId) {
    let _ = store.find_ticket(id).await; //~ E0599 no method named `find_ticket` found for reference `&store::Store` in the current scope
    let _ = &store.db; //~ E0616 field `db` of struct `store::Store` is private
    let _ = store.system().find_ticket(id).await; //~ E0599 no method named `find_ticket` found for struct `SystemStore` in the current scope
}

fn main() {}
