import { MfaError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Portal } from '../../ports/portal.ts';
import type { RandomSource } from '../../ports/random.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SendGuard } from '../../ports/send-guard.ts';
import type { StorageAdapter } from '../../ports/storage.ts';
import { type CallPort, createCallPort, type PortDeadline } from './port-deadline.ts';

/** An invalid time must be refused, because comparisons with NaN mean "not expired". */
export function checkedClock(clock: Clock): Clock {
  return () => {
    const now = Math.floor(clock());
    if (!Number.isSafeInteger(now) || now < 0)
      throw new MfaError('clock-failed', 'the clock returned no valid time');
    return now;
  };
}

export function checkedRandom(random: RandomSource): RandomSource {
  return (length) => {
    const bytes = random(length);
    const usable =
      bytes instanceof Uint8Array && bytes.length === length && !bytes.every((byte) => byte === 0);
    if (!usable)
      throw new MfaError('random-failed', 'the random source returned too few bytes, or only zeros');
    return bytes;
  };
}

export const systemRandom: RandomSource = (length) => crypto.getRandomValues(new Uint8Array(length));

/** If the key service fails, nothing is opened. */
export function checkedSealer(sealer: Sealer, deadline: PortDeadline): Sealer {
  const call = createCallPort('seal-broken', deadline);
  return {
    seal: (plain, place) => call('sealer.seal', () => sealer.seal(plain, place)),
    open: (sealed, place) => call('sealer.open', () => sealer.open(sealed, place)),
    outdated: (sealed) => sealer.outdated?.(sealed) ?? false,
  };
}

export function checkedStorage(storage: StorageAdapter, deadline: PortDeadline): StorageAdapter {
  const call = createCallPort('storage-failed', deadline);
  return {
    load: (userId) => call('storage.load', () => storage.load(userId)),
    save: (userId, next, expected, events) =>
      call('storage.save', async () => answered(await storage.save(userId, next, expected, events))),
    delete: (userId, events, pseudonym) =>
      call('storage.delete', () => storage.delete(userId, events, pseudonym)),
    record: (events) => call('storage.record', () => storage.record(events)),
    due: (now, limit) => call('storage.due', () => storage.due(now, limit)),
    readUserIds: (query) => call('storage.readUserIds', () => storage.readUserIds(query)),
    readEvents: (query) => call('storage.readEvents', () => storage.readEvents(query)),
    now: () => call('storage.now', () => storage.now()),
  };
}

/** Any other value may belong to a save that was committed. The error makes the engine check. */
function answered(saved: unknown): boolean {
  if (typeof saved === 'boolean') return saved;
  throw new TypeError('storage.save must return true or false');
}

/** Only the hooks that the host passes: a missing hook stays missing. */
export function checkedPortal(portal: Portal, deadline: PortDeadline): Portal {
  const call = createCallPort('portal-failed', deadline);
  return {
    ...hook(call, portal, 'user'),
    ...hook(call, portal, 'verifyPassword'),
    ...hook(call, portal, 'contacts'),
    ...hook(call, portal, 'revokeSessions'),
    ...hook(call, portal, 'notify'),
    ...hook(call, portal, 'enrolmentChanged'),
    ...hook(call, portal, 'expectEnrolled'),
    ...hook(call, portal, 'onEvent'),
  };
}

function hook<Name extends keyof Portal>(call: CallPort, portal: Portal, name: Name): Pick<Portal, Name> {
  if (portal[name] === undefined) return {} as Pick<Portal, Name>;
  const bound = (...given: unknown[]): Promise<unknown> =>
    call(`portal.${name}`, () => (portal[name] as (...all: unknown[]) => unknown).apply(portal, given));
  return { [name]: bound } as unknown as Pick<Portal, Name>;
}

/** An admission after the deadline is given back, because nothing is sent for it. */
export function checkedSendGuard(guard: SendGuard, deadline: PortDeadline): SendGuard {
  const call = createCallPort('portal-failed', deadline);
  const refund: NonNullable<SendGuard['refund']> = async (attempt) =>
    call('sendGuard.refund', () => guard.refund?.(attempt));
  return {
    refund,
    admit: (attempt) =>
      call('sendGuard.admit', () => guard.admit(attempt), {
        late: ({ kind }) => {
          if (kind === 'admitted') refund(attempt).catch(() => undefined);
        },
      }),
    used: async (use) => call('sendGuard.used', () => guard.used?.(use)),
  };
}
