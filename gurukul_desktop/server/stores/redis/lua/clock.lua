-- uses: base
-- Time in milliseconds, the same for every instance: Redis's own, without its jumps.
--
-- Each tick of an instance stores the time that has come, and how Redis's clock stood then.
-- Between two ticks time goes on with that clock, but never back, and never further than
-- two seconds: if the clock was set, or nobody was there to tick, no age leaps.

local MOST_STEP = 2000

-- Within a script time stands still. Redis's own clock, for what a person reads.
local wall_time

local function wall_clock()
  if not wall_time then
    local time = redis.call('TIME')
    wall_time = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return wall_time
end

local time_now

local function now()
  if time_now then
    return time_now
  end
  local wall = wall_clock()
  local last = redis.call('HMGET', ROOT .. 'clock', 'wall', 'now')
  local step = last[1] and math.min(math.max(wall - last[1], 0), MOST_STEP)
  time_now = last[1] and last[2] + step or wall
  return time_now
end

local function tick_clock()
  local time = now()
  redis.call('HSET', ROOT .. 'clock', 'wall', wall_clock(), 'now', time)
  return time
end
