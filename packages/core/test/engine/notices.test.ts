import type { NoticeMessage } from '@factorkit/core';
import { authenticatorFromUri, lateStorage, throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { MINUTE, openNotified, settled, toldOf, withNews } from './notified.ts';
import { codePolicy, enrolCode, lastCode } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, wrongCode } from './world.ts';

/** A call that ends when the test says so. */
function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing was thrown',
    (error: { readonly code?: unknown }) => error.code ?? error,
  );
}

describe.each(stores)('the outbox, over $name', ({ open }) => {
  test('L4 L3 every contact is told once: what, when, from where, and how to undo it', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    expect(await town.mfa.dispatchNotices({ everyone: true })).toEqual({ sent: 2, failed: 0, dropped: 0 });
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail', 'mfa.enabled -> phone']);
    const [mail, phone] = town.messages;
    expect(mail).toMatchObject({ userId: 'anna', source: { ip: '203.0.113.7' } });
    expect(mail?.subject).toBe('Two-factor authentication was turned on at Example Portal');
    expect(mail?.text).toContain('When: 21 Nov 2026, 12:00 UTC');
    expect(mail?.text).toContain('Where from: Firefox on Linux, 203.0.113.7');
    expect(mail?.text).toContain('If it was not: sign in now, undo it in your security settings');
    expect(phone?.text.length).toBeLessThan(161);
    expect(mail?.id).not.toBe(phone?.id);
    expect(await town.second.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 0, dropped: 0 });
    town.clock.advance(30 * 24 * 60 * MINUTE);
    expect(await town.second.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 0, dropped: 0 });
    expect(town.messages).toHaveLength(2);
  });

  test('attack: the process is killed between save and notice: a fresh server sends it, once to each', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    // Nothing of the first server is used any more but its store.
    const fresh = town.server({ storage: town.storage });
    expect(town.messages).toEqual([]);
    await fresh.dispatchNotices({ everyone: true });
    await fresh.dispatchNotices({ userId: 'anna' });
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail', 'mfa.enabled -> phone']);
  });

  test('attack: killed between send and mark: sent again once the lease is over, with the same id', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    const dying = town.server({
      // The first save takes the notice; those that would mark it never arrive.
      storage: throwingStorage(town.storage, ({ method, number }) => method === 'save' && number > 1),
    });
    expect(await codeOf(dying.dispatchNotices({ everyone: true }))).toBe('storage-failed');
    expect(town.messages).toHaveLength(2);
    town.clock.advance(MINUTE - 1);
    expect(await town.second.dispatchNotices({ everyone: true })).toMatchObject({ sent: 0 });
    town.clock.advance(1);
    expect(await town.second.dispatchNotices({ everyone: true })).toEqual({ sent: 2, failed: 0, dropped: 0 });
    const [mail, phone, mailAgain, phoneAgain] = town.messages.map(({ id, to }) => `${to.id} ${id}`);
    expect([mailAgain, phoneAgain]).toEqual([mail, phone]);
    town.clock.advance(60 * MINUTE);
    expect(await town.second.dispatchNotices({ everyone: true })).toMatchObject({ sent: 0 });
  });

  test('attack: two dispatchers that both saw the notice send it once', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    const late = lateStorage(town.storage, {
      when: ({ method, number }) => method === 'save' && number <= 2,
    });
    const one = town.server({ storage: late });
    const other = town.server({ storage: late });
    const rounds = [one.dispatchNotices({ everyone: true }), other.dispatchNotices({ everyone: true })];
    await late.held(2);
    late.release();
    const sent = (await Promise.all(rounds)).map((round) => round.sent).sort();
    expect(sent).toEqual([0, 2]);
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail', 'mfa.enabled -> phone']);
  });

  test('attack: notify throws for one of two contacts: the other is not told twice', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    const tried: string[] = [];
    const broken = town.notifying(async ({ to }) => {
      tried.push(to.id);
      if (to.id === 'phone') throw new Error('no network');
    });
    expect(await broken.dispatchNotices({ everyone: true })).toEqual({ sent: 1, failed: 1, dropped: 0 });
    town.clock.advance(MINUTE);
    expect(await broken.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 1, dropped: 0 });
    // Twice as long a pause now.
    town.clock.advance(MINUTE);
    expect(await broken.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 0, dropped: 0 });
    town.clock.advance(MINUTE);
    expect(await town.mfa.dispatchNotices({ everyone: true })).toEqual({ sent: 1, failed: 0, dropped: 0 });
    expect(tried).toEqual(['mail', 'phone', 'phone']);
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> phone']);
  });

  test('L3 attack: an attacker adds an address of his own: the old contacts are told of it, the new one is not', async () => {
    const town = await openNotified({ open });
    const { session } = await settled(town);
    town.contacts.unshift({ id: 'attacker', channel: 'email', address: 'attacker@example.net' });
    const begun = await town.mfa.beginEnrolment({ caller: session, method: 'email', contactId: 'attacker' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    const confirmed = await town.mfa.confirmEnrolment({
      caller: session,
      factorId,
      response: lastCode(town),
    });
    expect(confirmed.kind).toBe('active');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(toldOf(town.messages)).toEqual(['factor.activated -> mail', 'factor.activated -> phone']);
  });

  test('L3 the contact that was just added is told where there is no other', async () => {
    const town = await openNotified({ open });
    town.contacts.pop();
    await enrolCode(town, 'email');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail']);
  });

  test('attack: notify hangs past the lease: the others are told at once, and the hanging one is tried again', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    const transport = gate();
    const tried: string[] = [];
    const hanging = town.notifying(async ({ to, id }) => {
      tried.push(`${to.id} ${id}`);
      if (to.id === 'mail') return transport.passed;
    });
    const round = hanging.dispatchNotices({ everyone: true });
    const marked = async (): Promise<boolean> =>
      /"told":\["[^"]+"\]/.test((await town.storage.load('anna')).stored?.state ?? '');
    for (let looks = 0; looks < 1000 && !(await marked()); looks++);
    expect(await marked()).toBe(true);
    expect(tried.map((entry) => entry.split(' ')[0])).toEqual(['mail', 'phone']);
    expect((await town.second.dispatchNotices({ everyone: true })).sent).toBe(0);
    town.clock.advance(MINUTE);
    // Another server does not wait for the first, and the phone was told.
    expect((await town.second.dispatchNotices({ everyone: true })).sent).toBe(1);
    expect(town.messages.map(({ to, id }) => `${to.id} ${id}`)).toEqual([tried[0]]);
    transport.open();
    expect(await round).toEqual({ sent: 2, failed: 0, dropped: 0 });
    town.clock.advance(60 * MINUTE);
    expect((await town.second.dispatchNotices({ everyone: true })).sent).toBe(0);
  });

  test('attack: 200 changes keep the outbox bounded, and push no other word out of it', async () => {
    const town = await openNotified({ open });
    const anna = await enrol(town, 'anna');
    const session = await codeSession(town, anna);
    const { factorId } = await enrolCode(town, 'email', session);
    for (let change = 0; change < 200; change++) {
      const next = change % 2 === 0 ? factorId : anna.factorId;
      expect((await town.mfa.setPrimary({ caller: session, factorId: next })).kind).toBe('chosen');
    }
    const stored = (await town.storage.load('anna')).stored;
    const { notices } = JSON.parse(stored?.state ?? '{}') as { notices: { about: string }[] };
    expect(notices).toHaveLength(50);
    const kinds = new Set(notices.map(({ about }) => about));
    expect(kinds).toEqual(new Set(['mfa.enabled', 'factor.activated', 'primary.changed']));
    const dropped = (await town.events('anna')).filter(({ type }) => type === 'notice.dropped');
    expect(dropped).toHaveLength(152);
    // To both contacts each, but for the email factor's own.
    expect((await town.mfa.dispatchNotices({ everyone: true })).sent).toBe(99);
  });

  test('attack: an erased account: nothing is sent of it, and nothing of it comes back', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    await withNews(town, 'ben');
    await town.mfa.eraseAccount({ userId: 'anna' });
    // Erased when it was found due already, and while a message is on its way.
    const erasing = town.server({
      portal: {
        ...town.portal,
        contacts: async (userId) => {
          await town.mfa.eraseAccount({ userId });
          return town.contacts;
        },
      },
    });
    await erasing.dispatchNotices({ everyone: true });
    expect(town.messages).toEqual([]);
    await withNews(town, 'cleo');
    const late = town.notifying(async () => town.mfa.eraseAccount({ userId: 'cleo' }));
    await late.dispatchNotices({ everyone: true });
    for (const userId of ['anna', 'ben', 'cleo'])
      expect((await town.storage.load(userId)).stored).toBeUndefined();
  });

  test('what changes while a message is on its way is neither lost nor undone', async () => {
    const town = await openNotified({ open });
    const { anna, session } = await settled(town);
    const { factorId } = await enrolCode(town, 'email', session);
    let once = false;
    const busy = town.notifying(async () => {
      if (once) return;
      once = true;
      await town.second.renameFactor({ caller: session, factorId: anna.factorId, label: 'Old phone' });
      await town.second.setPrimary({ caller: session, factorId });
    });
    expect(await busy.dispatchNotices({ everyone: true })).toEqual({ sent: 1, failed: 0, dropped: 0 });
    expect((await town.mfa.describe({ caller: session })).factors[0]).toMatchObject({
      label: 'Old phone',
      primary: false,
    });
    await town.mfa.dispatchNotices({ everyone: true });
    expect(toldOf(town.messages)).toEqual([
      'factor.renamed -> mail',
      'factor.renamed -> phone',
      'primary.changed -> mail',
      'primary.changed -> phone',
    ]);
  });

  test('FA7 recipients are fixed with the change: the portal that fails, forgets or replaces them changes nothing', async () => {
    for (const contacts of [
      async (): Promise<never> => {
        throw new Error('down');
      },
      async () => [],
      async () => [{ id: 'mail', channel: 'email', address: 'attacker@example.com' } as const],
    ]) {
      const town = await openNotified({ open });
      await withNews(town);
      const later = town.server({ portal: { ...town.portal, contacts } });
      expect(await later.dispatchNotices({ everyone: true })).toEqual({ sent: 2, failed: 0, dropped: 0 });
      expect(town.messages.map(({ to }) => to)).toEqual(town.contacts);
    }
  });

  test('where nobody was known nothing is lost, and it is given up on record after a day', async () => {
    const town = await openNotified({ open });
    const contacts = async (): Promise<never> => {
      throw new Error('down');
    };
    const mute = town.server({ portal: { ...town.portal, contacts } });
    await withNews({ ...town, mfa: mute });
    expect(await mute.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 1, dropped: 0 });
    const nobody = town.server({ portal: { ...town.portal, contacts: async () => [] } });
    town.clock.advance(MINUTE);
    expect(await nobody.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 1, dropped: 0 });
    let minutes = 0;
    let tries = 2;
    for (; minutes < 3000; minutes += 1) {
      town.clock.advance(MINUTE);
      const { failed, dropped } = await nobody.dispatchNotices({ everyone: true });
      tries += failed;
      if (dropped === 1) break;
    }
    expect(tries).toBe(12);
    expect(minutes / 60).toBeGreaterThan(24);
    expect((await town.events('anna')).at(-1)).toMatchObject({
      type: 'notice.dropped',
      about: 'mfa.enabled',
    });
    town.clock.advance(30 * 24 * 60 * MINUTE);
    expect(await town.mfa.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 0, dropped: 0 });
  });

  test('FA7 a contact that was replaced is told so, and for a week of what follows', async () => {
    const town = await openNotified({ open });
    const { anna, session } = await settled(town);
    const [old] = town.contacts;
    town.contacts[0] = { id: 'mail', channel: 'email', address: 'attacker@example.com' };
    town.clock.advance(MINUTE);
    await codeSession(town, anna);
    await town.mfa.dispatchNotices({ everyone: true });
    const told = () => town.messages.map(({ about, to }) => [about, to.address]);
    expect(told()).toEqual([
      ['contact.replaced', 'attacker@example.com'],
      ['contact.replaced', '+4915112345678'],
      ['contact.replaced', old?.address],
    ]);
    town.messages.length = 0;
    await enrol(town, 'anna', session, 'Second');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(told()).toContainEqual(['factor.activated', old?.address]);
    town.clock.advance(7 * 24 * 60 * MINUTE);
    town.messages.length = 0;
    await town.mfa.passwordChanged({ userId: 'anna' });
    await enrol(town, 'anna', await codeSession(town, anna), 'Third');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(told().map(([, address]) => address)).not.toContain(old?.address);
  });

  test('an account that cannot be read keeps nobody else waiting, and is no secret', async () => {
    const town = await openNotified({ open });
    await town.storage.save('broken', { tag: 't', state: '{"schema":1}', due: 1 }, undefined, []);
    await withNews(town);
    expect(await town.mfa.dispatchNotices({ everyone: true })).toMatchObject({
      passedOver: [{ userId: 'broken', code: 'account-tampered' }],
    });
    expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail', 'mfa.enabled -> phone']);
  });

  test('R10 L3 a recovery that an attacker asks for: the message has the link that calls it off', async () => {
    const policy = {
      ...codePolicy,
      recovery: [
        {
          via: 'support',
          verify: { checks: ['identity'], approvals: 1 },
          hold: '24h',
          grants: 'enrolment',
          resets: 'on-confirmation',
        },
      ],
    } as const;
    const town = await openNotified({
      open,
      policy,
      notices: { cancelUrl: (token) => `https://portal.example/cancel#${token}` },
    });
    await settled(town);
    const { token } = await challengeFor(town.mfa, 'anna');
    expect((await town.mfa.recovery.request({ token, via: 'support' })).kind).toBe('requested');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(toldOf(town.messages)).toEqual(['recovery.requested -> mail', 'recovery.requested -> phone']);
    const [mail] = town.messages;
    expect(mail?.text).toContain(`https://portal.example/cancel#${mail?.cancelToken}`);
    const cancelToken = mail?.cancelToken ?? '';
    // It is made when it is sent: the store does not know it.
    expect((await town.storage.load('anna')).stored?.state).not.toContain(cancelToken);
    expect(await town.mfa.recovery.cancel({ cancelToken })).toMatchObject({ kind: 'cancelled' });
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages.slice(2).map(({ about, cancelToken }) => ({ about, cancelToken }))).toEqual([
      { about: 'recovery.cancelled', cancelToken: undefined },
      { about: 'recovery.cancelled', cancelToken: undefined },
    ]);
  });
});

