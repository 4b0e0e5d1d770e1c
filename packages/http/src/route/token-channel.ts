/** How a challenge token arrives. The next token is returned the same way. */
export type TokenChannel = 'cookie' | 'body';

export function isTokenChannel(value: unknown): value is TokenChannel {
  return value === 'cookie' || value === 'body';
}
