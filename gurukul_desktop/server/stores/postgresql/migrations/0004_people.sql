-- Gurukul on PostgreSQL, 4 of 8: people come and go, leave sessions, report, and add buddies.
--
-- Each function is one person's command and begins with gurukul.lock_user. `again` tells that
-- an earlier attempt may have succeeded with only its answer lost: then it is answered anew.
-- Locks are taken in one order: the person, people, the queue, sessions, their members.
begin;

-- Connection `arrival` of a person, at instance `home`. An empty name keeps the known one.
create function gurukul.arrive(home text, who text, arrival text, name text)
returns gurukul.told[]
language plpgsql volatile as $$
#variable_conflict use_column
declare
    old gurukul.people;
    new gurukul.people;
    s gurukul.chat_sessions;
    happened gurukul.told[] := '{}';
    now timestamptz := gurukul.moment();
begin
    perform gurukul.lock_user(who);
    perform gurukul.commit_lazily();
    if exists (select from gurukul.bans b
        where b.user_id = who and (b.until is null or b.until > now))
    then
        return array[(home, who, json_build_object(
            'type', 'TurnedAway', 'user', who, 'arrival', arrive.arrival)::text,
            null)::gurukul.told];
    end if;
    select p.* into old from gurukul.people p where p.user_id = who for update;
    if old.former = arrive.arrival then
        -- A second attempt; between the two this connection was replaced.
        return array[(home, who, json_build_object(
            'type', 'Replaced', 'user', who, 'arrival', arrive.arrival)::text,
            null)::gurukul.told];
    end if;
    insert into gurukul.people as p (user_id, name, arrival, instance, changed)
    values (who, coalesce(nullif(arrive.name, ''), 'Student'), arrive.arrival, home, now)
    on conflict (user_id) do update set
        name = coalesce(nullif(arrive.name, ''), p.name),
        arrival = excluded.arrival, instance = excluded.instance, changed = now,
        former = case when p.arrival <> excluded.arrival then p.arrival else p.former end
    returning * into new;
    if old.arrival <> new.arrival then
        happened := array[(old.instance, who, json_build_object(
            'type', 'Replaced', 'user', who, 'arrival', old.arrival)::text, null)::gurukul.told];
    end if;
    if old.user_id is null then
        -- Of somebody new there is nothing else yet.
        return array[(home, who, json_build_object(
            'type', 'Arrived', 'user', who, 'arrival', new.arrival, 'name', new.name,
            'session', null, 'buddies', json_build_array())::text, null)::gurukul.told];
    end if;
    if old.arrival is distinct from new.arrival then
        delete from gurukul.waiting_queue q where q.user_id = who;
        if found then
            perform nextval('gurukul.queue_revision');
        end if;
        delete from gurukul.kept_signals k where k.user_id = who and k.told is not null;
    end if;
    update gurukul.session_members m set away = null
    where m.user_id = who and m.away is not null;
    s := gurukul.session_of(who);
    if old.instance <> home then
        -- Signals that are on their way to where the person was.
        with moved as (
            delete from gurukul.inbox i
            where i.instance = old.instance and i.user_id = who and i.key is not null
            returning i.*)
        insert into gurukul.kept_signals (user_id, session_id, event, key)
            select who, s.id, m.event, m.key from moved m where s.id is not null order by m.id;
    end if;
    happened := happened || (home, who, json_build_object(
        'type', 'Arrived', 'user', who, 'arrival', new.arrival, 'name', new.name,
        'session', case when s.id is not null then gurukul.session_view(s, who) end,
        'buddies', gurukul.buddy_list(who))::text, null)::gurukul.told;
    if s.id is not null then
        update gurukul.kept_signals k set told = new.arrival where k.user_id = who;
        happened := happened || (
            select coalesce(array_agg((home, who, k.event, k.key)::gurukul.told order by k.key), '{}')
            from gurukul.kept_signals k where k.user_id = who and k.session_id = s.id);
    end if;
    if old.instance is null or old.name <> new.name then
        happened := happened || gurukul.outdated_lists(who);
    end if;
    return happened;
end $$;

-- Out of the queue now; out of a session unless back in time.
create function gurukul.drop_user(who text) returns gurukul.told[]
language plpgsql volatile as $$
begin
    update gurukul.people p
    set arrival = null, instance = null, changed = gurukul.moment() where p.user_id = who;
    delete from gurukul.waiting_queue q where q.user_id = who;
    if found then
        perform nextval('gurukul.queue_revision');
    end if;
    -- After the delete, which may have waited for a match of this person.
    update gurukul.session_members m set away = gurukul.moment()
    where m.user_id = who and m.away is null;
    return gurukul.outdated_lists(who);
end $$;

create function gurukul.depart(who text, arrival text) returns gurukul.told[]
language plpgsql volatile as $$
begin
    perform gurukul.lock_user(who);
    perform gurukul.commit_lazily();
    if exists (select from gurukul.people p
        where p.user_id = who and p.arrival = depart.arrival)
    then
        return gurukul.drop_user(who);
    end if;
    return '{}';
end $$;

-- End a session, because of `ended_by` or, without, of its age. Nothing if it has ended.
create function gurukul.end_session(session text, why text, culprit text) returns gurukul.told[]
language plpgsql volatile as $$
declare
    s gurukul.chat_sessions;
