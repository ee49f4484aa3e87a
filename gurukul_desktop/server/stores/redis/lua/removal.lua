-- uses: presence
-- Taking somebody out of everything that is going on, who is told one thing only.

local function remove(user, reason, type)
  local id = session_of(user)
  if id then
    part(session(id), reason, user, user)
  end
  tell(user, type)
  drop(user)
end

-- Ban somebody. `till` is JSON: UNIX seconds, or null.
local function shut_out(user, reason, till)
  redis.call('HSET', ROOT .. 'bans', user, '{"user":' .. quote(user) .. ',"name":'
    .. quote(name_of(user)) .. ',"reason":' .. quote(reason)
    .. ',"since":' .. wall_clock() / 1000 .. ',"until":' .. till .. '}')
  remove(user, 'reported', 'Banned')
end
