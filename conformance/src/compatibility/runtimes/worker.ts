import { createMemoryStorage } from '@factorkit/core/memory';
import { walkRuntime } from './walk-runtime.ts';

/** For workerd, without a module of Node: throws if a step fails, and logs what the walk showed. */
const worker: { test(): Promise<void> } = {
  async test() {
    const walked = await walkRuntime(createMemoryStorage());
    console.log(JSON.stringify({ storage: 'memory', ...walked }));
  },
};

export default worker;
