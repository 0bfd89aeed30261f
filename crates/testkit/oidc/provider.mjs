// A real OAuth2 and OpenID provider for tests: node provider.mjs HTTPS_PORT HTTP_PORT CERTIFICATE KEY REDIRECT_URI ACCESS_SECONDS OVERLAP_SECONDS
//   OVERLAP_SECONDS: for so long an old refresh token is good beside its successor, as some providers let it be.
// Browsers and Deskhero use https; Dovecot asks whether a token is good by http. Whatever login is typed is an account.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import Provider from "oidc-provider";

const [httpsPort, httpPort, certificate, key, redirect, seconds, overlap] = process.argv.slice(2);
const provider = new Provider(`https://localhost:${httpsPort}`, {
  clients: [
    {
      client_id: "deskhero", client_secret: "deskhero-secret", token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code", "refresh_token", "client_credentials"], response_types: ["code"], redirect_uris: [redirect],
    },
    // Whoever calls with news, with a token for the address that is called.
    {
      client_id: `${new URL(redirect).origin}/push/google`, client_secret: "deskhero-secret", token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code"], response_types: ["code"], redirect_uris: [redirect],
    },
    // Dovecot only asks about tokens.
    {
      client_id: "dovecot", client_secret: "dovecot-secret", token_endpoint_auth_method: "client_secret_basic",
      grant_types: [], response_types: [], redirect_uris: [],
    },
  ],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  scopes: [
    "openid", "email", "offline_access", "mail", "calendar", "https://mail.google.com/", "https://graph.microsoft.com/.default",
    ...["readonly", "modify", "send"].map((name) => `https://www.googleapis.com/auth/gmail.${name}`),
    ...["Mail.Read", "Mail.ReadWrite", "Mail.Send", "Mail.Read.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"].map((name) => `https://graph.microsoft.com/${name}`),
  ],
  // Google gives lasting permission for access_type=offline, which is no scope.
  issueRefreshToken: (_, client, code) =>
    client.grantTypeAllowed("refresh_token") && (code.scopes.has("offline_access") || [...code.scopes].some((name) => name.startsWith("https://www.googleapis.com/"))),
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, introspection: { enabled: true }, clientCredentials: { enabled: true }, revocation: { enabled: true } },
  ttl: { AccessToken: Number(seconds), ClientCredentials: Number(seconds), RefreshToken: 86400, AuthorizationCode: 60, Interaction: 600, Session: 3600, Grant: 86400, IdToken: 3600 },
  rotateRefreshToken: true,
  cookies: { keys: ["for tests alone"] },
});
for (const event of ["server_error", "authorization.error", "grant.error", "introspection.error", "revocation.error"]) {
  provider.on(event, (_, error) => console.error(event, error?.message, error?.error_description ?? ""));
}
// Microsoft's word for "ask which account": whoever comes is asked here in any case.
provider.use(async (ctx, next) => {
  if (ctx.path === "/auth" && ctx.query.prompt === "select_account") ctx.query = { ...ctx.query, prompt: "consent" };
  await next();
});
const consume = provider.RefreshToken.prototype.consume;
if (Number(overlap) > 0) {
  provider.RefreshToken.prototype.consume = async function later() {
    setTimeout(() => consume.call(this), Number(overlap) * 1000);
  };
}
// Answers about tokens can be held back: the provider has given them, and nobody has got them.
let release = null;
let held = 0;
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === "/token" && release) {
    held += 1;
    await release.promise;
  }
});
const answers = provider.callback();
const answer = (request, response) => {
  if (request.url === "/test/hold") {
    release ??= Promise.withResolvers?.() ?? (() => { let resolve; const promise = new Promise((done) => { resolve = done; }); return { promise, resolve }; })();
  } else if (request.url === "/test/release") {
    release?.resolve();
    release = null;
  } else if (request.url !== "/test/held") {
    return answers(request, response);
  }
  response.end(String(held));
};
http.createServer(answer).listen(Number(httpPort), "127.0.0.1");
https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, answer).listen(Number(httpsPort), "127.0.0.1");
