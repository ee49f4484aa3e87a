-- uses: base, clock, presence, pairing, mail
-- What time does, a bounded piece at a time: each function gives whether it left some over.

local MOST = 100

-- Those of a table, scored by when it is due, whose time has come.
local function due(name, time)
  return redis.call('ZRANGEBYSCORE', ROOT .. name, '-inf', time, 'LIMIT', 0, MOST)
end

-- Nothing is told any more to an instance that is dead, and its users count as dropped. What
-- it has read in its last second may be among the signals that others get now.
local function sweep_instances(time)
  local more = false
  for _, id in ipairs(due('instances', time - DEAD)) do
    redis.call('DEL', key('instance', id))
    if forward(id, '0-0', MOST) then
      more = true
    else
      for _, user in ipairs(redis.call('SRANDMEMBER', key('members', id), MOST)) do
        drop(user)
      end
      if redis.call('EXISTS', key('members', id)) == 1 then
        more = true
      else
        redis.call('ZREM', ROOT .. 'instances', id)
      end
    end
  end
  return more
end

local function sweep_away(time)
  local users = due('away', time - GRACE)
  for _, user in ipairs(users) do
    local id = session_of(user)
    if id then
      part(session(id), 'disconnected', user)
    else
      redis.call('ZREM', ROOT .. 'away', user)
    end
  end
  return #users == MOST
end

local function sweep_sessions(time)
  local ids = due('sessions', time - SESSION)
  for _, id in ipairs(ids) do
    part(session(id), 'timeout', '')
  end
  return #ids == MOST
end

local function sweep_tickets(time)
  local users = due('fresh', time - TICKET)
  for _, user in ipairs(users) do
    dequeue(user)
    tell(user, 'NoLongerWaiting')
  end
  return #users == MOST
end

-- Patience with topics has come to its end: anybody will do.
local function sweep_patience(time)
  local users = due('narrow', time)
  for _, user in ipairs(users) do
    local number = redis.call('ZSCORE', ROOT .. 'queue', user)
    redis.call('ZREM', ROOT .. 'narrow', user)
    if number then
      redis.call('HSET', key('ticket', user), 'open', 1)
      redis.call('ZADD', ROOT .. 'open', number, user)
    end
  end
  for _, user in ipairs(users) do
    pair(user)
  end
  return #users == MOST
end

-- Who skipped each other may be paired again.
local function sweep_skips(time)
  local pairs_over = due('skips', time)
  for _, name in ipairs(pairs_over) do
    redis.call('ZREM', ROOT .. 'skips', name)
    local members = cjson.decode(name)
    if in_queue(members[1]) and in_queue(members[2]) then
      pair(members[1])
    end
  end
  return #pairs_over == MOST
end

local function sweep_stale_lists()
  local users = redis.call('SPOP', ROOT .. 'stale', MOST)
  for _, user in ipairs(users) do
    tell_buddies(user)
  end
  return #users == MOST
end

local function sweep(time)
  local more = sweep_instances(time)
  more = sweep_patience(time) or more
  more = sweep_skips(time) or more
  more = sweep_tickets(time) or more
  more = sweep_away(time) or more
  more = sweep_sessions(time) or more
  return sweep_stale_lists() or more
end
