-- What a key or a field of it holds, and its version; without the text if that is the version that is known.
local key, field, known, longest = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local text
if field == '' then text = redis.call('GET', key) else text = redis.call('HGET', key, field) end
if not text then return {} end
if #text > longest then
  return redis.error_reply('ERR `' .. key .. '` has ' .. #text .. ' bytes, and rules may have ' .. longest)
end
local version = redis.sha1hex(text)
if version == known then return {version} end
return {version, text}
