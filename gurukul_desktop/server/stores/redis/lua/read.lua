-- uses: base
-- ARGS: up to where the inbox was read, how many entries to give at most. Gives those entries.
-- What was read before is let go of only now.

local cursor, most = unpack(ARGS)
local inbox = key('inbox', HERE)
redis.call('HDEL', key('instance', HERE), 'woken')
redis.call('XTRIM', inbox, 'MINID', cursor)
return redis.call('XRANGE', inbox, '(' .. cursor, '+', 'COUNT', most)
