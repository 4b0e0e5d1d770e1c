// What somebody does who finds the README: from an empty folder, npm init, install the packed packages, take the sign-in
// that the README begins with, paste its diff into it, start it, set up an app, and sign in with a code. The codes are
// computed here with node:crypto, from the secret that is shown, so that nothing of ours vouches for itself.
import { execFile, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual, promisify } from 'node:util';
import { install, manifestIn, pack, publishedPackages, root, withTheirOwn } from './packed.ts';

const run = promisify(execFile);
const ADD = 'Add it to a sign-in you have';
const USE = 'Use it';
const LOGIN = { name: 'anna', password: 'correct-horse' };
const USER_ID = 'u-1';

const temporary = await mkdtemp(join(tmpdir(), 'factorkit-walk-'));
const folder = join(temporary, 'portal');
const tarballs = join(temporary, 'tarballs');
let portal;
try {
  await Promise.all([mkdir(folder), mkdir(tarballs)]);
  await walk();
} catch (error) {
  // What a command printed says more than that it failed.
  const said = [error.stdout, error.stderr].filter((text) => text?.trim()).join('\n');
  console.error(`FAILED  ${error.step ?? 'preparing'}: ${said || error.message}`);
  process.exitCode = 1;
} finally {
  await portal?.stop();
  await rm(temporary, { recursive: true, force: true });
}

async function walk() {
  const { code, example, snippets } = await step(
    'read the README, and paste its diff into its portal',
    paste,
  );
  const ours = await step('pack what the pasted code imports', () => packImported(`${code}\n${snippets}`));
  await step('npm init -y, npm pkg set type=module', async () => {
    await run('npm', ['init', '-y'], { cwd: folder });
    await run('npm', ['pkg', 'set', 'type=module'], { cwd: folder });
  });
  const theirs = Object.entries(example.dependencies).filter(([name]) => !name.startsWith('@factorkit/'));
  await step(`npm install ${[...ours.keys(), ...theirs.map(([name]) => name)].join(' ')}`, () =>
    install([...ours.values(), ...theirs.map(([name, version]) => `${name}@${version}`)], { cwd: folder }),
  );
  await writeFile(join(folder, 'portal.ts'), code);

  await step('node portal.ts without a key stops and says what a key is', startWithoutKey);
  portal = await step('node portal.ts starts', () => start({ MFA_KEY: randomBytes(32).toString('base64') }));
  const phone = await step('sign in with the password, set up an app over HTTP', () => setUp(portal.origin));
  await step('sign in again: the password alone opens nothing', () => passwordAlone(portal.origin));
  await step('sign in with a code, which works once', () => signInWithCode(portal.origin, phone));
  await portal.stop();

  await writeFile(join(folder, 'snippets.ts'), snippets);
  await step('npm install --save-dev typescript and types', () => installTypes(example));
  await step('tsc --noEmit, strict and with skipLibCheck off', typecheck);
}

async function step(name, work) {
  try {
    const result = await work();
    console.log(`ok      ${name}`);
    return result;
  } catch (error) {
    throw Object.assign(error, { step: error.step ?? name });
  }
}

async function paste() {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const adding = sectionOf(readme, ADD);
  const before = /\[before\]\(([^)]+)\)/.exec(adding)?.[1];
  const [diff] = blocksOf(adding, 'diff');
  if (before === undefined || diff === undefined) {
    throw new Error(`under "${ADD}" there is no link named "before", or no diff`);
  }
  const code = patched(await readFile(join(root, before), 'utf8'), diff);
  const example = await manifestIn(join(root, dirname(before), '..'));
  const snippets = blocksOf(sectionOf(readme, USE), 'ts').join('\n');
  if (snippets === '') throw new Error(`under "${USE}" there is no TypeScript`);
  return { code, example, snippets };
}

function sectionOf(readme, heading) {
  const [, section] = readme.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`the README has no heading "${heading}"`);
  return section.split('\n## ')[0];
}

function blocksOf(text, language) {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, block]) =>
    found === language ? [block] : [],
  );
}

/** As a reader does it: each part of the diff goes where its lines stand, and one that is new altogether to the top. */
function patched(code, diff) {
  let text = code;
  for (const part of diff.trim().split(/\n\n+/)) {
    const lines = part.split('\n');
    const of = (sign) =>
      lines.filter((line) => line[0] === ' ' || line[0] === sign).map((line) => line.slice(1));
    const [old, next] = [of('-'), of('+')].map((some) => some.map((line) => `${line}\n`).join(''));
    const places = old === '' ? 1 : text.split(old).length - 1;
    if (places !== 1) throw new Error(`${places} places in the portal fit this part of the diff:\n${part}`);
    text = old === '' ? next + text : text.replace(old, () => next);
  }
  return text;
}

