import { assertNever } from '@factorkit/core';
import type { Answer } from './answer.ts';
import { problem } from './problem.ts';
import { shownPath } from './shape.ts';
import { parseStrictJson } from './strict-json.ts';

export type BodyRead =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Answer };

/** What a body says, or why it is not read. An empty one says `{}`. */
export async function readJsonBody(request: Request, limitBytes: number): Promise<BodyRead> {
  // A page elsewhere can send a form, and text, without asking first; JSON it cannot (Fetch standard, CORS-safelisting).
  // DELETE it cannot either, and that one may come without a body.
  const json = isPlainJson(request.headers);
  if (!json && request.method !== 'DELETE') return refuse(problem('not-json'));
  const bytes = await readAtMost(request, limitBytes).catch(() => 'broken off' as const);
  // Whoever went away in the middle is no fault of ours to report.
  if (bytes === 'broken off') return refuse(problem('malformed-json'));
  if (bytes === undefined) return refuse(problem('body-too-large', { limitBytes }));
  if (bytes.length === 0) return { kind: 'json', value: {} };
  if (!json) return refuse(problem('not-json'));
  const text = utf8(bytes);
  const parsed = text === undefined ? { kind: 'malformed' as const } : parseStrictJson(text);
  switch (parsed.kind) {
    case 'json':
      return parsed;
    case 'malformed':
      return refuse(problem('malformed-json'));
    case 'bad-key':
      return refuse(inputInvalid({ path: parsed.path, expected: 'a key that stands once' }));
    default:
      return assertNever(parsed);
  }
}

/** 400, with the place in the body that is not as documented. Never what stood there: it may have been a code. */
export function inputInvalid({
  path,
  expected,
}: {
  readonly path: string;
  readonly expected: string;
}): Answer {
  return problem('input-invalid', { path: shownPath(path), expected });
}

function refuse(answer: Answer): BodyRead {
  return { kind: 'problem', problem: answer };
}

function isPlainJson(headers: Headers): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const encoding = headers.get('content-encoding') ?? 'identity';
  const plain = parameters.every((parameter) => /^charset="?utf-?8"?$/.test(parameter));
  return type === 'application/json' && plain && encoding === 'identity';
}

/** Counts what comes, whatever was declared, and stops reading at the limit. */
async function readAtMost(request: Request, limitBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length')) > limitBytes) return undefined;
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limitBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(next.value);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
