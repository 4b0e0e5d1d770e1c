// Known browsers, and codes that are sent: whose allowance they use, and where they are accepted. By an attacker with the password,
// sometimes at the owner's browser. The owners are hugo and greta of S3, and jonas of S4. Needs a demo with a clock to turn.
import { attempt, conclude, laterAttempt } from './kit/attempt.ts';
import { type Browser, createBrowser, type Page } from './kit/browser.ts';
import { canTurn, DAY, MINUTE, wait } from './kit/clock.ts';
import { base, giveCode, givePassword, type Name, passwordOf, sentCode } from './kit/people.ts';

const portalOf = (name: Name): string => (name === 'jonas' ? 's4' : 's3');
const PAUSE = MINUTE / 2 + 1000;

interface Option {
  readonly factorId: string;
  readonly method: string;
}

/** One challenge of a user, in a browser. */
interface Challenge {
  readonly browser: Browser;
  send(method?: string): Promise<Page>;
  verify(response: string, method?: string): Promise<Page>;
}

async function challenge(name: Name, start?: Browser): Promise<Challenge> {
  const { browser } = await givePassword(name, start);
  return answering(name, browser);
}

async function answering(name: Name, browser: Browser): Promise<Challenge> {
  const path = `/${portalOf(name)}/mfa/challenge`;
  const { json } = (await browser.get(path)).answer;
  const options: readonly Option[] = Object(json?.challenge).options ?? [];
  const idOf = (method: string): string => options.find((one) => one.method === method)?.factorId ?? 'none';
  return {
    browser,
    send: (method = 'email') => browser.send('POST', `${path}/send`, { factorId: idOf(method) }),
    verify: (response, method = 'email') =>
      browser.send('POST', `${path}/verify`, { factorId: idOf(method), response }),
  };
}

/** Signs in with a code by mail. The browser is known then. */
async function signInByMail(name: Name, start?: Browser): Promise<Browser> {
  await wait(PAUSE);
  const asked = await challenge(name, start);
  await asked.send();
  const done = await asked.verify(await sentCode());
  if (done.status !== 200) throw new Error(done.body);
  return asked.browser;
}

async function setUpByJson(name: Name, browser: Browser, method: string): Promise<void> {
  const path = `/${portalOf(name)}/mfa`;
  await browser.send('POST', `${path}/reauthenticate`, { password: passwordOf(name) });
  const begun = await browser.send('POST', `${path}/factors`, { method });
  const id = begun.answer.at('enrolment.factorId');
  const done = await browser.send('POST', `${path}/factors/${id}/confirm`, { response: await sentCode() });
  if (done.status !== 200) throw new Error(done.body);
  await browser.send('POST', `${path}/backup-codes/acknowledge`, {});
}

/** Requests codes, each in a sign-in of its own, until the allowance of the password is used up. */
async function flood(name: Name): Promise<number> {
  for (let sent = 0; ; sent += 1) {
    await wait(PAUSE);
    const { status } = await (await challenge(name)).send();
    if (status !== 200) return sent;
  }
}

const cookieOf = (browser: Browser, name: Name): string =>
  browser.cookies().get(`${portalOf(name)}-device`) ?? '';

/** Whether a browser with this cookie still gets a code. */
async function gets(name: Name, cookie: string): Promise<string> {
  await wait(PAUSE);
  const browser = createBrowser(base, [[`${portalOf(name)}-device`, cookie]]);
  return String((await (await challenge(name, browser)).send()).status);
}

const enrolled = (await givePassword('hugo')).browser;
const settings = '/s3/security-and-login';
const shown = await enrolled.submit(await enrolled.open(`${settings}/add/email`), '/add/email');
await enrolled.submit(await giveCode(enrolled, shown, await sentCode()), '/agree');

