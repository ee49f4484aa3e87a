-- uses: presence, mail
-- Leave: some of those who are connected here count as dropped. ARGS: how many at most.
-- Gives how many are left; at 0 the instance is gone.

for _, user in ipairs(redis.call('SRANDMEMBER', key('members', HERE), ARGS[1])) do
  drop(user)
end
local left = redis.call('SCARD', key('members', HERE))
if left == 0 then
  redis.call('DEL', key('instance', HERE), key('members', HERE))
  redis.call('ZREM', ROOT .. 'instances', HERE)
  while forward(HERE, READ, ARGS[1]) do
    -- Only what came since this instance has last looked.
  end
end
return left
