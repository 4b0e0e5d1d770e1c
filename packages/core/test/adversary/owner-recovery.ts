import type { RecoveryCompleted, RecoveryPath } from '@factorkit/core';
import type { RecoveryRule } from '@factorkit/core/policy';
import type { Commands } from './commands.ts';
import type { Owner } from './owner.ts';
import type { Attempt } from './owner-life.ts';
import type { ModelPortal } from './portal.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HONEST = ['lee', 'mia', 'noa'] as const;
const NOTE = 'saw the passport';

/** An owner who lost everything, and staff who check that it is her. */
export interface Recoverer {
  readonly attempts: Readonly<Record<string, Attempt>>;
  /** Undisturbed, from the request to the new factors. What she had is gone for good. */
  recover(): Promise<string>;
  readonly rule: RecoveryRule | undefined;
}

export function createRecoverer(portal: ModelPortal, commands: Commands, owner: Owner): Recoverer {
  const call = commands.as('owner');
  const desk = commands.as('staff');
  const { userId, policy, clock } = portal;
  const rule = policy.recovery.find(({ via }) => via !== 'backup-code');
  const via: RecoveryPath = rule?.via ?? 'support';
  const checks = rule?.verify?.checks ?? ['in person'];
  /** What each member of staff told her last. */
  const told = new Map<string, string>();

  const challengeToken = async (): Promise<string | undefined> => {
    clock.advance(31_000);
    const begun = await call('beginSignIn', (mfa) =>
      mfa.beginSignIn({ userId, user: portal.user(), firstFactor: { method: 'password' } }),
    );
    return begun?.kind === 'challenge' ? begun.token : undefined;
  };

  const inProgress = async () => {
    const view = await desk('support.describe', (mfa) =>
      mfa.support.describe({ userId, user: portal.user() }),
    );
    return view?.recoveries.find((recovery) => recovery.via === via);
  };

  const askDesk = () =>
    desk('recovery.request by staff', (mfa) =>
      mfa.recovery.request({ userId, user: portal.user(), via, staff: { id: 'desk' }, note: 'called' }),
    );

  const approve = async (by: string): Promise<void> => {
    const request = await inProgress();
    if (request === undefined) return;
    const { id: requestId } = request;
    const approval = { userId, user: portal.user(), requestId, staff: { id: by }, checks, note: NOTE };
    const approved = await desk('recovery.approve', (mfa) => mfa.recovery.approve(approval));
    if (approved?.kind === 'approved' && approved.code !== undefined) told.set(by, approved.code);
  };

  const dispatch = () => desk('dispatchNotices', (mfa) => mfa.dispatchNotices({ userId }));

  const enter = async (needed: number): Promise<string> => {
    const token = await challengeToken();
    if (token === undefined) return policy.enrolledMeansRequired === false ? 'complete' : 'no challenge';
    const code =
      rule?.handover === 'contact' ? owner.read('recovery-code') : [...told.values()].slice(-needed).join('');
    const typed = rule?.handover === 'none' || code === undefined ? {} : { code };
    const completed = await call('recovery.complete', (mfa) =>
      mfa.recovery.complete({ token, via, ...typed }),
    );
    return completed === undefined ? 'failed' : setUp(completed, code);
  };

  async function setUp(completed: RecoveryCompleted, code: string | undefined): Promise<string> {
    if (completed.kind !== 'completed') {
      return 'reason' in completed ? `${completed.kind} ${completed.reason}` : completed.kind;
    }
    if (code) owner.spent.push(code);
    told.clear();
    const { next } = completed;
    owner.lost = false;
    const result = await owner.goOn(next);
    const { session } = owner;
    if (next.kind !== 'complete' || session === undefined) return result;
    // Such a session is in, and a new factor takes what any change takes.
    owner.lost = (await owner.enrolWith(portal.callerOf(session), owner.main)) !== 'active';
    return result;
  }

  const beChecked = async (): Promise<void> => {
    owner.lost = true;
    const asked = await askDesk();
    if (asked?.kind !== 'requested') return;
    for (const staff of HONEST.slice(0, asked.request.approvalsNeeded)) await approve(staff);
    await dispatch();
  };

  const stopByLink = async (): Promise<void> => {
    await dispatch();
    const cancelToken = owner.read('link');
    if (cancelToken === undefined) return;
    owner.lost = false;
    await call('recovery.cancel by link', (mfa) => mfa.recovery.cancel({ cancelToken }));
  };

  const forgetCodes = (): void => {
    owner.spent.push(...told.values());
    const sent = owner.read('recovery-code');
    if (sent !== undefined && rule?.handover === 'contact') owner.spent.push(sent);
  };

  const attempts: Readonly<Record<string, Attempt>> = {
    'loses everything': async () => {
      owner.lost = true;
    },
    'asks for recovery': async () => {
      if (!owner.lost) return;
      const token = await challengeToken();
      if (token === undefined) return;
      await call('describeChallenge', (mfa) => mfa.describeChallenge({ token }));
      await call('recovery.request', (mfa) => mfa.recovery.request({ token, via }));
    },
    'calls the desk': async () => {
      if (owner.lost) await askDesk();
    },
    'shows her passport': async (pick) => {
      if (owner.lost) await approve(HONEST[pick % HONEST.length] ?? 'lee');
    },
    'loses everything and is checked': beChecked,
    'enters the recovery code': async () => {
      if (!owner.lost) return;
      const request = await inProgress();
      await enter(request?.approvalsNeeded ?? 1);
    },
    'finds her phone again': async () => {
      if (!owner.lost) return;
      owner.lost = false;
      const came = await owner.signIn();
      // A trusted browser ends no recovery. After a factor, the code that she was told does not count, and can be found.
      if (came === 'complete' && !(await portal.account())?.recoveries) forgetCodes();
    },
    'stops a recovery by link': stopByLink,
    'recovers, and stops it by link': async () => {
      await beChecked();
      clock.advance(DAY + HOUR);
      const request = await inProgress();
      await enter(request?.approvalsNeeded ?? 1);
      await stopByLink();
    },
    'stops a recovery in a session': async () => {
      // Somebody asked for it in her name.
      await askDesk();
      const { session } = owner;
      if (session === undefined || !(await owner.stepUp({ kind: 'manage' }))) return;
      const caller = portal.callerOf(owner.session ?? session);
      if (!(await portal.isLive(owner.session ?? session))) return;
      await call('recovery.cancel', (mfa) => mfa.recovery.cancel({ caller }));
    },
    'has staff stop a recovery': async () => {
      owner.lost = false;
      const order = { userId, staff: { id: 'lee' }, note: 'she called' };
      await desk('recovery.cancel by staff', (mfa) => mfa.recovery.cancel(order));
    },
    'mistypes, and has staff unlock': async () => {
      const target = await owner.mistype();
      const order = { userId, target, staff: { id: 'lee' }, note: 'she called' };
      await desk('support.unlock', (mfa) => mfa.support.unlock(order));
    },
    'has staff end trust': async () => {
      const order = { userId, staff: { id: 'lee' }, note: 'she called' };
      await desk('support.revokeTrustedDevices', (mfa) => mfa.support.revokeTrustedDevices(order));
    },
    'operator sends notices': dispatch,
    'operator rotates keys': async () => {
      await desk('rotateKeys', async (mfa) => {
        for await (const { failures } of mfa.rotateKeys())
          if (failures.length > 0) throw new Error('rotateKeys failed');
      });
    },
  };

  return {
    attempts,
    rule,
    async recover() {
      // An earlier recovery left no factor: nothing is lost, and the password leads on.
      if (!(await portal.account())?.factors.some(({ status }) => status !== 'pending')) {
        owner.lost = false;
        return owner.signIn();
      }
      owner.lost = true;
      owner.devices = [];
      clock.advance(8 * DAY);
      const asked = await askDesk();
      if (asked?.kind !== 'requested') return `request: ${asked?.kind}`;
      for (const staff of HONEST) await approve(staff);
      await dispatch();
      clock.advance(2 * DAY);
      return enter(asked.request.approvalsNeeded);
    },
  };
}
