-- uses: base
-- Time in milliseconds, the same for every instance: Redis's own, without its jumps.
--
-- Each tick of an instance stores the time that has come, and how Redis's clock stood then.
-- Between two ticks time goes on with that clock, but never back, and never further than
-- two seconds: if the clock was set, or nobody was there to tick, no age leaps.

local MOST_STEP = 2000

-- Redis's own clock, for what a person reads.
local function wall_clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function now()
  local wall = wall_clock()
  local last = redis.call('HMGET', ROOT .. 'clock', 'wall', 'now')
  if not last[1] then
    return wall
  end
  local step = math.min(math.max(wall - last[1], 0), MOST_STEP)
  return last[2] + step
end

local function tick_clock()
  local time = now()
  redis.call('HSET', ROOT .. 'clock', 'wall', wall_clock(), 'now', time)
  return time
end
