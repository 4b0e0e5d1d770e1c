import { assertNever } from '@factorkit/core';
import { type ProblemAnswer, problem } from '../problems/problem.ts';
import { parseStrictJson } from './strict-json.ts';

export type BodyRead<T> =
  | { readonly kind: 'body'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: ProblemAnswer };

/** Reads a JSON body. An empty body is read as `{}`. */
export async function readJsonBody(request: Request, limitBytes: number): Promise<BodyRead<unknown>> {
  // A page of another site can send a form or text without a preflight, but not JSON and not DELETE (Fetch standard,
  // CORS-safelisting). DELETE may come without a body.
  const json = isPlain(request.headers, 'application/json');
  if (!json && request.method !== 'DELETE') return refuse(problem('not-json'));
  const read = await readText(request, limitBytes);
  if (read.kind === 'problem') return read;
  if (read.value === '') return { kind: 'body', value: {} };
  if (!json) return refuse(problem('not-json'));
  const parsed = read.value === undefined ? { kind: 'malformed' as const } : parseStrictJson(read.value);
  switch (parsed.kind) {
    case 'json':
      return { kind: 'body', value: parsed.value };
    case 'malformed':
      return refuse(problem('malformed-json'));
    case 'bad-key':
      return refuse(inputInvalid({ path: parsed.path, expected: 'a key that occurs once' }));
    default:
      return assertNever(parsed);
  }
}

/** The text of a body. `undefined` if it is not UTF-8 or the client disconnected. */
export async function readText(request: Request, limitBytes: number): Promise<BodyRead<string | undefined>> {
  const bytes = await readAtMost(request, limitBytes).catch(() => 'broken off' as const);
  if (bytes === undefined) return refuse(problem('body-too-large', { limitBytes }));
  // A client that disconnects is not an error to report.
  return { kind: 'body', value: bytes === 'broken off' ? undefined : utf8(bytes) };
}

/** 400, with the path of the invalid value. Never the value itself: it may be a code. */
export function inputInvalid({
  path,
  expected,
}: {
  readonly path: string;
  readonly expected: string;
}): ProblemAnswer {
  return problem('input-invalid', { path: shownPath(path), expected });
}

/** Whether a body has this type, is UTF-8 and is not compressed. */
export function isPlain(headers: Headers, wanted: string): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const encoding = headers.get('content-encoding') ?? 'identity';
  const plain = parameters.every((parameter) => /^charset="?utf-?8"?$/.test(parameter));
  return type === wanted && plain && encoding === 'identity';
}

function refuse(refused: ProblemAnswer): { readonly kind: 'problem'; readonly problem: ProblemAnswer } {
  return { kind: 'problem', problem: refused };
}

/** Counts the bytes that arrive, whatever `Content-Length` declares, and stops reading at the limit. */
async function readAtMost(request: Request, limitBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length')) > limitBytes) return undefined;
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limitBytes) {
      // Not awaited: for a cloned request, `cancel` resolves only when the other branch is read or cancelled, perhaps
      // never.
      reader.cancel().catch(() => {});
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

/** Shortens a path for display: the client chose its names, which may be as long as the body. */
function shownPath(path: string): string {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}
