import type { Answer } from '@factorkit/testkit';
import type { Page } from 'playwright-core';
import type { DemoPerson } from '../src/people/directory.ts';
import { appFormsOf, type PortalId, SETTINGS } from './app-forms.ts';
import { type TypedEntry, typeKey } from './authenticator-app.ts';
import { codeSentTo } from './messages.ts';
import type { World } from './portal-test.ts';
import { requestsOf } from './visitors.ts';

// What a test needs done before it begins. The forms are those of the portals, sent without their pages being drawn:
// that takes a tenth of the processor time. Each form is also filled in by hand, in the test of the criterion about it.

type ContactMethod = 'email' | 'sms';

/** Where the answer leads to; a form that was refused leads nowhere. */
function ledTo({ status, headers }: Answer): string {
  const location = headers.get('location') ?? '';
  if (location === '') throw new Error(`answered ${status}`);
  return location;
}

/** Sends user name and password. Answers with where that leads. */
export async function sendPassword(
  page: Page,
  portal: PortalId,
  { userName, password }: DemoPerson,
): Promise<string> {
  return ledTo(await requestsOf(page).submit(`/${portal}/sign-in`, { userName, password }));
}

/** Sends the code that answers the challenge. Answers with where that leads. */
export async function sendCode(page: Page, portal: PortalId, code: string): Promise<string> {
  return ledTo(await requestsOf(page).submit(`/${portal}/sign-in/code`, { code }));
}

export async function sendSignOut(page: Page, portal: string): Promise<void> {
  ledTo(await requestsOf(page).submit(`/${portal}/sign-in`, {}, `/${portal}/sign-out`));
}

interface AppSetUp {
  readonly entry: TypedEntry;
  /** Empty where the portal makes none. */
  readonly codes: readonly string[];
  /** Where that led to. */
  readonly next: string;
}

/** Sets up an app, and agrees to the backup codes. The clock then shows a fresh code. */
export async function setUpApp(
  page: Page,
  { clock }: World,
  portal: PortalId,
  person: DemoPerson,
): Promise<AppSetUp> {
  const requests = requestsOf(page);
  const { from, begin, check } = appFormsOf(portal);
  // Each form takes of these what it asks for.
  const fields = {
    label: portal === 's3' ? 'Standard TOTP' : 'Authenticator app',
    password: person.password,
  };
  const shows = ledTo(await requests.submit(from, fields, begin));
  const shown = (await requests.get(shows)).text;
  const entry = typeKey(/<code class="key">([^<]+)/.exec(shown)?.[1] ?? '');
  const answer = await requests.submit(shows, { code: await entry.code(clock.now()) }, check);
  clock.advance(30_000);
  const codes = /<pre[^>]*>([^<]+)/.exec(answer.text)?.[1]?.trim().split('\n');
  if (codes === undefined || (portal !== 's2' && portal !== 's3'))
    return { entry, codes: [], next: ledTo(answer) };
  const settings = SETTINGS[portal];
  const agreed = await requests.submit(settings, {}, `${settings}/backup-codes/agree`);
  return { entry, codes, next: ledTo(agreed) };
}

/** Sets up codes by email or text message. The clock then allows another to be asked for. Answers with where that led to. */
export async function setUpContact(
  page: Page,
  world: World,
  {
    portal,
    method,
    person,
  }: {
    readonly portal: 's0' | 's3' | 's4';
    readonly method: ContactMethod;
    readonly person: DemoPerson;
  },
): Promise<string> {
  const requests = requestsOf(page);
  const verb = portal === 's4' ? 'activate' : 'add';
  const { password } = person;
  const shows = ledTo(await requests.submit(`${SETTINGS[portal]}/${verb}/${method}`, { password }));
  const to = method === 'email' ? person.email : (person.phone ?? '');
  const next = ledTo(await requests.submit(shows, { code: codeSentTo(world, to) }));
  world.clock.advance(60_000);
  return next;
}
