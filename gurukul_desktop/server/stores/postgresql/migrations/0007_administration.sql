-- Gurukul on PostgreSQL, 7 of 8: an instance that was away agrees with the tables again; bans,
-- and the deleting of a person.
begin;

-- What an instance knows of one connected person against what the tables say. The tables win,
-- but for what they cannot know: who is connected, and who still wants a partner.
-- found: a session as the instance has it (a SessionView), wish: what is looked for, or null.
create function gurukul.reconcile(
    home text, who text, arrival text, name text, wish jsonb, view jsonb)
returns gurukul.told[]
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    p gurukul.people;
    s gurukul.chat_sessions;
    old gurukul.chat_sessions;
    happened gurukul.told[] := '{}';
begin
    perform gurukul.lock_user(who);
    select o.* into p from gurukul.people o where o.user_id = who;
    if exists (select from gurukul.bans b
        where b.user_id = who and (b.until is null or b.until > gurukul.moment()))
    then
        return array[(home, who, gurukul.simple_event('Banned', who)::text, null)::gurukul.told];
    end if;
    if p.former = arrival or p.arrival <> arrival and exists (
        select from gurukul.instances i where i.id = p.instance and i.id <> home)
    then
        return array[(home, who, json_build_object(
            'type', 'Replaced', 'user', who, 'arrival', arrival)::text, null)::gurukul.told];
    end if;
    if p.arrival is distinct from arrival or p.instance is distinct from home then
        -- Was taken for dead, or forgotten. What Arrived would say is told below.
        happened := array(
            select t from unnest(gurukul.arrive(home, who, arrival, name)) t
            where t.event is null or t.key is not null);
    end if;
    s := gurukul.session_of(who);
    if view is not null and s.id is distinct from view ->> 'id' then
        select c.* into old from gurukul.chat_sessions c where c.id = view ->> 'id';
        if found then
            happened := happened || gurukul.tell(who, gurukul.session_event(
                case when old.ended_by = who then 'Ended' else 'PartnerLeft' end,
                who, old.id, coalesce(old.reason, 'disconnected')));
        elsif s.id is null then
            -- The tables know nothing of this call, which goes on all the same.
            if gurukul.restore_session(who, view) then
                s := gurukul.session_of(who);
            else
                happened := happened || gurukul.tell(who, gurukul.session_event(
                    'PartnerLeft', who, view ->> 'id', 'disconnected'));
            end if;
        end if;
    end if;
    if s.id is not null then
        if view is null or s.id <> view ->> 'id' then
            happened := happened || gurukul.tell(who, gurukul.matched_event(s, who));
        end if;
    elsif wish is null then
        delete from gurukul.waiting_queue q where q.user_id = who;
    elsif not exists (select from gurukul.waiting_queue q where q.user_id = who) then
        happened := happened || gurukul.seek(home, who, wish ->> 'mode', wish ->> 'media',
            array(select jsonb_array_elements_text(wish -> 'topics')),
            (wish ->> 'hide_address')::boolean, false)
            || array[(null, who, null, null)::gurukul.told];
    end if;
    return happened;
end $$;

-- False if the partner is in another session.
create function gurukul.restore_session(who text, view jsonb) returns boolean
language plpgsql volatile as $$
declare
    partner text := view -> 'partner' ->> 'id';
    calls boolean := view ->> 'role' = 'caller';
begin
    if exists (select from gurukul.session_members m where m.user_id = partner) then
        return false;
    end if;
    delete from gurukul.waiting_queue q where q.user_id in (who, partner);
    insert into gurukul.chat_sessions (id, caller, callee, media, hide_address, started)
    values (view ->> 'id', case when calls then who else partner end,
        case when calls then partner else who end, view ->> 'media',
        (view ->> 'hide_address')::boolean, gurukul.moment());
    -- The partner counts as away until their own instance says otherwise.
    insert into gurukul.session_members (user_id, session_id, away)
    values (who, view ->> 'id', null), (partner, view ->> 'id', gurukul.moment());
    return true;
end $$;

-- `people` is a list of {user, arrival, name, wish, session}.
create function gurukul.rejoin(home text, people jsonb) returns gurukul.told[]
language plpgsql volatile as $$
declare
    p jsonb;
    happened gurukul.told[] := '{}';
begin
    for p in select e from jsonb_array_elements(people) e order by e ->> 'user' loop
        happened := happened || gurukul.reconcile(home, p ->> 'user', p ->> 'arrival',
            p ->> 'name', nullif(p -> 'wish', 'null'), nullif(p -> 'session', 'null'));
    end loop;
    return happened;
end $$;

-- Those whom the tables think connected at `home`, and who are not.
create function gurukul.drop_others(home text, users text[]) returns gurukul.told[]
language plpgsql volatile as $$
declare
    who text;
    happened gurukul.told[] := '{}';
begin
    for who in select p.user_id from gurukul.people p
        where p.instance = home and p.user_id <> all (users) order by p.user_id
    loop
        happened := happened || gurukul.drop_user(who);
    end loop;
    return happened;
end $$;

-- Somebody is to be gone this moment: `what` is told to them, the partner is left.
create function gurukul.expel(who text, what json, why text) returns gurukul.told[]
language plpgsql volatile as $$
declare
    happened gurukul.told[] := gurukul.tell(who, what);
    s gurukul.chat_sessions := gurukul.session_of(who);
