// An OAuth2 provider that does what a real one never does. One case at a time, told by POST /case.
// usage: node hostile.mjs PORT CERTIFICATE KEY
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [port, certificate, key] = process.argv.slice(2)
const issuer = `https://localhost:${port}`
let now = { name: 'none', nonce: '' }
let strayed = 0

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const identity = (change) => {
  const seconds = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, sub: 'someone', aud: 'deskhero', nonce: now.nonce, exp: 4102444800, iat: seconds, email: 'help@acme.test', hd: 'acme.test' }
  return `${encoded({ alg: 'RS256' })}.${encoded({ ...claims, ...change })}.c2ln`
}
const tokens = (change) => ({
  access_token: 'hostile-access', token_type: 'Bearer', expires_in: 3600, refresh_token: 'hostile-refresh',
  scope: 'openid email offline_access mail', id_token: identity({}), ...change,
})
const description = (change) => ({
  issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, revocation_endpoint: `${issuer}/revoke`,
  code_challenge_methods_supported: ['S256'], authorization_response_iss_parameter_supported: true, ...change,
})

const json = (answer, status, value) => {
  answer.writeHead(status, { 'content-type': 'application/json' })
  answer.end(typeof value === 'string' ? value : JSON.stringify(value))
}
const endless = (answer) => {
  answer.writeHead(200, { 'content-type': 'application/json' })
  const more = () => { while (answer.write('x'.repeat(65536))); }
  answer.on('drain', more)
  more()
}
const away = (answer) => answer.writeHead(302, { location: `${issuer}/elsewhere` }).end()
const cut = (answer) => answer.socket.destroy()

const descriptions = {
  'no description': (answer) => json(answer, 404, {}),
  'a page instead of a description': (answer) => json(answer, 200, '<html>'),
  'another issuer': (answer) => json(answer, 200, description({ issuer: 'https://evil.test' })),
  'an issuer with one more slash': (answer) => json(answer, 200, description({ issuer: `${issuer}/` })),
  'a token endpoint without protection': (answer) => json(answer, 200, description({ token_endpoint: 'http://localhost/token' })),
  'a token endpoint with a sign-in name': (answer) => json(answer, 200, description({ token_endpoint: 'https://localhost@evil.test/token' })),
  'a way for browsers that is a script': (answer) => json(answer, 200, description({ authorization_endpoint: 'javascript:alert(1)' })),
  'no proof against stolen codes': (answer) => json(answer, 200, description({ code_challenge_methods_supported: ['plain'] })),
  'a description elsewhere': away,
  'an endless description': endless,
  'a description that never comes': () => {},
  'a description that breaks off': cut,
}
const answers = {
  'invalid_grant': (answer) => json(answer, 400, { error: 'invalid_grant' }),
  'invalid_client': (answer) => json(answer, 401, { error: 'invalid_client' }),
  'unauthorized_client': (answer) => json(answer, 400, { error: 'unauthorized_client' }),
  'invalid_scope': (answer) => json(answer, 400, { error: 'invalid_scope' }),
  'invalid_request': (answer) => json(answer, 400, { error: 'invalid_request' }),
  'a fault': (answer) => json(answer, 500, '<html>'),
  'too many questions': (answer) => json(answer, 429, {}),
  'a made-up refusal': (answer) => json(answer, 400, { error: '<script>alert(1)</script>', error_description: 'hostile-access' }),
  'a token in the refusal': (answer) => json(answer, 400, { error: 'hostile-refresh', access_token: 'hostile-access' }),
  'a redirect': away,
  'a page': (answer) => json(answer, 200, '<html>'),
  'nothing': (answer) => json(answer, 200, ''),
  'a refusal that looks well': (answer) => json(answer, 200, { error: 'access_denied' }),
  'endless tokens': endless,
  'tokens that never come': () => {},
  'tokens that break off': cut,
  'a token of another kind': (answer) => json(answer, 200, tokens({ token_type: 'mac' })),
  'an empty token': (answer) => json(answer, 200, tokens({ access_token: '' })),
  'a token with a header in it': (answer) => json(answer, 200, tokens({ access_token: 'a\r\nX-Evil: 1' })),
  'a huge token': (answer) => json(answer, 200, tokens({ access_token: 'x'.repeat(100_000) })),
  'a refresh token with a line end': (answer) => json(answer, 200, tokens({ refresh_token: 'a\nb' })),
  'no refresh token': (answer) => json(answer, 200, tokens({ refresh_token: undefined })),
  'more scopes': (answer) => json(answer, 200, tokens({ scope: 'openid email offline_access mail calendar' })),
  'fewer scopes': (answer) => json(answer, 200, tokens({ scope: 'openid email' })),
  'no scope': (answer) => json(answer, 200, tokens({ scope: '' })),
  'a thousand scopes': (answer) => json(answer, 200, tokens({ scope: Array.from({ length: 1000 }, (_, n) => `s${n}`).join(' ') })),
  'no identity': (answer) => json(answer, 200, tokens({ id_token: undefined })),
  'an identity in two parts': (answer) => json(answer, 200, tokens({ id_token: 'a.b' })),
  'an identity that is no JSON': (answer) => json(answer, 200, tokens({ id_token: 'a.YWJj.c' })),
  'an identity for somebody else': (answer) => json(answer, 200, tokens({ id_token: identity({ aud: 'other' }) })),
  'an identity of another provider': (answer) => json(answer, 200, tokens({ id_token: identity({ iss: 'https://evil.test' }) })),
  'an identity of another visit': (answer) => json(answer, 200, tokens({ id_token: identity({ nonce: 'another' }) })),
  'an identity of no visit': (answer) => json(answer, 200, tokens({ id_token: identity({ nonce: undefined }) })),
  'an identity of long ago': (answer) => json(answer, 200, tokens({ id_token: identity({ exp: 1 }) })),
  'an account of a strange company': (answer) => json(answer, 200, tokens({ id_token: identity({ hd: 'evil.test' }) })),
  'an account of no company': (answer) => json(answer, 200, tokens({ id_token: identity({ hd: undefined }) })),
}

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, async (request, answer) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  const path = request.url.split('?')[0]
  if (path === '/case') { now = JSON.parse(body); return json(answer, 200, {}) }
  if (path === '/cases') return json(answer, 200, { descriptions: Object.keys(descriptions), answers: Object.keys(answers) })
  if (path === '/strayed') return json(answer, 200, { strayed })
  if (path === '/.well-known/openid-configuration') {
    return (descriptions[now.name] ?? ((answer) => json(answer, 200, description({}))))(answer)
  }
  if (path === '/token') return (answers[now.name] ?? ((answer) => json(answer, 200, tokens({}))))(answer)
  if (path === '/revoke') return json(answer, 200, {})
  strayed += 1
  json(answer, 200, tokens({}))
}).listen(Number(port), '127.0.0.1')
