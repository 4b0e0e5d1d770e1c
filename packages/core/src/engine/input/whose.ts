import type { WhichDevices, Whose } from '../actors.ts';
import { badInput, type Complete, type Members, type Reader, readText, wholeFrom } from './reader.ts';
import { readUserId } from './user.ts';

/** One user, or explicitly all: a member that is missing or undefined by mistake must not mean everyone. */
export function readWhose({ has, required, raw }: Members): Complete<Whose> {
  if (has('userId') && has('everyone')) throw badInput('userId', 'and everyone exclude each other');
  if (raw('everyone') === true) return { everyone: true, userId: undefined };
  if (has('everyone')) throw badInput('everyone', 'is not true');
  if (!has('userId')) throw badInput('userId', 'is missing: pass a userId, or everyone: true');
  return { userId: required('userId', readUserId), everyone: undefined };
}

/** One trusted browser, or explicitly all. */
export function readWhichDevices({ has, required, raw }: Members): Complete<WhichDevices> {
  if (has('deviceId') === (raw('all') === true))
    throw badInput('deviceId', 'is missing: pass either a deviceId or all: true');
  return has('deviceId')
    ? { deviceId: required('deviceId', readText), all: undefined }
    : { all: true, deviceId: undefined };
}

/** Maximum number of accounts, or of events of a page. */
export const readLimit: Reader<number> = wholeFrom(1, 1000);

/** The end of an earlier page. */
export function readCursor(value: unknown, name: string): string {
  const cursor = readText(value, name);
  if (cursor === '' || cursor.length > 256 || /\p{Surrogate}/u.test(cursor))
    throw badInput(name, 'is not the cursor of an earlier page');
  return cursor;
}
