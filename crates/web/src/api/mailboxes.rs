//! Mailboxes: how they do, connecting, changing.

use super::changes::present;
use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use super::tickets::people;
use super::view::{Address, Mailbox};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::{Answer, Problem};
use app::mailbox::{MailboxChange, ServerChange, ServerView, ServersChange};
use app::view::AssignTo;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AfterTakeIn, AssignWay, ConnectorKind, MailboxId, MailboxState, Private, TeamId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists the mailboxes with their health.
#[utoipa::path(get, path = "/api/v1/mailboxes", tag = "mailboxes",
    responses((status = 200, body = Items<Mailbox>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Mailbox>>> {
    Ok(Body(Items::whole(app::mailbox::list(&web.app, &caller.ctx).await?)))
}

/// Reads a mailbox and its health.
#[utoipa::path(get, path = "/api/v1/mailboxes/{mailbox}", tag = "mailboxes",
    params(("mailbox" = String, Path, format = "uuid")),
    responses((status = 200, body = Mailbox), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Body<Mailbox>> {
    let id: MailboxId = input::id(&mailbox)?;
    Ok(Body(app::mailbox::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A mail server.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Host name; the certificate must be valid for it.
    #[schema(min_length = 1, max_length = 255)]
    host: String,
    /// Port.
    #[schema(minimum = 1)]
    port: u16,
    /// tls or starttls.
    #[schema(value_type = String, pattern = "^(tls|starttls)$")]
    security: Security,
    /// Sign-in name.
    login: String,
    /// Password.
    password: String,
    /// PEM of a certificate authority to trust for this server alone.
    ca_pem: Option<String>,
}

impl From<Server> for ServerSettings {
    fn from(server: Server) -> Self {
        Self {
            host: server.host,
            port: server.port,
            security: server.security,
            login: server.login,
            password: server.password,
            ca_pem: server.ca_pem,
        }
    }
}

/// A mailbox to connect.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMailbox {
    /// Name shown in lists and in From.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Its address.
    #[schema(format = "email", max_length = 320)]
    address: String,
    /// imap. Others are connected by a provider's permission, on the pages; a Maildir folder by the operator's command.
    #[schema(value_type = String, pattern = "^imap$")]
    kind: ConnectorKind,
    /// Incoming server.
    imap: Option<Server>,
    /// Outgoing server.
    smtp: Option<Server>,
    /// Folders to take in; INBOX when absent.
    #[serde(default)]
    #[schema(max_items = 100)]
    folders: Vec<String>,
    /// Folder for copies of answers; found by itself when absent.
    sent_folder: Option<String>,
    /// The server files the copy by itself.
    #[serde(default)]
    sent_by_server: bool,
    /// leave, mark_seen or move.
    #[schema(value_type = Option<String>, pattern = "^(leave|mark_seen|move)$")]
    after_take_in: Option<AfterTakeIn>,
    /// Folder for move.
    move_to: Option<String>,
    /// Further addresses that are this mailbox: answers may come from them, under these names (the mailbox's where one is
    /// empty).
    #[serde(default)]
    #[schema(max_items = 50)]
    aliases: Vec<Address>,
    /// Older mail is left out; null takes everything in.
    look_back_from_ms: Option<i64>,
}

impl From<NewMailbox> for MailboxSettings {
    fn from(new: NewMailbox) -> Self {
        Self {
            name: new.name,
            imap: new.imap.map(ServerSettings::from),
            smtp: new.smtp.map(ServerSettings::from),
            folders: new.folders,
            sent_folder: new.sent_folder,
            sent_by_server: new.sent_by_server,
            after_take_in: new.after_take_in.unwrap_or(AfterTakeIn::Leave),
            move_to: new.move_to,
            identities: people(new.aliases),
            ..Self::new(new.kind, &new.address)
        }
    }
}

/// Tests the connection and keeps it when it works. Admins only. With faults: 422, and what is wrong in `faults`.
#[utoipa::path(post, path = "/api/v1/mailboxes", tag = "mailboxes", request_body = NewMailbox,
    responses((status = 201, body = Mailbox), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewMailbox>,
) -> Answer<(StatusCode, Body<Mailbox>)> {
    let from = new.look_back_from_ms.map(Timestamp::from_millis);
    let mailbox = app::mailbox::connect_checked(&web.app, &caller.ctx, new.into(), from).await?;
    Ok((StatusCode::CREATED, Body(mailbox.into())))
}

/// What a live test found.
#[derive(Serialize, ToSchema)]
pub struct MailboxCheck {
    /// Nothing is wrong.
    works: bool,
    /// What is wrong.
    faults: Vec<MailboxFault>,
    /// Folders on the server.
    folders: Vec<String>,
    /// Where copies of answers would go.
    sent_folder: Option<String>,
    /// Mails in the folders to take in.
    mails: u64,
}

/// One thing that is wrong with a mailbox.
#[derive(Serialize, ToSchema)]
pub struct MailboxFault {
    /// incoming or outgoing.
    side: &'static str,
    /// Stable code.
    code: &'static str,
    /// What it is and what to do.
    detail: String,
    /// The folder that it is about.
    folder: Option<String>,
    /// The server's own words.
    said: Option<String>,
}

/// Tries settings out, live: sign-in at both servers, folders, whether the address may send. Keeps, alters and sends
/// nothing. Admins only.
#[utoipa::path(post, path = "/api/v1/mailboxes/checks", tag = "mailboxes", request_body = NewMailbox,
    responses((status = 200, body = MailboxCheck), ReadErrors, WriteErrors))]
pub async fn check(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewMailbox>,
) -> Answer<Body<MailboxCheck>> {
    Ok(checked(app::mailbox::examine(&web.app, &caller.ctx, &new.into()).await?))
}

/// Tries a connected mailbox out, live, as it is. Alters and sends nothing. Admins only.
#[utoipa::path(post, path = "/api/v1/mailboxes/{mailbox}/checks", tag = "mailboxes",
    params(("mailbox" = String, Path, format = "uuid")),
    responses((status = 200, body = MailboxCheck), ReadErrors, WriteErrors))]
