-- The reports of the last day. Whoever writes forgets older ones, but there may be nobody left who writes.
local oldest = tonumber(redis.call('TIME')[1]) - 86400
local reports = {}
for _, instance in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], oldest, '+inf')) do
  local report = redis.call('HGET', KEYS[1], instance)
  if report then table.insert(reports, report) end
end
return reports
