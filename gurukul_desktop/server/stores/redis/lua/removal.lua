-- uses: presence
-- Taking somebody out of everything that is going on, who is told one thing only.

local function remove(user, reason, type)
  local id = session_of(user)
  if id then
    part(session(id), reason, user, user)
  end
  tell(user, type)
  drop(user)
end
