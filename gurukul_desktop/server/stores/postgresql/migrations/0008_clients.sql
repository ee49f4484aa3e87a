-- Gurukul on PostgreSQL, 8 of 8: what other clients may do and see.
--
-- find_match, skip_partner and cleanup_matchmaking work from psql and, on a hosted PostgreSQL,
-- through PostgREST. A person acts as themselves: `sub` of the token, which PostgREST puts
-- into request.jwt.claims. Who may act for anybody: the role that ran the migrations and its
-- members, and service_role. Row-level security shows people their own rows only; the owner
-- of the tables, as which the functions run, is not bound by it.
begin;

create function gurukul.me() returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
$$;

-- Refuse to act for somebody else. Inside SECURITY DEFINER current_user is the owner; who
-- called stands in the setting `role`, or is the one who logged in.
create function gurukul.authorize(who text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    caller name := case when current_setting('role') = 'none' then session_user
        else current_setting('role')::name end;
begin
    if caller = 'service_role' or pg_has_role(caller, current_user, 'member')
        or who = gurukul.me()
    then
        return;
    end if;
    raise insufficient_privilege using message = 'this is another person''s';
end $$;

create function gurukul.match_state(who text) returns jsonb
language plpgsql volatile as $$
declare
    s gurukul.chat_sessions := gurukul.session_of(who);
    me gurukul.waiting_queue;
begin
    if s.id is not null then
        return jsonb_build_object('state', 'matched', 'session', gurukul.session_view(s, who));
    end if;
    select q.* into me from gurukul.waiting_queue q where q.user_id = who;
    return jsonb_build_object('state', 'waiting',
        'position', (select count(*) from gurukul.waiting_queue q where q.number <= me.number),
        'waiting', (select count(*) from gurukul.waiting_queue));
end $$;

-- Without sequential scans: statistics of an empty queue would have it read from end to end.
--
-- Look for a partner, and look again: call it every second or three until the state is
-- 'matched'. An entry that is not renewed for two minutes is swept.
create function gurukul.find_match(
    "user" text, mode text default 'global', media text default 'video',
    topics text[] default '{}', hide_address boolean default false, name text default '')
returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set enable_seqscan = off as $$
#variable_conflict use_column
declare
    who constant text := find_match."user";
    folded text[];
begin
    perform gurukul.authorize(who);
    if exists (select from gurukul.bans b
        where b.user_id = who and (b.until is null or b.until > gurukul.moment()))
    then
        raise insufficient_privilege using message = 'banned';
    end if;
    perform gurukul.lock_user(who);
    insert into gurukul.people as p (user_id, name, changed)
    values (who, coalesce(nullif(left(trim(find_match.name), 60), ''), 'Student'),
        gurukul.moment())
    on conflict (user_id) do update set
        name = coalesce(nullif(left(trim(find_match.name), 60), ''), p.name),
        changed = excluded.changed;
    if (gurukul.session_of(who)).id is null then
        -- Compared as gurukul_desktop.matchmaking.wishes folds them.
        select coalesce(array_agg(distinct f.topic), '{}') into folded
        from (select lower(trim(regexp_replace(left(t, 40), '\s+', ' ', 'g')))
            from unnest(find_match.topics) t limit 5) f (topic) where f.topic <> '';
        perform gurukul.deliver(null, gurukul.seek(
            (select p.instance from gurukul.people p where p.user_id = who), who,
            find_match.mode, find_match.media, folded, find_match.hide_address, false)
            || gurukul.claim(who, false));
    end if;
    return gurukul.match_state(who);
end $$;

-- Leave the partner, who is told; the two are not paired again for a while.
create function gurukul.skip_partner("user" text, session text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set enable_seqscan = off as $$
declare
    who constant text := skip_partner."user";
begin
    perform gurukul.authorize(who);
    perform gurukul.lock_user(who);
    if (gurukul.session_of(who)).id is distinct from session then
        return false;
    end if;
    perform gurukul.deliver(null, gurukul.leave(who, session, 'skipped', false));
    return true;
end $$;

-- Do what is due now; a server does it every second, pg_cron does it where there is one.
create function gurukul.cleanup_matchmaking() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set enable_seqscan = off as $$
begin
    perform gurukul.deliver(null, gurukul.sweep());
end $$;

alter table gurukul.people enable row level security;
alter table gurukul.waiting_queue enable row level security;
alter table gurukul.chat_sessions enable row level security;
alter table gurukul.session_members enable row level security;
alter table gurukul.study_connections enable row level security;
alter table gurukul.reports enable row level security;
alter table gurukul.bans enable row level security;
alter table gurukul.system_settings enable row level security;
alter table gurukul.barred_pairs enable row level security;
alter table gurukul.kept_signals enable row level security;
alter table gurukul.inbox enable row level security;
alter table gurukul.instances enable row level security;
alter table gurukul.clock enable row level security;
alter table gurukul.rules enable row level security;
alter table gurukul.migrations enable row level security;

-- The sub-select is worked out once a query, not once a row.
create policy own on gurukul.people for select using (user_id = (select gurukul.me()));
create policy own on gurukul.waiting_queue for select using (user_id = (select gurukul.me()));
create policy own on gurukul.chat_sessions for select
    using ((select gurukul.me()) in (caller, callee));
create policy own on gurukul.session_members for select
    using (user_id = (select gurukul.me()));
create policy own on gurukul.study_connections for select
    using (user_id = (select gurukul.me()));

revoke all on all functions in schema gurukul from public;

-- For roles that exist. Call it again when they were made later, or for a role of your own
-- that people's requests run as.
create function gurukul.grant_access(people name default 'authenticated',
    service name default 'service_role') returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from pg_roles where rolname = people) then
        execute format('grant usage on schema gurukul to %I', people);
        execute format('grant select on gurukul.people, gurukul.waiting_queue,
            gurukul.chat_sessions, gurukul.session_members, gurukul.study_connections
            to %I', people);
        execute format('grant execute on function gurukul.me(), gurukul.find_match,
            gurukul.skip_partner to %I', people);
    end if;
    if exists (select from pg_roles where rolname = service) then
        execute format('grant usage on schema gurukul to %I', service);
        execute format('grant select on all tables in schema gurukul to %I', service);
        execute format('grant execute on function gurukul.me(), gurukul.find_match,
            gurukul.skip_partner, gurukul.cleanup_matchmaking to %I', service);
    end if;
end $$;
revoke all on function gurukul.grant_access from public;
select gurukul.grant_access();

-- Where pg_cron is, cleanup runs also while no server does. Call it again when pg_cron was
-- installed later.
create function gurukul.schedule_cleanup() returns text
language plpgsql volatile as $$
begin
    if not exists (select from pg_extension where extname = 'pg_cron') then
        return 'pg_cron is not installed';
    end if;
    begin
        execute $cron$select cron.schedule(
            'gurukul', '10 seconds', 'select gurukul.cleanup_matchmaking()')$cron$;
    exception when others then
        -- Before version 1.5 it knows no seconds.
        execute $cron$select cron.schedule(
            'gurukul', '* * * * *', 'select gurukul.cleanup_matchmaking()')$cron$;
    end;
    return 'scheduled';
exception when insufficient_privilege then
    return 'this role may not use pg_cron';
end $$;
revoke all on function gurukul.schedule_cleanup from public;
select gurukul.schedule_cleanup();

insert into gurukul.migrations (version, name) values (8, 'clients');
commit;
