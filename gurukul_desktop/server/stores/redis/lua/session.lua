-- uses: base, clock, tell, people
-- Sessions. One that is over is kept for a while, so that it can still be reported.
--
--   session:ID     caller, callee, media, hide, since (on our clock), started (on the wall
--                  clock), connected (media flowed), ended (why it is over), by (who left)
--   sessions       those that last, by `since`
--   away           members without a connection, by the time when it dropped
--   mail:USER      signals for a member who is away; see mail.lua
--   past:USER      ids of their sessions that are over

local function session_of(user)
  return redis.call('HGET', key('user', user), 'session')
end

local function session(id)
  local fields = redis.call('HMGET', key('session', id),
    'caller', 'callee', 'media', 'hide', 'started', 'ended', 'by')
  if not fields[1] then
    return nil
  end
  return {
    id = id, caller = fields[1], callee = fields[2], media = fields[3], hide = fields[4],
    started = fields[5], ended = fields[6], by = fields[7],
  }
end

local function is_member(user, session)
  return session ~= nil and (user == session.caller or user == session.callee)
end

local function partner_in(session, user)
  return user == session.caller and session.callee or session.caller
end

-- A session as one member sees it, as JSON.
local function view(session, user)
  local partner = partner_in(session, user)
  return '{"id":' .. quote(session.id) .. ',"partner":' .. person(partner)
    .. ',"buddy":' .. tostring(are_buddies(user, partner))
    .. ',"role":' .. (user == session.caller and '"caller"' or '"callee"')
    .. ',"media":' .. quote(session.media)
    .. ',"hide_address":' .. tostring(session.hide == '1') .. '}'
end

local function tell_matched(user, session)
  tell(user, 'Matched', 'session', view(session, user))
end

-- How it ended, for one member: `by` is empty if it was neither of the two.
local function tell_ended(user, session)
  local type = (session.by == user or session.by == '') and 'Ended' or 'PartnerLeft'
  tell(user, type, 'session', quote(session.id), 'reason', quote(session.ended))
end

local function begin(session)
  redis.call('HSET', key('session', session.id), 'caller', session.caller,
    'callee', session.callee, 'media', session.media, 'hide', session.hide,
    'started', wall_clock())
  redis.call('ZADD', ROOT .. 'sessions', now(), session.id)
  redis.call('HSET', key('user', session.caller), 'session', session.id)
  redis.call('HSET', key('user', session.callee), 'session', session.id)
end

-- Keep the entry of somebody who is gone as long as their name is still needed.
local function retire(user)
  local entry = key('user', user)
  local record = redis.call('HMGET', entry, 'instance', 'session')
  if record[1] or record[2] then
    return
  end
  if redis.call('EXISTS', key('buddies', user), key('requests', user), key('asked', user)) > 0 then
    redis.call('PERSIST', entry)
  else
    redis.call('EXPIRE', entry, KEPT)
  end
end

local function forget_later(user, id)
  redis.call('SADD', key('past', user), id)
  redis.call('EXPIRE', key('past', user), KEPT)
end

-- End a session for both, `by` one of them or nobody (''); whoever is `muted` is not told.
local function part(session, reason, by, muted)
  session.ended, session.by = reason, by
  redis.call('ZREM', ROOT .. 'sessions', session.id)
  redis.call('HSET', key('session', session.id), 'ended', reason, 'by', by)
  redis.call('EXPIRE', key('session', session.id), KEPT)
  for _, member in ipairs({session.caller, session.callee}) do
    redis.call('HDEL', key('user', member), 'session', 'mail')
    redis.call('ZREM', ROOT .. 'away', member)
    redis.call('DEL', key('mail', member))
    forget_later(member, session.id)
    retire(member)
    if member ~= muted then
      tell_ended(member, session)
    end
  end
end
