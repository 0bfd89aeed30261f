//! Tenants: list, make with a first admin, read, change, host names, suspend and serve again, what was accepted.

use crate::api::acceptances::Acceptance;
use crate::api::agents::HandedLink;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::{Items, Paging, limit};
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::Answer;
use crate::{Web, host};
use app::tenant::{NewTenant as Draft, TenantChange, TenantView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::TenantScope;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A company whose mail is handled here.
#[derive(Serialize, ToSchema)]
pub struct Tenant {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Short name.
    slug: String,
    /// The company's name.
    name: String,
    /// active, or suspended: nobody gets in, no mail is taken in or sent.
    state: String,
    /// Where its pages answer.
    hosts: Vec<String>,
    /// How many people can sign in.
    agents: usize,
    /// How many were invited and have not come yet.
    invited: usize,
    /// How many mailboxes it has, disconnected ones not counted.
    mailboxes: usize,
    /// When it was made.
    created_at_ms: i64,
}

impl From<TenantView> for Tenant {
    fn from(view: TenantView) -> Self {
        Self {
            id: view.info.scope.tenant().to_string(),
            slug: view.info.slug,
            name: view.info.name,
            state: if view.info.served { "active" } else { "suspended" }.to_owned(),
            hosts: view.hosts,
            agents: view.agents,
            invited: view.invited,
            mailboxes: view.mailboxes,
            created_at_ms: view.created_at_ms.as_millis(),
        }
    }
}

fn scope(tenant: &str) -> Answer<TenantScope> {
    Ok(TenantScope::of(input::id(tenant)?))
}

async fn shown(web: &Web, caller: &Caller, tenant: TenantScope) -> Answer<Body<Tenant>> {
    Ok(Body(app::tenant::manage_one(&web.app, &caller.ctx, tenant).await?.into()))
}

/// Lists tenants, oldest first.
#[utoipa::path(get, path = "/api/v1/operator/tenants", tag = "tenants", params(Paging),
    responses((status = 200, body = Items<Tenant>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Tenant>>> {
    let limit = limit(paging.limit)?;
    let page = app::tenant::manage_page(&web.app, &caller.ctx, paging.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// Reads a tenant.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{tenant}", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid")),
    responses((status = 200, body = Tenant), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
) -> Answer<Body<Tenant>> {
    shown(&web, &caller, scope(&tenant)?).await
}

/// The first admin of a tenant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Address for sign-in, to which the invitation goes.
    #[schema(format = "email", max_length = 320)]
    email: String,
}

/// A new tenant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTenant {
    /// The company's name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Short name: small letters, digits, hyphens; made from the name when absent.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9][a-z0-9-]*$")]
    slug: Option<String>,
    /// Host name under which its pages answer, and to which the invitation leads.
    #[schema(
        min_length = 1,
        max_length = 253,
        pattern = "^[A-Za-z0-9][A-Za-z0-9-]{0,62}(\\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*$"
    )]
    host: String,
    /// Who is invited as its first admin.
    admin: FirstAdmin,
}

/// A tenant that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeTenant {
    /// The tenant.
    tenant: Tenant,
    /// The invitation of its first admin.
    invitation: HandedLink,
}

/// Makes a tenant and invites its first admin.
#[utoipa::path(post, path = "/api/v1/operator/tenants", tag = "tenants", request_body = NewTenant,
    responses((status = 201, body = MadeTenant), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    Json(new): Json<NewTenant>,
) -> Answer<(StatusCode, Body<MadeTenant>)> {
    let NewTenant { name, slug, host, admin } = new;
    let draft = Draft { slug: slug.unwrap_or_default(), name, hosts: vec![host] };
    let (app, ctx) = (&web.app, &caller.ctx);
    let base = |host| host::base_at(&web, &headers, host);
    let made = app::tenant::create_with_admin(app, ctx, draft, &admin.name, &admin.email, base).await?;
    let Body(tenant) = shown(&web, &caller, made.info.scope).await?;
    Ok((StatusCode::CREATED, Body(MadeTenant { tenant, invitation: made.admin.into() })))
}

