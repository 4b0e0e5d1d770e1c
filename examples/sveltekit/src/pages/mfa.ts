import { createMfaClient, type MfaClient } from '@factorkit/client';

/** The routes below `/mfa`, for the pages. The browser adds the cookies of the session and of the challenge. */
export const mfa: MfaClient = createMfaClient();
