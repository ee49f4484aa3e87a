-- Keys and arguments, and who may run a script at all.
--
-- KEYS[1] is the prefix of every key. It holds the one hash tag, so all keys are in one slot
-- of a cluster, and a script may make the names of further ones from it: whose entry has to
-- be looked at next (the partner's, a buddy's) is known only on the way.
--
-- ARGV[1] is a list in MessagePack, since one argument costs the caller much less than ten:
-- the instance that calls, a secret of this call alone, up to where the instance has read its
-- inbox, and the rest, which is ARGS.

local ROOT, ARGS = KEYS[1], cmsgpack.unpack(ARGV[1])
local HERE, SEED, READ = table.remove(ARGS, 1), table.remove(ARGS, 1), table.remove(ARGS, 1)

local function key(kind, id)
  return ROOT .. kind .. ':' .. id
end

-- A text as JSON, with its quotes.
local quote = cjson.encode