/// Whether a tenant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// It is.
    Active,
    /// Nobody gets in, no mail is taken in or sent, nothing is deleted.
    Suspended,
}

/// A change of a tenant; absent members stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantPatch {
    /// The company's name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// suspended: everyone is signed out and nobody gets in, by page or token, no mail is taken in or sent, nothing is
    /// deleted. active: it is served again.
    #[schema(value_type = Option<String>, pattern = "^(active|suspended)$")]
    state: Option<Served>,
}

/// Renames a tenant, suspends it, or serves it again: all that is asked for, or nothing. 409: it is in that state already.
#[utoipa::path(patch, path = "/api/v1/operator/tenants/{tenant}", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid")), request_body = TenantPatch,
    responses((status = 200, body = Tenant), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    Json(patch): Json<TenantPatch>,
) -> Answer<Body<Tenant>> {
    let tenant = scope(&tenant)?;
    let change = TenantChange { name: patch.name, served: patch.state.map(|state| state == Served::Active) };
    app::tenant::change(&web.app, &caller.ctx, tenant, change).await?;
    shown(&web, &caller, tenant).await
}

/// A host name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHost {
    /// The name, without scheme, port and path.
    #[schema(
        min_length = 1,
        max_length = 253,
        pattern = "^[A-Za-z0-9][A-Za-z0-9-]{0,62}(\\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*$"
    )]
    host: String,
}

/// Lets a tenant's pages answer at one more host name.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{tenant}/hosts", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid")), request_body = NewHost,
    responses((status = 201, body = Tenant), ReadErrors, WriteErrors))]
pub async fn add_host(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    Json(new): Json<NewHost>,
) -> Answer<(StatusCode, Body<Tenant>)> {
    let tenant = scope(&tenant)?;
    app::tenant::add_host(&web.app, &caller.ctx, tenant, &new.host).await?;
    Ok((StatusCode::CREATED, shown(&web, &caller, tenant).await?))
}

/// Takes a host name from a tenant: its pages stop answering there at once.
#[utoipa::path(delete, path = "/api/v1/operator/tenants/{tenant}/hosts/{host}", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid"), ("host" = String, Path)),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove_host(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, host)): Path<(String, String)>,
) -> Answer<StatusCode> {
    app::tenant::remove_host(&web.app, &caller.ctx, scope(&tenant)?, &host).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invites a tenant's first admin, or sends the invitation once more: with the same address a fresh link, and the one
/// before stops working. 409: somebody can sign in there, and its people are its own affair.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{tenant}/invitations", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid")), request_body = FirstAdmin,
    responses((status = 201, body = HandedLink), ReadErrors, WriteErrors))]
pub async fn invite(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Json(admin): Json<FirstAdmin>,
) -> Answer<(StatusCode, Body<HandedLink>)> {
    let tenant = scope(&tenant)?;
    let hosts = app::tenant::manage_one(&web.app, &caller.ctx, tenant).await?.hosts;
    let base = host::base_of(&web, &headers, &hosts);
    let (app, ctx) = (&web.app, &caller.ctx);
    let made = app::tenant::invite_first_admin(app, ctx, tenant, &admin.name, &admin.email, &base).await?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// Lists what a tenant's people accepted when it signed up, oldest first: which text, in which version, who and when.
/// The tenant's own log tells that it was read.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{tenant}/acceptances", tag = "tenants",
    params(("tenant" = String, Path, format = "uuid")),
    responses((status = 200, body = Items<Acceptance>), ReadErrors))]
pub async fn acceptances(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
) -> Answer<Body<Items<Acceptance>>> {
    let all = app::tenant::acceptances(&web.app, &caller.ctx, scope(&tenant)?).await?;
    Ok(Body(Items::whole(all)))
}
