// One thing in place of another: set-ups, tokens, recovery codes and sessions of other users, portals and purposes, two requests at once,
// and names, addresses and paths that mislead. The owners are carla and dimitri of S2, helena and ibrahim of S0, ines of S4, and the agents.
import { connect } from 'node:net';
import { type App, createApp } from './kit/app.ts';
import { attempt, conclude, laterAttempt } from './kit/attempt.ts';
import { type Browser, createBrowser, type Page } from './kit/browser.ts';
import { DAY, MINUTE, wait } from './kit/clock.ts';
import { codeOn, deskAction, recoveryOf } from './kit/desk.ts';
import {
  base,
  beginApp,
  giveCode,
  givePassword,
  mailbox,
  type Name,
  type Owner,
  passwordOf,
  setUpApp,
  signIn,
} from './kit/people.ts';

const post = (browser: Browser, path: string, body: object = {}): Promise<Page> =>
  browser.send('POST', path, body);
const statuses = (pages: readonly Page[]): string => pages.map(({ status }) => status).join(' ');
const cookie = (browser: Browser, name: string): readonly [string, string] => [
  name,
  browser.cookies().get(name) ?? '',
];

interface SetUp {
  readonly factorId: string;
  readonly app: App;
}

async function beginBy(browser: Browser, portal: string): Promise<SetUp> {
  const { answer } = await post(browser, `/${portal}/mfa/factors`, { method: 'totp' });
  return { factorId: answer.at('enrolment.factorId'), app: createApp(answer.at('enrolment.setup.secret')) };
}

async function confirmBy(browser: Browser, portal: string, { factorId, app }: SetUp): Promise<Page> {
  return post(browser, `/${portal}/mfa/factors/${factorId}/confirm`, { response: await app.code() });
}

async function factorsOf(browser: Browser, portal: string): Promise<readonly { readonly id: string }[]> {
  return Object((await browser.get(`/${portal}/mfa/account`)).answer.json).factors ?? [];
}

const carla = await beginApp('carla', (await givePassword('carla')).browser);
const shown = await giveCode(carla.browser, carla.page, await carla.app.code());
const attacker = (await givePassword('carla')).browser;
const his = await beginBy(attacker, 's2');

await attempt({
  tried:
    'a set-up proved with the password alone, between the owner’s code and her “Agree”: what she agrees to',
  expected: /^200, .*not yours|^200, \/s2\/settings.*, not enabled$/,
  happened: async () => {
    const { status } = await confirmBy(attacker, 's2', his);
    const { path, text } = await carla.browser.submit(shown, '/agree');
    const next = await givePassword('carla');
    return `${status}, ${path} ${text.slice(0, 100)}, ${next.page.path === '/s2/home' ? 'not enabled' : 'enabled'}`;
  },
});

await attempt({
  tried: 'to agree without naming a set-up, and to one of another user',
  expected: /^409 409$/,
  happened: async () => {
    const other = await beginBy((await givePassword('dimitri')).browser, 's2');
    const unnamed = await post(attacker, '/s2/mfa/backup-codes/acknowledge');
    const { factorId } = other;
    return statuses([unnamed, await post(attacker, '/s2/mfa/backup-codes/acknowledge', { factorId })]);
  },
});

let helena = await setUpApp('helena');
let ibrahim = await setUpApp('ibrahim');
await wait(MINUTE);

await laterAttempt({
  tried:
    'the secret of the owner’s next set-up, read in a stolen session whose proof is old, and by another user',
  expected: /^404 404 200$/,
  happened: async () => {
    const stolen = helena.browser.copy();
    await wait(20 * MINUTE);
    helena = { ...helena, ...(await signIn('helena', helena.app)) };
    const { factorId } = await beginBy(helena.browser, 's0');
    const path = `/s0/mfa/factors/${factorId}`;
    return statuses([
      await stolen.get(path),
      await ibrahim.browser.get(path),
      await helena.browser.get(path),
    ]);
  },
});

await attempt({
  tried: 'another user’s set-up: its code, a new code, a new name, its end',
  expected: /^404 404 404 404$/,
  happened: async () => {
    const setUp = await beginBy((await signIn('helena', helena.app)).browser, 's0');
    const path = `/s0/mfa/factors/${setUp.factorId}`;
    return statuses([
      await confirmBy(ibrahim.browser, 's0', setUp),
      await post(ibrahim.browser, `${path}/send`),
      await ibrahim.browser.send('PATCH', path, { label: 'mine' }),
      await ibrahim.browser.send('DELETE', path),
    ]);
  },
});