pub async fn test(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Body<MailboxCheck>> {
    Ok(checked(app::mailbox::test(&web.app, &caller.ctx, input::id(&mailbox)?).await?))
}

fn checked(found: app::mailbox::Checked) -> Body<MailboxCheck> {
    let fault = |fault: app::mailbox::Fault| MailboxFault {
        side: fault.side,
        code: fault.key,
        detail: crate::language::english().t(fault.key),
        folder: fault.folder,
        said: fault.said,
    };
    Body(MailboxCheck {
        works: found.faults.is_empty(),
        faults: found.faults.into_iter().map(fault).collect(),
        folders: found.folders,
        sent_folder: found.sent_folder,
        mails: found.mails,
    })
}

/// An address to look servers up for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalWish {
    /// The mailbox's address; its domain alone is asked about.
    #[schema(format = "email", max_length = 320)]
    address: String,
}

/// How a mailbox is probably reached.
#[derive(Serialize, ToSchema)]
pub struct MailboxProposal {
    /// provider, srv, autoconfig, mx or guess.
    source: &'static str,
    /// The provider's name, when it is known.
    provider: Option<&'static str>,
    /// Incoming server.
    imap: ProposedServer,
    /// Outgoing server.
    smtp: ProposedServer,
    /// The sign-in name.
    login: String,
    /// app_password, switch_on, no_passwords or no_imap: what to know before trying.
    hint: Option<&'static str>,
}

/// A server of a proposal.
#[derive(Serialize, ToSchema)]
pub struct ProposedServer {
    /// Host name.
    host: String,
    /// Port.
    port: u16,
    /// tls or starttls.
    #[schema(value_type = String)]
    security: Security,
}

impl From<app::mailbox::Endpoint> for ProposedServer {
    fn from(endpoint: app::mailbox::Endpoint) -> Self {
        Self { host: endpoint.host, port: endpoint.port, security: endpoint.security }
    }
}

