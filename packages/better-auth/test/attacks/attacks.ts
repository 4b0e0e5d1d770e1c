import type { Answer, Browser } from '@factorkit/testkit';

const ANNA = 'anna@example.com';
const BERT = 'bert@example.com';

/** One user with an authenticator app. */
export interface Enrolled {
  readonly id: string;
  readonly email: string;
  /** The browser that set the app up, signed in. */
  readonly owner: Browser;
  /** What the app shows now. */
  code(): string;
  readonly backupCodes: readonly string[];
}

/** One of the two sides: better-auth with its own two-factor plug-in, or with Factorkit. */
export interface Side {
  browser(): Browser;
  enrol(email: string): Promise<Enrolled>;
  /** A user whose only factor is a code by mail. */
  enrolMail(email: string): Promise<Enrolled>;
  /** Enters the password. */
  signIn(browser: Browser, email: string, password?: string): Promise<Answer>;
  who(browser: Browser): Promise<string | undefined>;
  /** Answers the challenge with a code of the app. */
  verify(browser: Browser, user: Enrolled, code: string, trustDevice?: boolean): Promise<Answer>;
  /** Whether an answer means that the code was compared. */
  judged(answer: Answer): boolean;
  /** Answers the challenge with a backup code. */
  verifyBackup(browser: Browser, code: string): Promise<Answer>;
  /** Requests a code by mail for the challenge, and returns whether one was sent. */
  send(browser: Browser, user: Enrolled): Promise<boolean>;
  verifySent(browser: Browser, user: Enrolled, code: string): Promise<Answer>;
  /** Guesses in a session that is signed in already. */
  guessInSession(user: Enrolled, code: string): Promise<Answer>;
  changePassword(user: Enrolled, from: string, to: string): Promise<void>;
  /** Replaces the app by another, as the owner. Returns the user with the new app. */
  replaceApp(user: Enrolled, password: string): Promise<Enrolled>;
  /** Removes the second factor with a stolen session and the password. Returns whether it worked. */
  removeWithPassword(user: Enrolled): Promise<boolean>;
  /** Starts three set-ups at once for a new user. Returns how many rows the database has, and how many of the apps work. */
  enrolThrice(): Promise<string>;
  /** Copies what is stored for the secret of one user to another. Returns whether the code of the first signs in. */
  moveCiphertext(from: Enrolled, to: Enrolled): Promise<boolean>;
  /** Signs in with a security key that verifies nobody, where user verification is required. */
  keyWithoutPin(): Promise<boolean>;
  /** Opens a magic link. */
  magicLink(browser: Browser, email: string): Promise<void>;
  /** The time passes, as far as the side has a clock of its own. */
  wait(seconds: number): void;
}

/** Each attack returns what it reached. */
export interface Attack {
  readonly name: string;
  run(side: Side): Promise<string>;
}

const PASSWORD = 'correct horse battery';

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

