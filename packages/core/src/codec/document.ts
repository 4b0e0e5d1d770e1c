import { MfaError } from '../errors.ts';

// Readers of a stored document. Each says where it stopped, and never what stood there.

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(path);
  return value as Readonly<Record<string, unknown>>;
}

export function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable(path);
  return value;
}

export function string(value: unknown, path: string): string {
  if (typeof value !== 'string') throw unreadable(path);
  return value;
}

export function whole(value: unknown, path: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw unreadable(path);
  return value as number;
}

export function optional<Name extends string, T>(
  name: Name,
  value: unknown,
  read: (value: unknown, path: string) => T,
  path = '',
): { readonly [key in Name]?: T } {
  if (value === undefined) return {};
  return { [name]: read(value, path === '' ? name : `${path}.${name}`) } as { readonly [key in Name]?: T };
}

export function unreadable(path: string): MfaError {
  return new MfaError(
    'account-unreadable',
    `a stored account cannot be read${path === '' ? '' : ` at ${path}`}`,
  );
}
