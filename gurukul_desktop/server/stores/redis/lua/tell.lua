-- uses: base
-- Events on their way to a user, in order, through the inbox of the instance that has them.
--
-- An inbox is a stream. The instance reads it after each of its calls, and takes out only
-- what it has read before, so that an answer that is lost on the way loses no event.

-- Each name is followed by its value in JSON.
local function event(type, ...)
  local parts = {'{"type":"', type, '"'}
  for i = 1, select('#', ...), 2 do
    local name, value = select(i, ...)
    parts[#parts + 1] = ',"' .. name .. '":' .. value
  end
  parts[#parts + 1] = '}'
  return table.concat(parts)
end

-- Further fields are for scripts. Gives whether the instance is there to read it.
local function push(instance, happened, ...)
  local entry = key('instance', instance)
  -- Nothing is kept for an instance that is dead. This one is alive.
  if instance ~= HERE and redis.call('EXISTS', entry) == 0 then
    return false
  end
  redis.call('XADD', key('inbox', instance), '*', 'event', happened, ...)
  -- One call to wake up is enough until the instance has read.
  if instance ~= HERE and redis.call('HSETNX', entry, 'woken', 1) == 1 then
    redis.call('PUBLISH', key('wake', instance), '')
  end
  return true
end

-- Tell a user, if they are connected anywhere.
local function tell(user, type, ...)
  local instance = redis.call('HGET', key('user', user), 'instance')
  if instance then
    push(instance, event(type, 'user', quote(user), ...))
  end
end

local function tell_all(happened)
  for _, instance in ipairs(redis.call('ZRANGE', ROOT .. 'instances', 0, -1)) do
    push(instance, happened)
  end
end
