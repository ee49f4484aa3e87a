-- uses: base, queue, session, people
-- Which of those who wait is the partner, and pairing the two.
--
-- In this order, and within each the longest waiting: a buddy, if one of the two asked for
-- buddies first; somebody who shares a topic; anybody, if both are open. Never somebody
-- barred: `skips` holds pairs with the time until when, `reported:USER` is for good.

local STEP = 16

local function pair_name(one, other)
  if other < one then
    one, other = other, one
  end
  return cjson.encode({one, other})
end

local function barred(one, other)
  local till = redis.call('ZSCORE', ROOT .. 'skips', pair_name(one, other))
  return (till and now() < tonumber(till))
    or redis.call('SISMEMBER', key('reported', one), other) == 1
end

-- The longest waiting of an index that is not barred. Whoever can be paired is paired at
-- once, so those left in one index are barred from each other, and the walk is as short as
-- the list of people whom the finder has skipped or reported.
local function first_of(index, user)
  local from = 0
  while true do
    local entries = redis.call('ZRANGE', index, from, from + STEP - 1, 'WITHSCORES')
    for i = 1, #entries, 2 do
      if entries[i] ~= user and not barred(user, entries[i]) then
        return entries[i], tonumber(entries[i + 1])
      end
    end
    if #entries < 2 * STEP then
      return nil, math.huge
    end
    from = from + STEP
  end
end

local function oldest_buddy(finder)
  local buddies = redis.call('ZRANGE', key('buddies', finder.user), 0, -1)
  if #buddies == 0 then
    return nil
  end
  local found, lowest = nil, math.huge
  for i, number in ipairs(redis.call('ZMSCORE', ROOT .. 'queue', unpack(buddies))) do
    number = number and tonumber(number) or math.huge
    if number < lowest
      and (finder.mode == 'buddies_first'
        or redis.call('HGET', key('ticket', buddies[i]), 'mode') == 'buddies_first')
      and not barred(finder.user, buddies[i]) then
      found, lowest = buddies[i], number
    end
  end
  return found
end

local function oldest_sharing(finder)
  local found, lowest = nil, math.huge
  for _, topic in ipairs(finder.topics) do
    local user, number = first_of(key('topic', topic), finder.user)
    if number < lowest then
      found, lowest = user, number
    end
  end
  return found
end

local function choose(finder)
  return oldest_buddy(finder) or oldest_sharing(finder)
    or (finder.open and (first_of(ROOT .. 'open', finder.user))) or nil
end

local paired = 0

-- Pair a finder, who may wait or not, with a waiting partner.
local function join(finder, partner)
  -- The one who waited longer sits ready, and the newcomer calls.
  local other = ticket_of(partner)
  local callee, caller = finder, other
  if caller.number < callee.number then
    callee, caller = caller, callee
  end
  paired = paired + 1
  local made = {
    id = redis.sha1hex(SEED .. ':' .. paired),
    caller = caller.user,
    callee = callee.user,
    media = (caller.media == 'audio' or callee.media == 'audio') and 'audio' or 'video',
    hide = (caller.hide == '1' or callee.hide == '1') and '1' or '0',
  }
  dequeue(partner, other)
  if finder.number < math.huge then
    dequeue(finder.user, finder)
  end
  begin(made)
  tell_matched(made.caller, made)
  tell_matched(made.callee, made)
end

-- Pair a waiting user if there is somebody for them.
local function pair(user)
  local finder = ticket_of(user)
  local partner = finder and choose(finder)
  if partner then
    join(finder, partner)
  end
  return partner ~= nil
end

-- Search: pair the user at once, else put them into the queue, or renew their wish there.
local function search(user, mode, media, hide, topics)
  if not in_queue(user) then
    local wish = cjson.decode(topics)
    local finder = {
      -- A newcomer has waited less than anybody.
      user = user, number = math.huge, mode = mode, media = media, hide = hide,
      topics = wish, open = #wish == 0,
    }
    local partner = choose(finder)
    if partner then
      join(finder, partner)
      return
    end
    enqueue(user, mode, media, hide, topics)
    tell_place(user)
  else
    enqueue(user, mode, media, hide, topics)
    if not pair(user) then
      tell_place(user)
    end
  end
end
