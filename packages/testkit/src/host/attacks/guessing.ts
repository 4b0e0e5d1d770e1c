import type { Answer, Browser } from '../../browser.ts';
import { must } from '../../contract.ts';
import type { HostCase } from '../cases/host-case.ts';
import { OLD_MS, passwordsJudged } from '../cases/offered.ts';
import type { AppInForce, HostFixture } from '../fixture.ts';

/** What a policy allows when it says nothing else. */
const ATTEMPTS = 5;
const STEP_MS = 30_000;

/** Attacks on codes: more tries, or more use of one. */
export function guessing(crowd: number): readonly HostCase[] {
  return [
    {
      name: 'attack 1: the code of an app in 5 sign-ins at once opens one',
      async check(fixture) {
        const app = await fixture.enrol(await fixture.signedIn());
        const browsers = await times(5, () => fixture.challenged());
        const code = app.next();
        await Promise.all(browsers.map((browser) => fixture.mfa(browser, 'POST', 'challenge/verify', code)));
        must((await signedInAmong(fixture, browsers)) === 1, 'one code opens one session');
      },
    },
    {
      name: `attack 2: ${crowd} challenges, then ${crowd} guesses at once, are judged ${ATTEMPTS} times`,
      async check(fixture) {
        const app = await fixture.enrol(await fixture.signedIn());
        const browsers = await times(crowd, () => fixture.challenged());
        const guesses = wrongCodes(fixture, app, crowd);
        const answers = await Promise.all(
          browsers.map((browser, at) => fixture.mfa(browser, 'POST', 'challenge/verify', guesses[at])),
        );
        must(judged(answers) <= ATTEMPTS, 'guesses are counted for the factor and not for the challenge');
        must((await signedInAmong(fixture, browsers)) === 0, 'no guess signs in');
        const late = await fixture.challenged();
        await fixture.mfa(late, 'POST', 'challenge/verify', app.next());
        must(!(await fixture.isSignedIn(late)), 'while it is locked the right code is refused');
      },
    },
    {
      name: 'attack 3: asking for new codes gives no new guesses',
      needs: ['email-codes', 'clock'],
      async check(fixture) {
        const factorId = await enrolEmail(fixture);
        const answers: Answer[] = [];
        for (let round = 0; round < crowd; round += 1) {
          const browser = await fixture.challenged();
          await fixture.mfa(browser, 'POST', 'challenge/send', { factorId });
          answers.push(
            await fixture.mfa(browser, 'POST', 'challenge/verify', { factorId, response: '000000' }),
            await fixture.mfa(browser, 'POST', 'challenge/verify', { factorId, response: '111111' }),
          );
          await fixture.advance(1000);
        }
        must(judged(answers) <= 2 * ATTEMPTS, 'a new code resets no count');
      },
    },
    {
      name: 'attack 4: sends are limited, also while the factor is locked',
      needs: ['email-codes', 'clock'],
      async check(fixture) {
        const factorId = await enrolEmail(fixture);
        const sent = async (): Promise<number> => (await fixture.harness.emails?.())?.length ?? 0;
        const before = await sent();
        const browser = await fixture.challenged();
        for (let each = 0; each < crowd; each += 1) {
          await fixture.mfa(browser, 'POST', 'challenge/send', { factorId });
        }
        must((await sent()) - before <= 1, 'codes are sent one by one, with a pause between them');
        for (let each = 0; each <= ATTEMPTS; each += 1) {
          await fixture.mfa(browser, 'POST', 'challenge/verify', { factorId, response: '000000' });
        }
        const locked = await sent();
        await fixture.mfa(browser, 'POST', 'challenge/send', { factorId });
        must((await sent()) === locked, 'nothing is sent while the factor is locked');
      },
    },
    {
      name: `attack 5: ${crowd} guesses in a live session are judged ${ATTEMPTS} times`,
      needs: ['clock', 'step-up'],
      async check(fixture) {
        const { browser, app } = await fixture.owner();
        await fixture.advance(OLD_MS);
        const intent = { kind: 'remove', factorId: app.factorId };
        const guesses = wrongCodes(fixture, app, crowd);
        const answers: Answer[] = [];
        for (const guess of guesses) {
          await fixture.mfa(browser, 'POST', 'reauthenticate', { intent });
          answers.push(await fixture.mfa(browser, 'POST', 'challenge/verify', guess));
        }
        must(judged(answers) <= ATTEMPTS, 'a session gives no guesses of its own');
        const removed = await fixture.mfa(browser, 'DELETE', `factors/${app.factorId}`);
        must(removed.status !== 200, 'and no guess is a proof');
      },
    },
    {
      name: 'attack 11: one backup code 8 times at once opens one session',
      needs: ['backup-codes'],
      async check(fixture) {
        const { browser, app } = await fixture.owner();
        // Where they come with the set-up, those are active.
        const made =
          app.backupCodes.length > 0
            ? app.backupCodes
            : Object((await fixture.mfa(browser, 'POST', 'backup-codes', {})).json).backupCodes;
        const code = Object(made)[0];
        must(typeof code === 'string', 'backup codes are made with the set-up, or after fresh proof');
        await fixture.mfa(browser, 'POST', 'backup-codes/acknowledge', {});
        const browsers = await times(8, () => fixture.challenged());
        await Promise.all(
          browsers.map((browser) => fixture.mfa(browser, 'POST', 'challenge/recover', { code })),
        );
        must((await signedInAmong(fixture, browsers)) === 1, 'a backup code opens one session');
      },
    },
    {
      name: 'FB8: a stranger who guesses the password locks nobody out of a browser that the portal knows',
      needs: ['clock'],
      async check(fixture) {
        const known = await fixture.signedIn();
        const before = known.copy();
        for (let each = 0; each < crowd; each += 1) {
          await fixture.advance(STEP_MS + 1000);
          await fixture.harness.signIn(fixture.visitor(), { ...fixture.user, password: `guess ${each}` });
        }
        await fixture.harness.signIn(known, fixture.user);
        // A new session takes the place of the one before.
        const again = (await fixture.isSignedIn(known)) && !(await fixture.isSignedIn(before));
        must(again, 'the owner signs in again in a browser that is known');
      },
    },
    {
      name: `FB8: of ${crowd} wrong passwords a few are judged`,
      needs: ['password-limit'],
      async check(fixture) {
        must((await passwordsJudged(fixture, crowd)) <= 2 * ATTEMPTS, 'passwords at the sign-in are limited');
      },
    },
    {
      name: 'FB10: a fresh password is guessed a few times, whatever the portal limits',
      needs: ['reauthentication'],
      async check(fixture) {
        const browser = await fixture.signedIn();
        const before = await fixture.harness.passwordWork.begun();
        for (let each = 0; each < crowd; each += 1) {
          await fixture.mfa(browser, 'POST', 'reauthenticate', { password: `guess ${each}` });
        }
        const hashed = (await fixture.harness.passwordWork.begun()) - before;
        must(hashed <= 2 * ATTEMPTS, 'passwords of a session are limited');
      },
    },
  ];
}

