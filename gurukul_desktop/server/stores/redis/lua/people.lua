-- uses: base, tell
-- Names and buddies, as JSON.

local function name_of(user)
  return redis.call('HGET', key('user', user), 'name') or DEFAULT_NAME
end

local function person(user)
  return '{"id":' .. quote(user) .. ',"name":' .. quote(name_of(user)) .. '}'
end

local function are_buddies(one, other)
  return redis.call('ZSCORE', key('buddies', one), other) ~= false
end

local function buddy_list(user)
  local entries = {}
  for i, buddy in ipairs(redis.call('ZRANGE', key('buddies', user), 0, -1)) do
    local record = redis.call('HMGET', key('user', buddy), 'name', 'instance')
    entries[i] = '{"id":' .. quote(buddy) .. ',"name":' .. quote(record[1] or DEFAULT_NAME)
      .. ',"online":' .. tostring(record[2] ~= false) .. '}'
  end
  return '[' .. table.concat(entries, ',') .. ']'
end

local function tell_buddies(user)
  redis.call('SREM', ROOT .. 'stale', user)
  tell(user, 'BuddyList', 'buddies', buddy_list(user))
end

-- A user came or went: the next sweep tells their buddies, once, whatever else happens.
local function came_or_went(user)
  for _, buddy in ipairs(redis.call('ZRANGE', key('buddies', user), 0, -1)) do
    redis.call('SADD', ROOT .. 'stale', buddy)
  end
end
