-- uses: settings_list
-- ARGS: names and values in turn to store, as a JSON list; names to forget, as a JSON list.
-- Gives all settings, which every instance is told if any were named.

local changed, forgotten = cjson.decode(ARGS[1]), cjson.decode(ARGS[2])
for i = 1, #changed, 2 do
  redis.call('HSET', ROOT .. 'settings', changed[i], changed[i + 1])
end
for _, name in ipairs(forgotten) do
  redis.call('HDEL', ROOT .. 'settings', name)
end
local settings = all_settings()
if #changed + #forgotten > 0 then
  tell_all(event('SettingsChanged', 'settings', settings))
end
return settings
