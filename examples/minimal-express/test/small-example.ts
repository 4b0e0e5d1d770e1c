import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostTests } from './host-tests.ts';
import { run } from './running.ts';
import { setUpPhone, visit } from './visitor.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };
const EXAMPLES = join(import.meta.dirname, '../..');

/** What the example of a framework has to do, and its page to show: both are called by the framework's name. */
export function smallExampleTests(name: string): void {
  const main = join(EXAMPLES, name, 'src/main.ts');

  hostTests(() => run(main));

  test('the password signs in until an app is set up, and a code is asked for from then on', async () => {
    const { origin, stop } = await run(main);
    onTestFinished(stop);
    const anna = visit(origin);
    expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
    expect((await anna.send('/login', LOGIN)).json).toEqual({ kind: 'complete' });
    const before = anna.cookies().get('sid');
    const { factorId, code } = await setUpPhone(anna);
    expect(anna.cookies().get('sid')).not.toBe(before);

    const elsewhere = visit(origin);
    expect((await elsewhere.send('/login', LOGIN)).json).toEqual({ kind: 'challenge' });
    expect((await elsewhere.send('/me')).json).toEqual({});
    const wrong = await elsewhere.send('/mfa/challenge/verify', { factorId, response: '000000' });
    expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
    const done = await elsewhere.send('/mfa/challenge/verify', { factorId, response: code });
    expect(done.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
    expect((await elsewhere.send('/me')).json).toMatchObject({ userId: 'u-1' });
  });

  test('the example stays under 90 lines, and the page about it shows its own lines', async () => {
    const source = await readFile(main, 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThan(90);
    const page = await readFile(join(EXAMPLES, `../docs/guide/frameworks/${name}.md`), 'utf8');
    const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(source).toContain(block);
  });
}
