-- uses: registered, presence, mail
-- ARGS: user, arrival.

local user, arrival = unpack(ARGS)
if redis.call('HGET', key('user', user), 'arrival') == arrival then
  reclaim(user)
  drop(user)
end
return 1