/** Sets up codes by email and gives the id of the factor. */
async function enrolEmail(fixture: HostFixture): Promise<string> {
  const browser = await fixture.signedIn();
  const begun = await fixture.begin(browser, 'email');
  const { factorId } = Object(begun.json?.enrolment);
  must(typeof factorId === 'string', 'a signed-in user may set up codes by email');
  const text = (await fixture.harness.emails?.())?.at(-1) ?? '';
  const response = /\b\d{6}\b/.exec(text)?.[0] ?? '';
  const confirmed = await fixture.mfa(browser, 'POST', `factors/${factorId}/confirm`, { response });
  must(confirmed.status === 200, 'the code that was sent confirms it');
  await fixture.advance(2 * 60_000);
  return factorId;
}

/** Codes that the app shows at no time near to now. */
function wrongCodes(
  { harness: { clock = Date.now } }: HostFixture,
  { factorId, phone }: AppInForce,
  count: number,
): readonly { readonly factorId: string; readonly response: string }[] {
  const now = clock();
  const right = new Set([-3, -2, -1, 0, 1, 2, 3, 4].map((step) => phone.code(now + step * STEP_MS)));
  return Array.from({ length: count + right.size }, (_, at) => String(100_000 + at))
    .filter((code) => !right.has(code))
    .slice(0, count)
    .map((response) => ({ factorId, response }));
}

/** How many of these were compared with what is right. One is, or nothing was tried. */
function judged(answers: readonly Answer[]): number {
  const rejected = answers.filter(({ json }) => json?.code === 'rejected').length;
  must(rejected > 0, 'a wrong code is answered with rejected');
  return rejected;
}

async function signedInAmong(fixture: HostFixture, browsers: readonly Browser[]): Promise<number> {
  const seen = await Promise.all(browsers.map((browser) => fixture.isSignedIn(browser)));
  return seen.filter((each) => each).length;
}

async function times<Each>(count: number, make: () => Promise<Each>): Promise<readonly Each[]> {
  const made: Each[] = [];
  for (let each = 0; each < count; each += 1) made.push(await make());
  return made;
}
