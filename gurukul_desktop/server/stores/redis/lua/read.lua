-- uses: base
-- ARGS: up to where the inbox was read, how many entries to give at most. Gives up to where
-- it is read now, how many entries that is, and these as one JSON list, which costs the
-- reader much less than each by itself. What was read before is let go of only now.

local cursor, most = unpack(ARGS)
local inbox = key('inbox', HERE)
redis.call('HDEL', key('instance', HERE), 'woken')
redis.call('XTRIM', inbox, 'MINID', cursor)
local entries = redis.call('XRANGE', inbox, '(' .. cursor, '+', 'COUNT', most)
local happened = {}
for i, entry in ipairs(entries) do
  happened[i] = entry[2][2]
  cursor = entry[1]
end
return {cursor, #entries, '[' .. table.concat(happened, ',') .. ']'}
