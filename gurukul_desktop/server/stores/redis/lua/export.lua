-- uses: presence
-- ARGS: user. Gives, as JSON, everything that is stored about them; no other person's words.

local user = ARGS[1]

local function list(items)
  return #items == 0 and '[]' or cjson.encode(items)
end

local function reports(index, shows_note)
  local found = {}
  for i, id in ipairs(redis.call('SMEMBERS', key(index, user))) do
    local report = cjson.decode(redis.call('GET', key('report', id)))
    found[i] = {
      session = report.session, reason = report.reason, filed = report.filed,
      verdict = report.verdict, note = shows_note and report.note or nil,
    }
  end
  return list(found)
end

local record = redis.call('HMGET', key('user', user), 'name', 'instance', 'session')
local ticket = ticket_of(user)
local ban = redis.call('HGET', ROOT .. 'bans', user)
return '{"user":' .. quote(user)
  .. ',"name":' .. (record[1] and quote(record[1]) or 'null')
  .. ',"online":' .. tostring(record[2] ~= false)
  .. ',"waiting":' .. (ticket and '{"mode":' .. quote(ticket.mode) .. ',"media":'
    .. quote(ticket.media) .. ',"topics":' .. list(ticket.topics) .. ',"hide_address":'
    .. tostring(ticket.hide == '1') .. '}' or 'null')
  .. ',"session":' .. (record[3] and quote(record[3]) or 'null')
  .. ',"past_sessions":' .. list(redis.call('SMEMBERS', key('past', user)))
  .. ',"buddies":' .. list(redis.call('ZRANGE', key('buddies', user), 0, -1))
  .. ',"requests":' .. list(redis.call('ZRANGE', key('requests', user), 0, -1))
  .. ',"reports":' .. reports('filed-by', true)
  .. ',"reports_about":' .. reports('filed-on', false)
  .. ',"not_paired_with":' .. redis.call('SCARD', key('reported', user))
  .. ',"bans":[' .. (banned(user) and ban or '') .. ']}'
