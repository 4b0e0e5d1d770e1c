export { createExpressSessionHost } from './express-session-host.ts';
export { keepRequest, repeatRequest } from './kept-request.ts';
export { revokeSessionRows, revokeStoredSessions } from './revoke-sessions.ts';