await laterAttempt({
  tried:
    'the token of a step-up: without its session, in another user’s, for a recovery, for a set-up, to cancel',
  expected: /^401 403 400 400 400$/,
  happened: async () => {
    await wait(20 * MINUTE);
    ibrahim = { ...ibrahim, ...(await signIn('ibrahim', ibrahim.app)) };
    await post(helena.browser, '/s0/mfa/reauthenticate', { intent: { kind: 'enrol', method: 'sms' } });
    const token = cookie(helena.browser, 's0-challenge');
    const [{ id: factorId } = { id: '' }] = await factorsOf(helena.browser, 's0');
    const answer = { factorId, response: await helena.app.code() };
    const alone = createBrowser(base, [token]);
    const foreign = createBrowser(base, [token, cookie(ibrahim.browser, 's0.session')]);
    const [, text] = token;
    return statuses([
      await post(alone, '/s0/mfa/challenge/verify', answer),
      await post(foreign, '/s0/mfa/challenge/verify', answer),
      await post(alone, '/s0/mfa/recovery', { via: 'support' }),
      await post(createBrowser(base), '/s0/mfa/factors', { method: 'totp', token: text }),
      await post(alone, '/s0/mfa/recovery/cancel', { cancelToken: text }),
    ]);
  },
});

await attempt({
  tried: 'the token of a sign-in, to set up, to postpone, to agree, to cancel a recovery',
  expected: /^400 400 400 400$/,
  happened: async () => {
    const [, token] = cookie((await givePassword('helena')).browser, 's0-challenge');
    const stranger = createBrowser(base);
    return statuses([
      await post(stranger, '/s0/mfa/factors', { method: 'totp', token }),
      await post(stranger, '/s0/mfa/challenge/postpone', { token }),
      await post(stranger, '/s0/mfa/backup-codes/acknowledge', { token }),
      await post(stranger, '/s0/mfa/recovery/cancel', { cancelToken: token }),
    ]);
  },
});

await attempt({
  tried: 'one user’s factor and code in another user’s sign-in',
  expected: /^404 \/s0\/sign-in$/,
  happened: async () => {
    const { browser } = await givePassword('helena');
    const [{ id: factorId } = { id: '' }] = await factorsOf(ibrahim.browser, 's0');
    const response = await ibrahim.app.code();
    const answer = await post(browser, '/s0/mfa/challenge/verify', { factorId, response });
    return `${answer.status} ${(await browser.open('/s0/home')).path}`;
  },
});

await laterAttempt({
  tried:
    'one user’s sign-in completed in the session of another: who is signed in, and whether the other still is',
  expected: /^Welcome, Ibrahim, \/s0\/sign-in$/,
  happened: async () => {
    await wait(MINUTE);
    const before = (await signIn('helena', helena.app)).browser;
    const { browser } = await givePassword('ibrahim');
    const [{ id: factorId } = { id: '' }] = await factorsOf(ibrahim.browser, 's0');
    const mixed = createBrowser(base, [
      cookie(browser, 's0-challenge'),
      cookie(before, 's0.session'),
      cookie(before, 'form'),
    ]);
    await post(mixed, '/s0/mfa/challenge/verify', { factorId, response: await ibrahim.app.code() });
    const { text } = await mixed.open('/s0/home');
    return `${/Welcome, \w+/.exec(text)}, ${(await before.open('/s0/home')).path}`;
  },
});

const kemal = await setUpApp('kemal');
const leonie = await setUpApp('leonie');
const malik = await setUpApp('malik');

async function again(agent: Owner, name: Name): Promise<Owner> {
  return { ...agent, ...(await signIn(name, agent.app)) };
}

/** Asks for a recovery, and lets kemal approve it: the code. */
async function approved(name: Name): Promise<string> {
  await post((await givePassword(name)).browser, '/s0/mfa/recovery', { via: 'support' });
  return codeOn(await deskAction(kemal, `s0/${name}`, 'approve', await recoveryOf(`s0/${name}`, kemal)));
}

const complete = (browser: Browser, code: string): Promise<Page> =>
  post(browser, '/s0/mfa/recovery/complete', { via: 'support', code });

let codes: readonly [string, string] = ['', ''];
let recovered: Browser = createBrowser(base);

