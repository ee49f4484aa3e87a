-- uses: base, people, session
-- Changing buddies. `buddies:USER` and `requests:USER` are in the order in which they came
-- about; `asked:USER` holds who has asked for USER.

-- Whom a change names, and nil and why not.
local function named(user, id, partner)
  if id == '' then
    return partner
  end
  if session_of(user) ~= id then
    return nil, 'not_in_session'
  end
  return partner_in(session(id), user)
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
