-- uses: base
-- Letting go of reports.

local function forget_report(id)
  local report = redis.call('GET', key('report', id))
  if not report then
    return false
  end
  report = cjson.decode(report)
  redis.call('DEL', key('report', id))
  redis.call('ZREM', ROOT .. 'reports', id)
  redis.call('ZREM', key('reports', report.verdict), id)
  redis.call('SREM', key('filed-by', report.reporter), id)
  redis.call('SREM', key('filed-on', report.reported), id)
  return true
end

-- Only those that were decided on are ever too many.
local function bound_reports(verdict)
  local over = redis.call('ZCARD', key('reports', verdict)) - MOST_JUDGED
  for _, id in ipairs(over > 0 and redis.call('ZRANGE', key('reports', verdict), 0, over - 1) or {}) do
    forget_report(id)
  end
end
