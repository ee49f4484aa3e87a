-- uses: base, clock
-- ARGS: how many to list at most. Gives JSON texts: counts, the queue, the sessions, and the
-- instances; times are UNIX seconds. Works on a Redis that no instance is registered with.

local most = tonumber(ARGS[1])
local skew = wall_clock() - now()
local online, instances = 0, {}

for i, entry in ipairs(redis.call('ZRANGE', ROOT .. 'instances', 0, -1)) do
  local fields = redis.call('HMGET', key('instance', entry), 'started', 'status')
  if fields[1] then
    local seen = redis.call('ZSCORE', ROOT .. 'instances', entry)
    online = online + redis.call('SCARD', key('members', entry))
    instances[#instances + 1] = '{"id":' .. quote(entry) .. ',"started":' .. fields[1] / 1000
      .. ',"seen":' .. (seen + skew) / 1000 .. ',"status":' .. fields[2] .. '}'
  end
end

local queue = {}
for i, user in ipairs(redis.call('ZRANGE', ROOT .. 'queue', 0, most - 1)) do
  local ticket = redis.call('HMGET', key('ticket', user), 'since', 'mode', 'media', 'topics')
  local record = redis.call('HMGET', key('user', user), 'name', 'instance')
  queue[i] = '{"user":' .. quote(user) .. ',"name":' .. quote(record[1] or DEFAULT_NAME)
    .. ',"since":' .. (ticket[1] + skew) / 1000 .. ',"mode":' .. quote(ticket[2])
    .. ',"media":' .. quote(ticket[3]) .. ',"topics":' .. ticket[4]
    .. ',"instance":' .. quote(record[2] or '') .. '}'
end

local calls = {}
for i, id in ipairs(redis.call('ZRANGE', ROOT .. 'sessions', 0, most - 1)) do
  local fields = redis.call('HMGET', key('session', id),
    'caller', 'callee', 'media', 'started', 'connected')
  calls[i] = '{"id":' .. quote(id) .. ',"caller":' .. quote(fields[1])
    .. ',"callee":' .. quote(fields[2]) .. ',"media":' .. quote(fields[3])
    .. ',"started":' .. fields[4] / 1000
    .. ',"connected":' .. (fields[5] and fields[5] / 1000 or 'null') .. '}'
end

return '{"waiting":' .. redis.call('ZCARD', ROOT .. 'queue')
  .. ',"sessions":' .. redis.call('ZCARD', ROOT .. 'sessions')
  .. ',"online":' .. online
  .. ',"queue":[' .. table.concat(queue, ',') .. ']'
  .. ',"calls":[' .. table.concat(calls, ',') .. ']'
  .. ',"instances":[' .. table.concat(instances, ',') .. ']}'