begin
    happened := happened || gurukul.drop_user(who);
    -- Perhaps matched while this waited for their entry.
    s := gurukul.session_of(who);
    if s.id is not null then
        happened := happened || array(
            select t from unnest(gurukul.end_session(s.id, why, who)) t where t.user_id <> who);
    end if;
    return happened;
end $$;

create function gurukul.ban(who text, reason text, until timestamptz) returns gurukul.told[]
language plpgsql volatile as $$
begin
    perform gurukul.lock_user(who);
    insert into gurukul.bans as b (user_id, name, reason, since, until)
    values (who, gurukul.name_of(who), ban.reason, gurukul.moment(), ban.until)
    on conflict (user_id) do update set name = excluded.name, reason = excluded.reason,
        since = excluded.since, until = excluded.until;
    return gurukul.expel(who, gurukul.simple_event('Banned', who), 'reported');
end $$;

-- Everything that is stored about somebody, but what others wrote.
create function gurukul.export(who text) returns json
language sql stable as $$
    select json_build_object(
        'user', who,
        'name', (select p.name from gurukul.people p where p.user_id = who),
        'online', exists (
            select from gurukul.people p where p.user_id = who and p.instance is not null),
        'waiting', (select json_build_object('mode', q.mode, 'media', q.media,
                'topics', q.topics, 'hide_address', q.hide_address,
                'since', extract(epoch from q.since))
            from gurukul.waiting_queue q where q.user_id = who),
        'session', (select m.session_id from gurukul.session_members m where m.user_id = who),
        'sessions', (select coalesce(json_agg(json_build_object('id', s.id, 'media', s.media,
                'role', case when s.caller = who then 'caller' else 'callee' end,
                'hide_address', s.hide_address, 'started', extract(epoch from s.started),
                'connected', extract(epoch from s.connected),
                'ended', extract(epoch from s.ended), 'reason', s.reason)
                order by s.started), '[]')
            from gurukul.chat_sessions s where who in (s.caller, s.callee)),
        'buddies', (select coalesce(json_agg(c.buddy_id order by c.number), '[]')
            from gurukul.study_connections c where c.user_id = who and c.accepted),
        'requests', (select coalesce(json_agg(c.buddy_id order by c.number), '[]')
            from gurukul.study_connections c where c.user_id = who and not c.accepted),
        'reports', (select coalesce(json_agg(json_build_object('session', r.session_id,
                'reason', r.reason, 'note', r.note, 'filed', extract(epoch from r.filed))
                order by r.id), '[]')
            from gurukul.reports r where r.reporter = who),
        'bans', (select coalesce(json_agg(json_build_object('user', b.user_id, 'name', b.name,
                'reason', b.reason, 'since', extract(epoch from b.since),
                'until', extract(epoch from b.until))), '[]')
            from gurukul.bans b where b.user_id = who))
$$;

-- `changes`: null forgets a setting. Every instance is told all that is stored.
create function gurukul.change_settings(changes jsonb) returns gurukul.told[]
language plpgsql volatile as $$
begin
    delete from gurukul.system_settings s
    where changes ? s.key and changes ->> s.key is null;
    insert into gurukul.system_settings (key, value)
        select c.key, c.value from jsonb_each_text(changes) c where c.value is not null
        order by c.key
    on conflict (key) do update set value = excluded.value;
    return array(
        select (i.id, null, json_build_object('type', 'SettingsChanged', 'settings', (
            select coalesce(json_object_agg(s.key, s.value), '{}')
            from gurukul.system_settings s))::text, null)::gurukul.told
        from gurukul.instances i);
end $$;

create function gurukul.drain(instance text) returns gurukul.told[]
language sql stable as $$
    select array(
        select (i.id, null, json_build_object('type', 'DrainRequested')::text,
            null)::gurukul.told
        from gurukul.instances i where i.id = drain.instance)
$$;

-- Delete all that is stored about somebody. What others reported stays, without the name.
create function gurukul.erase(who text, out happened gurukul.told[], out stored boolean)
language plpgsql volatile as $$
declare
    p gurukul.people;
    n bigint;
begin
    perform gurukul.lock_user(who);
    select o.* into p from gurukul.people o where o.user_id = who for update;
    stored := found;
    happened := gurukul.expel(who, gurukul.simple_event('Erased', who), 'ended');
    with gone as (
        delete from gurukul.study_connections c
        where c.user_id = who or c.buddy_id = who returning c.user_id, c.accepted)
    select happened || coalesce(array_agg(
            (o.instance, o.user_id, null, null)::gurukul.told), '{}'), stored or count(*) > 0
        into happened, stored
    from gone g left join gurukul.people o
        on o.user_id = g.user_id and o.user_id <> who and o.instance is not null;
    delete from gurukul.reports r where r.reporter = who;
    stored := stored or found;
    update gurukul.reports r set reported_name = '' where r.reported = who and reported_name <> '';
    stored := stored or found;
    delete from gurukul.chat_sessions s where who in (s.caller, s.callee);
    stored := stored or found;
    delete from gurukul.barred_pairs b where who in (b.one, b.other);
    stored := stored or found;
    update gurukul.bans b set name = '' where b.user_id = who;
    delete from gurukul.kept_signals k where k.user_id = who;
    delete from gurukul.people o where o.user_id = who;
    happened := array(select t from unnest(happened) t where t.instance is not null);
end $$;

insert into gurukul.migrations (version, name) values (7, 'administration');
commit;
