import { type Mfa, MfaError, type MfaErrorCode } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { type Choices, createChoices } from './choices.ts';
import {
  addressOf,
  type Cluster,
  createCluster,
  NEW_KEY_FIRST,
  OLD_KEY_GONE,
  type Server,
} from './cluster.ts';
import {
  acknowledge,
  type Command,
  confirmSetUp,
  eraseAccount,
  nextCommand,
  setUpApp,
  signIn,
  typeCode,
} from './commands.ts';
import { SKEW_MS } from './ledger.ts';
import { createNetwork, settled } from './network.ts';
import { createPerson, type Person } from './person.ts';

const START = Date.UTC(2026, 10, 21, 12, 0, 0);
const DAY_MS = 86_400_000;
const SERVERS = 2;
/** Every seed has more steps than this, however few faults it draws. */
const LEAST_STEPS = 50;

/** What a server may answer when a service fails. Everything else is a fault of the engine. */
const EXPECTED: readonly MfaErrorCode[] = [
  'storage-failed',
  'portal-failed',
  'contention',
  'account-missing',
  'overloaded',
];

/** What one run did. */
export interface Run {
  readonly steps: number;
  /** What happened, message by message. */
  readonly log: readonly string[];
  /** How often each command was answered in which way, and how often each fault happened. */
  readonly tally: Readonly<Record<string, number>>;
}

/**
 * Plays one run: servers, a store, the portal's hooks and the post, users, staff and jobs, and everything that can go
 * wrong between them, in the order that `choices` says. Throws when an invariant does not hold, with what led to it.
 */
export async function simulate(choices: Choices, policy: Policy): Promise<Run> {
  const network = createNetwork(START);
  const cluster = createCluster(network, policy, SERVERS);
  const people = ['anna', 'ben'].map(createPerson);
  const tally: Record<string, number> = {};
  const counted = (what: string): void => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const assertHeld = (): void => {
    const breach = cluster.ledger.breach();
    if (breach !== undefined) throw new Error(`${breach}\n${network.log.join('\n')}`);
  };
  const give = (server: Server, name: string, command: Command): void => {
    const { mfa, process } = server;
    if (mfa === undefined) return;
    network.log.push(`${process}: ${name}`);
    command(mfa).then(
      (kind) => {
        counted(`${name.split(' ').slice(1).join(' ').replace(', again', '')}: ${kind}`);
        network.log.push(`${process}: ${name}: ${kind}`);
      },
      (error: unknown) => {
        counted('an error');
        if (!(error instanceof MfaError) || !EXPECTED.includes(error.code)) {
          cluster.ledger.report(`unexpected: ${name}: ${error instanceof Error ? error.stack : error}`);
        } else cluster.ledger.reveals(error.message, 'an error');
        network.log.push(`${process}: ${name} fails: ${error}`);
      },
    );
  };
  const rule = policy.recovery.find(({ via }) => via !== 'backup-code');
  const recovery = { via: rule?.via ?? 'support', checks: rule?.verify?.checks ?? [] } as const;

  // Anna has an app and Ben has nothing.
  for (const command of [signIn, setUpApp, confirmSetUp, acknowledge, signIn, typeCode]) {
    const [anna] = people;
    const [server] = cluster.servers;
    if (anna === undefined || server === undefined) break;
    network.pass(31_000);
    const made = command({ cluster, person: anna, choices: createChoices([]), ...recovery });
    if (made !== undefined) give(server, 'anna begins', made);
    await quiet(cluster);
    assertHeld();
  }

  // Some runs begin in the middle of a change of the keys.
  for (let stage = choices.below(NEW_KEY_FIRST + 1); stage > 0; stage--) {
    for (const server of cluster.servers) cluster.changeKeys(server);
  }

  let steps = 0;
  while (!choices.isOver() || steps < LEAST_STEPS) {
    steps += 1;
    const server = cluster.servers[choices.below(SERVERS)] ?? cluster.servers[0];
    if (server === undefined) break;
    const what = choices.one(STEPS);
    if (what !== 'delivers') counted(what);
    switch (what) {
      case 'delivers': {
        const waiting = network.deliverable();
        if (waiting > 0) await network.deliver(choices.below(waiting), choices);
        else network.pass(Math.max(1, (network.nextAt() ?? 0) - network.now()));
        break;
      }
      case 'command':
      case 'command twice': {
        const person = people[choices.below(people.length)];
        if (person === undefined) break;
        const { name, command } = nextCommand({ cluster, person, choices, ...recovery });
        give(server, `${person.userId} ${name}`, command);
        if (what === 'command') break;
        const other = cluster.servers[choices.below(SERVERS)];
        if (other !== undefined) give(other, `${person.userId} ${name}, again`, command);
        break;
      }
      case 'all arrives':
        await quiet(cluster);
        network.pass(choices.one(PAUSES_MS));
        break;
      case 'time passes':
        network.pass(choices.one(PAUSES_MS));
        break;
      case 'server crashes':
        network.log.push(`${server.process} crashes`);
        cluster.crash(server);
        break;
      case 'server starts':
        if (server.mfa === undefined) cluster.start(server);
        break;
      case 'server is cut off':
        server.isCut = !server.isCut;
        network.log.push(`${server.process} is ${server.isCut ? 'cut off' : 'connected'}`);
        network.cut(server.process, server.isCut);
        break;
      case 'clock steps':
        server.offsetMs = choices.one([0, SKEW_MS, -SKEW_MS]);
        break;
      case 'keys change':
        cluster.changeKeys(server);
        break;
    }
    await settled();
    assertHeld();
  }
  await heal(cluster, assertHeld);
  await assertLive(cluster, people, { give, assertHeld });
  return { steps, log: network.log, tally };
}