/// Proposes servers for an address, from what its domain publishes. Admins only.
#[utoipa::path(post, path = "/api/v1/mailboxes/proposals", tag = "mailboxes", request_body = ProposalWish,
    responses((status = 200, body = MailboxProposal), ReadErrors, WriteErrors))]
pub async fn propose(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(wish): Json<ProposalWish>,
) -> Answer<Body<MailboxProposal>> {
    let found = app::mailbox::propose(&web.app, &caller.ctx, &wish.address).await?;
    Ok(Body(MailboxProposal {
        source: found.source.as_str(),
        provider: found.provider,
        login: found.login_name(&wish.address),
        hint: found.hint.map(app::mailbox::Hint::as_str),
        imap: found.imap.into(),
        smtp: found.smtp.into(),
    }))
}

/// A server of a mailbox as it is set; never its password.
#[derive(Serialize, ToSchema)]
pub struct SetServer {
    /// Host name.
    host: String,
    /// Port.
    port: u16,
    /// tls or starttls.
    #[schema(value_type = String)]
    security: Security,
    /// Sign-in name.
    login: String,
    /// PEM of a certificate authority that is trusted for this server alone.
    ca_pem: Option<String>,
}

impl From<ServerView> for SetServer {
    fn from(server: ServerView) -> Self {
        let ServerView { host, port, security, login, ca_pem } = server;
        Self { host, port, security, login, ca_pem }
    }
}

/// How a mailbox is reached; never its passwords.
#[derive(Serialize, ToSchema)]
pub struct MailboxServers {
    /// Incoming server, for imap.
    imap: Option<SetServer>,
    /// Outgoing server, for imap.
    smtp: Option<SetServer>,
    /// Path of the folder, for maildir.
    maildir: Option<String>,
    /// Folders taken in; INBOX when empty.
    folders: Vec<String>,
    /// Folder for copies of answers; null where it is found by itself.
    sent_folder: Option<String>,
    /// The server files the copy by itself.
    sent_by_server: bool,
}

/// Reads how a mailbox is reached. Admins only.
#[utoipa::path(get, path = "/api/v1/mailboxes/{mailbox}/servers", tag = "mailboxes",
    params(("mailbox" = String, Path, format = "uuid")),
    responses((status = 200, body = MailboxServers), ReadErrors))]
pub async fn servers(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Body<MailboxServers>> {
    let id: MailboxId = input::id(&mailbox)?;
    let set = app::mailbox::servers(&web.app, &caller.ctx, id).await?;
    Ok(Body(MailboxServers {
        imap: set.imap.map(SetServer::from),
        smtp: set.smtp.map(SetServer::from),
        maildir: set.maildir,
        folders: set.folders,
        sent_folder: set.sent_folder,
        sent_by_server: set.sent_by_server,
    }))
}

/// A change of a server; absent members stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerPatch {
    /// Host name. Another one takes the password too: the stored one is sent to no other host.
    #[schema(min_length = 1, max_length = 255)]
    host: Option<String>,
    /// Port.
    #[schema(minimum = 1)]
    port: Option<u16>,
    /// tls or starttls.
    #[schema(value_type = Option<String>, pattern = "^(tls|starttls)$")]
    security: Option<Security>,
    /// Sign-in name.
    login: Option<String>,
    /// Password; absent or empty, the stored one stays. It is never answered.
    password: Option<String>,
    /// PEM of a certificate authority to trust for this server alone; an empty text for none.
    ca_pem: Option<String>,
}

impl From<ServerPatch> for ServerChange {
    fn from(patch: ServerPatch) -> Self {
        let ServerPatch { host, port, security, login, password, ca_pem } = patch;
        Self { host, port, security, login, password: password.map(Private::new), ca_pem }
    }
}

