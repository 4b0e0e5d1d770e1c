import { eachClient, type StorageMutant } from './mutant.ts';

const proven = 'a load answers with the user id that the store looked up';
const inMilliseconds = 'the store tells its time in milliseconds';

/** They answer for another row than the one that was asked for, or tell another time. */
export const confusedClients: readonly StorageMutant[] = [
  {
    name: 'answers with no user id where there is no account',
    caughtBy: proven,
    breaks: eachClient((good) => ({
      async load(userId) {
        const { stored } = await good.load(userId);
        return { userId: stored === undefined ? '' : userId, stored };
      },
    })),
  },
  {
    name: 'answers with the account of the user before',
    caughtBy: proven,
    breaks: eachClient((good) => {
      let before = 'anna';
      return {
        load(userId) {
          const answer = good.load(before);
          before = userId;
          return answer;
        },
      };
    }),
  },
  {
    name: 'tells the user id as it reached the store, in another encoding',
    caughtBy: proven,
    breaks: eachClient((good) => ({
      async load(userId) {
        const { stored } = await good.load(userId);
        return { userId: Buffer.from(userId, 'utf8').toString('latin1'), stored };
      },
    })),
  },
  {
    name: 'tells its time in seconds',
    caughtBy: inMilliseconds,
    breaks: eachClient((good) => ({ now: async () => Math.floor((await good.now()) / 1000) })),
  },
  {
    name: 'tells its time in fractions of milliseconds',
    caughtBy: inMilliseconds,
    breaks: eachClient((good) => ({ now: async () => (await good.now()) + 0.5 })),
  },
];
