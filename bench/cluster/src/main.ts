/**
 * The bench: `node bench/cluster/src/main.ts --store postgres --seconds 30 --faults kill,restart,cut,lost-answer`.
 * Without arguments it runs every store, with and without faults, ten seconds each. The exit code is 1 if a rule was
 * broken.
 */
import { parseArgs } from 'node:util';
import { ENGINES, type Engine, isEngine } from './engines/engine.ts';
import { type Dose, FAULTS, type Fault, isFault } from './faults.ts';
import { HEAD, lineOf, violationsText } from './report.ts';
import { type Outcome, runCluster } from './run.ts';
import { MISSING, startStore } from './stores/start.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '10' },
    people: { type: 'string', default: '16' },
    faults: { type: 'string' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '30' },
    sabotage: { type: 'boolean', default: false },
  },
});

// Ctrl-C ends the stores too, because they end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const seconds = Number(values.seconds);
const dose: Dose = {
  kill: Math.ceil(seconds / 3),
  restart: Math.ceil(seconds / 10),
  cut: Math.ceil(seconds),
};
const engines = (values.store ?? [...ENGINES]).map((name) => {
  if (!isEngine(name)) throw new TypeError(`--store: no such store as ${name}`);
  return name;
});
const doses: readonly (readonly Fault[])[] =
  values.faults === undefined
    ? [[], FAULTS]
    : [
        values.faults
          .split(',')
          .filter((name) => name !== '')
          .map(asFault),
      ];

const outcomes: Outcome[] = [];
for (const engine of engines) outcomes.push(...(await runsOn(engine)));
console.log([HEAD, ...outcomes.map(lineOf)].join('\n'));
for (const outcome of outcomes.filter(({ violations }) => violations.length > 0)) {
  console.log(`\n${outcome.run.engine}\n${violationsText(outcome)}`);
  process.exitCode = 1;
}

async function runsOn(engine: Engine): Promise<readonly Outcome[]> {
  const store = await startStore(engine);
  if (store === undefined) {
    console.error(MISSING[engine]);
    return [];
  }
  try {
    const done: Outcome[] = [];
    for (const faults of doses) {
      console.error(`${engine}, ${faults.length === 0 ? 'no faults' : faults.join(', ')}: ${seconds} s`);
      const { people, seed, speed, sabotage } = values;
      done.push(
        await runCluster({
          ...{ engine, store, faults, dose, sabotage, length: { seconds } },
          ...{ people: Number(people), seed: Number(seed), speed: Number(speed) },
        }),
      );
    }
    return done;
  } finally {
    await store.stop();
  }
}

function asFault(name: string): Fault {
  if (!isFault(name)) throw new TypeError(`--faults: no such fault as ${name}`);
  return name;
}
