// An OpenID provider for tests: node-oidc-provider, whose own pages take any login and ask for consent.
//
//   node openid-provider.mjs MODULES PORT REDIRECT LOGOUT KEY
//
// MODULES is where it is installed. KEY names the key that it signs by: another name is another key. The login is the
// subject; whoever is called clerk has the group court-clerks.
import { generateKeyPairSync } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [modules, port, redirect, logout, key] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider = new Provider(`http://localhost:${port}`, {
    clients: [{
        client_id: 'courtbridge',
        client_secret: 'a secret of tests',
        redirect_uris: [redirect],
        post_logout_redirect_uris: [logout],
    }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: key, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['of tests'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
    pkce: { required: () => true },
    findAccount: (context, id) => ({
        accountId: id,
        claims: () => ({
            sub: id,
            name: `Тест ${id}`,
            preferred_username: id,
            groups: ['staff', ...({ clerk: ['court-clerks'], official: ['hospital'], lost: ['closed'] }[id] ?? [])],
        }),
    }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
