// Somebody who knows the password, and guesses, repeats or floods the rest. The owners are greta and hugo of S3.
import { attempt, conclude, laterAttempt } from './kit/attempt.ts';
import { createBrowser, type Page } from './kit/browser.ts';
import { DAY, MINUTE, wait } from './kit/clock.ts';
import {
  base,
  giveCode,
  givePassword,
  mailbox,
  passwordOf,
  sentCode,
  setUpApp,
  type Walk,
} from './kit/people.ts';

const count = (pages: readonly Page[], words: RegExp): number =>
  pages.filter(({ text }) => words.test(text)).length;

/** So many sign-ins of one user, one after another: their passwords are right. */
async function challenges(name: 'greta' | 'hugo', many: number): Promise<readonly Walk[]> {
  const walks: Walk[] = [];
  while (walks.length < many) walks.push(await givePassword(name));
  return walks;
}

const guesser = createBrowser(base);
const guess = async (userName: string, password: string): Promise<Page> =>
  guesser.submit(await guesser.open('/s4/sign-in'), '/sign-in', { userName, password });

await attempt({
  tried: 'six wrong passwords, then the name in other letters and spaces',
  expected: /^(422 ){5,6}(429 )?429 429$/,
  happened: async () => {
    const statuses: number[] = [];
    for (const name of ['ines', 'ines', 'ines', 'ines', 'ines', 'ines', 'INES', ' ines ']) {
      statuses.push((await guess(name, 'a wrong password')).status);
    }
    return statuses.join(' ');
  },
});

await attempt({
  tried: 'the right password during that pause',
  expected: /^429/,
  happened: async () => String((await guess('ines', passwordOf('ines'))).status),
});

await attempt({
  tried: 'what a wrong password says for a name that is there, and one that is not',
  expected: /^same$/,
  happened: async () => {
    const [known, unknown] = [await guess('jonas', 'wrong'), await guess('nobody', 'wrong')];
    return known.text === unknown.text && known.status === unknown.status ? 'same' : unknown.text;
  },
});

const greta = await setUpApp('greta');

await attempt({
  tried: 'one backup code in eight sign-ins at once',
  expected: /^1 in, 7 told that it was used$/,
  happened: async () => {
    const walks = await challenges('greta', 8);
    const asked = await Promise.all(walks.map(({ browser }) => browser.open('/s3/sign-in/backup-code')));
    const [backupCode = ''] = greta.backupCodes;
    const pages = await Promise.all(
      walks.map(({ browser }, at) =>
        browser.submit(asked[at] as Page, '/sign-in/backup-code', { backupCode }),
      ),
    );
    return `${count(pages, /Welcome/)} in, ${count(pages, /used this backup code already/)} told that it was used`;
  },
});

await attempt({
  tried: 'one code of the app in five sign-ins at once',
  expected: /^1 in, 4 told that it was used$/,
  happened: async () => {
    const walks = await challenges('greta', 5);
    const code = await greta.app.code();
    const pages = await Promise.all(walks.map(({ browser, page }) => giveCode(browser, page, code)));
    return `${count(pages, /Welcome/)} in, ${count(pages, /used this code already/)} told that it was used`;
  },
});

await attempt({
  tried: 'a hundred challenges begun, and a wrong code in each: answers that were judged',
  expected: /^[45] judged/,
  happened: async () => {
    const pages: Page[] = [];
    for (const { browser, page } of await challenges('greta', 100)) {
      pages.push(await giveCode(browser, page, '000000'));
    }
    return `${count(pages, /attempts? left/)} judged, ${count(pages, /Too many wrong codes/)} refused`;
  },
});

await attempt({
  tried: 'the right code while the app is locked, and a backup code then',
  expected: /^Too many wrong codes, Welcome$/,
  happened: async () => {
    const { browser, page } = await givePassword('greta');
    const locked = await giveCode(browser, page, await greta.app.code());
    const [, backupCode = ''] = greta.backupCodes;
    const ask = await browser.open('/s3/sign-in/backup-code');
    const open = await browser.submit(ask, '/sign-in/backup-code', { backupCode });
    return `${/Too many wrong codes/.exec(locked.text)}, ${/Welcome/.exec(open.text)}`;
  },
});

