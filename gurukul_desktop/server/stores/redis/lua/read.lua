-- uses: base
-- ARGS: how many entries of the inbox to give at most. Gives up to where it is read now, how
-- many entries that is, and these as one JSON list, which costs the reader much less than
-- each by itself. What was read before is let go of only now.

local inbox, cursor = key('inbox', HERE), READ
redis.call('HDEL', key('instance', HERE), 'woken')
redis.call('XTRIM', inbox, 'MINID', cursor)
redis.call('XDEL', inbox, cursor)
local entries = redis.call('XRANGE', inbox, '(' .. cursor, '+', 'COUNT', ARGS[1])
local happened = {}
for i, entry in ipairs(entries) do
  happened[i] = entry[2][2]
  cursor = entry[1]
end
return {cursor, #entries, '[' .. table.concat(happened, ',') .. ']'}
