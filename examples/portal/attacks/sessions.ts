// Stolen sessions, challenges and browsers, and what ends them. The owners are helena and bashir, and malik of the desk.
import { attempt, conclude, laterAttempt } from './kit/attempt.ts';
import { type Browser, createBrowser, type Page } from './kit/browser.ts';
import { DAY, MINUTE, wait } from './kit/clock.ts';
import {
  base,
  beginApp,
  giveCode,
  givePassword,
  mailbox,
  type Owner,
  passwordOf,
  sentCode,
  setUpApp,
  signIn,
} from './kit/people.ts';

const seen = ({ path, text }: Page): string => `${path} ${text.slice(0, 80)}`;

let helena: Owner;
let bashir: Owner;

await attempt({
  tried: 'to finish one’s own set-up after the owner finished another: required at the first sign-in',
  expected: /^\/s0\/sign-in That took too long/,
  happened: async () => {
    const attacker = await beginApp('helena', (await givePassword('helena')).browser);
    helena = await setUpApp('helena');
    return seen(await giveCode(attacker.browser, attacker.page, await attacker.app.code()));
  },
});

await attempt({
  tried: 'the same where it is optional, in a session that the password opened',
  expected: /Please sign in first|This form is out of date/,
  happened: async () => {
    const attacker = await beginApp('bashir', (await givePassword('bashir')).browser);
    bashir = await setUpApp('bashir');
    return seen(await giveCode(attacker.browser, attacker.page, await attacker.app.code()));
  },
});

const asAttacker = await givePassword('helena');
for (const path of [
  '/home',
  '/profile',
  '/security',
  '/security/add/totp',
  '/password',
  '/confirm',
  '/payment-account',
]) {
  await attempt({
    tried: `${path} with the password alone`,
    expected: /^\/s0\/sign-in Please sign in first/,
    happened: async () => seen(await asAttacker.browser.open(`/s0${path}`)),
  });
}

for (const [method, path, body] of [
  ['GET', 'account', undefined],
  ['POST', 'factors', { method: 'totp' }],
  ['POST', 'reauthenticate', { password: passwordOf('helena') }],
  ['POST', 'challenge/postpone', {}],
  ['DELETE', 'trusted-devices', undefined],
  ['POST', 'challenge/verify', { factorId: 'nobody', response: '123456' }],
] as const) {
  await attempt({
    tried: `${method} ${path} with the password alone`,
    expected: /^40[0-4] /,
    happened: async () => {
      const { status, body: said } = await asAttacker.browser.send(method, `/s0/mfa/${path}`, body);
      return `${status} ${said}`;
    },
  });
}

await attempt({
  tried: 'a challenge of one portal at another, and at the desk',
  expected: /^400 400$/,
  happened: async () => {
    const token = asAttacker.browser.cookies().get('s0-challenge') ?? '';
    const statuses: number[] = [];
    for (const portal of ['s1', 'support']) {
      const browser = createBrowser(base, [[`${portal}-challenge`, token]]);
      statuses.push((await browser.get(`/${portal}/mfa/challenge`)).status);
    }
    return statuses.join(' ');
  },
});

await attempt({
  tried: 'a stolen challenge token without a code, and once the owner has used it',
  expected: /^no session, 4\d\d$/,
  happened: async () => {
    const { browser, page } = await givePassword('helena');
    const attacker = createBrowser(base, [['s0-challenge', browser.cookies().get('s0-challenge') ?? '']]);
    const account = await attacker.get('/s0/mfa/account');
    await giveCode(browser, page, await helena.app.code());
    const after = await attacker.send('POST', '/s0/mfa/challenge/verify', { response: '123456' });
    return `${account.status === 401 ? 'no session' : account.body}, ${after.status}`;
  },
});

await attempt({
  tried: 'another user’s factor, to remove or rename it',
  expected: /^404 404$/,
  happened: async () => {
    const { body } = await bashir.browser.get('/s1/mfa/account');
    const place = `/s0/mfa/factors/${JSON.parse(body).factors[0].id}`;
    const removed = await helena.browser.send('DELETE', place);
    return `${removed.status} ${(await helena.browser.send('PATCH', place, { label: 'mine' })).status}`;
  },
});

/** Adds a method to which codes are sent. */
async function addSent(browser: Browser, method: 'sms' | 'email'): Promise<void> {
  const asked = await browser.submit(await browser.open(`/s0/security/add/${method}`), `/add/${method}`);
  await giveCode(browser, asked, await sentCode());
}

await attempt({
  tried: 'all methods removed at once where one is required, and then one after another',
  expected: /^1 left$/,
  happened: async () => {
    await addSent(helena.browser, 'email');
    const factors = async (): Promise<readonly { readonly id: string; readonly method: string }[]> =>
      JSON.parse((await helena.browser.get('/s0/mfa/account')).body).factors;
    const remove = (browser: Browser, id: string): Promise<Page> =>
      browser.send('DELETE', `/s0/mfa/factors/${id}`);
    // The app stays: it is asked for below.
    const mail = (await factors()).filter(({ method }) => method === 'email');
    const copy = helena.browser.copy();
    await Promise.all([helena.browser, copy].flatMap((one) => mail.map(({ id }) => remove(one, id))));
    helena = { ...helena, ...(await signIn('helena', helena.app)) };
    for (const { id } of await factors()) await remove(helena.browser, id);
    return `${(await factors()).length} left`;
  },
});

