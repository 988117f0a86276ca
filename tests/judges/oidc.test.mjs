// Signing in through OpenID Connect, at a provider that we did not write, set
// up as ProConnect is: signed userinfo, client_secret_post, RS256.
import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { start } from './program.mjs';

let server, provider, program, person, said;

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256', use: 'sig' };

// What the provider would sign of a person, for whoever it says.
function signed(claims) {
  const part = (v) => Buffer.from(JSON.stringify(v)).toString('base64url');
  const head = `${part({ alg: 'RS256', kid: KEY.kid, typ: 'JWT' })}.${part(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(pair.privateKey, 'base64url')}`;
}

// Follows redirects from host to host as a browser does, cookies kept by host.
class Browser {
  jar = new Map();
  path = [];

  async go(url, options = {}) {
    for (let hops = 0; hops < 20; hops++) {
      const { host } = new URL(url);
      const cookies = this.jar.get(host) ?? new Map();
      this.jar.set(host, cookies);
      const answer = await fetch(url, {
        ...options,
        redirect: 'manual',
        headers: {
          ...options.headers,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      this.path.push(url);
      const next = answer.headers.get('location');
      if (!next || options.stay) return { url, status: answer.status, next, text: await answer.text() };
      url = new URL(next, url).href;
      options = {};
    }
    throw new Error(`too many redirects: ${this.path.join('\n')}`);
  }

  post(url, form, headers = {}) {
    return this.go(url, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }
}

// The provider asks who one is, then whether one agrees.
async function agree(browser, page) {
  for (let steps = 0; steps < 4 && page.url.includes('/interaction/'); steps++) {
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page.text);
    const prompt = /name="prompt" value="([^"]+)"/.exec(page.text)[1];
    page = await browser.post(new URL(action, page.url).href,
      prompt === 'login' ? { prompt, login: 'u1', password: 'x' } : { prompt });
  }
  return page;
}

before(async () => {
  server = createServer((rq, rp) => {
    if (said && rq.url === '/me') rp.setHeader('content-type', 'application/jwt').end(signed(said));
    else provider.callback()(rq, rp);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  program = await start({ more: {
    CAFEIA_NOW: '',
    CAFEIA_OIDC_ISSUER: issuer,
    CAFEIA_OIDC_CLIENT_ID: 'cafeia',
    CAFEIA_OIDC_CLIENT_SECRET: 'a-secret-of-the-test',
    CAFEIA_OIDC_NAME: 'ProTest',
    CAFEIA_COURIER_ALLOW: `127.0.0.1:${server.address().port}`,
  } });
  person = { email: 'amina@mairie.example', given_name: 'Amina', usual_name: 'Test' };
  provider = new Provider(issuer, {
    clients: [{
      client_id: 'cafeia',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [`${program.url}/connexion/pro/retour`],
      post_logout_redirect_uris: [`${program.url}/`],
      token_endpoint_auth_method: 'client_secret_post',
      userinfo_signed_response_alg: 'RS256',
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], given_name: ['given_name'], usual_name: ['usual_name'] },
    cookies: { keys: ['of the test'] },
    jwks: { keys: [KEY] },
    scopes: ['openid', 'email', 'given_name', 'usual_name'],
    features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...person }) }),
  });
});

after(async () => {
  await program?.stop();
  server?.closeAllConnections();
  server?.close();
});

test('a professional signs in there, comes back here, and goes where they were going', async () => {
  const browser = new Browser();
  const page = await browser.go(`${program.url}/connexion?suite=/donnees`);
  assert.match(page.text, /ProTest/);
  const back = await agree(browser, await browser.go(`${program.url}/connexion/pro?suite=/donnees`));
  assert.equal(back.status, 200);
  assert.equal(new URL(back.url).pathname, '/donnees');
  const mine = await browser.go(`${program.url}/compte`);
  assert.match(mine.text, /amina@mairie\.example/);
});

test('the second time it is the same account, and signing out ends both sessions', async () => {
  const browser = new Browser();
  person = { ...person, email: 'amina@other.example' }; // the subject stays
  await agree(browser, await browser.go(`${program.url}/connexion/pro`));
  const mine = await browser.go(`${program.url}/compte`);
  assert.match(mine.text, /amina@mairie\.example/);
  const out = await browser.post(`${program.url}/deconnexion`, {}, { 'sec-fetch-site': 'same-origin' });
  const [, there] = /href="(http:\/\/127\.0\.0\.1:\d+\/session\/end[^"]*)"/.exec(out.text);
  const end = await browser.go(there.replaceAll('&amp;', '&'));
  assert.equal(end.status, 200);
  assert.match((await browser.go(`${program.url}/compte`)).url, /\/connexion/);
  person.email = 'amina@mairie.example';
});

test('an answer without its visit, with another state, or twice, signs nobody in', async () => {
  const browser = new Browser();
  const went = await browser.go(`${program.url}/connexion/pro`, { stay: true });
  assert.equal(went.status, 303);
  const state = new URL(went.next).searchParams.get('state');
  for (const query of ['code=x&state=y', `code=x`, `error=access_denied&state=${state}`, `code=forged&state=${state}`]) {
    const answer = await new Browser().go(`${program.url}/connexion/pro/retour?${query}`);
    assert.equal(answer.status, 422, query);
    const same = await browser.go(`${program.url}/connexion/pro/retour?${query}`, { stay: true });
    assert.equal(same.status, 422, query);
    assert.doesNotMatch((await browser.go(`${program.url}/compte`)).text, /amina/);
  }
});

test('an address that the provider has not verified signs nobody in', async () => {
  const browser = new Browser();
  person = { ...person, email_verified: false };
  const back = await agree(browser, await browser.go(`${program.url}/connexion/pro`));
  assert.equal(back.status, 422);
  delete person.email_verified;
});

test('what it signed of this person for another site, or as another issuer, signs nobody in', async () => {
  const iss = provider.issuer;
  const cases = [
    [{ iss, aud: 'cafeia' }, 200],
    [{ iss, aud: 'other' }, 422],
    [{ iss: 'https://evil.example', aud: 'cafeia' }, 422],
    [{ iss }, 422],
  ];
  for (const [more, status] of cases) {
    said = { sub: 'u1', ...person, ...more };
    const browser = new Browser();
    const back = await agree(browser, await browser.go(`${program.url}/connexion/pro`));
    assert.equal(back.status, status, JSON.stringify(more));
  }
  said = undefined;
});