/// A change of a mailbox; absent members stay as they are. What says how it is reached is tested live before it is kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailboxPatch {
    /// active, paused or disconnected.
    #[schema(value_type = Option<String>, pattern = "^(active|paused|disconnected)$")]
    state: Option<MailboxState>,
    /// Of a mailbox that is disconnected: how many days after that what it took in is erased; 30 unless said otherwise.
    #[schema(minimum = 0, maximum = 30)]
    erase_after_days: Option<u32>,
    /// leave, mark_seen or move.
    #[schema(value_type = Option<String>, pattern = "^(leave|mark_seen|move)$")]
    after_take_in: Option<AfterTakeIn>,
    /// Folder for move.
    move_to: Option<String>,
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// What stands below answers of agents who have no signature of their own, with the placeholders of saved replies;
    /// each that may be missing says what to write then. An empty text for none.
    #[schema(max_length = 2000)]
    signature: Option<String>,
    /// The team that new tickets go to, whose own rule says to whom; null for none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "uuid")]
    assign_team_id: Option<Option<TeamId>>,
    /// To whom among all agents new tickets go: nobody, round_robin or least_loaded. Not together with a team.
    #[schema(value_type = Option<String>, pattern = "^(nobody|round_robin|least_loaded)$")]
    assign_to: Option<AssignWay>,
    /// Further addresses that are this mailbox, whole: answers may come from them, under these names.
    #[schema(max_items = 50)]
    aliases: Option<Vec<Address>>,
    /// Those of its addresses to which people write about their own data: a mail to one opens a subject request.
    intake: Option<Vec<String>>,
    /// Incoming server, for imap.
    imap: Option<ServerPatch>,
    /// Outgoing server, for imap.
    smtp: Option<ServerPatch>,
    /// Folders to take in, whole; INBOX when empty.
    #[schema(max_items = 100)]
    folders: Option<Vec<String>>,
    /// Folder for copies of answers; an empty text where it is found by itself.
    sent_folder: Option<String>,
    /// The server files the copy by itself.
    sent_by_server: Option<bool>,
}

impl MailboxPatch {
    /// How the mailbox is reached from now on, where that is said.
    fn servers(&mut self) -> Option<ServersChange> {
        let change = ServersChange {
            imap: self.imap.take().map(ServerChange::from),
            smtp: self.smtp.take().map(ServerChange::from),
            folders: self.folders.take(),
            sent_folder: self.sent_folder.take(),
            sent_by_server: self.sent_by_server,
            ..ServersChange::default()
        };
        Some(change).filter(|change| *change != ServersChange::default())
    }

    /// Whom new tickets go to, where that is said.
    fn assign(&self) -> Answer<Option<AssignTo>> {
        match (self.assign_team_id, self.assign_to) {
            (None, None) => Ok(None),
            (Some(Some(_)), Some(_)) => {
                Err(Problem::invalid("assign_to", "the team's own rule says to whom its tickets go"))
            }
            (Some(Some(team)), None) => Ok(Some(AssignTo::Team(team))),
            (_, way) => Ok(Some(AssignTo::Agents(way.unwrap_or(AssignWay::Nobody)))),
        }
    }
}

/// Changes a mailbox. Admins only. With faults of its servers: 422, what is wrong in `faults`, and nothing is changed.
#[utoipa::path(patch, path = "/api/v1/mailboxes/{mailbox}", tag = "mailboxes",
    params(("mailbox" = String, Path, format = "uuid")), request_body = MailboxPatch,
    responses((status = 200, body = Mailbox), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    Json(mut patch): Json<MailboxPatch>,
) -> Answer<Body<Mailbox>> {
    let id: MailboxId = input::id(&mailbox)?;
    let change = MailboxChange {
        servers: patch.servers(),
        assign: patch.assign()?,
        aliases: patch.aliases.map(people),
        intake: patch.intake,
        state: patch.state,
        erase_after_days: patch.erase_after_days,
        after_take_in: patch.after_take_in,
        move_to: patch.move_to,
        name: patch.name,
        signature: patch.signature,
    };
    Ok(Body(app::mailbox::change_checked(&web.app, &caller.ctx, id, change).await?.into()))
}
