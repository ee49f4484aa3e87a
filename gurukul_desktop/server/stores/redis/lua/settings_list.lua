-- uses: base, tell
-- What an admin has set, as JSON.

local function all_settings()
  local stored, parts = redis.call('HGETALL', ROOT .. 'settings'), {}
  for i = 1, #stored, 2 do
    parts[#parts + 1] = quote(stored[i]) .. ':' .. quote(stored[i + 1])
  end
  return '{' .. table.concat(parts, ',') .. '}'
end
