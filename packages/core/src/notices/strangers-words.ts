// A notice is trusted mail about something that a stranger may have done: what the stranger could word must not be able
// to say anything in it. “Call 0900 555 0100 to undo” is a possible name of a factor, and of a browser too.

/** The name of a factor, if it can be nothing but a name: no link, no address, no telephone number. */
export function harmlessLabel(label: string): string | undefined {
  const digits = label.replace(/\P{N}/gu, '').length;
  return digits <= 4 && /^[\p{L}\p{M}\p{N} '’()_-]{1,32}$/u.test(label) ? label : undefined;
}

/** An IPv4 or IPv6 address, or nothing. */
export function ipAddress(ip: string | undefined): string | undefined {
  return ip !== undefined && /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i.test(ip) && ip.length <= 45
    ? ip
    : undefined;
}
