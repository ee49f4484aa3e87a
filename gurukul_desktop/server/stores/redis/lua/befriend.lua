-- uses: registered, buddies, pairing
-- ARGS: user, session ('' for none), partner ('' for none).

local user, id, by_name = unpack(ARGS)
local partner, why = named(user, id, by_name)

if not partner then
  refuse(user, why)
  return 0
end
local accepted = are_buddies(user, partner)
if id == '' and not accepted then
  refuse(user, 'stranger')
  return 0
end

if not accepted then
  local order = redis.call('INCR', ROOT .. 'acquaintances')
  if redis.call('ZSCORE', key('requests', partner), user) then
    if redis.call('ZCARD', key('buddies', user)) >= MOST_BUDDIES
      or redis.call('ZCARD', key('buddies', partner)) >= MOST_BUDDIES then
      refuse(user, 'full')
      return 0
    end
    withdraw(user, partner)
    withdraw(partner, user)
    redis.call('ZADD', key('buddies', user), order, partner)
    redis.call('ZADD', key('buddies', partner), order, user)
    accepted = true
  else
    redis.call('ZADD', key('requests', user), 'NX', order, partner)
    redis.call('SADD', key('asked', partner), user)
    if redis.call('ZCARD', key('requests', user)) > MOST_BUDDIES then
      -- The oldest of the unanswered requests makes room.
      withdraw(user, redis.call('ZRANGE', key('requests', user), 0, 0)[1])
    end
  end
end

tell_both(user, partner, accepted and 'accepted' or 'requested')
if accepted then
  tell_buddies(user)
  tell_buddies(partner)
end
if in_queue(user) and in_queue(partner) then
  pair(user)
end
return 1
