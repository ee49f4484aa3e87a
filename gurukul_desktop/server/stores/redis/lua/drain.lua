-- uses: tell
-- ARGS: instance. Gives whether there is one of that name.

if redis.call('EXISTS', key('instance', ARGS[1])) == 0 then
  return 0
end
push(ARGS[1], event('DrainRequested'))
return 1
