-- uses: registered, presence, mail
-- ARGS: user, arrival, name. Gives the stamp of the arrival, 0 if they were turned away.

local user, arrival, name = unpack(ARGS)

if banned(user) then
  push(HERE, event('TurnedAway', 'user', quote(user), 'arrival', quote(arrival)))
  return 0
end

local stamp = wall_clock()
connect(user, arrival, name, stamp)

local present = session_of(user)
present = present and session(present)
tell(user, 'Arrived', 'arrival', quote(arrival), 'name', quote(name_of(user)),
  'session', present and view(present, user) or 'null', 'buddies', buddy_list(user))
redis.call('SREM', ROOT .. 'stale', user)

-- What the partner sent while nobody was there.
deliver_mail(user)
return stamp
