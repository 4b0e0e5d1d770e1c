import { must } from '../../contract.ts';
import type { HostFixture } from '../fixture.ts';
import type { HostContacts } from '../host.ts';
import type { HostCase } from './host-case.ts';

/** No portal should take a proof for fresh as long as that. */
const PROOF_IS_OLD_MS = 3_600_000;
const NEW_ADDRESS = 'elsewhere@example.net';

/** Where a portal writes to: contacts are verified ones. */
export const contacts: readonly HostCase[] = [
  {
    name: 'a session whose proof is old changes no contact',
    needs: ['contact-change', 'clock'],
    async check(fixture) {
      const { browser, contacts } = await atTheForm(fixture);
      await contacts.change(browser, NEW_ADDRESS);
      const sent = await contacts.messages(NEW_ADDRESS);
      for (const text of sent) await contacts.confirm(browser, text);
      must(
        (await contacts.current(browser)) === contacts.address,
        'changing a contact takes fresh proof, not the session alone',
      );
    },
  },
  {
    name: 'a new contact counts once it was proven, and not before',
    needs: ['contact-change', 'clock'],
    async check(fixture) {
      const { browser, contacts } = await atTheForm(fixture);
      await changed(fixture, browser, contacts);
      must(
        (await contacts.current(browser)) === contacts.address,
        'an address counts when its owner has proven it, and the old one until then',
      );
      const text = (await contacts.messages(NEW_ADDRESS)).at(-1);
      must(text !== undefined, 'the new address is sent something to prove it by');
      await contacts.confirm(browser, text);
      must((await contacts.current(browser)) === NEW_ADDRESS, 'a proven address counts');
    },
  },
  {
    name: 'the old contact is told of the change',
    needs: ['contact-change', 'clock'],
    async check(fixture) {
      const { browser, contacts } = await atTheForm(fixture);
      const before = (await contacts.messages(contacts.address)).length;
      await changed(fixture, browser, contacts);
      await contacts.confirm(browser, (await contacts.messages(NEW_ADDRESS)).at(-1) ?? '');
      must(
        (await contacts.messages(contacts.address)).length > before,
        'the old address learns of the change',
      );
    },
  },
];

interface AtTheForm {
  readonly browser: Awaited<ReturnType<HostFixture['signedIn']>>;
  readonly contacts: HostContacts;
}

async function atTheForm(fixture: HostFixture): Promise<AtTheForm> {
  const { contacts } = fixture.harness;
  must(contacts !== undefined, 'a portal with contact-change says how it is sent');
  const browser = await fixture.signedIn();
  await fixture.advance(PROOF_IS_OLD_MS);
  return { browser, contacts };
}

/** With the proof that the portal asks for. A portal may send the form on by itself then, or want it once more. */
async function changed(
  { user }: HostFixture,
  browser: AtTheForm['browser'],
  contacts: HostContacts,
): Promise<void> {
  await contacts.change(browser, NEW_ADDRESS);
  await contacts.prove(browser, user.password);
  if ((await contacts.messages(NEW_ADDRESS)).length === 0) await contacts.change(browser, NEW_ADDRESS);
}
