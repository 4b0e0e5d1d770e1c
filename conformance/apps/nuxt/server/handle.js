import { webPortal } from '../portal.mjs';

export default defineEventHandler((event) => webPortal(globalThis.walkedPortal)(toWebRequest(event)));
