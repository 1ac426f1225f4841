// A real OpenID provider on this machine for tests/sign_on/run: PORT and the address people are sent back to come as words.
// It signs with RS256; whoever types a name with any password is that person.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [port, back] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`
const client = (client_id, more) => ({ client_id, redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'], ...more })
const provider = new Provider(issuer, {
  clients: [
    client('banxing', { client_secret: 'a secret: 100%+/?', token_endpoint_auth_method: 'client_secret_basic' }),
    client('public', { token_endpoint_auth_method: 'none' }),
  ],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
})
createServer(provider.callback()).listen(Number(port), '127.0.0.1', () => console.log('ready'))
