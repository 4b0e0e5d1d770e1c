import type { JsonObject } from '@factorkit/core';
import { authenticatorFromUri, type FakeClock } from '@factorkit/testkit';
import type { Walked } from './cell.ts';

/** The answer to a request. */
export interface Reply {
  readonly status: number;
  readonly json: JsonObject;
}

/** A browser or an app on a phone, which keeps cookies or tokens. */
export interface Client {
  send(method: string, path: string, body?: object): Promise<Reply>;
}

/** A portal to walk. */
export interface Walk {
  readonly clock: Pick<FakeClock, 'now' | 'advance'>;
  /** A new client, without a session. */
  open(): Client;
  readonly login: { readonly name: string; readonly password: string };
  /** The path at which the routes of Factorkit are mounted. */
  readonly mount: string;
  /** The path of a route whose action requires a code of the last two minutes. */
  readonly action: string;
}

const MINUTE = 60_000;

/**
 * What every portal must do, with three clients of one user: sign in, set up an app with backup codes, answer a
 * challenge, use a backup code, step up, and remove the app.
 *
 * @throws Error at the first answer that is not the expected one, with that answer.
 */
export async function walk({ clock, open, login, mount, action }: Walk): Promise<Walked> {
  const [first, second, third] = [open(), open(), open()];
  const account = async (client: Client): Promise<Reply> => client.send('GET', `${mount}/account`);
  const logIn = async (client: Client, kind: string): Promise<Reply> => {
    const reply = await client.send('POST', '/login', login);
    expectReply(reply, 200, { kind });
    return reply;
  };

  expectReply(await account(first), 401, { code: 'no-session' });
  const wrong = await first.send('POST', '/login', { ...login, password: 'guessed' });
  expectReply(wrong, 401, { kind: 'wrong-password' });
  const signedIn = await logIn(first, 'complete');
  expectReply(await account(first), 200, { enabled: false });
  await logIn(second, 'complete');

  const begun = await first.send('POST', `${mount}/factors`, { method: 'totp' });
  expectReply(begun, 201, {});
  const { factorId, setup } = Object(begun.json.enrolment);
  const phone = authenticatorFromUri(setup.uri);
  const code = (): { readonly factorId: string; readonly response: string } => {
    clock.advance(MINUTE);
    return { factorId, response: phone.code(clock.now()) };
  };
  const confirm = { response: code().response };
  const proven = await first.send('POST', `${mount}/factors/${factorId}/confirm`, confirm);
  expectReply(proven, 200, { kind: 'acknowledge', factorId });
  const codes = proven.json.backupCodes as readonly string[];
  const acknowledged = await first.send('POST', `${mount}/backup-codes/acknowledge`, { factorId });
  expectReply(acknowledged, 200, { kind: 'acknowledged' });
  expectReply(await account(second), 401, { code: 'no-session' });

  await logIn(second, 'challenge');
  expectReply(await account(second), 401, {});
  const { response } = code();
  const guessed = response === '000000' ? '000001' : '000000';
  expectReply(
    await second.send('POST', `${mount}/challenge/verify`, { factorId, response: guessed }),
    422,
    {},
  );
  const verified = await second.send('POST', `${mount}/challenge/verify`, { factorId, response });
  expectReply(verified, 200, { kind: 'complete' });
  expectReply(await account(second), 200, { enabled: true });

  await logIn(third, 'challenge');
  const recovered = await third.send('POST', `${mount}/challenge/recover`, { code: codes[0] });
  expectReply(recovered, 200, { kind: 'complete' });
  const { backupCodes } = (await account(third)).json;

  clock.advance(3 * MINUTE);
  const refused = await second.send('POST', action, {});
  expectReply(refused, 401, {});
  const intent = { kind: 'action', name: 'payout' };
  expectReply(await second.send('POST', `${mount}/reauthenticate`, { intent }), 200, {});
  expectReply(await second.send('POST', `${mount}/challenge/verify`, code()), 200, { kind: 'complete' });
  const done = await second.send('POST', action, {});
  expectReply(done, 200, {});

  const removed = await second.send('DELETE', `${mount}/factors/${factorId}`, {});
  expectReply(removed, 200, { kind: 'removed', enabled: false });
  expectReply(await account(second), 200, { enabled: false });
  expectReply(await account(third), 401, { code: 'no-session' });
  await logIn(first, 'complete');

  const { amr } = verified.json as { readonly amr: readonly string[] };
  return {
    'sign-in': String(signedIn.json.kind),
    'set-up': `app, ${codes.length} codes`,
    challenge: amr.join(' '),
    'backup code': `${Object(backupCodes).left} left`,
    'step-up': String(done.json.kind),
    removal: String(Object(removed.json.sessions).scope),
  };
}

/** @throws Error if the answer has another status or lacks a member. */
export function expectReply({ status, json }: Reply, expected: number, members: JsonObject): void {
  const fits = Object.entries(members).every(([name, value]) => Object(json)[name] === value);
  if (status === expected && fits) return;
  throw new Error(
    `expected ${expected} ${JSON.stringify(members)}, got ${status} ${JSON.stringify(json)?.slice(0, 500)}`,
  );
}
