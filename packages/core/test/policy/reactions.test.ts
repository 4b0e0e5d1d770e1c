import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/account/domain-event.ts';
import { presetS1 } from '../../src/policy/presets/s1.ts';
import { presetS2 } from '../../src/policy/presets/s2.ts';
import { revokesDevices, sessionsToEnd } from '../../src/policy/reactions.ts';
import { policyWith } from './decision-table.ts';

const activated: DomainEvent = { type: 'factor.activated', factorId: 'phone', method: 'totp' };
const removed: DomainEvent = { type: 'factor.removed', factorId: 'phone', method: 'totp' };
const enabled: DomainEvent = { type: 'mfa.enabled' };
const issued: DomainEvent = { type: 'backup-codes.issued', setId: 's', count: 10 };
const rejected: DomainEvent = { type: 'backup-code.rejected', challengeId: 'c', failures: 1 };

const { on: _, ...silent } = presetS1;

describe('which sessions end', () => {
  it('L9 the others, on enabling and on a removal, where the policy does not say', () => {
    expect(sessionsToEnd(silent, [activated, enabled])).toBe('others');
    expect(sessionsToEnd(silent, [removed])).toBe('others');
  });

  it('none, on what changes no protection', () => {
    expect(sessionsToEnd(silent, [])).toBe('none');
    expect(sessionsToEnd(silent, [rejected, issued])).toBe('none');
  });

  it('S1.11 S1: the others, so that the person can try it at once', () => {
    expect(sessionsToEnd(presetS1, [activated, enabled])).toBe('others');
  });

  it('S2.7 S2: all, this one too', () => {
    expect(sessionsToEnd(presetS2, [activated, enabled])).toBe('all');
    expect(sessionsToEnd(presetS2, [activated])).toBe('none');
  });

  it('the widest answer wins, in any order', () => {
    const on = [
      { event: 'factor.removed', do: ['revoke-all-sessions'] },
      { event: 'factor.activated', do: ['revoke-other-sessions'] },
    ] as const;
    for (const reactions of [on, [...on].reverse()]) {
      const policy = policyWith({ on: reactions });
      expect(sessionsToEnd(policy, [activated, removed])).toBe('all');
      expect(sessionsToEnd(policy, [removed, activated])).toBe('all');
      expect(sessionsToEnd(policy, [activated])).toBe('others');
    }
  });

  it('FA8 the default of an event holds until the policy names that event', () => {
    const revoking = [{ event: 'password.changed', do: ['revoke-all-sessions'] }] as const;
    for (const on of [[], revoking]) {
      expect(sessionsToEnd(policyWith({ on }), [activated, enabled])).toBe('others');
      expect(sessionsToEnd(policyWith({ on }), [removed])).toBe('others');
      expect(sessionsToEnd(policyWith({ on }), [activated])).toBe('none');
    }
    const named = [
      { event: 'mfa.enabled', do: [] },
      { event: 'factor.removed', do: ['notify'] },
    ] as const;
    expect(sessionsToEnd(policyWith({ on: named }), [activated, enabled, removed])).toBe('none');
  });
});

describe('L5 whether trusted browsers are forgotten', () => {
  const on = [{ event: 'factor.removed', do: ['notify', 'revoke-trusted-devices'] }] as const;

  it('after the events that the policy names, and no others', () => {
    expect(revokesDevices(policyWith({ on }), [activated, removed])).toBe(true);
    expect(revokesDevices(policyWith({ on }), [activated, enabled])).toBe(false);
    expect(revokesDevices(policyWith({ on }), [])).toBe(false);
  });

  it('not by an event alone, and not where the policy does not say', () => {
    const notify = [{ event: 'factor.removed', do: ['notify', 'revoke-all-sessions'] }] as const;
    expect(revokesDevices(policyWith({ on: notify }), [removed])).toBe(false);
    expect(revokesDevices(silent, [removed, enabled])).toBe(false);
  });
});
