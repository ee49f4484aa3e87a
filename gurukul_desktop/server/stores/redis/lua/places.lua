-- uses: registered
-- ARGS: users as a JSON list. Their places, as one entry of the own inbox, so that they come
-- in order with everything else.

local places = {}
for _, user in ipairs(cjson.decode(ARGS[1])) do
  local place = redis.call('ZRANK', ROOT .. 'queue', user)
  if place then
    places[#places + 1] = {user, place + 1}
  end
end
if #places > 0 then
  redis.call('XADD', key('inbox', HERE), '*', 'event', '{"type":"Places","waiting":'
    .. redis.call('ZCARD', ROOT .. 'queue') .. ',"places":' .. cjson.encode(places) .. '}')
end
return 1
