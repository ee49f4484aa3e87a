-- uses: registered, pairing
-- ARGS: user, again, mode, media, hide, topics.

local user, again, mode, media, hide, topics = unpack(ARGS)

local record = redis.call('HMGET', key('user', user), 'instance', 'session')
if record[1] ~= HERE then
  -- They have come back on another instance since, which does not know of this search.
  return 0
end
if record[2] then
  if again == 1 then
    -- It was the first attempt, whose answer was lost, that found this partner.
    tell_matched(user, session(record[2]))
  else
    tell(user, 'AlreadyInSession')
  end
  return 0
end
search(user, mode, media, hide, topics)
return 1