test('H5 A11 wrong codes after a right password: one notice for each lock', async () => {
  const town = await openNotified();
  const { anna } = await settled(town);
  const { token } = await challengeFor(town.mfa, 'anna');
  const guess = async (): Promise<string> => {
    const response = wrongCode(anna, town.clock.now());
    return (await town.mfa.verify({ token, factorId: anna.factorId, response })).kind;
  };
  for (let tries = 0; tries < 4; tries++) expect(await guess()).toBe('rejected');
  await town.mfa.dispatchNotices({ everyone: true });
  expect(town.messages).toEqual([]);
  await guess();
  for (let tries = 0; tries < 20; tries++) expect(await guess()).toBe('locked');
  await town.mfa.dispatchNotices({ everyone: true });
  expect(toldOf(town.messages)).toEqual(['factor.locked -> mail', 'factor.locked -> phone']);
  expect(town.messages[0]?.text).toContain('somebody may know your password');
  expect(town.messages[0]?.text).toContain('Which: authenticator app');
});

test('R6 new backup codes, and a used one, are told', async () => {
  const town = await openNotified();
  const { session } = await settled(town);
  const made = await town.mfa.regenerateBackupCodes({ caller: session });
  if (made.kind !== 'regenerated') throw new Error(made.kind);
  const { token } = await challengeFor(town.mfa, 'anna');
  expect((await town.mfa.verifyBackupCode({ token, code: made.backupCodes[0] })).kind).toBe('complete');
  await town.mfa.dispatchNotices({ everyone: true });
  expect(toldOf(town.messages).filter((entry) => entry.endsWith('mail'))).toEqual([
    'backup-codes.issued -> mail',
    'backup-code.accepted -> mail',
  ]);
});

