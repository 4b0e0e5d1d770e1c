import type { DeliveryResult } from '@factorkit/core';
import { ContractBreach, must } from '../../contract.ts';
import type { DeliveryClause } from '../clause.ts';
import { haveReached, isAccepted, isFailed, message } from '../sample.ts';

export const failing: readonly DeliveryClause[] = [
  {
    name: 'what the service refuses is certainly not sent',
    async check(bench) {
      await bench.behave('refuses');
      isFailed(await bench.deliver(message(bench, 1)), 'no', 'a refused message is certainly not sent');
      must(bench.messages.length <= 1, 'what was refused is not sent again');
    },
  },
  {
    name: 'where nobody listens nothing was sent',
    async check(bench) {
      await bench.behave('away');
      isFailed(
        await bench.deliver(message(bench, 1)),
        'no',
        'a service that is away was certainly sent nothing',
      );
    },
  },
  {
    name: 'a silent service leaves it unknown, and is not asked again',
    async check(bench) {
      await bench.behave('silent');
      const one = message(bench, 1);
      const result = await bench.deliverIntoSilence(one);
      isFailed(result, 'unknown', 'a message that was taken without an answer may have been sent');
      haveReached(bench, [one], 'it is not tried again');
    },
  },
  {
    name: 'a lost answer leaves it unknown, and is not asked for again',
    async check(bench) {
      await bench.behave('drops');
      const one = message(bench, 1);
      const result = await answerOf(() => bench.deliver(one));
      must(!('thrown' in result), 'a lost answer is a result');
      isFailed(result, 'unknown', 'a message whose answer was lost may have been sent');
      haveReached(bench, [one], 'it is not tried again');
    },
  },
  {
    name: 'a failure is not carried over to the next message',
    async check(bench) {
      for (const [index, mood] of (['refuses', 'drops', 'away'] as const).entries()) {
        await bench.behave(mood);
        await answerOf(() => bench.deliver(message(bench, index + 1)));
        await bench.behave('takes');
        const next = message(bench, index + 5);
        isAccepted(await bench.deliver(next), 'the message after a failure is sent');
        must(bench.messages.at(-1)?.to === next.to, 'it reaches its own destination');
      }
    },
  },
  {
    name: 'no secret, destination, text or code is in what it answers',
    async check(bench) {
      const one = message(bench, 1);
      const canaries = [one.to, one.code, one.subject, one.text, 'canary', ...bench.secrets];
      const look = (answer: Answer): void => {
        const shown = textOf(answer).toLowerCase();
        for (const canary of canaries) {
          must(!shown.includes(canary.toLowerCase()), 'what an adapter answers or throws can be logged');
        }
      };
      for (const mood of ['takes', 'refuses', 'drops', 'away'] as const) {
        await bench.behave(mood);
        look(await answerOf(() => bench.deliver(one)));
      }
      await bench.behave('silent');
      look(await answerOf(() => bench.deliverIntoSilence(one)));
      look({ thrown: bench.adapter.name });
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
