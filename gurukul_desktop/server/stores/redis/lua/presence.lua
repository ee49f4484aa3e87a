-- uses: base, clock, tell, people, queue, session
-- Who is connected, and where.
--
--   user:ID            name; arrival, instance and stamp while connected; session while in
--                      one; mail, the bytes kept for them
--   members:INSTANCE   who is connected there
--   stamp              when somebody arrived, on the wall clock: what outlives a Redis that
--                      lost its memory, and decides between two instances that both claim them

local function banned(user)
  local ban = redis.call('HGET', ROOT .. 'bans', user)
  if not ban then
    return false
  end
  local till = cjson.decode(ban)['until']
  return till == cjson.null or wall_clock() < till * 1000
end

-- The connection is gone, and nobody is told: out of the queue now, out of a session later.
local function drop(user)
  local entry = key('user', user)
  local instance = redis.call('HGET', entry, 'instance')
  dequeue(user)
  if instance then
    redis.call('SREM', key('members', instance), user)
  end
  redis.call('HDEL', entry, 'arrival', 'instance', 'stamp')
  if session_of(user) then
    redis.call('ZADD', ROOT .. 'away', 'NX', now(), user)
  end
  came_or_went(user)
  retire(user)
end

-- Connected here from now on; whoever was connected before is replaced.
local function connect(user, arrival, name, stamp)
  local entry = key('user', user)
  local old = redis.call('HMGET', entry, 'arrival', 'instance', 'name')
  if old[1] and (old[1] ~= arrival or old[2] ~= HERE) then
    -- The newer client does not know that the older one was searching.
    dequeue(user)
    redis.call('SREM', key('members', old[2]), user)
    if old[1] ~= arrival then
      push(old[2], event('Replaced', 'user', quote(user), 'arrival', quote(old[1])))
    end
  end
  redis.call('HSET', entry, 'arrival', arrival, 'instance', HERE, 'stamp', stamp,
    'name', name ~= '' and name or old[3] or DEFAULT_NAME)
  redis.call('PERSIST', entry)
  redis.call('SADD', key('members', HERE), user)
  redis.call('ZREM', ROOT .. 'away', user)
  came_or_went(user)
end