await attempt({
  tried: 'the recovery code of one user for another',
  expected: /^422$/,
  happened: async () => {
    codes = [await approved('helena'), await approved('ibrahim')];
    return String((await complete((await givePassword('ibrahim')).browser, codes[0])).status);
  },
});

await attempt({
  tried: 'one recovery code in six sign-ins at once',
  expected: /^1 of 6$/,
  happened: async () => {
    const walks = await Promise.all(Array.from({ length: 6 }, () => givePassword('ibrahim')));
    const answers = await Promise.all(walks.map(({ browser }) => complete(browser, codes[1])));
    const first = walks[answers.findIndex(({ status }) => status === 200)];
    if (first !== undefined) recovered = first.browser;
    return `${answers.filter(({ status }) => status === 200).length} of 6`;
  },
});

await attempt({
  tried:
    'what a recovered user may do before the new method works: settings, removal, codes, password, old code',
  expected: /^401 401 401 401 400$/,
  happened: async () =>
    statuses([
      await recovered.get('/s0/mfa/account'),
      await recovered.send('DELETE', '/s0/mfa/factors/any'),
      await post(recovered, '/s0/mfa/backup-codes'),
      await post(recovered, '/s0/mfa/reauthenticate', { password: passwordOf('ibrahim') }),
      await post(recovered, '/s0/mfa/challenge/verify', { response: await ibrahim.app.code() }),
    ]),
});

await attempt({
  tried: 'three set-ups of one recovery, all confirmed at once, and a fourth after it',
  expected: /^1 of 3, 409$/,
  happened: async () => {
    const copies = [recovered.copy(), recovered.copy(), recovered.copy()];
    const late = recovered.copy();
    const setUps = await Promise.all(copies.map((copy) => beginBy(copy, 's0')));
    const answers = await Promise.all(
      copies.map((copy, at) => confirmBy(copy, 's0', setUps[at] ?? { factorId: '', app: createApp('AAAA') })),
    );
    const fourth = await post(late, '/s0/mfa/factors', { method: 'email' });
    return `${answers.filter(({ status }) => status === 200).length} of 3, ${fourth.status}`;
  },
});

await attempt({
  tried: 'a recovery stopped by the link while its set-up is open: the set-up, another one, the owner’s app',
  expected: /^It is stopped 409 409 \/s0\/home$/,
  happened: async () => {
    await wait(MINUTE);
    const { browser } = await givePassword('helena');
    await complete(browser, codes[0]);
    const setUp = await beginBy(browser, 's0');
    const toHelena = (await mailbox()).split('helena@example.com').slice(1).join(' ');
    const [link = ''] = /http\S+recovery\/stop#\S+/.exec(toHelena) ?? [];
    const owner = createBrowser(base);
    const stopped = await owner.submit(await owner.open('/s0/recovery/stop'), '/recovery/stop', { link });
    const rest = [
      await confirmBy(browser, 's0', setUp),
      await post(browser, '/s0/mfa/factors', { method: 'totp' }),
    ];
    const { page } = await signIn('helena', helena.app);
    return `${stopped.text.slice(0, 13)} ${statuses(rest)} ${page.path}`;
  },
});

await laterAttempt({
  tried: 'a set-up after a recovery, confirmed after an hour, with the code again',
  expected: /^410 409$/,
  happened: async () => {
    await wait(DAY);
    const desk = await again(kemal, 'kemal');
    await post((await givePassword('helena')).browser, '/s0/mfa/recovery', { via: 'support' });
    const about = await recoveryOf('s0/helena', desk);
    const code = codeOn(await deskAction(desk, 's0/helena', 'approve', about));
    const { browser } = await givePassword('helena');
    await complete(browser, code);
    const setUp = await beginBy(browser, 's0');
    await wait(61 * MINUTE);
    const late = await confirmBy(browser, 's0', setUp);
    const used = await complete((await givePassword('helena')).browser, code);
    await deskAction(await again(kemal, 'kemal'), 's0/helena', 'call-off', about);
    return statuses([late, used]);
  },
});

