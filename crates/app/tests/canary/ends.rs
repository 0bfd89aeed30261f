//! Backups before and after an erasure, with everything there and with some of it gone.

use crate::filled::Filled;
use crate::work::{DAY_MS, Desk};
use crate::{mails, people};
use app::backup::{self, keyring_copy};
use app::erasure::{self, Scope, Wanted};
use domain::{ErasureReason, ErasureState};
use store::ArchiveFolder;

/// A backup and a copy of the keyring; what lies where the databases are is copied as it lies there.
async fn keep_a_copy(desk: &Desk, name: &str) {
    let app = &desk.world.app;
    let setup = app.settings().backups.clone().unwrap().open().await.unwrap();
    let made = backup::make(app, &setup).await.unwrap();
    assert!(backup::list(app, &setup).await.unwrap().iter().any(|one| one.id == made.id));
    let folder = desk.world.folder.path();
    let copies = ArchiveFolder::new(folder.join("keyring-copies"));
    let kek = crypto::FileKek::open(&folder.join("kek.key")).unwrap();
    keyring_copy::copy(app.keyring(), &kek, &copies, 24, app.now()).await.unwrap();
    let kept = folder.join(format!("as-it-lay-{name}"));
    std::fs::create_dir(&kept).unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), kept.join(file.file_name())).unwrap();
        }
    }
}

/// Erases a person, a conversation, a file, words and whoever is to be nobody: each to its end, between two backups.
pub async fn erase_between_backups(desk: &Desk, filled: &mut Filled) {
    let (app, admin) = (&desk.world.app, desk.admin());
    let case = people::asks_for_erasure(desk).await;
    let (redacted, words) = (mails::of(desk, "redacted").await.id, crate::words::canary("redacted words"));
    let request = ErasureReason::Request;
    let mut begun = vec![erasure::begin_redaction(app, &admin, redacted, request, &[words]).await.unwrap()];
    filled.look(app).await;
    keep_a_copy(desk, "before").await;
    begun.push(people::is_carried_out(desk, case).await);
    let filed = mails::of(desk, "filed").await.id;
    let file = &app::ticket::read(app, &admin, filed).await.unwrap().messages[0];
    for scope in [
        Scope::Attachment(file.id, file.attachments[0].part),
        Scope::Conversation(mails::of(desk, "spoken").await.id),
        Scope::Pseudonym(mails::of(desk, "pseudonymous").await.requester_id),
    ] {
        let wanted = Wanted { scope, reason: request };
        begun.push(erasure::begin(app, &admin, wanted).await.unwrap());
    }
    for id in begun {
        crate::world::until("it is erased", async || {
            erasure::round(app, app.now()).await.unwrap();
            let row = desk.store().find_erasure(id).await.unwrap();
            row.filter(|row| row.state == ErasureState::Done).map(drop)
        })
        .await;
    }
    app::subject_request::close(app, &desk.admin(), case, "", false).await.unwrap();
    app::jobs::recipients::round(app).await.unwrap();
    crate::answers::sent(desk).await;
    desk.world.clock.advance_ms(DAY_MS);
    keep_a_copy(desk, "after").await;
}
