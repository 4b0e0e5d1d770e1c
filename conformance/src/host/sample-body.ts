import type { Flaw } from './flaws.ts';

/** JSON alone: a page of another site cannot send it. */
export async function bodyOf(
  request: Request,
  flaw: Flaw | undefined,
): Promise<Record<string, unknown> | undefined> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (type === 'application/json' || (flaw === 'takes plain text' && type.startsWith('text/plain')))
    return Object(flaw === 'fails on what it cannot read' ? JSON.parse(text) : read(text));
  return flaw === 'takes fields' && type.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : undefined;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
