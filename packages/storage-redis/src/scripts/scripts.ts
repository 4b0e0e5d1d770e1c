import { plainScript, type Script, script } from '../script.ts';
import { trail } from './trail.ts';

/** Keys: account. Returns the user of the key, and the tag and state, or nothing for both. */
export const load: Script = script(`
local row = redis.call('HMGET', KEYS[1], 'tag', 'state')
return { string.sub(KEYS[1], #base + #'account:' + 1), row[1], row[2] }`);

/** Keys: any. Returns the server's seconds and microseconds. */
export const clock: Script = plainScript(`return redis.call('TIME')`);

/**
 * Keys: trail, call, account, due, accounts. Values: user, tag, state, due or nothing, `create` or `update`, expected;
 * events.
 */
export const save: Script = script(
  trail,
  `
assertAccount(KEYS[3], ARGV[1])
local answer = told()
if answer then return done(answer) end
local current = redis.call('HGET', KEYS[3], 'tag')
if ARGV[5] == 'create' then
  if current then return done('0') end
elseif current ~= ARGV[6] then
  return done('0')
end
redis.call('ZCARD', KEYS[4])
redis.call('ZCARD', KEYS[5])
local at = place(7)
begin(1)
redis.call('HSET', KEYS[3], 'tag', ARGV[2], 'state', ARGV[3])
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[4], ARGV[1])
else
  redis.call('ZADD', KEYS[4], ARGV[4], ARGV[1])
end
if not current then redis.call('ZADD', KEYS[5], 0, ARGV[1]) end
append(at)
return done('1')`,
);

/** Keys: trail, call, account, due, accounts. Values: user, pseudonym; events. */
export const erase: Script = script(
  trail,
  `
assertAccount(KEYS[3], ARGV[1])
if told() then return done('1') end
redis.call('HGET', KEYS[3], 'tag')
redis.call('ZCARD', KEYS[4])
redis.call('ZCARD', KEYS[5])
local at = place(3)
local numbers = ofUser(ARGV[1], ARGV[2])
begin(1)
redis.call('DEL', KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
disown(numbers, ARGV[1], ARGV[2])
append(at)
return done('1')`,
);

/** Keys: trail, call. Values: user, pseudonym. */
export const disown: Script = script(
  trail,
  `
if told() then return done('1') end
local numbers = ofUser(ARGV[1], ARGV[2])
if #numbers == 0 then return done('1') end
begin(1)
disown(numbers, ARGV[1], ARGV[2])
return done('1')`,
);

/** Keys: trail, call. Values: events. */
export const record: Script = script(
  trail,
  `
if told() then return '1' end
local at = place(1)
begin(1)
append(at)
return '1'`,
);

/** Keys: due. Values: now, limit. Returns users and their dues in turn. */
export const due: Script = script(
  `return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])`,
);

/** Keys: accounts. Values: first user, limit. Returns users in byte order, because all have the same score. */
export const users: Script = script(
  `return redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])`,
);

/**
 * Keys: trail. Values: after, limit, a time, and a user if only that user's events are wanted. Returns the time up to
 * which this bucket's trail is complete, the requested user, and then number, stamp, user, body and person of each
 * event in turn.
 *
 * The returned time is not before the requested one, and it is stored: whatever the clock shows, later events get later
 * stamps.
 */
export const page: Script = script(`
local after, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local numbers = {}
if ARGV[4] then
  numbers = redis.call('ZRANGEBYSCORE', base .. 'user:' .. ARGV[4], '(' .. ARGV[1], '+inf', 'LIMIT', 0, limit)
else
  local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
  for number = after + 1, math.min(last, after + limit) do
    numbers[#numbers + 1] = string.format('%.0f', number)
  end
end
local time = redis.call('TIME')
local stamp = tonumber(redis.call('HGET', KEYS[1], 'stamp') or '0')
local complete = string.format('%.0f', math.max(time[1] * 1000000 + time[2], stamp, tonumber(ARGV[3])))
redis.call('HSET', KEYS[1], 'stamp', complete)
local found = { complete, ARGV[4] or '' }
for _, number in ipairs(numbers) do
  found[#found + 1] = number
  for _, value in ipairs(redis.call('HMGET', base .. 'event:' .. number, 'stamp', 'user', 'body', 'person')) do
    if not value then error('an event of this bucket is missing') end
    found[#found + 1] = value
  end
end
return found`);

/** Keys: marked. Marks this database as the one with the bucket. */
export const mark: Script = plainScript(`redis.call('SET', KEYS[1], '1', 'NX')
return '1'`);

/** Keys: layout. Values: version, buckets. Returns the stored layout: that of the first start. */
export const layout: Script = plainScript(`
redis.call('HSETNX', KEYS[1], 'version', ARGV[1])
redis.call('HSETNX', KEYS[1], 'buckets', ARGV[2])
return redis.call('HMGET', KEYS[1], 'version', 'buckets')`);