test('L3 with codes to acknowledge first, one message at the end: nothing was active before', async () => {
  const town = await openNotified({
    policy: { ...codePolicy, backupCodes: { issue: 'first-setup', acknowledge: 'gate' } },
  });
  await enrol(town, 'anna');
  await town.mfa.dispatchNotices({ everyone: true });
  expect(toldOf(town.messages)).toEqual(['mfa.enabled -> mail', 'mfa.enabled -> phone']);
});

test('ASVS 6.3.7 removal, and turning it off, are told with what it was', async () => {
  const town = await openNotified();
  const { anna, session } = await settled(town);
  const { factorId } = await enrolCode(town, 'email', session);
  await town.mfa.removeFactor({ caller: session, factorId });
  await town.mfa.removeFactor({ caller: session, factorId: anna.factorId });
  await town.mfa.dispatchNotices({ everyone: true });
  const mails = town.messages.filter(({ to }) => to.id === 'mail');
  expect(toldOf(mails)).toEqual(['factor.removed -> mail', 'mfa.disabled -> mail']);
  expect(mails[0]?.factor?.method).toBe('email');
  expect(mails[0]?.text).toContain('Which: code by email');
});

test('a changed password is told where the policy says so, and nowhere else', async () => {
  const silent = await openNotified();
  await silent.mfa.passwordChanged({ userId: 'anna' });
  await silent.mfa.dispatchNotices({ everyone: true });
  expect(silent.messages).toEqual([]);
  const policy = { ...codePolicy, on: [{ event: 'password.changed', do: ['notify'] }] } as const;
  const telling = await openNotified({ policy });
  await telling.mfa.passwordChanged({ userId: 'anna' });
  await telling.mfa.dispatchNotices({ everyone: true });
  expect(toldOf(telling.messages)).toEqual(['password.changed -> mail', 'password.changed -> phone']);
});

