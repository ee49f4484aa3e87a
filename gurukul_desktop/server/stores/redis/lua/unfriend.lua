-- uses: registered, buddies
-- ARGS: user, session ('' for none), partner ('' for none).

local user, id, by_name = unpack(ARGS)
local partner, why = named(user, id, by_name)

if not partner then
  refuse(user, why)
elseif estrange(user, partner) then
  tell_both(user, partner, 'removed')
  tell_buddies(user)
  tell_buddies(partner)
else
  -- Nothing was between the two: whoever asked is told, the other is left in peace.
  tell(user, 'BuddyChanged', 'partner', person(partner), 'state', '"removed"')
end
return 1
