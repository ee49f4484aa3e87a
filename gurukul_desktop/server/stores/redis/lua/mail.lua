-- uses: base, tell
-- Signals on their way to a member of a session, wherever that member is by now.
--
--   signals     how many there were; each has a number, so that one is kept once, in its place
--   mail:USER   those for a member who is away, by number; `mail` in the user's entry counts
--               their bytes

local function signal_event(user, session, number, data)
  return event('Signal', 'user', quote(user), 'session', quote(session), 'number', number,
    'data', data)
end

-- So many entries are looked through for somebody who goes; the instance sends back others.
local MOST_UNREAD = 256

-- The newest are kept, since a connection that is being rebuilt needs its newest generation.
local function keep(user, number, signal)
  local entry, mail = key('user', user), key('mail', user)
  if redis.call('ZADD', mail, number, signal) == 0 then
    return
  end
  local kept, bytes = redis.call('ZCARD', mail), #signal
  if kept > 1 then
    bytes = redis.call('HINCRBY', entry, 'mail', bytes)
  else
    redis.call('HSET', entry, 'mail', bytes)
  end
  while kept > MAIL_SIGNALS or bytes > MAIL_BYTES do
    bytes = redis.call('HINCRBY', entry, 'mail', -#redis.call('ZPOPMIN', mail)[1])
    kept = kept - 1
  end
  redis.call('PEXPIRE', mail, GRACE + 60000)
end

-- Push a signal to where the user is connected, or keep it. A connection `gone` does not
-- count: its instance has lost it, whatever Redis still believes.
local function convey(user, session, number, signal, gone)
  local record = redis.call('HMGET', key('user', user), 'instance', 'arrival', 'session')
  if record[3] ~= session then
    return
  end
  if not record[1] or record[2] == gone
    or not push(record[1], signal, 'user', user, 'session', session, 'number', number) then
    keep(user, number, signal)
  end
end

-- What was kept, to where the user is connected now: here.
local function deliver_mail(user)
  local kept = redis.call('ZRANGE', key('mail', user), 0, -1, 'WITHSCORES')
  if #kept == 0 then
    return
  end
  redis.call('DEL', key('mail', user))
  redis.call('HDEL', key('user', user), 'mail')
  for i = 1, #kept, 2 do
    convey(user, redis.call('HGET', key('user', user), 'session'), kept[i + 1], kept[i])
  end
end

-- Keep the signals for a user that this instance has not read yet.
local function reclaim(user)
  local inbox, id = key('inbox', HERE), redis.call('HGET', key('user', user), 'session')
  if not id then
    return
  end
  for _, entry in ipairs(redis.call('XRANGE', inbox, '(' .. READ, '+', 'COUNT', MOST_UNREAD)) do
    local _, signal, _, receiver, _, session, _, number = unpack(entry[2])
    if receiver == user then
      redis.call('XDEL', inbox, entry[1])
      if session == id then
        keep(user, number, signal)
      end
    end
  end
end

-- The signals in an inbox that nobody is going to read find another way, at most so many
-- entries at a time; everything else in it is let go of. Gives whether there is more.
local function forward(instance, cursor, most)
  local inbox = key('inbox', instance)
  local entries = redis.call('XRANGE', inbox, '(' .. cursor, '+', 'COUNT', most)
  for _, entry in ipairs(entries) do
    local _, signal, _, user, _, session, _, number = unpack(entry[2])
    if user then
      convey(user, session, number, signal, '')
    end
  end
  if #entries < most then
    redis.call('DEL', inbox)
    return false
  end
  redis.call('XTRIM', inbox, 'MINID', entries[#entries][1])
  redis.call('XDEL', inbox, entries[#entries][1])
  return true
end
