-- uses: registered, presence
-- ARGS: user, arrival.

local user, arrival = unpack(ARGS)
if redis.call('HGET', key('user', user), 'arrival') == arrival then
  drop(user)
end
return 1
