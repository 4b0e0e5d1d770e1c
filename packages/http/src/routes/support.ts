import {
  listOf,
  note,
  object,
  optional,
  recoveryPath,
  type Schema,
  textOf,
  userId,
} from '@factorkit/core/schema';
import { cancelled, devicesRevoked } from '../answers/changes.ts';
import {
  approved,
  foundUsers,
  history as historyPage,
  requested,
  type ShownUser,
  shownAccount,
  unlockTried,
} from '../answers/desk.ts';
import type { SupportedUser, SupportPermission } from '../host/support-host.ts';
import { ok } from '../message/answer.ts';
import { noSession, type ProblemCode } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import type { Route } from '../route/route.ts';
import { type Desk, deskRoute, forUser } from '../route/support-desk.ts';

const requestId: Schema<string> = textOf({ max: 128 });

const PERMISSIONS: readonly SupportPermission[] = [
  'see',
  'request',
  'approve',
  'cancel',
  'unlock',
  'revoke-devices',
  'history',
];

const FOR_USER: readonly ProblemCode[] = ['no-session', 'unknown-user', 'not-permitted'];

/** Events of the audit trail per page. */
const PAGE = 100;

// The query is personal data. It is in the body because URLs are logged.
const find = deskRoute({
  method: 'POST',
  path: 'users/find',
  operationId: 'findUsers',
  summary: 'The users that match the query and that this member of staff may see.',
  caller: 'staff',
  body: object({ query: textOf({ max: 256 }) }),
  response: foundUsers,
  refusals: ['no-session'],
  async run({ context: desk, body }) {
    const staff = await desk.staff();
    if (staff === undefined) return noSession();
    const found = await desk.find(body.query);
    const sees = await Promise.all(found.map((each) => desk.may(staff, 'see', each.userId)));
    return ok({ users: found.filter((_, index) => sees[index]).map(shown) });
  },
});

const view = deskRoute({
  method: 'POST',
  path: 'users/view',
  operationId: 'viewUser',
  summary: 'The account of a user: factors with masked hints, recoveries, trusted browsers.',
  caller: 'staff',
  body: object({ userId }),
  response: shownAccount,
  refusals: FOR_USER,
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'see' }, async ({ staff, supported, mfa }) => {
      const { userId, user } = supported;
      const account = await mfa.support.describe({ userId, user });
      const allowed = await Promise.all(PERMISSIONS.map((each) => desk.may(staff, each, userId)));
      return ok({
        user: shown(supported),
        account,
        may: PERMISSIONS.filter((_, index) => allowed[index]),
      });
    }),
});

const history = deskRoute({
  method: 'POST',
  path: 'users/history',
  operationId: 'readHistory',
  summary: 'The events of a user’s account: at most a hundred, oldest first.',
  caller: 'staff',
  body: object({ userId, after: optional(textOf({ max: 256 })) }),
  response: historyPage,
  refusals: FOR_USER,
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'history' }, async ({ supported, mfa }) =>
      ok(await mfa.readEvents({ userId: supported.userId, after: body.after, limit: PAGE })),
    ),
});

const requestRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/request',
  operationId: 'requestRecovery',
  summary: 'Requests a recovery for a user who called.',
  caller: 'staff',
  body: object({ userId, via: recoveryPath, note: optional(note) }),
  status: 201,
  response: requested,
  refusals: [...FOR_USER, 'denied', 'own-request'],
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'request' }, async ({ staff, supported, mfa }) => {
      const { userId, user } = supported;
      const { via, note } = body;
      const why = note === undefined ? {} : { note };
      const outcome = await mfa.recovery.request({ userId, user, via, staff, ...why });
      if (outcome.kind !== 'requested') return refusal(outcome, desk.now());
      return ok(outcome);
    }),
});

const approveRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/approve',
  operationId: 'approveRecovery',
  summary:
    'Approves a recovery with the checks that were made. The answer contains the part of the recovery code to give to the user.',
  caller: 'staff',
  body: object({ userId, requestId, checks: listOf(textOf({ max: 64 }), { max: 32 }), note }),
  response: approved,
  refusals: [...FOR_USER, 'denied', 'own-request', 'unknown-recovery'],
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'approve' }, async ({ staff, supported, mfa }) => {
      const { userId, user } = supported;
      const { requestId, checks, note } = body;
      const outcome = await mfa.recovery.approve({ userId, user, requestId, staff, checks, note });
      return outcome.kind === 'approved' ? ok(outcome) : refusal(outcome, desk.now());
    }),
});

const cancelRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/cancel',
  operationId: 'cancelRecovery',
  summary: 'Cancels a recovery.',
  caller: 'staff',
  body: object({ userId, requestId, note }),
  response: cancelled,
  refusals: [...FOR_USER, 'unknown-recovery'],
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'cancel' }, async ({ staff, mfa }) => {
      const outcome = await mfa.recovery.cancel({ ...body, staff });
      return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, desk.now());
    }),
});

const unlock = deskRoute({
  method: 'POST',
  path: 'unlock',
  operationId: 'unlock',
  summary: 'Unlocks a factor or the backup codes at once.',
  caller: 'staff',
  body: object({ userId, target: textOf({ max: 128 }), note }),
  response: unlockTried,
  refusals: [...FOR_USER, 'own-request', 'unknown-factor', 'suspended'],
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'unlock' }, async ({ staff, mfa }) => {
      const outcome = await mfa.support.unlock({ ...body, staff });
      switch (outcome.kind) {
        case 'unlocked':
        case 'not-locked':
          return ok(outcome);
        default:
          return refusal(outcome, desk.now());
      }
    }),
});

const revokeDevices = deskRoute({
  method: 'POST',
  path: 'trusted-devices/revoke',
  operationId: 'revokeTrustedDevices',
  summary: 'Ends the trust in all browsers of a user.',
  caller: 'staff',
  body: object({ userId, note }),
  response: devicesRevoked,
  refusals: FOR_USER,
  run: ({ context: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'revoke-devices' }, async ({ staff, mfa }) =>
      ok(await mfa.support.revokeTrustedDevices({ ...body, staff })),
    ),
});

export const supportRoutes: readonly Route<Desk>[] = [
  find,
  view,
  history,
  requestRecovery,
  approveRecovery,
  cancelRecovery,
  unlock,
  revokeDevices,
];

function shown({ userId, name }: SupportedUser): ShownUser {
  return { userId, name };
}
