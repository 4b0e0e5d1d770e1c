/*
 * How long generating and verifying a TOTP code takes, beside two peers, everyone at SHA1, 6 digits, 30 s, one step
 * either side. Run with `node packages/core/bench/otp.ts`. Each contender is checked before it is measured.
 */
import { cpus } from 'node:os';
import { do_not_optimize, measure } from 'mitata';
import { Secret, TOTP } from 'otpauth';
import { generateSync, verifySync } from 'otplib';
import { generateSecret, generateTotp, prepareKey, verifyTotp } from '../src/otp/index.ts';

interface Contender {
  readonly name: string;
  generate(): string;
  verify(code: string): boolean;
}

const ROUNDS = 3;
const timeMs = 1_700_000_015_000;
const secret = generateSecret();
const key = prepareKey({ secret });
const peer = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });

const contenders: readonly Contender[] = [
  {
    name: 'factorkit, prepared key',
    generate: () => generateTotp({ key, timeMs }),
    verify: (code) => verifyTotp({ key, code, timeMs }) !== undefined,
  },
  {
    name: 'factorkit, bytes',
    generate: () => generateTotp({ key: secret, timeMs }),
    verify: (code) => verifyTotp({ key: secret, code, timeMs }) !== undefined,
  },
  {
    name: 'otpauth 9.5.2',
    generate: () => peer.generate({ timestamp: timeMs }),
    verify: (code) => peer.validate({ token: code, timestamp: timeMs, window: 1 }) !== null,
  },
  {
    name: 'otplib 13.5.0',
    generate: () => generateSync({ secret, epoch: timeMs / 1000 }),
    verify: (code) => verifySync({ secret, token: code, epoch: timeMs / 1000, epochTolerance: 30 }).valid,
  },
];

const right = generateTotp({ key, timeMs });
const wrong = firstWrongCode();
const tasks: readonly (readonly [string, (contender: Contender) => unknown])[] = [
  ['generate', (contender) => contender.generate()],
  ['verify, right code', (contender) => contender.verify(right)],
  ['verify, wrong code', (contender) => contender.verify(wrong)],
];

for (const contender of contenders) {
  if (contender.generate() !== right || !contender.verify(right) || contender.verify(wrong)) {
    throw new Error(`${contender.name} does not agree about the codes; nothing was measured`);
  }
}

const medians = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [task, run] of tasks) {
    for (const contender of contenders) {
      const { p50 } = await measure(() => do_not_optimize(run(contender)));
      const cell = `${task}/${contender.name}`;
      medians.set(cell, [...(medians.get(cell) ?? []), p50]);
    }
  }
}

console.log(`Node ${process.versions.node}, ${process.arch}, ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(
  `Microseconds a call, the median of ${ROUNDS} medians. The figures are of this machine alone: run it on`,
);
console.log('yours, and compare lines of one run only.\n');
console.log(['', ...tasks.map(([task]) => task)].map((cell) => cell.padEnd(26)).join(''));
for (const { name } of contenders) {
  const cells = tasks.map(([task]) => micros(middle(medians.get(`${task}/${name}`) ?? [])));
  console.log([name, ...cells].map((cell) => cell.padEnd(26)).join(''));
}

function firstWrongCode(): string {
  for (let value = 0; ; value++) {
    const code = value.toString().padStart(6, '0');
    if (verifyTotp({ key, code, timeMs }) === undefined) return code;
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function micros(nanoseconds: number): string {
  return (nanoseconds / 1000).toFixed(1);
}