await laterAttempt({
  tried:
    'the owner signs in at the moment in which a recovery would replace the app: both, or one method and one session',
  expected: /^(200 4\d\d 200 401|4\d\d 200 401 200)$/,
  happened: async () => {
    await wait(2 * DAY);
    const desk = await again(kemal, 'kemal');
    const { browser } = await givePassword('ines');
    await post(browser, '/s4/mfa/reauthenticate', { password: passwordOf('ines') });
    const owned = await beginBy(browser, 's4');
    await confirmBy(browser, 's4', owned);
    await wait(MINUTE);
    await post((await givePassword('ines')).browser, '/s4/mfa/recovery', { via: 'support' });
    const code = codeOn(await deskAction(desk, 's4/ines', 'approve', await recoveryOf('s4/ines', desk)));
    const lost = (await givePassword('ines')).browser;
    const done = await post(lost, '/s4/mfa/recovery/complete', { via: 'support', code });
    if (done.status !== 200) throw new Error(`${code} ${done.body}`);
    const setUp = await beginBy(lost, 's4');
    const owner = (await givePassword('ines')).browser;
    const answer = { factorId: owned.factorId, response: await owned.app.code() };
    const [confirmed, verified] = await Promise.all([
      confirmBy(lost, 's4', setUp),
      post(owner, '/s4/mfa/challenge/verify', answer),
    ]);
    return statuses([
      verified,
      confirmed,
      await owner.get('/s4/mfa/account'),
      await lost.get('/s4/mfa/account'),
    ]);
  },
});

await laterAttempt({
  tried:
    'a bribed agent in two browsers: opens in one and approves in the other, for another user, in another portal',
  expected: /^you cannot approve it, is over, is over$/,
  happened: async () => {
    const one = await again(kemal, 'kemal');
    const two = await again(kemal, 'kemal');
    await deskAction(one, 's0/ibrahim', 'open', 'support');
    const about = await recoveryOf('s0/ibrahim', one);
    const pages = [
      await deskAction(two, 's0/ibrahim', 'approve', about),
      await deskAction(two, 's0/helena', 'approve', about),
      await deskAction(two, 's4/ines', 'approve', about),
    ];
    return pages.map(({ text }) => /you cannot approve it|is over/.exec(text)).join(', ');
  },
});

await laterAttempt({
  tried: 'the form of one user’s recovery, sent for another user, and for the agent’s own account',
  expected: /^is over, your own account$/,
  happened: async () => {
    const leonies = await again(leonie, 'leonie');
    const about = await recoveryOf('s0/ibrahim', leonies);
    const other = await deskAction(leonies, 's0/ibrahim', 'approve', about, { userId: 's0:helena' });
    const own = await deskAction(leonies, 's0/ibrahim', 'approve', about, {
      portal: 'support',
      userId: 'support:leonie',
    });
    return [other, own].map(({ text }) => /is over|your own account/.exec(text)).join(', ');
  },
});

await attempt({
  tried: 'a customer’s session at the desk, and an agent’s at a portal',
  expected: /^\/support\/sign-in \/s0\/sign-in$/,
  happened: async () => {
    const [, customer] = cookie(helena.browser, 's0.session');
    const [, agent] = cookie(kemal.browser, 'support.session');
    const atDesk = await createBrowser(base, [['support.session', customer]]).open(
      '/support/users/s0/helena',
    );
    const atPortal = await createBrowser(base, [['s0.session', agent]]).open('/s0/home');
    return `${atDesk.path} ${atPortal.path}`;
  },
});

await laterAttempt({
  tried:
    'parts of two requests: one of a cancelled request with one of the next, one part twice, and the right two',
  expected: /^422 422 200$/,
  happened: async () => {
    await wait(DAY);
    const user = 'support/kemal';
    const ask = async (): Promise<Page> =>
      post((await givePassword('kemal')).browser, '/support/mfa/recovery', { via: 'support' });
    const first = await again(leonie, 'leonie');
    await ask();
    const cancelled = await recoveryOf(user, first);
    const old = codeOn(await deskAction(first, user, 'approve', cancelled));
    await deskAction(first, user, 'call-off', cancelled);
    await wait(2 * 60 * MINUTE);
    await ask();
    const parts: string[] = [];
    for (const agent of [await again(leonie, 'leonie'), await again(malik, 'malik')]) {
      parts.push(codeOn(await deskAction(agent, user, 'approve', await recoveryOf(user, agent))));
    }
    await wait(DAY);
    const answers: Page[] = [];
    for (const typed of [`${old} ${parts[1]}`, `${parts[1]} ${parts[1]}`, parts.join(' ')]) {
      const { browser } = await givePassword('kemal');
      answers.push(await post(browser, '/support/mfa/recovery/complete', { via: 'support', code: typed }));
      await wait(10 * MINUTE);
    }
    return statuses(answers);
  },
});

