/** The two examples of the Key URI format, in the wiki of google-authenticator. The first secret has 10 bytes. */
export const KEY_URI_EXAMPLES: readonly {
  readonly uri: string;
  readonly secretHex: string;
  readonly issuer: string;
  readonly account: string;
}[] = [
  {
    uri: 'otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example',
    secretHex: '48656c6c6f21deadbeef',
    issuer: 'Example',
    account: 'alice@google.com',
  },
  {
    uri: 'otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30',
    secretHex: '3dc6caa4824a6d288767b2331e20b43166cb85d9',
    issuer: 'ACME Co',
    account: 'john.doe@email.com',
  },
];

/** Labels from the same page: as written, issuer, account. */
export const KEY_URI_LABELS: readonly (readonly [string, string, string])[] = [
  ['Example:alice@gmail.com', 'Example', 'alice@gmail.com'],
  ['Provider1:Alice%20Smith', 'Provider1', 'Alice Smith'],
  ['Big%20Corporation%3A%20alice%40bigco.com', 'Big Corporation', 'alice@bigco.com'],
];