if (canTurn) {
  const greta = (await givePassword('greta')).browser;
  await setUpByJson('greta', greta, 'email');
  const jonas = (await givePassword('jonas')).browser;
  await setUpByJson('jonas', jonas, 'email');
  const known = await signInByMail('hugo');
  const cookie = cookieOf(known, 'hugo');
  const hers = cookieOf(await signInByMail('greta'), 'greta');
  const [kind = '', end = '', key = '', mac = ''] = cookie.split('.');

  await attempt({
    tried: 'codes by mail requested with the password in new browsers: how many are sent in an hour',
    expected: /^\d sent$/,
    happened: async () => `${await flood('hugo')} sent`,
  });

  for (const [what, from, expected] of [
    ['where a code signed in', () => cookie, /^200$/],
    ['where the first method was set up, in the pages', () => cookieOf(enrolled, 'hugo'), /^200$/],
    ['with the cookie of another user', () => hers, /^429$/],
    ['with the cookie of another portal', () => cookieOf(jonas, 'jonas'), /^429$/],
    ['with a later end', () => [kind, `1${end}`, key, mac].join('.'), /^429$/],
    ['with an end that is no number', () => [kind, `-${end}`, key, mac].join('.'), /^429$/],
    ['with another key’s name', () => [kind, end, 'demo-2', mac].join('.'), /^429$/],
    ['with a prototype as key', () => [kind, end, '__proto__', mac].join('.'), /^429$/],
    ['with half of the hash', () => [kind, end, key, mac.slice(0, 20)].join('.'), /^429$/],
    ['without a hash', () => [kind, end, key, ''].join('.'), /^429$/],
    ['with the hash of another user', () => [kind, end, key, hers.split('.')[3]].join('.'), /^429$/],
    ['with two cookies, one of them right', () => `x; s3-device=${cookie}`, /^429$/],
  ] as const) {
    await attempt({
      tried: `a code then, ${what}`,
      expected,
      happened: () => gets('hugo', from()),
    });
  }

  await attempt({
    tried: 'what the cookie of a known browser opens without a password, and as a challenge',
    expected: /^401 40[04]$/,
    happened: async () => {
      const browser = createBrowser(base, [['s3-device', cookie]]);
      const account = await browser.get('/s3/mfa/account');
      const asChallenge = createBrowser(base, [['s3-challenge', cookie]]);
      return `${account.status} ${(await asChallenge.get('/s3/mfa/challenge')).status}`;
    },
  });

  await attempt({
    tried: 'another user signs in in the owner’s browser: whose it is then',
    expected: /^200 for her, 429 for him$/,
    happened: async () => {
      await wait(DAY);
      const shared = createBrowser(base, [['s3-device', cookie]]);
      await signInByMail('greta', shared);
      await flood('hugo');
      const last = cookieOf(shared, 'hugo');
      return `${await gets('greta', last)} for her, ${await gets('hugo', last)} for him`;
    },
  });

  await attempt({
    tried: 'an attacker at the owner’s browser uses up its allowance: the owner there, as documented',
    expected: /^\d+ sent, then 429$/,
    happened: async () => {
      await wait(2 * DAY);
      let sent = 0;
      while ((await gets('hugo', cookie)) === '200') sent += 1;
      return `${sent} sent, then ${await gets('hugo', cookie)}`;
    },
  });

  await attempt({
    tried:
      'the same cookie after “forget all browsers”, which is about trust: still known, and a code is still needed',
    expected: /^200 challenge$/,
    happened: async () => {
      await wait(2 * DAY);
      const session = await signInByMail('hugo');
      await session.send('DELETE', '/s3/mfa/trusted-devices');
      await flood('hugo');
      const asked = await challenge('hugo', createBrowser(base, [['s3-device', cookie]]));
      const { json } = (await asked.browser.get('/s3/mfa/challenge')).answer;
      return `${await gets('hugo', cookie)} ${json.kind}`;
    },
  });

  await attempt({
    tried: 'the cookie after 91 days without a sign-in',
    expected: /^429$/,
    happened: async () => {
      await wait(91 * DAY);
      await flood('hugo');
      return gets('hugo', cookie);
    },
  });

  await attempt({
    tried: 'a new cookie, before and after the password was changed',
    expected: /^200 429$/,
    happened: async () => {
      await wait(2 * DAY);
      const session = await signInByMail('greta');
      const before = cookieOf(session, 'greta');
      await flood('greta');
      const first = await gets('greta', before);
      await session.submit(await session.open('/s3/password'), '/password', {
        password: passwordOf('greta'),
        newPassword: passwordOf('greta').repeat(2),
      });
      await session.submit(await session.open('/s3/password'), '/password', {
        password: passwordOf('greta').repeat(2),
        newPassword: passwordOf('greta'),
      });
      return `${first} ${await gets('greta', before)}`;
    },
  });

  await attempt({
    tried: 'a new cookie, after another method was added, and after everything was disabled and set up again',
    expected: /^429 429$/,
    happened: async () => {
      await wait(2 * DAY);
      const session = await signInByMail('hugo');
      const before = cookieOf(session, 'hugo');
      await setUpByJson('hugo', session, 'sms');
      await flood('hugo');
      const added = await gets('hugo', before);
      const between = cookieOf(session, 'hugo');
      const { json } = (await session.get('/s3/mfa/account')).answer;
      const factors: readonly { readonly id: string }[] = Object(json).factors;
      for (const { id } of factors) await session.send('DELETE', `/s3/mfa/factors/${id}`);
      await setUpByJson('hugo', session, 'email');
      return `${added} ${await gets('hugo', between)}`;
    },
  });
}

