-- uses: registered, settings_list
-- Tell the settings to this instance, which has missed a change.

push(HERE, event('SettingsChanged', 'settings', all_settings()))
return 1
