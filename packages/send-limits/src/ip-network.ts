import ipaddr from 'ipaddr.js';

/** The prefix length, in bits, that makes one network of IPv6 addresses. @inline */
export type Ipv6Prefix = 48 | 56 | 64;

/**
 * Why an address cannot be counted: an unchanged header with several addresses, or text that is not an address.
 *
 * @inline
 */
export type IpFault = 'list' | 'not-an-address';

export type IpNetwork =
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'unusable'; readonly fault: IpFault };

/**
 * The client of an address: an IPv4 address, or the network of an IPv6 address, because one connection gets a /64 to a
 * /48 (RFC 6177) and could use another address for each request. An IPv4 client behind IPv6 (mapped, NAT64, 6to4)
 * counts as its IPv4 address. Brackets, a port and a zone are removed.
 */
export function networkOf(ip: string, prefix: Ipv6Prefix): IpNetwork {
  const text = ip.trim();
  if (text.includes(',')) return { kind: 'unusable', fault: 'list' };
  const address = addressIn(text);
  if (address === undefined) return { kind: 'unusable', fault: 'not-an-address' };
  return {
    kind: 'network',
    network: address instanceof ipaddr.IPv4 ? address.toString() : ipv6(address, prefix),
  };
}

function ipv6(address: ipaddr.IPv6, prefix: Ipv6Prefix): string {
  const embedded = ipv4In(address);
  if (embedded !== undefined) return embedded;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(address)}/${prefix}`).toNormalizedString()}/${prefix}`;
}

function addressIn(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const ipv4 = /^([\d.]+)(?::\d{1,5})?$/.exec(text)?.[1];
  // Four decimal parts without leading zeros: parsers disagree about every other form.
  if (ipv4 !== undefined) {
    return ipaddr.IPv4.isValidFourPartDecimal(ipv4) ? ipaddr.IPv4.parse(ipv4) : undefined;
  }
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text;
  return ipaddr.IPv6.isValid(bracketed) && bracketed.includes(':') ? ipaddr.IPv6.parse(bracketed) : undefined;
}

/** RFC 4291 §2.5.5.2 (mapped), RFC 6052 §2.1 and RFC 8215 (NAT64), RFC 3056 §2 (6to4). */
function ipv4In(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray();
  const at = (offset: number): string => bytes.slice(offset, offset + 4).join('.');
  const range = address.range();
  if (range === 'ipv4Mapped') return at(12);
  const isLocalNat64 = address.match(ipaddr.IPv6.parse('64:ff9b:1::'), 48);
  if (isLocalNat64 || address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return at(12);
  return range === '6to4' ? at(2) : undefined;
}

function withoutZone(address: ipaddr.IPv6): string {
  return address.toNormalizedString().replace(/%.*$/, '');
}
