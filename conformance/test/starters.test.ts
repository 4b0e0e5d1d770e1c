import { authenticatorFromUri } from '@factorkit/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserClient, type Client, type Reply, tokenClient } from '../src/starters/clients.ts';
import { openStarter, type Starter, type StarterApp } from '../src/starters/starter.ts';

const express: Starter = {
  generator: ['express-generator@4.16.1', '--no-view'],
  loginPatch: 'express-login.patch',
  heading: 'Express with express-session',
  ours: ['core', 'express', 'storage-sqlite'].map((name) => `@factorkit/${name}`),
  others: ['express@4', 'express-session@1', 'session-file-store@1'],
  main: 'bin/www',
  listening: /Listening on/,
};

const nest: Starter = {
  generator: [...['@nestjs/cli@11.0.13', 'new', '--skip-install', '--skip-git', '--package-manager', 'npm']],
  loginPatch: 'nest-login.patch',
  heading: 'Nest with JSON Web Tokens',
  ours: ['core', 'http', 'nest', 'storage-sqlite'].map((name) => `@factorkit/${name}`),
  others: ['@nestjs/jwt@11', 'typescript@5', '@types/node@24', '@types/express@5'],
  compile: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  main: 'dist/main.js',
  listening: /successfully started/,
};

const STEP_MS = 30_000;

/** The whole journey, by one person with several clients. */
function journey(starter: Starter, clientOf: (origin: string) => Client): void {
  let app: StarterApp;
  beforeAll(async () => {
    app = await openStarter(starter);
    await app.start();
  });
  afterAll(() => app?.close());

  const client = (): Client => clientOf(app.origin());
  const logIn = (who: Client, name = 'anna', password = 'correct-horse'): Promise<Reply> =>
    who.send('POST', '/login', { name, password });
  const me = async (who: Client): Promise<unknown> => (await who.send('GET', '/me')).json.name;
  const verify = (who: Client, factorId: string, response: string): Promise<Reply> =>
    who.send('POST', '/mfa/challenge/verify', { factorId, response });
  const begin = async (who: Client, method: string) => {
    const begun = await who.send('POST', '/mfa/factors', { method });
    expect(begun).toMatchObject({ status: 201, json: { kind: 'begun' } });
    const { factorId, setup } = Object(begun.json.enrolment);
    const confirm = (response: string): Promise<Reply> =>
      who.send('POST', `/mfa/factors/${factorId}/confirm`, { response });
    return { factorId: String(factorId), setup: Object(setup), confirm };
  };

  test('FE10 set-up, sign-in, wrong code, backup code, step-up, removal, restart, and an attacker beside each', async () => {
    const [anna, elsewhere] = [client(), client()];
    expect((await logIn(anna, 'anna', 'guessed')).status).toBe(401);
    expect((await logIn(anna)).json).toMatchObject({ kind: 'complete' });
    await logIn(elsewhere);
    expect([await me(anna), await me(elsewhere)]).toEqual(['anna', 'anna']);

    // Set-up. It ends the other sessions, and copies of this one.
    const beforeSetUp = anna.copy();
    const app1 = await begin(anna, 'totp');
    const phone = authenticatorFromUri(app1.setup.uri);
    expect(await app1.confirm('000000')).toMatchObject({ status: 422 });
    const set = await app1.confirm(phone.code(Date.now()));
    expect(set).toMatchObject({ status: 200, json: { kind: 'active' } });
    const [backupCode, second] = set.json.backupCodes as readonly string[];
    expect([await me(anna), await me(elsewhere), await me(beforeSetUp)]).toEqual([
      'anna',
      undefined,
      undefined,
    ]);
    const mail = await begin(anna, 'email');
    expect(await mail.confirm(app.mailedCode())).toMatchObject({ status: 200 });

    // Sign-in by password and code. Between the two nothing opens.
    const bo = client();
    expect((await logIn(bo)).json).toMatchObject({ kind: 'challenge' });
    expect(await me(bo)).toBeUndefined();
    expect((await bo.send('GET', '/mfa/challenge')).json).toMatchObject({ challenge: { backupCode: true } });
    expect(await verify(bo, app1.factorId, '000000')).toMatchObject({
      status: 422,
      json: { code: 'rejected' },
    });
    const attacker = client();
    await logIn(attacker);
    const code = phone.code(Date.now() + STEP_MS);
    expect((await verify(bo, app1.factorId, code)).json).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
    expect(await verify(attacker, app1.factorId, code)).toMatchObject({
      status: 409,
      json: { code: 'code-used' },
    });
    expect([await me(bo), await me(attacker)]).toEqual(['anna', undefined]);

    // A backup code signs in once.
    const di = client();
    await logIn(di);
    const recover = (who: Client, spent?: string) =>
      who.send('POST', '/mfa/challenge/recover', { code: spent });
    expect((await recover(di, backupCode)).json).toMatchObject({ kind: 'complete' });
    expect(await recover(attacker, backupCode)).toMatchObject({ status: 409 });

    // The transfer takes a factor: not the backup code, and not in the session from before the step-up.
    const beforeStepUp = di.copy();
    const transfer = (who: Client) => who.send('POST', '/transfers', { amount: 120 });
    expect(await transfer(di)).toMatchObject({ status: 401, json: { intent: { name: 'transfer' } } });
    const intent = { kind: 'action', name: 'transfer' };
    expect((await di.send('POST', '/mfa/reauthenticate', { intent })).json).toMatchObject({
      kind: 'challenge',
    });
    const sent = await di.send('POST', '/mfa/challenge/send', { factorId: mail.factorId });
    expect(sent).toMatchObject({ status: 200, json: { kind: 'sent' } });
    const mailed = await verify(di, mail.factorId, app.mailedCode());
    expect(mailed.json).toMatchObject({ kind: 'complete' });
    expect(await transfer(di)).toMatchObject({ status: 200, json: { paid: true } });
    expect([(await transfer(beforeStepUp)).status, await me(beforeStepUp)]).toEqual([401, undefined]);

    // Another user reaches no factor of hers.
    const bert = client();
    await logIn(bert, 'bert', 'blue-hammer');
    expect(await bert.send('DELETE', `/mfa/factors/${app1.factorId}`)).toMatchObject({ status: 404 });
    expect(await transfer(bert)).toMatchObject({ status: 200 });

    // A crash forgets nothing.
    await app.kill();
    await app.start();
    expect([await me(di), await me(bo), await me(attacker)]).toEqual(['anna', 'anna', undefined]);
    expect(await recover(attacker, backupCode)).toMatchObject({ status: 409 });

    // Removal ends the other sessions.
    const remove = (factorId: string) => di.send('DELETE', `/mfa/factors/${factorId}`);
    expect((await remove(app1.factorId)).json).toMatchObject({ kind: 'removed', enabled: true });
    expect([await me(di), await me(bo)]).toEqual(['anna', undefined]);
    await recover(attacker, second);
    expect(await me(attacker)).toBeUndefined();
    const beforeLast = di.copy();
    expect((await remove(mail.factorId)).json).toMatchObject({ kind: 'removed', enabled: false });
    expect([await me(di), await me(beforeLast)]).toEqual(['anna', undefined]);
    expect((await logIn(client())).json).toMatchObject({ kind: 'complete' });

    const beforeLogout = di.copy();
    await di.send('POST', '/logout');
    expect([await me(di), await me(beforeLogout)]).toEqual([undefined, undefined]);
  });
}

describe('express-generator with a login', () => journey(express, (origin) => browserClient(origin)));

describe('nest new with a login', () => journey(nest, (origin) => tokenClient(origin)));
