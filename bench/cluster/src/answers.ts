import type { Answer, Done } from './history.ts';

/** A response over HTTP. */
export interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Reads an answer as a client would: only its status, its kind or its problem code. */
export function readAnswer({ status, type, text }: Received): Answer {
  const body = json(text);
  const odd = { kind: 'odd', status, text: text.slice(0, 200) } as const;
  if (body === undefined) return odd;
  if (status >= 200 && status < 300) return readDone(body) ?? odd;
  const { code } = body;
  if (!type.startsWith('application/problem+json') || typeof code !== 'string') return odd;
  if (status >= 500) return { kind: 'failed', status, code };
  const { attemptsLeft, retryAt } = body;
  if (code === 'rejected' && typeof attemptsLeft === 'number') return { kind: 'rejected', attemptsLeft };
  if (code === 'locked' && typeof retryAt === 'number') return { kind: 'locked', retryAt };
  return { kind: 'refused', status, code };
}

function readDone(body: Fields): Done | undefined {
  // The settings page has no kind.
  const outcome =
    typeof body.kind === 'string' ? body.kind : Array.isArray(body.factors) ? 'view' : undefined;
  if (outcome === undefined) return undefined;
  const factorId = text(body.factorId) ?? text(fieldsOf(body.enrolment)?.factorId);
  const codes = texts(body.backupCodes);
  const activated = texts(body.activated);
  const factors =
    outcome === 'view'
      ? listOf(body.factors, 'id')
      : outcome === 'challenge'
        ? listOf(fieldsOf(body.challenge)?.options, 'factorId')
        : undefined;
  const left = fieldsOf(body.backupCodes)?.left;
  return {
    kind: 'done',
    outcome,
    ...(factorId === undefined ? {} : { factorId }),
    ...(codes === undefined ? {} : { codes }),
    ...(activated === undefined ? {} : { activated }),
    ...(factors === undefined ? {} : { factors }),
    ...(typeof left === 'number' ? { codesLeft: left } : {}),
  };
}

/** The members of JSON that are read here. */
export interface Fields {
  readonly [name: string]: unknown;
}

export function json(source: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(source));
  } catch {
    return undefined;
  }
}

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

function listOf(value: unknown, name: string): readonly string[] {
  return Array.isArray(value) ? value.map((one) => String(fieldsOf(one)?.[name])) : [];
}
