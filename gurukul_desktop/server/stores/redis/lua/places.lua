-- uses: registered
-- ARGS: users as a JSON list. Their places, as one entry of the own inbox, so that they come
-- in order with everything else: [how many wait, [user, place], …].

local places = {redis.call('ZCARD', ROOT .. 'queue')}
for _, user in ipairs(cjson.decode(ARGS[1])) do
  local place = redis.call('ZRANK', ROOT .. 'queue', user)
  if place then
    places[#places + 1] = {user, place + 1}
  end
end
if #places > 1 then
  redis.call('XADD', key('inbox', HERE), '*', 'places', cjson.encode(places))
end
return 1
