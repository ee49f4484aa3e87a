-- uses: filing, removal
-- ARGS: report, verdict. Gives the report as JSON as it is now, '' if there is none.

local id, verdict = unpack(ARGS)
local report = redis.call('GET', key('report', id))
if not report then
  return ''
end
report = cjson.decode(report)
redis.call('ZREM', key('reports', report.verdict), id)
report.verdict = verdict
local changed = cjson.encode(report)
redis.call('SET', key('report', id), changed)
redis.call('ZADD', key('reports', verdict), redis.call('ZSCORE', ROOT .. 'reports', id), id)
if verdict ~= 'open' then
  bound_reports(verdict)
end
if verdict == 'banned' then
  shut_out(report.reported, 'reported: ' .. report.reason, 'null')
end
return changed
