-- uses: registered, session
-- ARGS: user, session.

local user, id = unpack(ARGS)
if session_of(user) == id then
  redis.call('HSETNX', key('session', id), 'connected', wall_clock())
else
  tell(user, 'NotInSession')
end
return 1