await laterAttempt({
  tried: 'a code of one sign-in for a step-up, and the code of the step-up for the sign-in',
  expected: /^422 422$/,
  happened: async () => {
    await wait(2 * DAY);
    const session = await signInByMail('hugo');
    await wait(20 * MINUTE);
    await session.send('POST', '/s3/mfa/reauthenticate', { intent: { kind: 'enrol', method: 'totp' } });
    const stepUp = await answering('hugo', session);
    await stepUp.send();
    const ofStepUp = await sentCode();
    await wait(PAUSE);
    const signIn = await challenge('hugo');
    await signIn.send();
    const ofSignIn = await sentCode();
    return `${(await stepUp.verify(ofSignIn)).status} ${(await signIn.verify(ofStepUp)).status}`;
  },
});

await laterAttempt({
  tried: 'a code by mail for the number, and the code of a set-up for a sign-in',
  expected: /^422 422$/,
  happened: async () => {
    await wait(2 * DAY);
    const session = await signInByMail('hugo');
    const begun = await session.send('POST', '/s3/mfa/factors', { method: 'sms' });
    const signIn = await challenge('hugo');
    const ofSetUp = await signIn.verify(await sentCode());
    const id = begun.answer.at('enrolment.factorId');
    await wait(PAUSE);
    await signIn.send();
    const confirmed = await session.send('POST', `/s3/mfa/factors/${id}/confirm`, {
      response: await sentCode(),
    });
    return `${confirmed.status} ${ofSetUp.status}`;
  },
});

await laterAttempt({
  tried: 'the first of two codes of one sign-in, then the second in ten requests at once',
  expected: /^422, then 1 of 10$/,
  happened: async () => {
    await wait(2 * DAY);
    const asked = await challenge('hugo');
    await asked.send();
    const first = await sentCode();
    await wait(PAUSE);
    await asked.send();
    const second = await sentCode();
    const { status } = await asked.verify(first);
    const copies = await Promise.all(
      Array.from({ length: 10 }, () => answering('hugo', asked.browser.copy())),
    );
    const answers = await Promise.all(copies.map((copy) => copy.verify(second)));
    return `${status}, then ${answers.filter((answer) => answer.status === 200).length} of 10`;
  },
});

await laterAttempt({
  tried: 'six codes of one sign-in requested at once',
  expected: /^1 sent$/,
  happened: async () => {
    await wait(2 * DAY);
    const { browser } = await challenge('hugo');
    const copies = await Promise.all(Array.from({ length: 6 }, () => answering('hugo', browser.copy())));
    const answers = await Promise.all(copies.map((copy) => copy.send()));
    return `${answers.filter((answer) => answer.status === 200).length} sent`;
  },
});

await laterAttempt({
  tried: 'wrong codes in another sign-in while the owner has a code: hers at once, and after the lock',
  expected: /^429 200$/,
  happened: async () => {
    await wait(2 * DAY);
    const owner = await challenge('hugo');
    await owner.send();
    const code = await sentCode();
    await wait(PAUSE);
    const attacker = await challenge('hugo');
    for (let at = 0; at < 6; at += 1) await attacker.verify(`00000${at}`);
    const locked = await owner.verify(code);
    await wait(2 * MINUTE);
    return `${locked.status} ${(await owner.verify(code)).status}`;
  },
});

conclude();
