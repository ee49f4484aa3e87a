-- uses: registered, mail
-- ARGS: partner, session, the signal as JSON.

local partner, session, data = unpack(ARGS)
local number = redis.call('INCR', ROOT .. 'signals')
convey(partner, session, number, signal_event(partner, session, number, data))
return 1
