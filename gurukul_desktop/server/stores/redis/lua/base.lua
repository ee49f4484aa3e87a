-- Keys and arguments, and who may run a script at all.
--
-- KEYS[1] is the prefix of every key. It holds the one hash tag, so all keys are in one slot
-- of a cluster, and a script may make the names of further ones from it: whose entry has to
-- be looked at next (the partner's, a buddy's) is known only on the way.
--
-- ARGV[1] is the instance that calls, ARGV[2] a secret of this call alone, the rest is ARGS.

local ROOT, HERE, SEED = KEYS[1], ARGV[1], ARGV[2]
local ARGS = {unpack(ARGV, 3)}

local function key(kind, id)
  return ROOT .. kind .. ':' .. id
end

-- A text as JSON, with its quotes.
local quote = cjson.encode