/** Ibrahim’s app was replaced above: a new recovery gives him another. */
async function setUpAgain(): Promise<Owner> {
  await wait(DAY);
  const desk = await again(malik, 'malik');
  const open = await recoveryOf('s0/ibrahim', desk);
  if (open !== '') await deskAction(desk, 's0/ibrahim', 'call-off', open);
  await wait(DAY);
  await post((await givePassword('ibrahim')).browser, '/s0/mfa/recovery', { via: 'support' });
  const agent = await again(malik, 'malik');
  const code = codeOn(
    await deskAction(agent, 's0/ibrahim', 'approve', await recoveryOf('s0/ibrahim', agent)),
  );
  const { browser, page } = await givePassword('ibrahim');
  await complete(browser, code);
  const setUp = await beginBy(browser, 's0');
  await confirmBy(browser, 's0', setUp);
  return { browser, page, app: setUp.app, backupCodes: [] };
}

const { browser: fresh } = await signIn('helena', helena.app);
const [{ id: phone } = { id: '' }] = await factorsOf(fresh, 's0');
const label = async (text: string): Promise<Page> =>
  fresh.send('PATCH', `/s0/mfa/factors/${phone}`, { label: text });

for (const [what, text, expected] of [
  [
    'line breaks and a cookie',
    'a\r\nSet-Cookie: b=c\r\n\r\nYour account is at risk',
    /^200 a Set-Cookie: b=c Your .* no cookie$/,
  ],
  ['letters from right to left', '\u202eyek\u2066', /^200 yek no cookie$/],
  ['markup', '<a href="//evil.example">x</a>', /^200 <a href="\/\/evil.example">x<\/a> no cookie$/],
  ['nothing to see', '\u200b\u3164', /^400/],
] as const) {
  await attempt({
    tried: `a method’s name with ${what}`,
    expected,
    happened: async () => {
      const { status, headers } = await label(text);
      const [factor] = await factorsOf(fresh, 's0');
      const { body } = await fresh.open('/s0/security');
      const markup = body.includes(text) && text.startsWith('<') ? ' as markup' : '';
      return `${status} ${Object(factor).label}${markup} ${headers.get('set-cookie') ? 'a cookie' : 'no cookie'}`;
    },
  });
}

await label('Phone');

await laterAttempt({
  tried: 'the address changed twice, and then a method added: whether the first address is told',
  expected: /^told of both, told of the method$/,
  happened: async () => {
    for (const email of ['one@evil.example', 'two@evil.example']) {
      await wait(MINUTE);
      let page = await fresh.submit(await fresh.open('/s0/profile/edit'), '/profile/edit', {
        email,
        phone: '+447700900142',
      });
      if (page.path.startsWith('/s0/confirm')) page = await giveCode(fresh, page, await helena.app.code());
      const code = /\b(\d{6})\b/.exec((await mailbox()).split(email)[1] ?? '')?.[1] ?? '';
      await fresh.submit(page, '/profile/confirm', { code });
    }
    await wait(MINUTE);
    const { browser } = await signIn('helena', helena.app);
    await confirmBy(browser, 's0', await beginBy(browser, 's0'));
    await wait(MINUTE);
    const all = await mailbox();
    const told = (what: string): boolean => new RegExp(`${what}[^@]* To helena@example.com`).test(all);
    return `${told('contact details were changed') && told('was replaced at Milldrum Digital') ? 'told of both' : 'not told'}, ${told('was added at Milldrum Digital') ? 'told of the method' : 'not told'}`;
  },
});

await attempt({
  tried: 'a prototype as a method’s id, an address of another user, a path and a header as an id',
  expected: /^404 403 404 404$/,
  happened: async () =>
    statuses([
      await fresh.send('DELETE', '/s0/mfa/factors/__proto__'),
      await post(fresh, '/s0/mfa/factors', { method: 'email', contactId: 'ibrahim' }),
      await fresh.send('DELETE', '/s0/mfa/factors/..%2ftrusted-devices'),
      await fresh.send('PATCH', '/s0/mfa/factors/a%0d%0aSet-Cookie:b=c', { label: 'x' }),
    ]),
});

