-- Gurukul on PostgreSQL, 2 of 8: what people are told, and how it gets to them.
--
-- A function that does something returns what happened as an array of gurukul.told. The
-- statement that calls it hands the array to gurukul.deliver, which gives back what is for
-- people of the calling instance and puts the rest into the inboxes of the others:
--
--     select * from gurukul.deliver(instance, gurukul.cancel(person))
--
-- The calling instance wakes the others afterwards by NOTIFY in a transaction of its own:
-- a NOTIFY holds a lock of the whole cluster until its transaction is on the disk, which
-- would let only one match commit at a time.
--
begin;

-- The present. The only place that asks a clock.
create function gurukul.moment() returns timestamptz
language sql volatile as $$ select clock_timestamp() $$;

-- instance: who is told; null is nobody's.
-- event: in the JSON of gurukul_desktop.server.stores.events. Without event, the buddy list of
-- user_id is out of date, or, with no instance either, user_id is to be searched for again.
create type gurukul.told as (instance text, user_id text, event text, key text);

-- One person's commands one after the other, whatever connection they come from. Always the
-- first lock that a transaction takes, and the only one of its kind but for a pair's.
create function gurukul.lock_user(who text) returns void
language sql volatile as
$$ select pg_catalog.pg_advisory_xact_lock(1735750507, pg_catalog.hashtext(who)) $$;

-- Commit without waiting for the disk: for what a server makes anew after a crash (who is
-- connected, who waits), never for sessions, reports, bans and buddies.
create function gurukul.commit_lazily() returns void
language plpgsql volatile as $$
begin
    set local synchronous_commit = off;
end $$;

-- In PL/pgSQL, which keeps its plans: a function in SQL that is not merely an expression is
-- planned anew in every transaction, and cost more than all the rest.
create function gurukul.tell(who text, what json) returns gurukul.told[]
language plpgsql stable as $$
declare
    home text;
begin
    select p.instance into home from gurukul.people p where p.user_id = who;
    if home is null then
        return '{}';
    end if;
    return array[(home, who, what::text, null)::gurukul.told];
end $$;

create function gurukul.name_of(who text) returns text
language plpgsql stable as $$
begin
    return coalesce((select p.name from gurukul.people p where p.user_id = who), 'Student');
end $$;

create function gurukul.session_view(s gurukul.chat_sessions, who text) returns json
language plpgsql stable as $$
declare
    partner text := case when who = s.caller then s.callee else s.caller end;
begin
    return json_build_object(
        'id', s.id,
        'partner', json_build_object('id', partner, 'name', gurukul.name_of(partner)),
        'buddy', exists (
            select from gurukul.study_connections c
            where c.user_id = who and c.buddy_id = partner and c.accepted),
        'role', case when who = s.caller then 'caller' else 'callee' end,
        'media', s.media,
        'hide_address', s.hide_address);
end $$;

create function gurukul.session_of(who text) returns gurukul.chat_sessions
language plpgsql stable as $$
declare
    s gurukul.chat_sessions;
begin
    select c.* into s
    from gurukul.session_members m join gurukul.chat_sessions c on c.id = m.session_id
    where m.user_id = who;
    return s;
end $$;

create function gurukul.simple_event(type text, who text) returns json
language sql stable as $$ select json_build_object('type', type, 'user', who) $$;

create function gurukul.session_event(type text, who text, session text, reason text)
returns json language sql stable as $$
    select json_build_object('type', type, 'user', who, 'session', session, 'reason', reason)
$$;

create function gurukul.matched_event(s gurukul.chat_sessions, who text) returns json
language sql stable as $$
    select json_build_object(
        'type', 'Matched', 'user', who, 'session', gurukul.session_view(s, who))
$$;

create function gurukul.buddy_list(who text) returns json
language plpgsql stable as $$
begin
    return coalesce((
        select json_agg(json_build_object(
            'id', c.buddy_id,
            'name', coalesce(p.name, 'Student'),
            'online', coalesce(p.instance is not null, false)) order by c.number)
        from gurukul.study_connections c left join gurukul.people p on p.user_id = c.buddy_id
        where c.user_id = who and c.accepted), '[]');
end $$;

create function gurukul.buddy_list_event(who text) returns json
language sql stable as $$
    select json_build_object(
        'type', 'BuddyList', 'user', who, 'buddies', gurukul.buddy_list(who))
$$;

-- Somebody came, went, or has a new name: the lists of their buddies are out of date. Their
-- instances make the new ones about once a second, so that somebody who comes and goes does
-- not make work for 200 others each time.
create function gurukul.outdated_lists(who text) returns gurukul.told[]
language plpgsql stable as $$
begin
    return array(
        select (p.instance, p.user_id, null, null)::gurukul.told
        from gurukul.study_connections c join gurukul.people p on p.user_id = c.buddy_id
        where c.user_id = who and c.accepted and p.instance is not null);
end $$;

-- What is for people of `home`, in order; a row with nothing but an instance: wake that one.
-- Without `home`, everybody is somewhere else, and woken from here.
create function gurukul.deliver(home text, happened gurukul.told[]) returns setof gurukul.told
language plpgsql volatile as $$
declare
    t gurukul.told;
begin
    foreach t in array happened loop
        if t.instance = home or t.instance is null then
            return next t;
        else
            insert into gurukul.inbox (instance, user_id, event, key)
            values (t.instance, t.user_id, t.event, t.key);
            if home is null then
                perform pg_notify('gurukul_' || t.instance, '');
            else
                return next (t.instance, null, null, null)::gurukul.told;
            end if;
        end if;
    end loop;
end $$;

-- Everything in the inbox of an instance; what it has taken before is deleted. Two steps, so
-- that nothing is lost with the answer.
create function gurukul.drain_inbox(home text, taken bigint[]) returns setof gurukul.inbox
language plpgsql volatile as $$
begin
    if cardinality(taken) > 0 then
        perform gurukul.commit_lazily();
        delete from gurukul.inbox where id = any (taken);
    end if;
    return query
        select * from gurukul.inbox i where i.instance = home order by i.id limit 1000;
end $$;

insert into gurukul.migrations (version, name) values (2, 'events');
commit;
