-- uses: base, clock, tell
-- The queue: who waits, with an index for each way of choosing. All scores but those of
-- `narrow` and `fresh` are the numbers of the tickets: a smaller one has waited longer.
--
--   queue          everybody
--   open           those who take anybody
--   narrow         those who still insist on their topics, by the time when they give that up
--   topic:TOPIC    those who named it
--   fresh          everybody, by the time of their last find
--   ticket:USER    one ticket

local function in_queue(user)
  return redis.call('ZSCORE', ROOT .. 'queue', user) ~= false
end

local function ticket_of(user)
  local fields = redis.call('HMGET', key('ticket', user),
    'number', 'since', 'mode', 'media', 'hide', 'topics', 'open')
  if not fields[1] then
    return nil
  end
  return {
    user = user, number = tonumber(fields[1]), since = tonumber(fields[2]), mode = fields[3],
    media = fields[4], hide = fields[5], topics = cjson.decode(fields[6]), open = fields[7] == '1',
  }
end

local function forget_topics(user, ticket)
  for _, topic in ipairs(ticket.topics) do
    redis.call('ZREM', key('topic', topic), user)
  end
end

-- Out of the queue; false if the user was not in it. The ticket may be known already.
local function dequeue(user, ticket)
  ticket = ticket or ticket_of(user)
  if not ticket then
    return false
  end
  redis.call('DEL', key('ticket', user))
  redis.call('ZREM', ROOT .. 'queue', user)
  redis.call('ZREM', ROOT .. (ticket.open and 'open' or 'narrow'), user)
  redis.call('ZREM', ROOT .. 'fresh', user)
  forget_topics(user, ticket)
  redis.call('INCR', ROOT .. 'revision')
  return true
end

-- Into the queue; of somebody who is in it the wish is renewed, and the place is kept.
local function enqueue(user, mode, media, hide, topics)
  local time = now()
  local wish = cjson.decode(topics)
  local old = ticket_of(user)
  local number, since
  if old then
    number, since = old.number, old.since
    forget_topics(user, old)
    redis.call('ZREM', ROOT .. (old.open and 'open' or 'narrow'), user)
  else
    number, since = redis.call('INCR', ROOT .. 'tickets'), time
    redis.call('INCR', ROOT .. 'revision')
  end
  -- Patience runs from the first find, so that a refresh cannot starve anybody.
  local open = #wish == 0 or (old ~= nil and time >= since + PATIENCE)
  redis.call('HSET', key('ticket', user), 'number', number, 'since', since, 'mode', mode,
    'media', media, 'hide', hide, 'topics', topics, 'open', open and 1 or 0)
  redis.call('ZADD', ROOT .. 'queue', number, user)
  redis.call('ZADD', ROOT .. 'fresh', time, user)
  if open then
    redis.call('ZADD', ROOT .. 'open', number, user)
  else
    redis.call('ZADD', ROOT .. 'narrow', since + PATIENCE, user)
  end
  for _, topic in ipairs(wish) do
    redis.call('ZADD', key('topic', topic), number, user)
  end
end

local function tell_place(user)
  local place = redis.call('ZRANK', ROOT .. 'queue', user)
  local mode = redis.call('HGET', key('ticket', user), 'mode')
  tell(user, 'Waiting', 'position', place + 1, 'waiting', redis.call('ZCARD', ROOT .. 'queue'),
    'mode', quote(mode))
end