test('what a stranger can word says nothing in a notice: no link, no number, no line of its own', async () => {
  const town = await openNotified();
  const { session } = await settled(town);
  const caller = {
    ...session,
    source: { ip: 'call 0900 555 0100', userAgent: 'Firefox/1 \r\nUndo it: https://evil.example Windows' },
  };
  for (const label of ['https://evil.example/undo', 'evil.example', 'Call 0900 555 0100', 'My spare app']) {
    const begun = await town.mfa.beginEnrolment({ caller, method: 'totp', label });
    if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(begun.kind);
    const { factorId, setup } = begun.enrolment;
    const response = authenticatorFromUri(setup.uri).code(town.clock.now());
    expect((await town.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
  }
  await town.mfa.dispatchNotices({ everyone: true });
  const mails = town.messages.filter(({ to }) => to.id === 'mail');
  const whole = mails.map(({ subject, text }) => `${subject}\n${text}`).join('\n');
  expect(mails).toHaveLength(4);
  expect(whole).not.toMatch(/evil|0900|https?:/);
  expect(whole).toContain('Where from: Firefox on Windows\n');
  expect(mails.at(-1)?.text).toContain('Which: authenticator app “My spare app”');
});

test('a source that is no text does not make the account unreadable', async () => {
  const town = await openNotified();
  const { anna, session } = await settled(town);
  const source = { ip: 7, userAgent: { name: 'x' } } as unknown as { readonly ip: string };
  await enrolCode(town, 'email', { ...session, source });
  expect((await codeSession(town, anna)).userId).toBe('anna');
  await town.mfa.dispatchNotices({ everyone: true });
  expect(town.messages[0]?.source).toBeUndefined();
});

test('a contact without a text for an id is refused before it is kept', async () => {
  const town = await openNotified();
  await withNews(town);
  const contacts = async (): Promise<never> => [{ id: 7, channel: 'email', address: 'a@b.example' }] as never;
  const odd = town.server({ portal: { ...town.portal, contacts } });
  await challengeFor(odd, 'anna');
  expect((await town.storage.load('anna')).stored?.state).not.toContain('"id":7');
  expect((await town.mfa.securityStamp({ userId: 'anna' })).length).toBeGreaterThan(0);
});

test('A10 no secret, no code and no hash is in a notice', async () => {
  const town = await openNotified();
  const { anna, session } = await settled(town);
  const made = await town.mfa.regenerateBackupCodes({ caller: session });
  await enrolCode(town, 'sms', session);
  await town.mfa.dispatchNotices({ everyone: true });
  const printed = JSON.stringify(town.messages);
  expect(town.messages).toHaveLength(3);
  const codes = made.kind === 'regenerated' ? made.backupCodes : [];
  for (const canary of [anna.secret, ...codes, lastCode(town)]) expect(printed).not.toContain(canary);
});

test('texts of the portal take the place of the English ones; what they throw is a failed try', async () => {
  const town = await openNotified({
    notices: {
      texts: {
        subject: ({ about }) => `Neu: ${about}`,
        body: ({ siteName, helpUrl }) => `${siteName} ${helpUrl}`,
      },
      helpUrl: 'https://portal.example/hilfe',
    },
  });
  await withNews(town);
  const broken = town.server({
    notices: {
      texts: {
        subject: () => '',
        body: () => {
          throw new Error('no such text');
        },
      },
    },
  });
  expect(await broken.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 2, dropped: 0 });
  town.clock.advance(MINUTE);
  await town.mfa.dispatchNotices({ everyone: true });
  const said = town.messages.map(({ subject, text }: NoticeMessage) => `${subject} | ${text}`);
  expect(said[0]).toBe('Neu: mfa.enabled | Example Portal https://portal.example/hilfe');
});

test('input that is not of the documented shape is refused', async () => {
  const town = await openNotified();
  const everyone = true;
  for (const input of [
    { everyone, limit: 0 },
    { everyone, limit: 1001 },
    { everyone, limit: 1.5 },
    { userId: '' },
  ]) {
    expect(await codeOf(town.mfa.dispatchNotices(input as { userId: string }))).toBe('input-invalid');
  }
});

test('a limit looks at so many accounts, longest due first', async () => {
  const town = await openNotified();
  for (const userId of ['anna', 'ben', 'cleo']) await withNews(town, userId);
  await town.mfa.dispatchNotices({ everyone: true, limit: 2 });
  expect(new Set(town.messages.map(({ userId }) => userId))).toEqual(new Set(['anna', 'ben']));
  await town.mfa.dispatchNotices({ everyone: true, limit: 2 });
  expect(town.messages.at(-1)?.userId).toBe('cleo');
});
