-- uses: base
-- ARGS: verdict or '' for all, how many at most. Gives reports as JSON, the newest first.

local index = ARGS[1] == '' and ROOT .. 'reports' or key('reports', ARGS[1])
local found = {}
for i, id in ipairs(redis.call('ZREVRANGE', index, 0, ARGS[2] - 1)) do
  found[i] = redis.call('GET', key('report', id))
end
return found
