import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { presetS0 } from '../../src/policy/presets/s0.ts';
import { presetS1 } from '../../src/policy/presets/s1.ts';
import { presetS2 } from '../../src/policy/presets/s2.ts';
import { presetS3 } from '../../src/policy/presets/s3.ts';
import { presetS4 } from '../../src/policy/presets/s4.ts';
import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { policyJsonSchema } from '../../src/policy/schema/parse.ts';
import { changed, full } from './full-policy.ts';
import { byTheReaderAlone, structurally } from './refused-policies.ts';

// Strict about the schema itself: a keyword that does not exist is an error. Types are told by the forms inside.
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
const validate = ajv.compile(policyJsonSchema);

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the JSON Schema of a policy', () => {
  it('is one, by the schema of schemas', () => {
    expect(ajv.validateSchema(policyJsonSchema)).toBe(true);
    expect(throughJson(policyJsonSchema)).toEqual(policyJsonSchema);
  });

  it.each(
    [presetS0, presetS1, presetS2, presetS3, presetS4, presetWorkforce, full].map(
      (policy) => [policy.id, policy] as const,
    ),
  )('takes %s', (_, policy) => {
    validate(throughJson(policy));
    expect(validate.errors).toBeNull();
  });

  it.each(
    structurally.map(
      ([path, value]) => [`${path}: ${JSON.stringify(value) ?? 'left out'}`, path, value] as const,
    ),
  )('FE13 refuses, as the reader does, %s', (_, path, value) => {
    expect(validate(throughJson(changed(path, value)))).toBe(false);
  });

  it.each(
    byTheReaderAlone.map(([path, value]) => [`${path}: ${JSON.stringify(value)}`, path, value] as const),
  )('cannot refuse, as the reader does, %s', (_, path, value) => {
    expect(validate(throughJson(changed(path, value)))).toBe(true);
  });

  it('FE13 what it cannot refuse is named in the guide', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../../../docs/guide/policy.md'), 'utf8');
    const [, section = ''] = /## What the JSON Schema does not find\n([\s\S]*?)\n## /.exec(guide) ?? [];
    expect(section.match(/^- /gm)).toHaveLength(new Set(byTheReaderAlone.map(([path]) => path)).size);
  });
});
