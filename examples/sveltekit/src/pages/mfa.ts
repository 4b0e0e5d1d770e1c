import { createMfaClient, type MfaClient } from '@factorkit/client';

/** The routes below `/mfa`, for the pages. The browser adds the cookies: the session's, and that of the challenge. */
export const mfa: MfaClient = createMfaClient();
