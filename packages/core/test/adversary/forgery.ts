import { createSeededRandom } from '@factorkit/testkit';
import type { Account } from '../../src/account/account.ts';
import { sealChallenge } from '../../src/codec/challenge-token.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import { ISSUER, type ModelPortal, RETIRED_KEY } from './portal.ts';

const random = createSeededRandom(9);

/** A token as the portal would make it, if the retired key were the current one. */
export function forgedToken(policyId: string, account: Account, now: number, pick: number): string {
  const keyring = createKeyring([RETIRED_KEY]);
  const purpose = (['enrol', 'sign-in', 'step-up'] as const)[pick % 3] ?? 'enrol';
  const { userId, epoch, factors } = account;
  return sealChallenge(
    { keyring, issuer: ISSUER, policyId, deployment: undefined },
    {
      id: `forged-${pick}-${now}`,
      purpose,
      userId,
      user: { accountName: userId },
      evidence: [
        { method: 'password', at: now, traits: [] },
        ...factors.map(({ id, method }) => ({ method, factorId: id, at: now, traits: [] })),
      ],
      epoch,
      expiresAt: now + 600_000,
      intent: { kind: 'sign-in' },
      grant: undefined,
      device: undefined,
      ...(purpose === 'step-up' ? { authenticatedAt: now } : {}),
    },
    random,
  );
}

/** Writes the row without a key, lets something happen, and puts the row back. */
export async function withEditedRow(
  portal: ModelPortal,
  pick: number,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const { storage, userId } = portal;
  const { stored } = await storage.load(userId);
  if (stored === undefined) return;
  const { tag, state } = stored;
  const edits = [
    { tag, state: state.replace(/"factors":\[.*?\}\]/, '"factors":[]') },
    { tag, state: `${state.slice(0, pick % state.length)} ${state.slice(pick % state.length)}` },
    { tag: `${tag}x`, state },
    { tag, state: state.replaceAll('"active"', '"pending"') },
    { tag, state: state.replace(userId, 'mallory') },
  ] as const;
  const edit = edits[pick % edits.length] ?? edits[0];
  if (edit.tag === tag && edit.state === state) return;
  portal.edited = true;
  try {
    await storage.save(userId, edit, tag, []);
    await meanwhile();
  } finally {
    const now = await storage.load(userId);
    await storage.save(userId, stored, now.stored?.tag, []);
    portal.edited = false;
  }
}
