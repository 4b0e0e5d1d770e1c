import type { SupportPermission } from '@factorkit/http';

export const EVERYTHING: readonly SupportPermission[] = [
  'see',
  'request',
  'approve',
  'cancel',
  'unlock',
  'revoke-devices',
  'history',
];

/** Everything that can be done for a user, and what it takes. */
export const DESK_ACTIONS: readonly (readonly [path: string, permission: SupportPermission, body: object])[] =
  [
    ['users/view', 'see', {}],
    ['users/history', 'history', {}],
    ['recovery/request', 'request', { via: 'support', note: 'Called.' }],
    ['recovery/approve', 'approve', { requestId: 'none', checks: [], note: 'Called.' }],
    ['recovery/cancel', 'cancel', { requestId: 'none', note: 'Called.' }],
    ['unlock', 'unlock', { target: 'none', note: 'Called.' }],
    ['trusted-devices/revoke', 'revoke-devices', { note: 'Called.' }],
  ];
