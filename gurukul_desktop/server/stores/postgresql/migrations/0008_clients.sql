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

-- A name fit to be shown to a stranger, as gurukul_desktop.server.names makes it: without control
-- and direction characters, runs of space as one. Empty if nothing of it can be seen.
--
-- PostgreSQL's patterns know no categories of Unicode, so the characters are listed: of the
-- categories Cc, Cf (but the joiners, with which names in Indian scripts are spelt), Co, Zl, Zp
-- and Zs, and what is not a character. Of the marks, which need a letter to be seen, only those
-- that are of no script.
create function gurukul.clean_name(given text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when shown ~ ('^[ \u200C\u200D\u0300-\u036F\u0483-\u0489\u17B4\u17B5\u180B-\u180F'
            '\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F'
            '\U000E0100-\U000E01EF]*$') then '' else shown end
    from (select rtrim(left(ltrim(regexp_replace(normalize(left(given, 1000)),
        '[\u0001-\u0020\u007F-\u00A0\u00AD\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2'
        '\u1680\u180E\u2000-\u200B\u200E\u200F\u2028-\u202F\u205F-\u206F\u3000\uE000-\uF8FF'
        '\uFDD0-\uFDEF\uFEFF\uFFF0-\uFFFB\uFFFE\uFFFF\U000110BD\U000110CD'
        '\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
        '\U000E0000-\U000E00FF\U000E01F0-\U0010FFFF]+', ' ', 'g')), 60))) t (shown)
$$;

-- What the token calls whoever calls; a hosted PostgreSQL keeps it in user_metadata.
create function gurukul.my_name() returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(nullif(gurukul.clean_name(c ->> 'name'), ''),
        gurukul.clean_name(c #>> '{user_metadata,full_name}'), '')
    from (select nullif(current_setting('request.jwt.claims', true), '')::jsonb) t (c)
$$;

-- Whether the caller may act for anybody. Inside SECURITY DEFINER current_user is the owner;
-- who called stands in the setting `role`, or is the one who logged in.
create function gurukul.trusted() returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    caller name := case when current_setting('role') = 'none' then session_user
        else current_setting('role')::name end;
begin
    return caller = 'service_role' or pg_has_role(caller, current_user, 'member');
end $$;

-- Refuse to act for somebody else.
create function gurukul.authorize(who text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if gurukul.trusted() or who = gurukul.me() then
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
-- 'matched'. An entry that is not renewed for two minutes is swept. The name is kept until
-- another is given; that of a person's token comes first.
create function gurukul.find_match(
    "user" text, mode text default 'global', media text default 'video',
    topics text[] default '{}', hide_address boolean default false, name text default '')
returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set enable_seqscan = off as $$
#variable_conflict use_column
declare
    who constant text := find_match."user";
    -- Who acts for others has a token of its own, with a name of its own.
    own constant text := case when gurukul.trusted() then '' else gurukul.my_name() end;
    called constant text := coalesce(nullif(own, ''), gurukul.clean_name(find_match.name), '');
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
    values (who, coalesce(nullif(called, ''), 'Student'), gurukul.moment())
    on conflict (user_id) do update set name = coalesce(nullif(called, ''), p.name),
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
