/*
 * The processor time of a sign-in in memory (begin and verify, with an authenticator app and ten backup codes), and the
 * share of the authentication of the stored account in it. Run with `node packages/core/bench/sign-in.ts`.
 */
import { cpus } from 'node:os';
import { createMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS2 } from '@factorkit/core/policy';
import { assertAuthentic, authenticate } from '../src/codec/account-mac.ts';
import { createKeyring } from '../src/codec/keyring.ts';
import { decodeBase32, generateTotp, prepareKey } from '../src/otp/index.ts';

const ROUNDS = 5;
const SIGN_INS = 2000;
const STEP = 30_000;
const keys = [{ id: '2026-11', key: crypto.getRandomValues(new Uint8Array(32)) }];
const storage = createMemoryStorage();
let now = Date.UTC(2026, 10, 29, 12);
const mfa = createMfa({
  issuer: 'Example Portal',
  keys,
  storage,
  methods: [totp()],
  policy: { ...presetS2, backupCodes: { issue: 'first-setup', acknowledge: 'record' } },
  clock: () => now,
  portal: { revokeSessions: async () => {} },
});
const userId = '018f2c5e-7a3b-7c11-9d2a-4f6e8b1c0d2e';
const user = { accountName: 'anna@example.com' };
const begin = () => mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });

const { factorId, key } = await enrolApp();
await signIns(SIGN_INS);
const stored = (await storage.load(userId)).stored;
if (stored === undefined) throw new Error('nothing stored');
const keyring = createKeyring(keys);
const place = { userId, tag: stored.tag };
const body = stored.state.replace(/,"mac":"[^"]*"\}$/, '}');

console.log(`Node ${process.version}, ${process.arch}, ${cpus()[0]?.model}, ${cpus().length} cores`);
console.log(`an account of ${stored.state.length} characters; microseconds of processor time`);
console.log('sign-in | one check | one code | share of the authentication');
for (let round = 0; round < ROUNDS; round++) {
  const signIn = await microsecondsEach(SIGN_INS, () => signIns(SIGN_INS));
  const check = await microsecondsEach(SIGN_INS, async () => {
    for (let count = 0; count < SIGN_INS; count++) assertAuthentic(keyring, place, stored.state);
  });
  const code = await microsecondsEach(SIGN_INS, async () => {
    for (let count = 0; count < SIGN_INS; count++) authenticate(keyring, place, body);
  });
  // To begin loads the account, to verify loads and saves it.
  const share = (2 * check + code) / signIn;
  console.log(
    `${[signIn, check, code].map((each) => each.toFixed(1)).join(' | ')} | ${(share * 100).toFixed(1)} %`,
  );
}

async function enrolApp() {
  const entered = await begin();
  if (entered.kind !== 'complete') throw new Error(entered.kind);
  const caller = { userId, user, assurance: entered.assurance };
  const begun = await mfa.beginEnrolment({ caller, method: 'totp' });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(begun.kind);
  const { setup } = begun.enrolment;
  const prepared = prepareKey({ secret: decodeBase32(setup.secret) });
  const response = generateTotp({ key: prepared, timeMs: now });
  await mfa.confirmEnrolment({ caller, factorId: begun.enrolment.factorId, response });
  return { factorId: begun.enrolment.factorId, key: prepared };
}

/** One a day, so that the account holds what the account of a daily user holds. */
async function signIns(count: number) {
  for (let number = 0; number < count; number++) {
    now += 2880 * STEP;
    const challenge = await begin();
    if (challenge.kind !== 'challenge') throw new Error(challenge.kind);
    const response = generateTotp({ key, timeMs: now });
    const verdict = await mfa.verify({ token: challenge.token, factorId, response });
    if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  }
}

async function microsecondsEach(count: number, run: () => Promise<void>) {
  const before = process.cpuUsage();
  await run();
  const { user: used, system } = process.cpuUsage(before);
  return (used + system) / count;
}
