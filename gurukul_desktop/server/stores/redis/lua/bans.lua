-- uses: presence
-- Those who are banned now, as JSON; bans that are over are let go of.

local found = {}
local stored = redis.call('HGETALL', ROOT .. 'bans')
for i = 1, #stored, 2 do
  if banned(stored[i]) then
    found[#found + 1] = stored[i + 1]
  else
    redis.call('HDEL', ROOT .. 'bans', stored[i])
  end
end
return found
