-- uses: base, clock
-- Begin to work, or go on after Redis was away. ARGS: status. Gives whether
-- Redis knew this instance, and up to where its inbox reaches now.

local entry, inbox = key('instance', HERE), key('inbox', HERE)
local known = redis.call('EXISTS', entry)
redis.call('HSETNX', entry, 'started', wall_clock())
redis.call('HSET', entry, 'status', ARGS[1])
redis.call('ZADD', ROOT .. 'instances', tick_clock(), HERE)
local last = redis.call('XREVRANGE', inbox, '+', '-', 'COUNT', 1)
return {known, last[1] and last[1][1] or '0-0'}
