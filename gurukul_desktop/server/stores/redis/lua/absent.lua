-- uses: registered, presence
-- ARGS: who is connected here, as a JSON list. Drops everybody else whom Redis believes here.

local present = {}
for _, user in ipairs(cjson.decode(ARGS[1])) do
  present[user] = true
end
for _, user in ipairs(redis.call('SMEMBERS', key('members', HERE))) do
  if not present[user] then
    drop(user)
  end
end
return 1
