import { ok } from '../answer.ts';
import { noSession } from '../problem.ts';
import { refusal } from '../refusal.ts';
import type { Route } from '../route.ts';
import { list, object, optional, type Reader, text } from '../shape.ts';
import { type Desk, deskRoute, forUser } from '../support-desk.ts';
import type { SupportedUser, SupportPermission } from '../support-host.ts';
import { note, recoveryPath, userId } from '../words.ts';

const requestId: Reader<string> = text({ maxLength: 128 });

const PERMISSIONS: readonly SupportPermission[] = [
  'see',
  'request',
  'approve',
  'cancel',
  'unlock',
  'revoke-devices',
  'history',
];

/** How many events of the trail come at once. */
const PAGE = 100;

// What staff type is about a person: it stands in a body, since what stands in a URL stands in logs.
const find = deskRoute({
  method: 'POST',
  path: 'users/find',
  body: object({ query: text({ maxLength: 256 }) }),
  async run({ exchange: desk, body }) {
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
  body: object({ userId }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'see' }, async ({ staff, supported }) => {
      const { userId, user } = supported;
      const account = await desk.mfa.support.describe({ userId, user });
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
  body: object({ userId, after: optional(text({ maxLength: 256 })) }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'history' }, async ({ supported }) =>
      ok(await desk.mfa.readEvents({ userId: supported.userId, after: body.after, limit: PAGE })),
    ),
});

const requestRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/request',
  body: object({ userId, via: recoveryPath, note: optional(note) }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'request' }, async ({ staff, supported }) => {
      const { userId, user } = supported;
      const { via, note } = body;
      const why = note === undefined ? {} : { note };
      const outcome = await desk.mfa.recovery.request({ userId, user, via, staff, ...why });
      if (outcome.kind !== 'requested') return refusal(outcome, desk.now());
      // The link that calls it off is the user's: staff who used it would not stand in the trail.
      return { ...ok({ kind: 'requested', request: outcome.request }), status: 201 };
    }),
});

const approveRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/approve',
  body: object({ userId, requestId, checks: list(text({ maxLength: 64 }), { max: 32 }), note }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'approve' }, async ({ staff, supported }) => {
      const { userId, user } = supported;
      const { requestId, checks, note } = body;
      const outcome = await desk.mfa.recovery.approve({ userId, user, requestId, staff, checks, note });
      return outcome.kind === 'approved' ? ok(outcome) : refusal(outcome, desk.now());
    }),
});

const cancelRecovery = deskRoute({
  method: 'POST',
  path: 'recovery/cancel',
  body: object({ userId, requestId, note }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'cancel' }, async ({ staff }) => {
      const outcome = await desk.mfa.recovery.cancel({ ...body, staff });
      return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, desk.now());
    }),
});

const unlock = deskRoute({
  method: 'POST',
  path: 'unlock',
  body: object({ userId, target: text({ maxLength: 128 }), note }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'unlock' }, async ({ staff }) => {
      const outcome = await desk.mfa.support.unlock({ ...body, staff });
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
  body: object({ userId, note }),
  run: ({ exchange: desk, body }) =>
    forUser(desk, { userId: body.userId, permission: 'revoke-devices' }, async ({ staff }) =>
      ok(await desk.mfa.support.revokeTrustedDevices({ ...body, staff })),
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

function shown({ userId, name }: SupportedUser): object {
  return { userId, name };
}
