/**
 * The common part of the scripts that write. The first key is the bucket's trail, the second the call itself.
 *
 * Redis undoes nothing if a script fails half-way. So everything that can fail is read before the first write, and the
 * first write is one that Redis refuses if memory is full, the disk fails or the server is a replica. Then nothing was
 * written.
 *
 * A client whose connection breaks may repeat a script that was run. `told` finds its answer.
 */
export const trail = `
local function told()
  return redis.call('GET', KEYS[2])
end

-- What the call did, and for whom: the first two values as the server received them.
local function done(answer)
  return { answer, ARGV[1], ARGV[2] }
end

local function assertAccount(key, user)
  if key ~= base .. 'account:' .. user then error('this key is not of this user') end
end

local function begin(answer)
  redis.call('SET', KEYS[2], answer, 'PX', 120000)
end

local function numeral(number)
  return string.format('%.0f', number)
end

-- Where the next events go, in threes from this value on: user, body, person.
local function place(first)
  local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
  local stamp = tonumber(redis.call('HGET', KEYS[1], 'stamp') or '0')
  local next = last
  for index = first, #ARGV, 3 do
    next = next + 1
    redis.call('ZCARD', base .. 'user:' .. ARGV[index])
    if redis.call('EXISTS', base .. 'event:' .. numeral(next)) == 1 then
      error('the trail of this bucket is damaged: its last number is too low')
    end
  end
  return { last = last, stamp = stamp, first = first }
end

local function append(at)
  if at.first > #ARGV then return end
  local time = redis.call('TIME')
  local stamp = numeral(math.max(time[1] * 1000000 + time[2], at.stamp + 1))
  local last = at.last
  for index = at.first, #ARGV, 3 do
    last = last + 1
    local number = numeral(last)
    redis.call('HSET', base .. 'event:' .. number, 'user', ARGV[index], 'body', ARGV[index + 1], 'person', ARGV[index + 2], 'stamp', stamp)
    redis.call('ZADD', base .. 'user:' .. ARGV[index], number, number)
  end
  redis.call('HSET', KEYS[1], 'last', numeral(last), 'stamp', stamp)
end

-- The numbers of a user's events. Reading them fails where another kind of key has the name.
local function ofUser(user, pseudonym)
  redis.call('ZCARD', base .. 'user:' .. pseudonym)
  return redis.call('ZRANGE', base .. 'user:' .. user, 0, -1)
end

local function disown(numbers, user, pseudonym)
  for _, number in ipairs(numbers) do
    redis.call('HSET', base .. 'event:' .. number, 'user', pseudonym, 'person', '')
    redis.call('ZADD', base .. 'user:' .. pseudonym, number, number)
  end
  redis.call('DEL', base .. 'user:' .. user)
end
`;
