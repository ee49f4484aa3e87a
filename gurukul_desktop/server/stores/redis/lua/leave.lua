-- uses: registered, session, pairing
-- ARGS: user, session, reason ('skipped' or 'ended').

local user, id, reason = unpack(ARGS)
local left = session(id)

if not is_member(user, left) then
  tell(user, 'NotInSession')
elseif left.ended then
  if left.by == user and left.ended == reason then
    tell_ended(user, left)
  else
    tell(user, 'NotInSession')
  end
else
  if reason == 'skipped' then
    local pair = pair_name(left.caller, left.callee)
    redis.call('ZADD', ROOT .. 'skips', now() + SKIP, pair)
  end
  part(left, reason, user)
end
return 1
