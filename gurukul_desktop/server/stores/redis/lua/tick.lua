-- uses: registered, sweep
-- The pulse of an instance; whichever comes first when a sweep is due does it for all.
-- ARGS: status, milliseconds between two sweeps. Gives whether there is more to sweep, and
-- the revision of the queue.

local status, pause = unpack(ARGS)
local time = tick_clock()
redis.call('ZADD', ROOT .. 'instances', time, HERE)
redis.call('HSET', key('instance', HERE), 'status', status)

local more = false
local due_at = redis.call('HGET', ROOT .. 'clock', 'sweep')
if not due_at or time >= tonumber(due_at) then
  more = sweep(time)
  redis.call('HSET', ROOT .. 'clock', 'sweep', more and time or time + pause)
end
return {more and 1 or 0, redis.call('GET', ROOT .. 'revision') or '0'}
