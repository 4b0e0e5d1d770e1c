// Users trust a notice, but an attacker may have caused it. So no text that the attacker chose may carry a message.
// “Call 0900 555 0100 to undo” is a possible name of a factor or of a browser.

/** Returns the name of a factor if it cannot be more than a name: no link, no address, no telephone number. */
export function harmlessLabel(label: string): string | undefined {
  const digits = label.replace(/\P{N}/gu, '').length;
  return digits <= 4 && /^[\p{L}\p{M}\p{N} '’()_-]{1,32}$/u.test(label) ? label : undefined;
}

/** Returns the text if it is an IPv4 or IPv6 address. */
export function ipAddress(ip: string | undefined): string | undefined {
  return ip !== undefined && /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i.test(ip) && ip.length <= 45
    ? ip
    : undefined;
}
