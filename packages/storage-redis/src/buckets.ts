/** The keys of one bucket. In a cluster the part in braces decides on the node, so all are on the same one. */
export interface Bucket {
  readonly trail: string;
  readonly due: string;
  readonly accounts: string;
  /** Set since the first start. */
  readonly marked: string;
  account(userId: string): string;
  /** Stores the answer of a call for two minutes. */
  call(id: string): string;
}

export interface Buckets {
  readonly all: readonly Bucket[];
  /** The bucket of this user's account. */
  of(userId: string): Bucket;
  readonly layout: string;
}

export function bucketsOf(prefix: string, count: number): Buckets {
  if (!/^[a-z][a-z0-9_:-]{0,31}$/.test(prefix)) {
    throw new TypeError(
      'keyPrefix must start with a letter and contain only lower-case letters, digits, _, : and -, at most 32',
    );
  }
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw new RangeError('buckets must be a whole number from 1 to 256');
  }
  const all = Array.from({ length: count }, (_, number) => bucket(`{${prefix}:${number}}:`));
  const [first] = all;
  if (first === undefined) throw new RangeError('no buckets');
  return {
    all,
    of: (userId) => all[hashOf(userId) % count] ?? first,
    layout: `{${prefix}:layout}`,
  };
}

function bucket(base: string): Bucket {
  return {
    trail: `${base}trail`,
    due: `${base}due`,
    accounts: `${base}accounts`,
    marked: `${base}marked`,
    account: (userId) => `${base}account:${userId}`,
    call: (id) => `${base}call:${id}`,
  };
}

/** FNV-1a of the UTF-8. It decides where accounts are stored, so it must never change. */
function hashOf(userId: string): number {
  return (
    new TextEncoder().encode(userId).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>>
    0
  );
}
