import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as policyModule from '../../src/policy/index.ts';
import { lint, parsePolicy, presetS0, presetS1 } from '../../src/policy/index.ts';

const core = join(import.meta.dirname, '../..');
const guide = await readFile(join(core, '../../docs/guide/policy.md'), 'utf8');

function blocks(language: string): readonly string[] {
  return [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  );
}

describe('docs/guide/policy.md', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('has examples of both kinds, and of no other', () => {
    expect(blocks('json')).toHaveLength(5);
    expect(blocks('ts')).toHaveLength(6);
    expect(guide.match(/^```/gm)).toHaveLength(2 * 11);
  });

  it.each(blocks('json').map((text, index) => [index + 1, text]))(
    'policy %i parses and has no error',
    (_, text) => {
      const policy = parsePolicy(JSON.parse(String(text)));
      expect(lint(policy).filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it.each([...guide.matchAll(/^\| `(\{.*?\})` \|/gm)].map(([, text]) => text ?? ''))(
    'the requirement %s parses',
    (text) => {
      if (text.includes('…')) return;
      expect(() => parsePolicy({ ...presetS1, manage: { proof: JSON.parse(text) } })).not.toThrow();
    },
  );

  it('shows the preset S0 as it is', () => {
    const shown = blocks('json').map((text) => JSON.parse(text));
    expect(shown.find(({ id }) => id === 's0')).toEqual(presetS0);
  });

  it('says with the smallest policy what lint says', () => {
    const [smallest = ''] = blocks('json');
    expect(lint(parsePolicy(JSON.parse(smallest))).map(({ code }) => code)).toContain('no-way-back');
  });

  it.each(
    blocks('ts')
      .filter((text) => !text.includes('createMfa(') && !text.includes('@factorkit/express'))
      .map((text, index) => [index + 1, text]),
  )('program %i prints what it says', async (_, text) => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values: readonly unknown[]) => {
      lines.push(
        ...values
          .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
          .join(' ')
          .split('\n'),
      );
    });
    const body = String(text).replace(
      /^import (\{.*\}) from '@factorkit\/core\/policy';$/m,
      'const $1 = factorkit;',
    );
    const program = new Function('factorkit', `return (async () => {${body}})();`);
    await program(policyModule);
    const plain = (line: string): string => line.replace(/[\s"']/g, '').replace(/(\w+):/g, '$1:');
    const promised = [...String(text).matchAll(/\/\/ (.*)$/gm)].map(([, line = '']) => plain(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of promised) expect(lines.map(plain)).toContain(line);
  });
});
