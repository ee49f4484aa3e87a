-- Gurukul on PostgreSQL, 5 of 8: buddies.
begin;

create function gurukul.buddy_changed(who text, partner text, state text) returns gurukul.told[]
language sql stable as $$
    select gurukul.tell(who, json_build_object('type', 'BuddyChanged', 'user', who,
        'partner', json_build_object('id', partner, 'name', gurukul.name_of(partner)),
        'state', state))
$$;

create function gurukul.both_lists(one text, other text) returns gurukul.told[]
language sql stable as $$
    select gurukul.tell(one, gurukul.buddy_list_event(one))
        || gurukul.tell(other, gurukul.buddy_list_event(other))
$$;

create function gurukul.refuse_buddy(who text, why text) returns gurukul.told[]
language sql stable as $$
    select gurukul.tell(who, json_build_object('type', 'BuddyRefused', 'user', who, 'why', why))
$$;

-- Two people who add each other at the same moment: one of them is the second.
create function gurukul.lock_pair(one text, other text) returns void
language sql volatile as $$
    select pg_catalog.pg_advisory_xact_lock(
        1735750508, pg_catalog.hashtext(least(one, other) || ' ' || greatest(one, other)))
$$;

-- Who is meant: the present partner, or `partner` themselves.
create function gurukul.buddy_meant(who text, session text, partner text) returns text
language plpgsql stable as $$
declare
    s gurukul.chat_sessions;
begin
    if session is null then
        return partner;
    end if;
    s := gurukul.session_of(who);
    return case when s.id <> session then null
        when who = s.caller then s.callee else s.caller end;
end $$;

create function gurukul.befriend(who text, session text, partner text)
returns gurukul.told[]
language plpgsql volatile as $$
declare
    other text;
    now timestamptz := gurukul.moment();
    most constant integer := 200;
begin
    perform gurukul.lock_user(who);
    other := gurukul.buddy_meant(who, session, partner);
    if other is null then
        return gurukul.refuse_buddy(who, 'not_in_session');
    end if;
    perform gurukul.lock_pair(who, other);
    if not exists (select from gurukul.study_connections c
        where c.user_id = who and c.buddy_id = other and c.accepted)
    then
        if session is null then
            return gurukul.refuse_buddy(who, 'stranger');
        end if;
        if not exists (select from gurukul.study_connections c
            where c.user_id = other and c.buddy_id = who)
        then
            insert into gurukul.study_connections (user_id, buddy_id, accepted, since)
            values (who, other, false, now) on conflict do nothing;
            -- The oldest of the unanswered requests makes room.
            delete from gurukul.study_connections c
            where c.user_id = who and not c.accepted and c.number <= (
                select r.number from gurukul.study_connections r
                where r.user_id = who and not r.accepted
                order by r.number desc offset most limit 1);
            return gurukul.buddy_changed(who, other, 'requested')
                || gurukul.buddy_changed(other, who, 'requested');
        end if;
        if exists (select from gurukul.study_connections c
            where c.user_id in (who, other) and c.accepted
            group by c.user_id having count(*) >= most)
        then
            return gurukul.refuse_buddy(who, 'full');
        end if;
        delete from gurukul.study_connections c
        where (c.user_id, c.buddy_id) in ((who, other), (other, who));
        insert into gurukul.study_connections (user_id, buddy_id, accepted, since)
        values (who, other, true, now), (other, who, true, now);
    end if;
    return gurukul.buddy_changed(who, other, 'accepted')
        || gurukul.buddy_changed(other, who, 'accepted')
        || gurukul.both_lists(who, other)
        -- Of two who wait, one asked perhaps for buddies first.
        || array[(null, who, null, null)::gurukul.told];
end $$;

create function gurukul.unfriend(who text, session text, partner text, again boolean)
returns gurukul.told[]
language plpgsql volatile as $$
declare
    other text;
begin
    perform gurukul.lock_user(who);
    other := gurukul.buddy_meant(who, session, partner);
    if other is null then
        return gurukul.refuse_buddy(who, 'not_in_session');
    end if;
    perform gurukul.lock_pair(who, other);
    delete from gurukul.study_connections c
    where (c.user_id, c.buddy_id) in ((who, other), (other, who));
    if not (found or again) then
        return gurukul.buddy_changed(who, other, 'removed');
    end if;
    return gurukul.buddy_changed(who, other, 'removed')
        || gurukul.buddy_changed(other, who, 'removed')
        || gurukul.both_lists(who, other);
end $$;

insert into gurukul.migrations (version, name) values (5, 'buddies');
commit;
