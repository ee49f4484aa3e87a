-- uses: base
-- An instance that Redis does not know has been taken for dead, or Redis has lost its memory.
-- Nothing is done for it until it has said who is connected to it.

if redis.call('EXISTS', key('instance', HERE)) == 0 then
  return redis.error_reply('GONE this instance has to register')
end
