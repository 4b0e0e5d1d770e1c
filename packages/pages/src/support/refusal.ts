import { assertNever } from '@factorkit/core';
import type { View } from '../views/view.ts';
import { endOfPause } from '../views/when.ts';
import type { NotDone } from './desk-action.ts';
import { deskWords } from './desk-words.ts';
import type { Subject } from './subject.ts';

/** Why an action was not carried out, in a sentence or two for the agent. */
export function whyNot(view: View, { portal, person }: Subject, outcome: NotDone): string {
  const { refused } = deskWords;
  switch (outcome.kind) {
    case 'denied':
      if (outcome.reason === 'held' && outcome.until !== undefined) {
        return refused.held(endOfPause(view, outcome.until));
      }
      if (outcome.reason === 'no-contact') return refused.noContact;
      return outcome.reason === 'not-offered' ? refused.notOffered(portal.name) : refused.other;
    case 'refused':
      switch (outcome.reason) {
        case 'own-request':
          return person.userId === view.caller?.userId ? refused.own : refused.ownRequest;
        case 'unknown-recovery':
          return refused.gone;
        case 'unknown-factor':
          return refused.unknownFactor;
        default:
          return refused.other;
      }
    case 'not-locked':
      return refused.notLocked;
    case 'suspended':
      return refused.suspended;
    case 'revoked':
      return refused.noTrust;
    case 'proof-required':
    case 'enrol':
      return refused.other;
    default:
      return assertNever(outcome);
  }
}
