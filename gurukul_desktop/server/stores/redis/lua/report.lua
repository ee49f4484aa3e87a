-- uses: registered, session
-- Reports: `report:ID` holds one as JSON, `reports` all ids by the time of filing, and
-- `reports:VERDICT` those with that verdict; `filed-by:USER` and `filed-on:USER` whose they are.
--
-- ARGS: user, session, id, reason, note. Gives the reported user if the report is new, else ''.

local user, id, report, reason, note = unpack(ARGS)
local named = session(id)

if not is_member(user, named) then
  tell(user, 'NotInSession')
  return ''
end

local partner = partner_in(named, user)
local new = redis.call('EXISTS', key('report', report)) == 0
if new then
  local time = wall_clock()
  redis.call('SET', key('report', report), cjson.encode({
    id = report, session = id, reporter = user, reporter_name = name_of(user),
    reported = partner, reported_name = name_of(partner), reason = reason, note = note,
    filed = time / 1000, session_started = named.started / 1000, verdict = 'open',
  }))
  redis.call('ZADD', ROOT .. 'reports', time, report)
  redis.call('ZADD', key('reports', 'open'), time, report)
  redis.call('SADD', key('filed-by', user), report)
  redis.call('SADD', key('filed-on', partner), report)
end
redis.call('SADD', key('reported', user), partner)
redis.call('SADD', key('reported', partner), user)

if named.ended then
  tell(user, 'Ended', 'session', quote(id), 'reason', '"reported"')
else
  part(named, 'reported', user)
end
return new and partner or ''
