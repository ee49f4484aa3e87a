-- uses: registered, session
-- Sessions that this instance knows to be over, for a Redis that has forgotten it, so that
-- nobody brings them back. ARGS: of each its id, a member, the partner, why, who left.

for i = 1, #ARGS, 5 do
  local id, user, partner, reason, by = unpack(ARGS, i, i + 4)
  local present = session(id)
  if present and not present.ended then
    part(present, reason, by)
  elseif not present then
    redis.call('HSET', key('session', id), 'caller', user, 'callee', partner, 'media', 'video',
      'hide', 0, 'started', wall_clock(), 'ended', reason, 'by', by)
    redis.call('EXPIRE', key('session', id), KEPT)
    forget_later(user, id)
  end
end
return 1
