// Odd requests: from other sites, by other methods and paths, with odd bodies and names. Needs nobody's second factor.
import { connect } from 'node:net';
import { attempt, conclude } from './kit/attempt.ts';
import { createBrowser, type Page, setCookies } from './kit/browser.ts';
import { base, givePassword, passwordOf } from './kit/people.ts';

const FORM = 'application/x-www-form-urlencoded';
const said = ({ status, location, text }: Page): string => `${status} ${location} ${text.slice(0, 80)}`;

/** Sends these lines as they are, and gives the status and where it leads. */
function raw(...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer.match(/^(?:HTTP\/1.1|location:) .*/gim)?.join(' ') ?? 'nothing'));
    socket.on('error', reject);
  });
}

const stranger = createBrowser(base);
const { forms } = await stranger.open('/s4/sign-in');
const login = { ...forms[0]?.hidden, userName: 'jonas', password: passwordOf('jonas') };

for (const headers of [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' },
]) {
  await attempt({
    tried: `a sign-in form with ${JSON.stringify(headers)}`,
    expected: /^403 /,
    happened: async () => said(await stranger.post('/s4/sign-in', login, headers)),
  });
}

await attempt({
  tried: 'a sign-in form without its token, and with the token of another session',
  expected: /^403 .*\n403 /,
  happened: async () => {
    const bare = await stranger.post('/s4/sign-in', { userName: 'jonas', password: passwordOf('jonas') });
    const other = await createBrowser(base).post('/s4/sign-in', login);
    return `${said(bare)}\n${said(other)}`;
  },
});

for (const [what, type, body, expected] of [
  ['JSON', 'application/json', JSON.stringify(login), /^415 /],
  ['plain text', 'text/plain', String(new URLSearchParams(login)), /^415 /],
  ['five megabytes', FORM, `password=${'x'.repeat(5e6)}`, /^413 /],
  ['a thousand fields', FORM, 'a=1&'.repeat(1000), /^41[35] /],
  ['another charset', `${FORM}; charset=utf-7`, 'a=1', /^415 /],
] as const) {
  await attempt({
    tried: `a form that is ${what}`,
    expected,
    happened: async () => said(await stranger.send('POST', '/s4/sign-in', body, { 'content-type': type })),
  });
}

await attempt({
  tried: 'a form that is not compressed as it says',
  expected: /^415 /,
  happened: async () => {
    const headers = { 'content-type': FORM, 'content-encoding': 'gzip' };
    return said(await stranger.send('POST', '/s4/sign-in', 'a=1', headers));
  },
});

for (const userName of ['__proto__', 'jonas\0', 'jonas\u200b', 'ｊonas', 'a'.repeat(9000)]) {
  await attempt({
    tried: `the right password for ${JSON.stringify(userName).slice(0, 24)}`,
    expected: /^422 .*is not right/,
    happened: async () => {
      const form = (await stranger.open('/s4/sign-in')).forms[0]?.hidden;
      const page = await stranger.post('/s4/sign-in', { ...login, ...form, userName });
      return `${page.status} ${page.text.slice(0, 200)}`;
    },
  });
}

for (const path of ['/S4', '/s4/HOME', '/s4//home', '/%734/home', '/s4/home%00', '/assets/..%2fdemo.ts']) {
  await attempt({
    tried: `the path ${path}`,
    expected: /^404/,
    happened: async () => said(await createBrowser(base).get(path)),
  });
}

