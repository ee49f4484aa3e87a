-- uses: registered, queue, session
-- ARGS: user.

local user = ARGS[1]
local record = redis.call('HMGET', key('user', user), 'instance', 'session')
if record[1] ~= HERE then
  return 0
end
if record[2] then
  tell(user, 'AlreadyInSession')
else
  dequeue(user)
  tell(user, 'NoLongerWaiting')
end
return 1
