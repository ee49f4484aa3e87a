-- uses: base, people, session
-- Changing buddies. `buddies:USER` and `requests:USER` are in the order in which they came
-- about; `asked:USER` holds who has asked for USER.

-- Whether the two may still add each other after their session. What is left of the time for
-- which it is kept tells for how long it has been over.
local function just_over(user, past)
  if not is_member(user, past) or redis.call('TTL', key('session', past.id)) <= KEPT - LATE then
    return false
  end
  return redis.call('SISMEMBER', key('reported', user), partner_in(past, user)) == 0
end

-- Whom a change names, and nil and why not.
local function named(user, id, partner)
  if id == '' then
    return partner
  end
  local found = session(id)
  if session_of(user) ~= id and not just_over(user, found) then
    return nil, 'not_in_session'
  end
  return partner_in(found, user)
end

local function refuse(user, why)
  tell(user, 'BuddyRefused', 'why', quote(why))
end

local function tell_both(user, partner, state)
  tell(user, 'BuddyChanged', 'partner', person(partner), 'state', quote(state))
  tell(partner, 'BuddyChanged', 'partner', person(user), 'state', quote(state))
end

-- Take back a request; whether there was one.
local function withdraw(user, partner)
  redis.call('SREM', key('asked', partner), user)
  return redis.call('ZREM', key('requests', user), partner) == 1
end

local function estrange(user, partner)
  local were = redis.call('ZREM', key('buddies', user), partner) == 1
  redis.call('ZREM', key('buddies', partner), user)
  local asked, was_asked = withdraw(user, partner), withdraw(partner, user)
  retire(user)
  retire(partner)
  return were or asked or was_asked
end
