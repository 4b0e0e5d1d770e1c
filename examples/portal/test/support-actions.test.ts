import { expect } from 'vitest';
import { follow } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { giveReason, joinDesk, kemal, malik, openUser, seeEntry, seeRefusal } from './support-walks.ts';
import { activateS1, alice, enterCode, enterPassword, signOutOf } from './walks.ts';

portalTest('L1 the desk ends a lock, and the history says who did it and why', async (page, world) => {
  const entry = await activateS1(page, world);
  const user = await world.visitor();
  await enterPassword(user, 's1', alice);
  for (let wrong = 0; wrong < 5; wrong++) await enterCode(user, '000000', 'Sign in');
  await enterCode(user, await entry.code(world.clock.now()), 'Sign in');
  expect(await readAlert(user)).toContain('Too many wrong codes.');

  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  // Joining took half a minute: one more wrong code, and the lock lasts longer than that.
  await enterCode(user, '000000', 'Sign in');
  await openUser(desk, 's1', alice);
  await seeText(desk, 'locked after too many wrong answers');
  const unlock = desk.getByRole('link', { name: /^Unlock/ });
  const path = await unlock.getAttribute('href');
  await unlock.click();
  await giveReason(desk, 'Her phone’s clock was wrong.', 'Unlock');
  await seeText(desk, 'Unlocked. It can be tried again at once.');
  await seeText(desk, 'works; 6 wrong answers since it last did');
  await seeEntry(desk, { who: 'Kemal Aydin', what: 'Unlocked:', note: 'Her phone’s clock was wrong.' });
  await desk.goto(`${path}`);
  await seeRefusal(desk, 'This is not locked, or not any more.');

  await enterCode(user, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(user, 'Welcome, Alice Moore');
});

portalTest('L1 the desk ends the trust in all browsers, and says so in the history', async (page, world) => {
  const entry = await joinDesk(page, world, malik);
  await signOutOf(page);
  await enterPassword(page, 'support', malik);
  const { request } = page.context();
  const asked = await (await request.get('/support/mfa/challenge')).json();
  const trusted = await request.post('/support/mfa/challenge/verify', {
    headers: { origin: world.origin },
    data: {
      factorId: asked.challenge.options[0].factorId,
      response: await entry.code(world.clock.now()),
      trustDevice: { name: 'Laptop at the counter' },
    },
  });
  expect(trusted.status()).toBe(200);

  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 'support', malik);
  await seeText(desk, 'Laptop at the counter');
  await follow(desk, 'End the trust in all of them');
  await giveReason(desk, 'The laptop was stolen.', 'End the trust');
  await seeText(desk, 'No browser is trusted any more.');
  expect(await desk.getByText('Laptop at the counter').count()).toBe(0);
  await seeEntry(desk, {
    who: 'Kemal Aydin',
    what: 'A browser is not trusted any more.',
    note: 'The laptop was stolen.',
  });
  await desk.goto('/support/users/support/support:malik/end-trust/all');
  await seeRefusal(desk, 'No browser is trusted. Nothing was changed.');
});
