-- uses: mail
-- Signals that came to an instance when it had lost the receiver. ARGS: of each the user, the
-- connection that the instance has lost ('' for none), session, number, the signal as JSON.

for i = 1, #ARGS, 5 do
  local user, gone, session, number, data = unpack(ARGS, i, i + 4)
  convey(user, session, number, signal_event(user, session, number, data), gone)
end
return 1