begin
    update gurukul.chat_sessions c
    set ended = gurukul.moment(), reason = why, ended_by = culprit
    where c.id = session and c.ended is null
    returning * into s;
    if not found then
        return '{}';
    end if;
    delete from gurukul.session_members m
    where m.user_id in (s.caller, s.callee) and m.session_id = s.id;
    delete from gurukul.kept_signals k where k.session_id = s.id;
    return gurukul.tell(s.caller, gurukul.session_event(
            case when culprit <> s.caller then 'PartnerLeft' else 'Ended' end,
            s.caller, s.id, why))
        || gurukul.tell(s.callee, gurukul.session_event(
            case when culprit <> s.callee then 'PartnerLeft' else 'Ended' end,
            s.callee, s.id, why));
end $$;

create function gurukul.not_in_session(who text) returns gurukul.told[]
language plpgsql stable as $$
begin
    return gurukul.tell(who, gurukul.simple_event('NotInSession', who));
end $$;

-- Leave a session; 'skipped' bars the pair for a while.
create function gurukul.leave(who text, session text, why text, again boolean)
returns gurukul.told[]
language plpgsql volatile as $$
declare
    s gurukul.chat_sessions;
begin
    perform gurukul.lock_user(who);
    s := gurukul.session_of(who);
    if s.id is distinct from session then
        select c.* into s from gurukul.chat_sessions c
        where c.id = session and again and c.ended_by = who and c.reason = why;
        if found then
            return gurukul.tell(who, gurukul.session_event('Ended', who, s.id, why));
        end if;
        return gurukul.not_in_session(who);
    end if;
    if why = 'skipped' then
        perform gurukul.bar(s.caller, s.callee,
            gurukul.moment() + (select skip from gurukul.rules));
    end if;
    return coalesce(
        nullif(gurukul.end_session(session, why, who), '{}'), gurukul.not_in_session(who));
end $$;

create function gurukul.report(who text, session text, reason text, note text)
returns gurukul.told[]
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    s gurukul.chat_sessions;
    partner text;
    happened gurukul.told[];
    now timestamptz := gurukul.moment();
begin
    perform gurukul.lock_user(who);
    select c.* into s from gurukul.chat_sessions c
    where c.id = session and who in (c.caller, c.callee)
        and (c.ended is null or c.ended > now - interval '1 hour');
    if not found then
        return gurukul.not_in_session(who);
    end if;
    partner := case when who = s.caller then s.callee else s.caller end;
    insert into gurukul.reports (session_id, reporter, reporter_name, reported, reported_name,
        reason, note, filed, session_started)
    values (s.id, who, gurukul.name_of(who), partner, gurukul.name_of(partner),
        reason, note, now, s.started)
    on conflict do nothing;
    perform gurukul.bar(who, partner, 'infinity');
    happened := gurukul.end_session(s.id, 'reported', who);
    if cardinality(happened) = 0 then
        happened := gurukul.tell(who, gurukul.session_event('Ended', who, s.id, 'reported'));
    end if;
    return happened;
end $$;

create function gurukul.media_flows(who text, session text) returns gurukul.told[]
language plpgsql volatile as $$
begin
    if not exists (select from gurukul.session_members m
        where m.user_id = who and m.session_id = session)
    then
        return gurukul.not_in_session(who);
    end if;
    perform gurukul.commit_lazily();
    update gurukul.chat_sessions c set connected = gurukul.moment()
    where c.id = session and c.connected is null;
    return '{}';
end $$;

-- A signal for the partner, in the JSON of an event; kept while they are away.
create function gurukul.relay(who text, partner text, session text, event text, key text)
returns gurukul.told[]
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    at text;
begin
    perform gurukul.commit_lazily();
    -- The lock keeps the partner from arriving while this is on its way to somewhere else.
    select p.instance into at from gurukul.people p where p.user_id = partner for share;
    if at is not null then
        return array[(at, partner, event, key)::gurukul.told];
    end if;
    if exists (
        select from gurukul.session_members o where o.user_id = who and o.session_id = session)
    then
        perform gurukul.keep(partner, session, event, key);
    end if;
    return '{}';
end $$;

-- Keep a signal for a member of a session until they arrive.
create function gurukul.keep(who text, session text, event text, key text) returns void
language plpgsql volatile as $$
#variable_conflict use_variable
begin
    insert into gurukul.kept_signals (user_id, session_id, event, key)
        select who, session, event, key
        from gurukul.session_members m
        where m.user_id = who and m.session_id = session
            and not exists (select from gurukul.kept_signals k
                where k.user_id = who and k.key = keep.key);
    -- A connection that is being rebuilt needs the newest.
    delete from gurukul.kept_signals k using (
        select i.id, row_number() over newest as signals,
            -- What is around the signal does not count; it is never longer.
            sum(greatest(octet_length(i.event) - 256, 0)) over newest as bytes
        from gurukul.kept_signals i where i.user_id = who
        window newest as (order by i.key desc)) as old
    where k.id = old.id and (old.signals > 100 or old.bytes > 256 * 1024);
end $$;

-- A signal came to an instance that has lost the connection `gone` of its receiver.
create function gurukul.keep_signal(
    who text, session text, gone text, event text, key text)
returns gurukul.told[]
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    p gurukul.people;
begin
    perform gurukul.commit_lazily();
    select o.* into p from gurukul.people o where o.user_id = who for share;
    if p.arrival <> gone then
        return array[(p.instance, who, event, key)::gurukul.told];
    end if;
    perform gurukul.keep(who, session, event, key);
    return '{}';
end $$;

insert into gurukul.migrations (version, name) values (4, 'people');
commit;