await laterAttempt({
  tried: 'changes in a copied session, twenty minutes after the code',
  expected: /^401 401 401$/,
  happened: async () => {
    bashir = { ...bashir, ...(await signIn('bashir', bashir.app)) };
    const attacker = bashir.browser.copy();
    await wait(20 * MINUTE);
    const { id } = JSON.parse((await attacker.get('/s1/mfa/account')).body).factors[0];
    await attacker.send('POST', '/s1/mfa/reauthenticate', { password: passwordOf('bashir') });
    const tries = [
      await attacker.send('DELETE', `/s1/mfa/factors/${id}`),
      await attacker.send('POST', '/s1/mfa/factors', { method: 'totp' }),
      await attacker.send('DELETE', `/s1/mfa/factors/${id}`),
    ];
    return tries.map(({ status }) => status).join(' ');
  },
});

await laterAttempt({
  tried: 'a form planted in a copied session, while the owner confirms another: her form is sent, or none',
  expected: /^(?!.*5555).*(4300|3000)/,
  happened: async () => {
    const { browser } = helena;
    await wait(6 * MINUTE);
    const attacker = browser.copy();
    const change = async (who: Browser, iban: string): Promise<Page> =>
      who.submit(await who.open('/s0/payment-account/change'), '/change', { holder: 'Helena Novak', iban });
    const asked = await change(browser, 'NL91ABNA0417164300');
    await change(attacker, 'GB33BUKB20201555555555');
    const [form] = asked.forms.filter(({ asks }) => asks.includes('code'));
    const answer = { ...form?.hidden, code: await helena.app.code() };
    const { location } = await browser.post(form?.action ?? '', answer);
    return `${(await browser.open(location)).text} ${(await browser.open('/s0/payment-account')).text}`;
  },
});

await laterAttempt({
  tried: 'a copied session once the owner has confirmed a change',
  expected: /^\/s0\/sign-in Please sign in first/,
  happened: async () => {
    await wait(16 * MINUTE);
    const { browser } = helena;
    const attacker = browser.copy();
    const page = await browser.open('/s0/security/add/email');
    const asked = await browser.submit(page, '/add/email');
    await giveCode(browser, asked, await helena.app.code());
    return seen(await attacker.open('/s0/home'));
  },
});

await attempt({
  tried: 'a copied session after the owner signed out',
  expected: /^\/s1\/sign-in Please sign in first/,
  happened: async () => {
    const { browser } = await signIn('bashir', bashir.app);
    const attacker = browser.copy();
    await browser.submit(await browser.open('/s1/home'), '/sign-out');
    return seen(await attacker.open('/s1/home'));
  },
});

await attempt({
  tried: 'another session and an open challenge after the password was changed',
  expected: /^\/s1\/sign-in Please .*\/s1\/sign-in That took too long/,
  happened: async () => {
    const attacker = await signIn('bashir', bashir.app);
    const challenge = await givePassword('bashir');
    const { browser } = await signIn('bashir', bashir.app);
    await browser.submit(await browser.open('/s1/password'), '/password', {
      password: passwordOf('bashir'),
      newPassword: 'four words without any connection',
    });
    return `${seen(await attacker.browser.open('/s1/home'))} ${seen(await challenge.browser.open('/s1/sign-in/code'))}`;
  },
});

/** Malik signs in and lets the browser be trusted: its cookie. */
async function trust(): Promise<readonly [string, string]> {
  const { browser, page } = await givePassword('malik');
  await browser.submit(page, '/sign-in/code', { code: await malik.app.code(), trust: 'yes' });
  return ['support-device', browser.cookies().get('support-device') ?? ''];
}

const passes = async (cookie: readonly [string, string]): Promise<readonly [string, string, string]> => {
  const { browser, page } = await givePassword('malik', createBrowser(base, [cookie]));
  return [page.path, 'support-device', browser.cookies().get('support-device') ?? ''];
};

const malik = await setUpApp('malik');

await laterAttempt({
  tried: 'a trusted browser’s cookie, used by an attacker and later by the owner: both asked for a code then',
  expected: /^\/support\/home \/support\/sign-in\/code \/support\/sign-in\/code true$/,
  happened: async () => {
    const cookie = await trust();
    const [attacker, ...next] = await passes(cookie);
    await wait(10 * MINUTE);
    const [owner] = await passes(cookie);
    const [again] = await passes(next);
    return `${attacker} ${owner} ${again} ${/somebody seems to have copied/.test(await mailbox())}`;
  },
});

await laterAttempt({
  tried: 'trust after its seven days',
  expected: /^\/support\/sign-in\/code$/,
  happened: async () => {
    const cookie = await trust();
    await wait(7 * DAY + MINUTE);
    return (await passes(cookie))[0];
  },
});

conclude();
