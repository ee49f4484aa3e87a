-- uses: removal
-- ARGS: user, reason, until (UNIX seconds, or 'null').

shut_out(unpack(ARGS))
return 1
