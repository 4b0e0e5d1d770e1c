import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { noticesAt } from './messages.ts';
import { joinS0 } from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { enterCode, helena, signInWithCode } from './walks.ts';

const IBAN = 'GB33 BUKB 2020 1555 5555 55';
const OTHER = 'NL91 ABNA 0417 1643 00';

async function changeTo(page: Page, iban: string): Promise<void> {
  await page.goto('/s0/payment-account/change');
  await fillIn(page, 'IBAN', iban);
  await press(page, 'Change the payment account');
}

async function seeAccount(page: Page, ending: string): Promise<void> {
  await page.goto('/s0/payment-account');
  await seeText(page, `•••• ${ending}`);
}

portalTest(
  'a form that takes a fresh factor is sent on by itself, as it was filled in',
  async (page, world) => {
    const entry = await joinS0(page, world);
    await follow(page, 'Payment account');
    await follow(page, 'Change it');
    await changeTo(page, 'GB33 BUKB 2020 1555 5555 56');
    expect(await readAlert(page)).toContain('This is no IBAN.');
    // Fresh from the set-up: it is done at once.
    await changeTo(page, OTHER);
    await seeText(page, 'The payment account was changed.');
    const told = await noticesAt(world, helena.email);
    expect(told.at(-1)?.text).toContain('changed to one that ends in 4300');
    await seeAccount(page, '4300');

    world.clock.advance(6 * 60_000);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
    await changeTo(page, IBAN);
    await seeHeading(page, 'Confirm that it is you to change the payment account');
    await enterCode(page, '000000', 'Confirm');
    expect(await readAlert(page)).toContain('This code is not right');
    await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
    await seeHeading(page, 'Payment account');
    await seeText(page, 'The payment account was changed.');
    await seeText(page, '•••• 5555');
    expect(addresses.filter((address) => /BUKB|5555/.test(address))).toEqual([]);

    // Once: nothing of it is left to be sent again.
    await changeTo(page, OTHER);
    await seeText(page, 'The payment account was changed.');
    await page.goto('/s0/confirm');
    await seeHeading(page, 'Security');
    await seeAccount(page, '4300');
  },
);

portalTest('A8 a step-up answered in another session does not send it on', async (page, world) => {
  const entry = await joinS0(page, world);
  world.clock.advance(6 * 60_000);
  await changeTo(page, IBAN);
  await seeHeading(page, 'Confirm that it is you to change the payment account');
  const other = await world.visitor();
  await signInWithCode(other, world, { portal: 's0', person: helena, entry });
  await other.goto('/s0/confirm');
  await seeHeading(other, 'Security');
  await seeAccount(other, '3000');
  // Its own goes on with its own.
  world.clock.advance(6 * 60_000);
  await changeTo(other, OTHER);
  await enterCode(other, await entry.code(world.clock.now()), 'Confirm');
  await seeText(other, 'The payment account was changed.');
  await seeAccount(other, '4300');
});

portalTest('A8 a form that waited for more than ten minutes is not sent on', async (page, world) => {
  const entry = await joinS0(page, world);
  world.clock.advance(6 * 60_000);
  await changeTo(page, IBAN);
  world.clock.advance(11 * 60_000);
  await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
  await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
  await seeText(page, 'That took too long, so nothing was changed.');
  await page.goto('/s0/payment-account');
  await seeText(page, '•••• 3000');
});
