//! The steps of a case, whoever works on it: a contact's at a company, an agent's at the operator.

/// Declares them: each answers with the case as it is then, by the `case` of the module that it stands in.
macro_rules! steps {
    ($tag:literal, $case:ident; $($(#[$doc:meta])+ $name:ident, $path:literal, $body:ident($app:ident, $ctx:ident, $id:ident, $said:ident) => $done:expr;)+) => {$(
        $(#[$doc])+
        #[utoipa::path(post, path = $path, tag = $tag,
            params(("request" = String, Path, format = "uuid")), request_body = $body,
            responses((status = 200, body = $case), ReadErrors, WriteErrors))]
        pub async fn $name(
            State(web): State<Arc<Web>>,
            caller: Caller,
            Path(request): Path<String>,
            Json($said): Json<$body>,
        ) -> Answer<Body<$case>> {
            let $id: SubjectRequestId = input::id(&request)?;
            let ($app, $ctx) = (&*web.app, &caller.ctx);
            $done;
            case(&web, &caller, $id).await
        }
    )+};
}
pub(super) use steps;
