/**
 * Who counts as one address: an IPv4 address, or the /64 of an IPv6 address, since a single line is given at least that
 * (RFC 6177) and could use another address for each request. Text that is neither stands for itself.
 */
export function networkOf(ip: string): string {
  const address = ip.trim().toLowerCase().replace(/%.*$/, '');
  const groups = groupsOf(address);
  if (groups === undefined) return address;
  const [, , , , , mapped, high = 0, low = 0] = groups;
  // RFC 4291 §2.5.5.2: an IPv4 client as a socket for both families shows it.
  if (mapped === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] | undefined {
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(address) || !URL.canParse(`http://[${address}]/`)) return undefined;
  // The URL parser writes every address in one way: hexadecimal groups, at most one `::`.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [first, last] = [numbersOf(head), numbersOf(tail ?? '')];
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function numbersOf(groups: string): readonly number[] {
  return groups === '' ? [] : groups.split(':').map((group) => Number.parseInt(group, 16));
}
