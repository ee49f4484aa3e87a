-- uses: registered, tell
-- ARGS: partner, session, the event ready to be told.
--
-- For a partner who is away the newest are kept, since a connection that is being rebuilt
-- needs its newest generation; `mail` in the user's entry counts their bytes.

local partner, session, relayed = unpack(ARGS)
local entry, mail = key('user', partner), key('mail', partner)
local record = redis.call('HMGET', entry, 'instance', 'session')

if record[2] ~= session then
  return 0
end
if record[1] then
  push(record[1], relayed)
  return 1
end
local kept = redis.call('RPUSH', mail, relayed)
local bytes = redis.call('HINCRBY', entry, 'mail', #relayed)
while kept > MAIL_SIGNALS or bytes > MAIL_BYTES do
  bytes = redis.call('HINCRBY', entry, 'mail', -#redis.call('LPOP', mail))
  kept = kept - 1
end
redis.call('PEXPIRE', mail, GRACE + 60000)
return 1