export const attacks: readonly Attack[] = [
  {
    name: 'one TOTP code in five sign-ins at once',
    async run(side) {
      const anna = await side.enrol(ANNA);
      const browsers = await challenged(side, 5);
      side.wait(30);
      const code = anna.code();
      await Promise.all(browsers.map((browser) => side.verify(browser, anna, code)));
      return counted(await signedIn(side, browsers));
    },
  },
  {
    name: '100 challenges begun, then 100 guesses at once',
    async run(side) {
      const anna = await side.enrol(ANNA);
      const browsers = await challenged(side, 100);
      const guess = wrong(anna.code());
      const answers = await Promise.all(browsers.map((browser) => side.verify(browser, anna, guess)));
      return `${answers.filter((answer) => side.judged(answer)).length} guesses judged`;
    },
  },
  {
    name: 'guess a code that was sent, request another, guess again: 1,000 guesses',
    async run(side) {
      const anna = await side.enrolMail(ANNA);
      let judged = 0;
      for (let guesses = 0; guesses < 1000; ) {
        const browser = side.browser();
        await side.signIn(browser, ANNA);
        await side.send(browser, anna);
        for (let tries = 0; tries < 5; tries++, guesses++) {
          if (side.judged(await side.verifySent(browser, anna, '000000'))) judged++;
        }
        side.wait(31);
      }
      return `${judged} guesses judged`;
    },
  },
  {
    name: '200 requests for a code',
    async run(side) {
      const anna = await side.enrolMail(ANNA);
      let sent = 0;
      for (let requests = 0; requests < 200; requests++) {
        const browser = side.browser();
        await side.signIn(browser, ANNA);
        if (await side.send(browser, anna)) sent++;
        side.wait(31);
      }
      return `${sent} sent`;
    },
  },
  {
    name: '500 guesses in a session of the user',
    async run(side) {
      const anna = await side.enrol(ANNA);
      side.wait(3600);
      let judged = 0;
      for (let guesses = 0; guesses < 500; guesses++) {
        if (side.judged(await side.guessInSession(anna, wrong(anna.code())))) judged++;
      }
      return `${judged} guesses judged`;
    },
  },
  {
    name: 'a trusted browser after a password change, and after another app was set up',
    async run(side) {
      const anna = await side.enrol(ANNA);
      const trusted = side.browser();
      await side.signIn(trusted, ANNA);
      side.wait(30);
      await side.verify(trusted, anna, anna.code(), true);
      await trusted.post('/api/auth/sign-out');
      const next = 'another horse battery';
      await side.changePassword(anna, PASSWORD, next);
      const asked = async (): Promise<string> => {
        await side.signIn(trusted, ANNA, next);
        const answer = (await side.who(trusted)) === undefined ? 'asked' : 'not asked';
        await trusted.post('/api/auth/sign-out');
        return answer;
      };
      const first = await asked();
      await side.replaceApp(anna, next);
      return `${first}, ${await asked()}`;
    },
  },
  {
    name: 'removal with a copied session and the password',
    async run(side) {
      const anna = await side.enrol(ANNA);
      side.wait(3600);
      return (await side.removeWithPassword(anna)) ? 'removed' : 'refused';
    },
  },
  { name: 'three set-ups at once', run: (side) => side.enrolThrice() },
  {
    name: 'what is stored for a secret, copied to another user',
    async run(side) {
      const [anna, bert] = [await side.enrol(ANNA), await side.enrol(BERT)];
      return (await side.moveCiphertext(anna, bert)) ? 'opens' : 'refused';
    },
  },
  {
    name: 'a key without a PIN, where user verification is required',
    run: async (side) => ((await side.keyWithoutPin()) ? 'accepted' : 'refused'),
  },
  {
    name: 'one backup code in eight sign-ins at once',
    async run(side) {
      const anna = await side.enrol(ANNA);
      const browsers = await challenged(side, 8);
      const [code = ''] = anna.backupCodes;
      await Promise.all(browsers.map((browser) => side.verifyBackup(browser, code)));
      return counted(await signedIn(side, browsers));
    },
  },
  {
    name: 'sign-in by a magic link',
    async run(side) {
      await side.enrol(ANNA);
      const browser = side.browser();
      await side.magicLink(browser, ANNA);
      return (await side.who(browser)) === undefined ? 'asked' : 'not asked';
    },
  },
];

function counted(sessions: number): string {
  return sessions === 1 ? '1 session' : `${sessions} sessions`;
}

async function challenged(side: Side, count: number): Promise<readonly Browser[]> {
  const browsers = Array.from({ length: count }, () => side.browser());
  for (const browser of browsers) await side.signIn(browser, ANNA);
  return browsers;
}

async function signedIn(side: Side, browsers: readonly Browser[]): Promise<number> {
  const users = await Promise.all(browsers.map((browser) => side.who(browser)));
  return users.filter((user) => user !== undefined).length;
}
