import { expect } from 'vitest';
import { arrivedAt, noticesAt } from './messages.ts';
import { chooseMethod, joinS0, openFromMenu, proveContact } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { askSupport, seeStep, stopLinkAt } from './recovery-walks.ts';
import { enterPassword, helena, ibrahim, signInWithCode, signOutOf } from './walks.ts';

const PHONE = helena.phone ?? '';

portalTest(
  'R10 an attacker asks to be let in: the owner gets a mail, stops it by the link, and the attacker reads so',
  async (page, world) => {
    await joinS0(page, world);
    const attacker = await world.visitor();
    await enterPassword(attacker, 's0', helena);
    await askSupport(attacker);
    // What the attacker sees has no link that calls off, nor the owner's address.
    expect(await attacker.content()).not.toMatch(/fkc1\.|helena@/);

    const told = (await noticesAt(world, helena.email)).at(-1);
    expect(told?.subject).toBe('Somebody asked to recover your account at Milldrum Digital');
    expect(told?.text).toContain('/s0/help');
    expect(await stopLinkAt(world, PHONE)).toContain('/s0/recovery/stop#');
    const link = await stopLinkAt(world, helena.email);

    // A mail scanner opens every link, and sends no form.
    const scanner = await world.visitor({ script: true });
    await scanner.goto(link);
    await seeHeading(scanner, 'Stop the recovery of your account');
    await follow(attacker, 'Look again');
    await seeStep(attacker, 'We make sure that it is you');

    const owner = await world.visitor({ script: true });
    await owner.goto(link);
    // Taken out of the address, so that it stays in no history.
    await expect.poll(() => owner.url()).toBe(`${world.origin}/s0/recovery/stop`);
    expect(await owner.getByLabel('The link from our message').isVisible()).toBe(false);
    await press(owner, 'Stop it');
    await seeHeading(owner, 'It is stopped');
    await seeText(owner, 'Please change it now.');
    await follow(attacker, 'Look again');
    await seeText(attacker, 'it was stopped by the owner of this account');
    const stopped = (await noticesAt(world, helena.email)).at(-1);
    expect(stopped?.subject).toBe('The recovery of your account was cancelled at Milldrum Digital');
  },
);

portalTest('R10 a link that was used stops nothing more, not even the next request', async (page, world) => {
  await joinS0(page, world);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await askSupport(page);
  const link = await stopLinkAt(world, helena.email);
  // Without script the link is pasted.
  const owner = await world.visitor();
  const stop = async (pasted: string): Promise<void> => {
    await owner.goto('/s0/recovery/stop');
    await fillIn(owner, 'The link from our message', pasted);
    await press(owner, 'Stop it');
  };
  await stop(link.slice(0, -6));
  expect(await readAlert(owner)).toContain('a part of it is missing');
  await stop(link);
  await seeHeading(owner, 'It is stopped');
  await stop(link);
  await seeHeading(owner, 'There is nothing to stop');

  // After a cancellation a request waits a while.
  await enterPassword(page, 's0', helena);
  await follow(page, 'I’ve lost access to my second factor');
  await press(page, 'Ask support');
  await seeText(page, 'A request for this account was cancelled a short while ago.');
  world.clock.advance(60 * 60_000);
  await enterPassword(page, 's0', helena);
  await askSupport(page);
  await stop(link);
  await seeHeading(owner, 'There is nothing to stop');
  await follow(page, 'Look again');
  await seeStep(page, 'We make sure that it is you');
  await stop(await stopLinkAt(world, helena.email));
  await seeHeading(owner, 'It is stopped');
});

portalTest('R10 the settings show a recovery, and its owner stops it there', async (page, world) => {
  await joinS0(page, world);
  const attacker = await world.visitor();
  await enterPassword(attacker, 's0', helena);
  await askSupport(attacker);
  world.clock.advance(16 * 60_000);
  await openFromMenu(page, 'Security');
  const banner = page.getByRole('region', { name: 'A recovery of your account is under way' });
  expect(await readText(banner)).toContain('Somebody who knew your password');
  await press(page, 'This was not me: stop it');
  await seeText(page, 'The recovery is stopped.');
  expect(await banner.count()).toBe(0);
  await enterPassword(attacker, 's0', helena);
  expect(await attacker.getByText('See how far it is').count()).toBe(0);
});

portalTest(
  'L3 L4 a change is told once at each contact, but not at the one it added',
  async (page, world) => {
    const entry = await joinS0(page, world);
    const on = 'Two-factor authentication was turned on at Milldrum Digital';
    const added = 'A new way to confirm your sign-in was added at Milldrum Digital';
    const subjects = async (to: string) => (await noticesAt(world, to)).map(({ subject }) => subject);
    expect(await subjects(helena.email)).toEqual([on]);
    expect((await noticesAt(world, PHONE)).length).toBe(1);
    await world.notices();
    expect(await subjects(helena.email)).toEqual([on]);

    await chooseMethod(page, 'SMS code');
    await proveContact(page, world, PHONE);
    await seeText(page, 'The method was added.');
    expect(await subjects(helena.email)).toEqual([on, added]);
    expect((await noticesAt(world, PHONE)).length).toBe(1);
    const [, mail] = arrivedAt(world, helena.email);
    expect(mail?.text).toContain('If you cannot sign in any more:');
    await signOutOf(page);
    await signInWithCode(page, world, { portal: 's0', person: helena, entry });
    expect((await subjects(helena.email)).length).toBe(2);
    // Nobody hears of somebody else.
    expect(await noticesAt(world, ibrahim.email)).toEqual([]);
  },
);
