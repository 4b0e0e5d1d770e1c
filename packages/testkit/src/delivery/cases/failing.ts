import type { DeliveryResult } from '@factorkit/core';
import { ContractBreach, must } from '../../contract.ts';
import type { DeliveryCase } from '../delivery-case.ts';
import { haveReached, isAccepted, isFailed, message } from '../sample.ts';

export const failing: readonly DeliveryCase[] = [
  {
    name: 'what the service refuses is certainly not sent',
    async check(fixture) {
      await fixture.behave('refuses');
      isFailed(await fixture.deliver(message(fixture, 1)), 'no', 'a refused message is certainly not sent');
      must(fixture.messages.length <= 1, 'what was refused is not sent again');
    },
  },
  {
    name: 'where nobody listens nothing was sent',
    async check(fixture) {
      await fixture.behave('away');
      isFailed(
        await fixture.deliver(message(fixture, 1)),
        'no',
        'a service that is away was certainly sent nothing',
      );
    },
  },
  {
    name: 'a silent service leaves it unknown, and is not asked again',
    async check(fixture) {
      await fixture.behave('silent');
      const one = message(fixture, 1);
      const result = await fixture.deliverIntoSilence(one);
      isFailed(result, 'unknown', 'a message that was taken without an answer may have been sent');
      haveReached(fixture, [one], 'it is not tried again');
    },
  },
  {
    name: 'a lost answer leaves it unknown, and is not asked for again',
    async check(fixture) {
      await fixture.behave('drops');
      const one = message(fixture, 1);
      const result = await answerOf(() => fixture.deliver(one));
      must(!('thrown' in result), 'a lost answer is a result');
      isFailed(result, 'unknown', 'a message whose answer was lost may have been sent');
      haveReached(fixture, [one], 'it is not tried again');
    },
  },
  {
    name: 'a failure is not carried over to the next message',
    async check(fixture) {
      for (const [index, mood] of (['refuses', 'drops', 'away'] as const).entries()) {
        await fixture.behave(mood);
        await answerOf(() => fixture.deliver(message(fixture, index + 1)));
        await fixture.behave('takes');
        const next = message(fixture, index + 5);
        isAccepted(await fixture.deliver(next), 'the message after a failure is sent');
        must(fixture.messages.at(-1)?.to === next.to, 'it reaches its own destination');
      }
    },
  },
  {
    name: 'no secret, destination, text or code is in what it answers',
    async check(fixture) {
      const one = message(fixture, 1);
      const canaries = [one.to, one.code, one.subject, one.text, 'canary', ...fixture.secrets];
      const look = (answer: Answer): void => {
        const shown = textOf(answer).toLowerCase();
        for (const canary of canaries) {
          must(!shown.includes(canary.toLowerCase()), 'what an adapter answers or throws can be logged');
        }
      };
      for (const mood of ['takes', 'refuses', 'drops', 'away'] as const) {
        await fixture.behave(mood);
        look(await answerOf(() => fixture.deliver(one)));
      }
      await fixture.behave('silent');
      look(await answerOf(() => fixture.deliverIntoSilence(one)));
      look({ thrown: fixture.adapter.name });
    },
  },
];

type Answer = DeliveryResult | { readonly thrown: unknown };

/** What the adapter answered or threw. The contract's own impatience stays a breach. */
async function answerOf(call: () => Promise<DeliveryResult>): Promise<Answer> {
  try {
    return await call();
  } catch (thrown) {
    if (thrown instanceof ContractBreach) throw thrown;
    return { thrown };
  }
}

/** All text in it: of errors also the message, the stack and the cause, which JSON leaves out. */
function textOf(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((key) => `${String(key)} ${textOf(Reflect.get(value, key), seen)}`)
    .join('\n');
}
