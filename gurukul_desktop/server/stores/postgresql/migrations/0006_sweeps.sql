-- Gurukul on PostgreSQL, 6 of 8: instances, and what time does.
--
-- All ages are taken from the database's clock, so that the clocks of the instances do not
-- matter. It may jump itself: then nobody has waited longer than before. Each instance calls
-- gurukul.beat about once a second and says how much time has passed for it, on a clock that
-- does not jump. If the database's says otherwise, every stored moment moves with the jump.
-- A beat that found the clock in order vouches for it; only then are ages judged that a jump
-- would make somebody suffer for.
begin;

create function gurukul.beat(
    home text, status jsonb,
    -- What the last beat of this instance returned, and the seconds since then; null at first.
    last_moment timestamptz, last_shift interval, elapsed double precision,
    out moment timestamptz, out shift interval, out revision bigint, out known boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    jump interval;
begin
    perform gurukul.commit_lazily();
    select gurukul.moment(), c.shift into beat.moment, beat.shift
    from gurukul.clock c for update;
    jump := coalesce(beat.moment - last_moment - make_interval(secs => elapsed)
        - (beat.shift - last_shift), '0');
    -- Below three seconds it may be an answer that took its time; and if others have just
    -- found the clock in order, it is this instance that stood still.
    if jump not between interval '-3 seconds' and interval '3 seconds' and not exists (
        select from gurukul.clock c where c.vouched
            between beat.moment - interval '3 seconds' and beat.moment + interval '1 second')
    then
        perform gurukul.shift_moments(jump);
        beat.shift := beat.shift + jump;
    end if;
    update gurukul.clock c set shift = beat.shift, vouched = beat.moment;
    update gurukul.instances i set seen = beat.moment, status = beat.status where i.id = home;
    known := found;
    if not found then
        insert into gurukul.instances (id, started, seen, status)
        values (home, beat.moment, beat.moment, beat.status);
    end if;
    select q.last_value into revision from gurukul.queue_revision q;
end $$;

create function gurukul.shift_moments(jump interval) returns void
language sql volatile as $$
    update gurukul.instances set started = started + jump, seen = seen + jump;
    update gurukul.waiting_queue set since = since + jump, refreshed = refreshed + jump;
    update gurukul.chat_sessions set started = started + jump, connected = connected + jump,
        ended = ended + jump;
    update gurukul.session_members set away = away + jump where away is not null;
    update gurukul.barred_pairs set until = until + jump where until < 'infinity';
    update gurukul.people set changed = changed + jump where instance is null;
    update gurukul.clock set swept = swept + jump, tidied = tidied + jump;
$$;

-- Everybody who is connected at an instance, at most so many, counts as dropped.
create function gurukul.drop_users(home text, most integer) returns gurukul.told[]
language plpgsql volatile as $$
declare
    who text;
    happened gurukul.told[] := '{}';
begin
    for who in
        select p.user_id from gurukul.people p where p.instance = home
            -- Whoever is being matched this moment has their turn in the next sweep.
            and not exists (select from gurukul.waiting_queue q where q.user_id = p.user_id)
        limit most for update of p skip locked
    loop
        happened := happened || gurukul.drop_user(who);
    end loop;
    for who in
        select p.user_id
        from gurukul.people p join gurukul.waiting_queue q on q.user_id = p.user_id
        where p.instance = home limit most for update skip locked
    loop
        happened := happened || gurukul.drop_user(who);
    end loop;
    return happened;
end $$;

-- An instance stops, or has been found dead; true once nothing of it is left.
create function gurukul.remove_instance(home text, out happened gurukul.told[], out gone boolean)
language plpgsql volatile as $$
begin
    happened := gurukul.drop_users(home, 500);
    gone := not exists (select from gurukul.people p where p.instance = home);
    if gone then
        -- Signals are kept for those who come back elsewhere.
        with lost as (delete from gurukul.inbox i where i.instance = home returning i.*)
        insert into gurukul.kept_signals (user_id, session_id, event, key)
            select l.user_id, m.session_id, l.event, l.key
            from lost l join gurukul.session_members m on m.user_id = l.user_id
            where l.key is not null order by l.id;
        delete from gurukul.instances i where i.id = home;
    end if;
end $$;

-- All that is due, in pieces of bounded size; a full one is continued by the next sweep. One
-- sweep at a time, and no more than one in `every`, however many instances ask for it. It takes
-- rows that nobody else holds, and waits for nobody who could wait for it.
create function gurukul.sweep(every interval default '1 second') returns gurukul.told[]
language plpgsql volatile as $$
declare
    c gurukul.clock;
    r gurukul.rules;
    now timestamptz := gurukul.moment();
    ids text[];
    id text;
    gone record;
    happened gurukul.told[] := '{}';
    most constant integer := 500;
begin
    select k.* into c from gurukul.clock k for update skip locked;
    if not found or c.swept between now - 0.8 * every and now then
        return '{}';
    end if;
    update gurukul.clock k set swept = now;
    -- Nobody vouches, but instances should: the clock may have jumped just now.
    if c.vouched not between now - interval '3 seconds' and now + interval '1 second'
        and exists (select from gurukul.instances)
        and c.swept not between now - interval '90 seconds' and now
    then
        return '{}';
    end if;
    select k.* into r from gurukul.rules k;

    if c.vouched between now - interval '3 seconds' and now + interval '1 second' then
        for id in
            select i.id from gurukul.instances i
            where i.seen < now - r.silence for update skip locked
        loop
            gone := gurukul.remove_instance(id);
            happened := happened || gone.happened;
        end loop;
    end if;

    with old as (
        delete from gurukul.waiting_queue q where q.user_id in (
            select o.user_id from gurukul.waiting_queue o
            where o.refreshed < now - r.ticket limit most for update skip locked)
        returning q.user_id)
    select array_agg(o.user_id) into ids from old o;
    foreach id in array coalesce(ids, '{}') loop
        happened := happened
            || gurukul.tell(id, gurukul.simple_event('NoLongerWaiting', id));
        perform nextval('gurukul.queue_revision');
    end loop;

    for gone in
        select m.session_id, m.user_id
        from gurukul.session_members m join gurukul.chat_sessions s on s.id = m.session_id
        where m.away < now - r.grace limit most for update of s skip locked
    loop
        happened := happened
            || gurukul.end_session(gone.session_id, 'disconnected', gone.user_id);
    end loop;
    for id in
        select s.id from gurukul.chat_sessions s
        where s.ended is null and s.started < now - r.session
        order by s.started limit most for update skip locked
    loop
        happened := happened || gurukul.end_session(id, 'timeout', null);
    end loop;

    happened := happened || gurukul.pair_leftovers(now, r.patience);

    if c.tidied not between now - interval '1 minute' and now then
        update gurukul.clock k set tidied = now;
        perform gurukul.tidy(now);
    end if;
    return happened;
end $$;

-- Those whose possibilities have grown with time, or whom a race has left: see 0003.
create function gurukul.pair_leftovers(now timestamptz, patience interval)
returns gurukul.told[]
language plpgsql volatile as $$
declare
    ids text[];
    id text;
    happened gurukul.told[] := '{}';
begin
    -- A skip that is over, between two who wait; and all those that are over.
    with over as (
        delete from gurukul.barred_pairs b where (b.one, b.other) in (
            select o.one, o.other from gurukul.barred_pairs o
            where o.until < now limit 1000 for update skip locked)
        returning b.one)
    select array_agg(o.one) into ids from over o
    where exists (select from gurukul.waiting_queue q where q.user_id = o.one);
    -- Patience that has run out.
    with wide as (
        update gurukul.waiting_queue q set open = true where q.user_id in (
            select n.user_id from gurukul.waiting_queue n
            where not n.open and n.since <= now - patience limit 500 for update skip locked)
        returning q.user_id)
    select ids || array_agg(w.user_id) into ids from wide w;
    -- A race leaves only newcomers. Whoever was not paired within three seconds is somebody
    -- whom nobody suits; walking along all of them each second would cost more and more.
    select ids || array_agg(q.user_id) into ids from (
        select l.user_id from gurukul.waiting_queue l
        where l.since > now - interval '3 seconds' order by l.number limit 300) q;
    foreach id in array coalesce(ids, '{}') loop
        happened := happened || array(
            select t from unnest(gurukul.claim(id, false)) t where t.instance is not null);
    end loop;
    return happened;
end $$;

-- What nobody needs any longer.
create function gurukul.tidy(now timestamptz) returns void language sql volatile as $$
    delete from gurukul.chat_sessions s where s.id in (
        select o.id from gurukul.chat_sessions o
        where o.ended < now - interval '1 hour' limit 50000);
    delete from gurukul.bans b where b.until < now;
    delete from gurukul.kept_signals k where not exists (
        select from gurukul.session_members m
        where m.user_id = k.user_id and m.session_id = k.session_id);
    delete from gurukul.inbox i where not exists (
        select from gurukul.instances n where n.id = i.instance);
    delete from gurukul.people p where p.user_id in (
        select o.user_id from gurukul.people o
        where o.instance is null and o.changed < now - interval '1 hour'
            and not exists (select from gurukul.session_members m where m.user_id = o.user_id)
            and not exists (select from gurukul.waiting_queue q where q.user_id = o.user_id)
            and not exists (
                select from gurukul.study_connections c where c.user_id = o.user_id)
            and not exists (
                select from gurukul.study_connections c where c.buddy_id = o.user_id)
        limit 10000 for update skip locked);
$$;

-- Everybody's place, of those who are connected at `home`.
create function gurukul.places(home text)
returns table (user_id text, place bigint, waiting bigint, mode text, number bigint)
language sql stable as $$
    select q.user_id, q.place, q.waiting, q.mode, q.number from (
        select w.user_id, w.mode, w.number, row_number() over (order by w.number) as place,
            count(*) over () as waiting
        from gurukul.waiting_queue w) q
    join gurukul.people p on p.user_id = q.user_id where p.instance = home
$$;

create function gurukul.buddy_lists(home text, users text[]) returns gurukul.told[]
language sql stable as $$
    select coalesce(array_agg(
        (home, p.user_id, gurukul.buddy_list_event(p.user_id)::text, null)::gurukul.told), '{}')
    from gurukul.people p where p.user_id = any (users) and p.instance = home
$$;

insert into gurukul.migrations (version, name) values (6, 'sweeps');
commit;
