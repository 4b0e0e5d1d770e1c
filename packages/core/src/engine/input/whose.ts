import type { WhichDevices, Whose } from '../actors.ts';
import { badInput, type Complete, type Members, type Reader, readText, wholeFrom } from './reader.ts';
import { readUserId } from './user.ts';

/** One user, or all by name: a member that was left out, or is undefined by mistake, must not mean everybody. */
export function readWhose({ has, required, raw }: Members): Complete<Whose> {
  if (has('userId') && has('everyone')) throw badInput('userId', 'and everyone exclude each other');
  if (raw('everyone') === true) return { everyone: true, userId: undefined };
  if (has('everyone')) throw badInput('everyone', 'is not true');
  if (!has('userId')) throw badInput('userId', 'is missing: pass a userId, or everyone: true');
  return { userId: required('userId', readUserId), everyone: undefined };
}

/** One trusted browser, or all by name. */
export function readWhichDevices({ has, required, raw }: Members): Complete<WhichDevices> {
  if (has('deviceId') === (raw('all') === true))
    throw badInput('deviceId', 'or all: true is needed, and not both');
  return has('deviceId')
    ? { deviceId: required('deviceId', readText), all: undefined }
    : { all: true, deviceId: undefined };
}

/** At most so many: accounts, or events of a page. */
export const readLimit: Reader<number> = wholeFrom(1, 1000);

/** Where an earlier page ended. */
export function readCursor(value: unknown, name: string): string {
  const cursor = readText(value, name);
  if (cursor === '' || cursor.length > 256 || /\p{Surrogate}/u.test(cursor))
    throw badInput(name, 'is not the cursor of an earlier page');
  return cursor;
}
