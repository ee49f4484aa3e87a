-- uses: removal
-- ARGS: user, reason, until (UNIX seconds, or 'null').

local user, reason, till = unpack(ARGS)
redis.call('HSET', ROOT .. 'bans', user, '{"user":' .. quote(user) .. ',"name":'
  .. quote(name_of(user)) .. ',"reason":' .. quote(reason)
  .. ',"since":' .. wall_clock() / 1000 .. ',"until":' .. till .. '}')
remove(user, 'reported', 'Banned')
return 1
