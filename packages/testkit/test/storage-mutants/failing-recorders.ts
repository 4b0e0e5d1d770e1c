import { eachClient, type StorageMutant } from './mutant.ts';

const wholeRecord = 'recorded events are kept whole, once and in order, next to those of saves';
const noAccount = 'recording changes no account';
const together = 'events are recorded together or not at all';
const nobodyInTheWay = 'of 32 that record and one that saves, nobody is in the way of another';

/** They lose what happened where no account changed, or change one. */
export const failingRecorders: readonly StorageMutant[] = [
  {
    name: 'records nothing',
    caughtBy: wholeRecord,
    breaks: eachClient(() => ({ record: async () => {} })),
  },
  {
    name: 'records the first event only',
    caughtBy: wholeRecord,
    breaks: eachClient((good) => ({ record: (events) => good.record(events.slice(0, 1)) })),
  },
  {
    name: 'records backwards',
    caughtBy: wholeRecord,
    breaks: eachClient((good) => ({ record: (events) => good.record(events.toReversed()) })),
  },
  {
    name: 'records everything for the user of the first event',
    caughtBy: wholeRecord,
    breaks: eachClient((good) => ({
      record: (events) => good.record(events.map((event) => ({ ...event, userId: events[0]?.userId ?? '' }))),
    })),
  },
  {
    name: 'makes an account for what it records',
    caughtBy: noAccount,
    breaks: eachClient((good) => ({
      async record(events) {
        for (const { userId } of events) await good.save(userId, { tag: '', state: '' }, undefined, []);
        await good.record(events);
      },
    })),
  },
  {
    name: 'gives the account a new tag when it records',
    caughtBy: noAccount,
    breaks: eachClient((good) => ({
      async record(events) {
        for (const { userId } of events) {
          const current = (await good.load(userId)).stored;
          if (current !== undefined)
            await good.save(userId, { ...current, tag: `${current.tag}+` }, current.tag, []);
        }
        await good.record(events);
      },
    })),
  },
  {
    name: 'forgets what is due when it records',
    caughtBy: noAccount,
    breaks: eachClient((good) => ({
      async record(events) {
        for (const { userId } of events) {
          const current = (await good.load(userId)).stored;
          if (current !== undefined) await good.save(userId, current, current.tag, []);
        }
        await good.record(events);
      },
    })),
  },
  {
    name: 'records event by event',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async record(events) {
        for (const event of events) await good.record([event]);
      },
    })),
  },
  {
    name: 'leaves out an event that cannot be recorded',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async record(events) {
        for (const event of events) await good.record([event]).catch(() => undefined);
      },
    })),
  },
  {
    name: 'refuses to record while it is busy',
    caughtBy: nobodyInTheWay,
    breaks: eachClient((good) => {
      let busy = false;
      return {
        async record(events) {
          if (busy) throw new Error('could not serialize access');
          busy = true;
          try {
            await good.record(events);
          } finally {
            busy = false;
          }
        },
      };
    }),
  },
  {
    name: 'drops what is recorded while it is busy',
    caughtBy: nobodyInTheWay,
    breaks: eachClient((good) => {
      let busy = false;
      return {
        async record(events) {
          if (busy) return;
          busy = true;
          await good.record(events);
          busy = false;
        },
      };
    }),
  },
];
