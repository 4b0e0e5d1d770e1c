import type { BackupCodeSet, ScryptParameters } from '../account/backup-codes/backup-code-set.ts';
import { noFailures } from '../account/failures/failures.ts';
import { fromBase64url, toBase64url } from '../codec/base64url.ts';
import { MfaError } from '../errors.ts';
import { constantTimeEqual } from '../otp/constant-time.ts';
import { withoutSeparators } from '../otp/typed-text.ts';
import type { BackupCodeLimits } from '../policy/limits.ts';
import type { RandomSource } from '../ports/random.ts';
import { BACKUP_CODE_COST } from './backup-code-cost.ts';
import { scryptHashes } from './scrypt.ts';

/** No I, L, O or U: they look like digits, and without them no words appear. Five bits a character. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
const SALT_BYTES = 16;

export interface NewBackupCodes {
  /** As shown to the user, only once: `K7DN-4Q2X-9WM3-TPVA`. */
  readonly codes: readonly string[];
  readonly set: BackupCodeSet;
}

interface NewBackupCodesInput {
  readonly limits: BackupCodeLimits;
  readonly random: RandomSource;
  readonly now: number;
  /** For a set that can be shown again: its id, and the source of its codes, given its salt. */
  readonly again?: ShownAgain | undefined;
}

export interface ShownAgain {
  readonly id: string;
  readonly codesOf: (salt: string) => RandomSource;
}

/**
 * Creates a set: random codes to show and their hashes to store. All share one salt, so that an attempt needs one
 * derivation.
 */
export async function createBackupCodes({
  limits,
  random,
  now,
  again,
}: NewBackupCodesInput): Promise<NewBackupCodes> {
  const salt = random(SALT_BYTES);
  const codes = drawBackupCodes(limits, again?.codesOf(toBase64url(salt)) ?? random);
  const hashes = await scryptHashes({ texts: codes, salt, parameters: BACKUP_CODE_COST });
  return {
    codes: codes.map(groupedCode),
    set: {
      id: again?.id ?? toBase64url(random(12)),
      createdAt: now,
      issued: codes.length,
      kdf: BACKUP_CODE_COST,
      salt: toBase64url(salt),
      hashes: hashes.map(toBase64url),
      failures: noFailures,
    },
  };
}

/** The codes of a set that was created with the same request, if none of them was used. */
export function sameBackupCodes(
  set: BackupCodeSet,
  { limits, again }: Pick<NewBackupCodesInput, 'limits'> & { readonly again: ShownAgain },
): NewBackupCodes {
  return { codes: drawBackupCodes(limits, again.codesOf(set.salt)).map(groupedCode), set };
}

/** Creates one more code for a set, with its salt. */
export async function oneMoreBackupCode(
  { salt, kdf }: BackupCodeSet,
  { bits }: BackupCodeLimits,
  random: RandomSource,
): Promise<{ readonly code: string; readonly hash: string }> {
  const [text = ''] = drawBackupCodes({ count: 1, bits }, random);
  return { code: groupedCode(text), hash: await hashBackupCode({ salt, kdf }, text) };
}

/**
 * Normalises a typed code to the form that is hashed: any case, with or without separators. `undefined`: not a code.
 */
export function readBackupCode(typed: unknown): string | undefined {
  if (typeof typed !== 'string' || typed.length > 128) return undefined;
  const code = withoutSeparators(typed.normalize('NFKC'))
    .toUpperCase()
    .replace(/[_.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8,64}$/.test(code) ? code : undefined;
}

/**
 * The hash of a code with the salt of a set.
 *
 * @throws MfaError `account-unreadable` if the set is damaged, `overloaded` if too many derivations wait.
 */
export async function hashBackupCode(
  { salt, kdf }: Pick<BackupCodeSet, 'salt' | 'kdf'>,
  code: string,
): Promise<string> {
  const bytes = fromBase64url(salt);
  if (bytes === undefined || !isAffordable(kdf)) {
    throw new MfaError('account-unreadable', 'a stored backup-code set cannot be read');
  }
  const [hash = new Uint8Array()] = await scryptHashes({ texts: [code], salt: bytes, parameters: kdf });
  return toBase64url(hash);
}

/** Finds the hash in the set, or returns `undefined`. Compares with every hash, so that the time reveals nothing. */
export function findBackupCode({ hashes }: Pick<BackupCodeSet, 'hashes'>, hash: string): string | undefined {
  const encoder = new TextEncoder();
  let found: string | undefined;
  for (const candidate of hashes) {
    if (constantTimeEqual(encoder.encode(candidate), encoder.encode(hash))) found = candidate;
  }
  return found;
}

// RFC 7914 §2: N is a power of two. The limits leave room to raise the cost; beyond them a damaged document could block
// the server.
function isAffordable({ n, r, p }: ScryptParameters): boolean {
  return n >= 2 && n <= 2 ** 18 && (n & (n - 1)) === 0 && r >= 1 && r <= 16 && p >= 1 && p <= 16;
}

/** The codes as they are hashed, without separators. All are different. */
export function drawBackupCodes(
  { count, bits }: Pick<BackupCodeLimits, 'count' | 'bits'>,
  random: RandomSource,
): readonly string[] {
  const length = Math.ceil(bits / 5 / GROUP) * GROUP;
  const codes = new Set(Array.from({ length: count }, () => randomCode(length, random)));
  // Two equal codes of 64 bits do not occur by chance.
  if (codes.size < count) throw new MfaError('random-failed', 'the random source repeats itself');
  return [...codes];
}

// 256 is a multiple of 32, so the low five bits of a random byte are evenly distributed.
function randomCode(length: number, random: RandomSource): string {
  return Array.from(random(length), (byte) => ALPHABET[byte & 31]).join('');
}

export function groupedCode(code: string): string {
  return (code.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}