await attempt({
  tried: 'whether the owner was told of the guesses',
  expected: /^true true$/,
  happened: async () => {
    const all = await mailbox();
    return `${/several in a row at Tarnfield/.test(all)} ${/second step was not completed at Tarnfield/.test(all)}`;
  },
});

const owner = await givePassword('hugo');
await owner.browser.submit(await owner.browser.open('/s3/security-and-login/add/email'), '/add/email');
const setUp = await owner.browser.open('/s3/security-and-login/set-up');
const codes = await giveCode(owner.browser, setUp, await sentCode());
await owner.browser.submit(codes, '/agree');

let code = '';
const first = await givePassword('hugo');
const second = await givePassword('hugo');

await attempt({
  tried: 'codes by mail asked for by eight sign-ins at once: mails that went out',
  expected: /^1 sent$/,
  happened: async () => {
    const sent = async (): Promise<number> =>
      [...(await mailbox()).matchAll(/is your code to sign in/g)].length;
    const before = await sent();
    const walks = [first, ...(await challenges('hugo', 7))];
    await first.browser.submit(first.page, '/send');
    code = await sentCode();
    await Promise.all(walks.slice(1).map(({ browser, page }) => browser.submit(page, '/send')));
    return `${(await sent()) - before} sent`;
  },
});

await attempt({
  tried: 'a mailed code in another sign-in than the one that asked for it',
  expected: /^\/s3\/sign-in\/code\S*, \/s3\/sign-in$/,
  happened: async () => {
    const [form] = second.page.forms;
    const { location } = await second.browser.post('/s3/sign-in/code', { ...form?.hidden, code });
    return `${location}, ${(await second.browser.open('/s3/home')).path}`;
  },
});

await attempt({
  tried: 'what the other sign-in reads of that code',
  expected: /works only in the window in which it was asked for/,
  happened: async () => (await second.browser.submit(second.page, '/send')).text,
});

await attempt({
  tried: 'that code where it was asked for, twice',
  expected: /^Welcome, not again$/,
  happened: async () => {
    const ask = await first.browser.open('/s3/sign-in/code');
    const attacker = first.browser.copy();
    const entered = await giveCode(first.browser, ask, code);
    const again = await giveCode(attacker, ask, code);
    return `${/Welcome/.exec(entered.text)}, ${/Welcome/.test(again.text) ? 'again' : 'not again'}`;
  },
});

await laterAttempt({
  tried: 'a code asked for every 31 seconds, twenty times: mails that went out',
  expected: /^[1-9] sent$/,
  happened: async () => {
    const { browser } = await givePassword('hugo');
    let sent = 0;
    for (let at = 0; at < 20; at += 1) {
      await wait(MINUTE / 2 + 1000);
      const asked = await browser.open('/s3/sign-in/code');
      if ((await browser.submit(asked, '/send')).status === 200) sent += 1;
      else break;
    }
    return `${sent} sent`;
  },
});

await laterAttempt({
  tried: 'the owner then requests a code, in a new browser and where a code signed in before',
  expected: /^429, 200: Welcome$/,
  happened: async () => {
    const elsewhere = await givePassword('hugo');
    const refused = await elsewhere.browser.submit(elsewhere.page, '/send');
    const { browser, page } = await givePassword('hugo', first.browser);
    const asked = await browser.submit(page, '/send');
    const entered = await giveCode(browser, asked, await sentCode());
    return `${refused.status}, ${asked.status}: ${/Welcome/.exec(entered.text)}`;
  },
});

await laterAttempt({
  tried: 'the cookie of a known browser, with the password: what it opens',
  expected: /^Confirm that it is you/,
  happened: async () => {
    await wait(DAY);
    return (await givePassword('hugo', first.browser.copy())).page.text;
  },
});

await laterAttempt({
  tried: 'a code, after which another sign-in requests five',
  expected: /^5 sent, Welcome$/,
  happened: async () => {
    await wait(DAY);
    const { browser, page } = await givePassword('hugo');
    const asked = await browser.submit(page, '/send');
    const hers = await sentCode();
    let sent = 0;
    for (let at = 0; at < 5; at += 1) {
      await wait(MINUTE / 2 + 1000);
      const other = await givePassword('hugo');
      if ((await other.browser.submit(other.page, '/send')).status === 200) sent += 1;
    }
    return `${sent} sent, ${/Welcome/.exec((await giveCode(browser, asked, hers)).text)}`;
  },
});

conclude();