async function packImported(code) {
  const imported = [...code.matchAll(/from '(@factorkit\/[\w-]+)/g)].map(([, name]) => name);
  return pack(withTheirOwn(imported, await publishedPackages()), tarballs);
}

async function startWithoutKey() {
  const started = await start({ MFA_KEY: '' }).catch((error) => error);
  if (!(started instanceof Error)) {
    await started.stop();
    throw new Error('it started');
  }
  if (!/configuration-invalid/.test(started.message) || !/32.byte|openssl/i.test(started.message)) {
    throw new Error(`it said: ${started.message}`);
  }
}

async function start(environment) {
  const child = spawn(process.execPath, ['portal.ts'], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  for await (const line of createInterface(child.stdout)) {
    const port = /port: (\d+)/.exec(line)?.[1];
    // Whatever it says later is read too, or it would wait for that one day.
    child.stdout.resume();
    if (port !== undefined) return { origin: `http://localhost:${port}`, stop };
  }
  await stop();
  throw new Error(errors || 'it named no port, and ended');
}

/** A client with cookies of its own. */
function visitor(origin) {
  const cookies = new Map();
  return async (path, body) => {
    const response = await fetch(origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json', origin }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const text = await response.text();
    return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
}

async function expectAnswer(asked, status, members = {}) {
  const answer = await asked;
  const fits =
    answer.status === status &&
    Object.entries(members).every(([key, value]) => isDeepStrictEqual(answer.json?.[key], value));
  if (!fits) {
    const wanted = `${status} ${JSON.stringify(members)}`;
    throw new Error(`expected ${wanted}, got ${answer.status} ${answer.text}`);
  }
  return answer.json;
}

async function setUp(origin) {
  const anna = visitor(origin);
  await expectAnswer(anna('/login', { ...LOGIN, password: 'guessed' }), 401);
  await expectAnswer(anna('/login', LOGIN), 200, { kind: 'complete' });
  const { enrolment } = await expectAnswer(anna('/mfa/factors', { method: 'totp' }), 201, { kind: 'begun' });
  const { factorId, setup } = enrolment;
  const scanned = new URL(setup.uri).searchParams;
  if (scanned.get('secret') !== setup.secret)
    throw new Error('the QR code holds another secret than the page');
  if ((scanned.get('algorithm') ?? 'SHA1') !== 'SHA1') throw new Error('some apps know SHA1 only');
  const step = Math.floor(Date.now() / 1000 / setup.periodSeconds);
  const phone = { factorId, step, codeAt: (at) => codeOf(setup, at) };
  const confirm = anna(`/mfa/factors/${factorId}/confirm`, { response: phone.codeAt(step) });
  await expectAnswer(confirm, 200, { kind: 'active' });
  return phone;
}

async function passwordAlone(origin) {
  const guest = visitor(origin);
  await expectAnswer(guest('/login', LOGIN), 200, { kind: 'challenge' });
  const me = await guest('/me');
  if (me.text.includes(USER_ID)) throw new Error(`/me says ${me.text}`);
}

async function signInWithCode(origin, { factorId, step, codeAt }) {
  const [anna, attacker] = [visitor(origin), visitor(origin)];
  for (const visit of [anna, attacker])
    await expectAnswer(visit('/login', LOGIN), 200, { kind: 'challenge' });
  const spent = { factorId, response: codeAt(step) };
  await expectAnswer(anna('/mfa/challenge/verify', spent), 409, { code: 'code-used' });
  // The code of the next step is taken already now, so that nobody has to wait for it.
  const next = { factorId, response: codeAt(step + 1) };
  const complete = { kind: 'complete', amr: ['pwd', 'otp', 'mfa'] };
  await expectAnswer(anna('/mfa/challenge/verify', next), 200, complete);
  await expectAnswer(anna('/me'), 200, { userId: USER_ID });
  await expectAnswer(attacker('/mfa/challenge/verify', next), 409, { code: 'code-used' });
}

/** RFC 6238, of a secret in base32. */
function codeOf({ secret, digits }, step) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

async function installTypes(example) {
  const { devDependencies } = await manifestIn(root);
  const wanted = Object.entries(example.devDependencies).filter(([name]) => name.startsWith('@types/'));
  for (const name of ['typescript', '@types/node']) wanted.push([name, devDependencies[name]]);
  await install(
    wanted.map(([name, version]) => `${name}@${version}`),
    { cwd: folder, dev: true },
  );
}

async function typecheck() {
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  };
  const files = ['portal.ts', 'snippets.ts'];
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', '.'], { cwd: folder });
}