/** Mostly until the next code, rarely until challenges, set-ups or trust end. */
const PAUSES_MS = [1_000, 10_000, ...Array.from({ length: 8 }, () => 31_000), 601_000, 3_600_000, DAY_MS];

const STEPS = [
  ...Array.from({ length: 50 }, () => 'delivers' as const),
  ...Array.from({ length: 14 }, () => 'command' as const),
  ...Array.from({ length: 5 }, () => 'command twice' as const),
  ...Array.from({ length: 8 }, () => 'all arrives' as const),
  'time passes',
  'server crashes',
  'server starts',
  'server starts',
  'server is cut off',
  'clock steps',
  'keys change',
  'keys change',
] as const;

/** Delivers everything that is under way, until nothing is. */
async function quiet({ network }: Cluster): Promise<void> {
  await settled();
  for (let rounds = 0; network.nextAt() !== undefined; rounds++) {
    if (rounds > 20_000) throw new Error(`it never ends\n${network.log.slice(-50).join('\n')}`);
    const wait = (network.nextAt() ?? 0) - network.now();
    if (wait > 0) network.pass(wait);
    await network.deliver(0);
  }
}

/** Ends every fault: servers run, clocks are right, everything arrives. */
async function heal(cluster: Cluster, assertHeld: () => void): Promise<void> {
  for (const server of cluster.servers) {
    server.offsetMs = 0;
    network(cluster, server);
    if (server.mfa === undefined) cluster.start(server);
  }
  await quiet(cluster);
  assertHeld();
}

function network(cluster: Cluster, server: Server): void {
  cluster.network.cut(server.process, false);
  server.isCut = false;
}

interface Portal {
  readonly give: (server: Server, name: string, command: Command) => void;
  readonly assertHeld: () => void;
}

/** When all works again: nothing is lost, everybody was told, the old key can go, and every user gets in. */
async function assertLive(cluster: Cluster, people: readonly Person[], portal: Portal): Promise<void> {
  const { network, ledger, servers } = cluster;
  const [first, second] = servers;
  if (first === undefined || second === undefined) return;
  const run = async (server: Server, name: string, command: Command): Promise<void> => {
    let isAnswered = false;
    portal.give(server, name, async (mfa) => {
      const kind = await command(mfa);
      isAnswered = true;
      return kind;
    });
    await quiet(cluster);
    if (!isAnswered) ledger.report(`live: ${name} is not answered`);
    portal.assertHeld();
  };
  for (const server of servers)
    while (server.stage < NEW_KEY_FIRST) for (const each of servers) cluster.changeKeys(each);
  for (const person of people) {
    if (person.mustErase) await run(first, `${person.userId} is erased again`, eraseAccount(person));
  }
  // Locks and pauses between attempts end.
  for (let day = 0; day < 2; day++) {
    network.pass(DAY_MS);
    await run(first, 'all are sent the notices', async (mfa) => {
      const { failed } = await mfa.dispatchNotices({ everyone: true });
      return `${failed} failed`;
    });
  }
  for (const { userId } of people) ledger.assertTold(userId);
  // While people sign in.
  network.pass(31_000);
  for (const person of people) {
    portal.give(first, `${person.userId} signs in`, (mfa) => getIn(cluster, person, mfa));
  }
  await run(second, 'all are sealed again', async (mfa) => {
    for await (const { failures } of mfa.rotateKeys()) {
      if (failures.length > 0) ledger.report(`live: not sealed again: ${JSON.stringify(failures)}`);
    }
    return 'done';
  });
  for (const server of servers) {
    cluster.crash(server);
    server.stage = OLD_KEY_GONE;
    cluster.start(server);
  }
  for (const server of servers) {
    for (const person of people) {
      network.pass(31_000);
      await run(server, `${person.userId} gets in`, (mfa) => getIn(cluster, person, mfa));
    }
  }
}

/** Signs in with what the user has. */
async function getIn({ network, ledger, host }: Cluster, person: Person, mfa: Mfa): Promise<string> {
  const { userId } = person;
  const account = ledger.account(userId);
  const isEnrolled = account?.factors.some(({ status }) => status !== 'pending') === true;
  if (host.expected.get(userId) === true && !isEnrolled) {
    ledger.report(`live: the portal believes that ${userId} has a factor`);
  }
  const next = await mfa.beginSignIn({
    userId,
    user: { accountName: userId },
    firstFactor: { method: 'password' },
  });
  if (next.kind !== 'challenge') {
    if (isEnrolled) ledger.report(`5: ${userId} gets in with the password: ${next.kind}`);
    return next.kind;
  }
  if (!isEnrolled) ledger.report(`live: ${userId} has no factor and is asked for one`);
  const { token, challenge } = next;
  const mine = account?.factors.find(
    ({ id, method, status }) => status === 'active' && (method === 'email' || person.phones.has(id)),
  );
  if (challenge.switchedOff || mine === undefined) return 'only recovery';
  const { id: factorId, method } = mine;
  if (method === 'email') {
    const sent = await mfa.sendCode({ token, factorId });
    if (sent.kind !== 'sent') ledger.report(`live: no code is sent: ${sent.kind}`);
  }
  const now = network.now();
  const phone = person.phones.get(factorId);
  const response = phone?.code(now) ?? host.mails.findLast(({ to }) => to === addressOf(userId))?.code;
  if (phone !== undefined) ledger.sent({ factorId, once: String(Math.floor(now / 30_000)) });
  const verdict = await mfa.verify({ token, factorId, response });
  if (verdict.kind !== 'complete' && verdict.kind !== 'enrol') {
    ledger.report(`live: ${userId} does not get in: ${JSON.stringify(verdict)}`);
  }
  return verdict.kind;
}
