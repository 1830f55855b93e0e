-- Writes a text if what is there is what is expected. Rules, base and kills are told to whoever listens. Reports are
-- fields of one key, and those of instances that have said nothing for a day are forgotten.
local key, times = KEYS[1], KEYS[2]
local field, expected, text, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local found
if field == '' then found = redis.call('GET', key) else found = redis.call('HGET', key, field) end
local version = found and redis.sha1hex(found) or 'absent'
if expected ~= 'anything' and expected ~= version then return false end
if field == '' then
  redis.call('SET', key, text)
  redis.call('PUBLISH', channel, key)
else
  local now = tonumber(redis.call('TIME')[1])
  redis.call('HSET', key, field, text)
  redis.call('ZADD', times, now, field)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', times, '-inf', now - 86400, 'LIMIT', 0, 100)) do
    redis.call('HDEL', key, gone)
    redis.call('ZREM', times, gone)
  end
end
return redis.sha1hex(text)
