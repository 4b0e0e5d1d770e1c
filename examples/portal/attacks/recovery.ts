// Recoveries, misused: by an attacker with the password, and by one bribed agent. The owners are ibrahim of S0 and kemal of the desk.
import { attempt, conclude, laterAttempt } from './kit/attempt.ts';
import { createBrowser, type Page } from './kit/browser.ts';
import { DAY, wait } from './kit/clock.ts';
import { codeOn, deskAction, recoveryOf } from './kit/desk.ts';
import { base, giveCode, givePassword, mailbox, type Name, setUpApp, signIn } from './kit/people.ts';

const ibrahim = await setUpApp('ibrahim');
const kemal = await setUpApp('kemal');
const leonie = await setUpApp('leonie');

async function enterRecoveryCode(name: Name, recoveryCode: string): Promise<Page> {
  const { browser } = await givePassword(name);
  const portal = name === 'kemal' ? 'support' : 's0';
  return browser.submit(await browser.open(`/${portal}/sign-in/lost`), '/recovery/complete', {
    recoveryCode,
  });
}

await attempt({
  tried: 'the attacker asks for a recovery with the password: what opens, and who is told',
  expected: /^\/s0\/sign-in Please sign in first.* true$/,
  happened: async () => {
    const { browser } = await givePassword('ibrahim');
    await browser.submit(await browser.open('/s0/sign-in/lost'), '/sign-in/recovery');
    const { path, text } = await browser.open('/s0/home');
    return `${path} ${text.slice(0, 30)} ${/asked to recover your account at Milldrum/.test(await mailbox())}`;
  },
});

await attempt({
  tried: 'what the owner reads at the next sign-in',
  expected: /Somebody, perhaps you, has asked/,
  happened: async () => (await givePassword('ibrahim')).page.text,
});

await attempt({
  tried: 'the owner’s sign-in ends that request',
  expected: /^\/s0\/home, nothing under way$/,
  happened: async () => {
    const { browser, page } = await signIn('ibrahim', ibrahim.app);
    const { text } = await browser.open('/s0/security');
    return `${page.path}, ${/recovery of your account is under way/.test(text) ? text : 'nothing under way'}`;
  },
});

await attempt({
  tried: 'one agent opens a recovery and approves it',
  expected: /you cannot approve it.* 409$/,
  happened: async () => {
    await deskAction(kemal, 's0/ibrahim', 'open', 'support');
    const { text, status } = await deskAction(
      kemal,
      's0/ibrahim',
      'approve',
      await recoveryOf('s0/ibrahim', kemal),
    );
    return `${text} ${status}`;
  },
});

await attempt({
  tried: 'an approval without what has to be checked',
  expected: /^422 .*Please tick/,
  happened: async () => {
    const about = await recoveryOf('s0/ibrahim', kemal);
    const page = await leonie.browser.open(`/support/users/s0/s0:ibrahim/approve/${about}`);
    const { status, text } = await leonie.browser.submit(page, '/actions', { note: 'As agreed' });
    return `${status} ${text}`;
  },
});

let recoveryCode = '';
const before = await givePassword('ibrahim');

await attempt({
  tried: 'a challenge from before the approval, with the right code of the app',
  expected: /^\/s0\/sign-in That took too long/,
  happened: async () => {
    recoveryCode = codeOn(
      await deskAction(leonie, 's0/ibrahim', 'approve', await recoveryOf('s0/ibrahim', kemal)),
    );
    const { path, text } = await giveCode(before.browser, before.page, await ibrahim.app.code());
    return `${path} ${text}`;
  },
});

await attempt({
  tried: 'what the owner reads who did not ask: at the sign-in, and in a session that is open',
  expected: /^true true$/,
  happened: async () => {
    const { page } = await givePassword('ibrahim');
    const { text } = await ibrahim.browser.open('/s0/security');
    return `${/You did not ask for this/.test(page.text)} ${/switched off by the recovery/.test(text)}`;
  },
});

await attempt({
  tried: 'the recovery code, guessed seven times',
  expected: /^4 left, then Too many wrong codes$/,
  happened: async () => {
    const pages: Page[] = [];
    for (let at = 0; at < 7; at += 1) pages.push(await enterRecoveryCode('ibrahim', `AAAA-AAA${at}`));
    const judged = pages.filter(({ text }) => /attempts? left/.test(text)).length;
    return `${judged} left, then ${/Too many wrong codes/.exec(pages.at(-1)?.text ?? '')}`;
  },
});

await attempt({
  tried: 'the link that stops it: looked at, cut, used, and used again',
  expected: /^200 422 It is stopped 410$/,
  happened: async () => {
    const [link = ''] = /http\S+recovery\/stop#\S+/.exec(await mailbox()) ?? [];
    const owner = createBrowser(base);
    const look = await owner.open('/s0/recovery/stop');
    const send = async (text: string): Promise<Page> =>
      owner.submit(await owner.open('/s0/recovery/stop'), '/recovery/stop', { link: text });
    const cut = await send(link.slice(0, -3));
    const used = await send(link);
    return `${look.status} ${cut.status} ${used.text.slice(0, 13)} ${(await send(link)).status}`;
  },
});

await attempt({
  tried: 'the recovery code after that, and the owner’s app',
  expected: /no form .*, then \/s0\/home$/,
  happened: async () => {
    const late = await enterRecoveryCode('ibrahim', recoveryCode).catch(String);
    return `${typeof late === 'string' ? late : late.text}, then ${(await signIn('ibrahim', ibrahim.app)).page.path}`;
  },
});

await attempt({
  tried: 'a new request at once, after it was stopped',
  expected: /cancelled a short while ago/,
  happened: async () => {
    const { browser } = await givePassword('ibrahim');
    return (await browser.submit(await browser.open('/s0/sign-in/lost'), '/sign-in/recovery')).text;
  },
});

await attempt({
  tried: 'an agent helps himself at the desk',
  expected: /^This cannot be done/,
  happened: async () => (await deskAction(kemal, 'support/kemal', 'open', 'support')).text,
});

await laterAttempt({
  tried: 'a colleague approves twice in place of two: the parts of one, and at once',
  expected: /^Waiting.*Recovery code/,
  happened: async () => {
    const { browser } = await givePassword('kemal');
    await browser.submit(await browser.open('/support/sign-in/lost'), '/sign-in/recovery');
    const about = await recoveryOf('support/kemal', leonie);
    await deskAction(leonie, 'support/kemal', 'approve', about);
    const part = codeOn(await deskAction(leonie, 'support/kemal', 'approve', about));
    const { text } = await leonie.browser.open('/support/users/support/support:kemal');
    await wait(DAY);
    const entered = await enterRecoveryCode('kemal', `${part} ${part}`).catch(String);
    return `${/Waiting/.exec(text)} ${typeof entered === 'string' ? 'nowhere to enter a Recovery code' : entered.text}`;
  },
});

conclude();
