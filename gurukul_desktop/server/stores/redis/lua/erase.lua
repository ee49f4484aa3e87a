-- uses: removal, buddies, filing, pairing
-- ARGS: user. Gives whether anything was stored.

local user = ARGS[1]
local found = redis.call('EXISTS', key('user', user), key('buddies', user), key('requests', user),
  key('asked', user), key('past', user), key('filed-by', user), key('filed-on', user),
  key('reported', user)) > 0

remove(user, 'ended', 'Erased')

local friends = redis.call('ZRANGE', key('buddies', user), 0, -1)
for _, others in ipairs({friends, redis.call('ZRANGE', key('requests', user), 0, -1),
  redis.call('SMEMBERS', key('asked', user))}) do
  for _, other in ipairs(others) do
    estrange(user, other)
  end
end

for _, id in ipairs(redis.call('SMEMBERS', key('filed-by', user))) do
  forget_report(id)
end
for _, id in ipairs(redis.call('SMEMBERS', key('filed-on', user))) do
  local report = cjson.decode(redis.call('GET', key('report', id)))
  report.reported_name = ''
  redis.call('SET', key('report', id), cjson.encode(report))
end
for _, id in ipairs(redis.call('SMEMBERS', key('past', user))) do
  local over = session(id)
  if over then
    local partner = partner_in(over, user)
    redis.call('SREM', key('past', partner), id)
    redis.call('ZREM', ROOT .. 'skips', pair_name(user, partner))
    redis.call('DEL', key('session', id))
  end
end
for _, other in ipairs(redis.call('SMEMBERS', key('reported', user))) do
  redis.call('SREM', key('reported', other), user)
end
local ban = redis.call('HGET', ROOT .. 'bans', user)
if ban then
  -- The ban stays, without the name.
  ban = cjson.decode(ban)
  ban.name = ''
  redis.call('HSET', ROOT .. 'bans', user, cjson.encode(ban))
end
redis.call('DEL', key('user', user), key('past', user), key('mail', user),
  key('reported', user))
redis.call('SREM', ROOT .. 'stale', user)
for _, friend in ipairs(friends) do
  tell_buddies(friend)
end
return found and 1 or 0
