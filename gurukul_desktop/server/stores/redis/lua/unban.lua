-- uses: presence
-- ARGS: user. Gives whether they were banned.

local was = banned(ARGS[1])
redis.call('HDEL', ROOT .. 'bans', ARGS[1])
return was and 1 or 0