for (const path of ['//s4/home', '//evil.example/%2f..', '/\\evil.example', '/s4?next=//evil.example']) {
  await attempt({
    tried: `to be led elsewhere by ${path}`,
    expected: /^HTTP\/1.1 (?:404|303.* [Ll]ocation: \/s4\/sign-in)/,
    happened: () => raw(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close'),
  });
}

for (const host of ['user@localhost', 'localhost/account?', 'a b', '']) {
  await attempt({
    tried: `the JSON routes with the host “${host}”`,
    expected: /^HTTP\/1.1 400/,
    happened: () => raw('GET /s4/mfa/openapi.json HTTP/1.1', `Host: ${host}`, 'Connection: close'),
  });
}

for (const path of ['/sign-out', '/sign-in/send', '/sign-in/recovery', '/recovery/not-me', '/confirm/code']) {
  await attempt({
    tried: `GET and HEAD for the form ${path}`,
    expected: /^404 404$/,
    happened: async () => {
      const { status } = await stranger.get(`/s4${path}`);
      return `${status} ${(await stranger.send('HEAD', `/s4${path}`)).status}`;
    },
  });
}

const { browser } = await givePassword('jonas');
for (const [method, path] of [
  ['DELETE', '/s4/mfa/trusted-devices'],
  ['POST', '/s4/mfa/factors'],
] as const) {
  await attempt({
    tried: `${method} ${path} from another site, in a live session`,
    expected: /^403 403 403$/,
    happened: async () => {
      const sites = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
      ];
      const statuses: number[] = [];
      for (const headers of sites) statuses.push((await browser.send(method, path, {}, headers)).status);
      return statuses.join(' ');
    },
  });
}

for (const [what, type, body, expected] of [
  ['plain text', 'text/plain', '{"method":"totp"}', /^415/],
  ['a key that stands twice', 'application/json', '{"method":"totp","method":"email"}', /^400/],
  ['a prototype', 'application/json', '{"__proto__":{"a":1},"method":"totp"}', /^400/],
  ['a secret of its own', 'application/json', '{"method":"totp","secret":"AAAA"}', /^400/],
  ['half a character', 'application/json', '{"method":"totp","label":"\\ud800"}', /^400/],
  ['100 kB', 'application/json', `{"method":"${'x'.repeat(100_000)}"}`, /^413/],
] as const) {
  await attempt({
    tried: `a JSON body with ${what}`,
    expected,
    happened: async () => {
      const headers = { origin: base, 'content-type': type };
      return said(await browser.send('POST', '/s4/mfa/factors', body, headers));
    },
  });
}

await attempt({
  tried: 'a session id that was planted before the sign-in',
  expected: /^Please sign in first/,
  happened: async () => {
    const planted = (await givePassword('jonas')).browser.cookies().get('s4.session') ?? 'none';
    const victim = createBrowser(base, [['s4.session', planted]]);
    const start = await victim.open('/s4/sign-in');
    await victim.submit(start, '/sign-in', { userName: 'jonas', password: passwordOf('jonas') });
    return (await createBrowser(base, [['s4.session', planted]]).open('/s4/home')).text;
  },
});

await attempt({
  tried: 'one sign-in form twice at once, with the right password: sessions, as in two tabs',
  expected: /^[12]$/,
  happened: async () => {
    const start = createBrowser(base);
    const form = (await start.open('/s4/sign-in')).forms[0]?.hidden;
    const both = [start.copy(), start.copy()];
    await Promise.all(both.map((one) => one.post('/s4/sign-in', { ...login, ...form })));
    const pages = await Promise.all(both.map((one) => one.open('/s4/home')));
    return String(pages.filter(({ text }) => text.startsWith('Welcome')).length);
  },
});

await attempt({
  tried: 'cookies without HttpOnly or SameSite',
  expected: /^none of [1-9]/,
  happened: async () => {
    const loose = setCookies.filter(
      (line) => !/HttpOnly/i.test(line) || !/SameSite=(Lax|Strict)/i.test(line),
    );
    return `${loose.length === 0 ? 'none' : loose.join(' ')} of ${setCookies.length}`;
  },
});

await attempt({
  tried: 'pages that a cache may keep',
  expected: /^none$/,
  happened: async () => {
    const paths = [
      '/',
      '/s4/sign-in',
      '/s4/home',
      '/s4/security-and-access',
      '/s4/mfa/account',
      '/s4/nowhere',
    ];
    const pages = await Promise.all(paths.map((path) => browser.get(path)));
    const kept = pages.filter(({ headers }) => headers.get('cache-control') !== 'no-store');
    return kept.map(({ path }) => path).join(' ') || 'none';
  },
});

conclude();
