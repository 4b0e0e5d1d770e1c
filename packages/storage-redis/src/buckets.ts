/** The keys of one bucket. What stands in the braces decides, in a cluster, on which node they are: all on the same. */
export interface Bucket {
  readonly trail: string;
  readonly due: string;
  readonly accounts: string;
  /** There from the first start on. */
  readonly marked: string;
  account(userId: string): string;
  /** A call that was carried out is remembered for two minutes. */
  call(id: string): string;
}

export interface Buckets {
  readonly all: readonly Bucket[];
  /** Where this user's account is. */
  of(userId: string): Bucket;
  readonly layout: string;
}

export function bucketsOf(prefix: string, count: number): Buckets {
  if (!/^[a-z][a-z0-9_:-]{0,31}$/.test(prefix)) {
    throw new TypeError(
      'keyPrefix must begin with a letter and hold lower-case letters, digits, _, : and - only, up to 32 of them',
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

/** FNV-1a of the UTF-8. It says where accounts lie, so it never changes. */
function hashOf(userId: string): number {
  return (
    new TextEncoder().encode(userId).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>>
    0
  );
}