await laterAttempt({
  tried: 'thirty passwords at once by JSON in a stolen session: how many are judged, and the right one then',
  expected: /^[0-5] judged, 429$/,
  happened: async () => {
    const copy = (await givePassword('jonas')).browser.copy();
    const path = '/s4/mfa/reauthenticate';
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => post(copy, path, { password: `guess ${at}` })),
    );
    const right = await post(copy, path, { password: passwordOf('jonas') });
    return `${answers.filter(({ status }) => status === 422).length} judged, ${right.status}`;
  },
});

for (const path of [
  '/s0//invoices',
  '/s0/INVOICES',
  '/s0/invoices/',
  '/s0/%69nvoices',
  '/s0/invoices%2f',
  '/s0/x/..%2finvoices',
  '/s0/invoices%20',
  '/s0/invoices?a[]=1',
  '/s0/mfa//account',
  '/s0/MFA/account',
  '/s0/%6dfa/account',
  '/s0/mfa/account%00',
]) {
  await attempt({
    tried: `${path} without a session`,
    expected: /^(303 \/s0\/sign-in|401|404) closed$/,
    happened: async () => {
      const { status, location, text } = await createBrowser(base).get(path);
      return `${`${status} ${location}`.trim()} ${/2026-0114|factors/.test(text) ? 'open' : 'closed'}`;
    },
  });
}

/** The first line of the answer to a request that is sent as it is. */
function raw(...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(lines.join('\r\n')));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

await attempt({
  tried: 'the form token of a visitor in another’s session, without any header that says where it is from',
  expected: /^HTTP\/1.1 403/,
  happened: async () => {
    const visitor = createBrowser(base);
    const { forms } = await visitor.open('/s0/sign-in');
    const body = String(new URLSearchParams(forms[0]?.hidden));
    const [, session] = cookie(fresh, 's0.session');
    const [, form] = cookie(visitor, 'form');
    return raw(
      'POST /s0/sign-out HTTP/1.1',
      'Host: localhost',
      `Cookie: s0.session=${session}; form=${form}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      body,
    );
  },
});

await attempt({
  tried: 'another method by a header, and by the query',
  expected: /^HTTP\/1.1 40[045] .*$/,
  happened: async () => {
    const [, session] = cookie(fresh, 's0.session');
    return raw(
      'POST /s0/mfa/trusted-devices?_method=DELETE HTTP/1.1',
      'Host: localhost',
      `Cookie: s0.session=${session}`,
      `Origin: ${base}`,
      'X-HTTP-Method-Override: DELETE',
      'Content-Length: 0',
      'Connection: close',
      '',
      '',
    );
  },
});

await attempt({
  tried: 'to be led to another site after fresh proof, by the query',
  expected: /^(\/s0\/\S* ?){3}$/,
  happened: async () => {
    const places: string[] = [];
    for (const query of ['next', 'returnTo', 'back']) {
      const { path, location } = await fresh.get(`/s0/confirm?${query}=//evil.example`);
      places.push(location === '' ? (path.split('?')[0] ?? '') : location);
    }
    return places.join(' ');
  },
});

await laterAttempt({
  tried: 'a form of one user that waits for proof, planted in another’s browser',
  expected: /^\/s0\/security \/s0\/security, not his$/,
  happened: async () => {
    ibrahim = { ...ibrahim, ...(await setUpAgain()) };
    await wait(6 * MINUTE);
    const asked = await ibrahim.browser.submit(
      await ibrahim.browser.open('/s0/payment-account/change'),
      '/change',
      { holder: 'Mallory', iban: 'GB33BUKB20201555555555' },
    );
    if (!asked.path.includes('/confirm')) throw new Error(asked.path);
    const planted = [...ibrahim.browser.cookies()].filter(
      ([name]) => !['form', 's0.session', 's0-device', 's0.browser'].includes(name),
    );
    if (planted.length === 0) throw new Error('the form is kept in the session');
    const own = [...(await signIn('helena', helena.app)).browser.cookies()];
    const victim = createBrowser(base, [...own, ...planted]);
    const about = asked.path.split('?')[1] ?? '';
    const places = [
      await victim.open(`/s0/confirm?${about}`),
      await victim.open(`/s0/confirm/go-on?${about}`),
    ];
    const { text } = await victim.open('/s0/payment-account');
    return `${places.map(({ path }) => path.split('?')[0]).join(' ')}, ${/5555/.test(text) ? 'his' : 'not his'}`;
  },
});

conclude();
