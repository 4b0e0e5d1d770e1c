export {
  createExpressSessionHost,
  type ExpressSessionHostOptions,
} from './express-session-host.ts';
export { keepRequest, type RepeatOptions, repeatRequest } from './kept-request.ts';
export {
  type ListedSessions,
  revokeSessionRows,
  revokeStoredSessions,
  type SessionRows,
} from './revoke-sessions.ts';
