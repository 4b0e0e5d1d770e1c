import { expect } from 'vitest';
import { noticesAt } from './messages.ts';
import { fillIn, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { joinDesk, kemal } from './support-walks.ts';
import { enterCode, enterPassword, signOutOf, typePassword } from './walks.ts';

const NEW_PASSWORD = 'three grey herons fishing';

// The staff's desk is the one portal here whose policy lets a browser be trusted: the preset for employees.
portalTest(
  'A5 a browser that is trusted is not asked again; the settings list it and end it',
  async (page, world) => {
    const entry = await joinDesk(page, world, kemal);
    await seeText(page, 'None. Every sign-in asks for your second step.');
    await signOutOf(page);
    await enterPassword(page, 'support', kemal);
    await page.getByLabel('Trust this browser for 7 days').check();
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Find a user');
    await signOutOf(page);
    await enterPassword(page, 'support', kemal);
    await seeHeading(page, 'Find a user');

    const stranger = await world.visitor();
    await enterPassword(stranger, 'support', kemal);
    await seeHeading(stranger, 'Confirm that it is you');

    await page.goto('/support/security');
    expect(await readText(page.locator('.cards > li', { hasText: 'Trusted since' }))).toContain(
      'Chrome on Linux',
    );
    await press(page, 'End trust');
    await seeText(page, 'This browser is not trusted any more.');
    await signOutOf(page);
    await enterPassword(page, 'support', kemal);
    await seeHeading(page, 'Confirm that it is you');
  },
);

portalTest(
  'A5 L9 a changed password ends the trust and the sessions elsewhere, and the user is told',
  async (page, world) => {
    const entry = await joinDesk(page, world, kemal);
    await signOutOf(page);
    await enterPassword(page, 'support', kemal);
    await page.getByLabel('Trust this browser for 7 days').check();
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Find a user');
    world.clock.advance(30_000);
    const elsewhere = await world.visitor();
    await enterPassword(elsewhere, 'support', kemal);
    await enterCode(elsewhere, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(elsewhere, 'Find a user');

    const change = async (now: string, next: string): Promise<void> => {
      await page.goto('/support/password');
      await fillIn(page, 'Password now', now);
      await fillIn(page, 'New password', next);
      await press(page, 'Change password');
    };
    await change(kemal.password, 'short');
    expect(await readAlert(page)).toContain('at least 15 characters');
    await change('not the password', NEW_PASSWORD);
    expect(await readAlert(page)).toBe('This is not your password.');
    await elsewhere.goto('/support/home');
    await seeHeading(elsewhere, 'Find a user');
    await change(kemal.password, NEW_PASSWORD);
    await seeText(page, 'Your password was changed.');
    const told = await noticesAt(world, kemal.email);
    expect(told.map(({ subject }) => subject)).toContain('Your password was changed');
    await seeText(page, 'None. Every sign-in asks for your second step.');
    await elsewhere.goto('/support/home');
    await seeHeading(elsewhere, 'Sign in');

    await signOutOf(page);
    await typePassword(page, 'support', kemal);
    await seeText(page, 'The user name or the password is not right.');
    await enterPassword(page, 'support', { ...kemal, password: NEW_PASSWORD });
    await seeHeading(page, 'Confirm that it is you');
  },
);
