-- uses: registered, presence, pairing, mail
-- Make Redis and an instance agree about somebody who is connected there, whatever either
-- has missed. Does nothing the second time.
--
-- ARGS: user, arrival, name, stamp, session (JSON or ''), and of the wish mode (or ''),
-- media, hide, topics.

local user, arrival, name, stamp, known, mode, media, hide, topics = unpack(ARGS)

if banned(user) then
  push(HERE, event('Banned', 'user', quote(user)))
  return 0
end

local record = redis.call('HMGET', key('user', user), 'arrival', 'stamp', 'instance')
if record[1] and record[1] ~= arrival and tonumber(record[2]) > tonumber(stamp) then
  push(HERE, event('Replaced', 'user', quote(user), 'arrival', quote(arrival)))
  return 0
end
if record[1] ~= arrival or record[3] ~= HERE then
  connect(user, arrival, name, stamp)
end
redis.call('SADD', ROOT .. 'stale', user)

-- The session that the instance knows of, if it is not the one that Redis knows of.
known = known ~= '' and cjson.decode(known) or nil
if known and known.id ~= session_of(user) then
  local partner = known.partner.id
  local over = session(known.id)
  if over and over.ended then
    tell_ended(user, over)
  elseif session_of(user) or session_of(partner) or banned(partner) then
    -- One of the two is in another session by now.
    tell(user, 'PartnerLeft', 'session', quote(known.id), 'reason', '"disconnected"')
  else
    local caller = known.role == 'caller'
    local made = {
      id = known.id, caller = caller and user or partner, callee = caller and partner or user,
      media = known.media, hide = known.hide_address and '1' or '0',
    }
    dequeue(user)
    dequeue(partner)
    begin(made)
    -- A name for the time until the partner is back, too.
    redis.call('HSETNX', key('user', partner), 'name', known.partner.name)
    if redis.call('HEXISTS', key('user', partner), 'instance') == 1 then
      tell_matched(partner, made)
    else
      redis.call('ZADD', ROOT .. 'away', 'NX', now(), partner)
    end
  end
end

-- The session that Redis knows of, if the instance has missed it.
local present = session_of(user)
if present then
  if not known or known.id ~= present then
    tell_matched(user, session(present))
  end
elseif mode ~= '' and not in_queue(user) then
  search(user, mode, media, hide, topics)
end

-- What the partner sent while this instance was taken for dead.
deliver_mail(user)
return 1
