-- Gurukul on PostgreSQL, 3 of 8: the choice of a partner, and the claim.
--
-- Nothing here takes a lock that everybody needs. Why nobody is matched twice, and nobody lost:
--
-- A match takes the queue entries of both under a row lock and deletes them in the
-- transaction that makes the session. An entry can be deleted once, so it is in one match.
-- (session_members would refuse a second one anyway.)
--
-- 1. gurukul.seek searches for somebody who has no entry yet. It takes the best entry that
--    nobody has locked (SKIP LOCKED: whoever locked it is about to match it), and waits for
--    nothing. If there is none it makes an entry, and commits.
-- 2. gurukul.claim, a transaction later, searches once more for the new entry. Of two people
--    who came at the same moment and did not see each other in step 1, the one who looks
--    later sees the other's entry: both were committed before either looked again.
--
-- In step 2 two people may choose each other, each locking the other's entry first. Now each
-- needs their own. The one whose own is older than the one chosen waits for it; the other
-- does not wait, lets go, and is matched by the first. No circle of waits can come of it: W
-- waits for T, which chose W's entry; T waits itself only if its own entry is older than W's,
-- and so on. Along a chain of waits the entries get ever older, so it ends.
--
-- Somebody else may have passed over an entry while it was locked by a transaction that then
-- let it go. So whoever lets go of an entry says so, and it is searched for again, by
-- gurukul.claim, after that commit. What had looked by then is in the queue by then. A crash
-- between the two, or a plain client that calls find_match and never step 2, leaves two
-- people side by side who could be paired: the sweep (0006) finds them within a second.
begin;

create function gurukul.bar(one text, other text, until timestamptz) returns void
language plpgsql volatile as $$
#variable_conflict use_column
begin
    insert into gurukul.barred_pairs as b (one, other, until)
    values (least(bar.one, bar.other), greatest(bar.one, bar.other), bar.until)
    on conflict (one, other) do update set until = greatest(b.until, excluded.until);
end $$;

-- The partner for `me`, locked; all null if there is none. The order is the one of
-- gurukul_desktop.matchmaking.choice: a buddy if one of the two asked for buddies first, then
-- somebody who shares a topic, then anybody if both are open; the longest waiting of each.
create function gurukul.choose(me gurukul.waiting_queue) returns gurukul.waiting_queue
language plpgsql volatile as $$
declare
    them gurukul.waiting_queue;
    now timestamptz := gurukul.moment();
begin
    select q.* into them
    from gurukul.study_connections c join gurukul.waiting_queue q on q.user_id = c.buddy_id
    where c.user_id = me.user_id and c.accepted
        and (me.mode = 'buddies_first' or q.mode = 'buddies_first')
        and not exists (
            select from gurukul.barred_pairs b
            where b.one = least(me.user_id, q.user_id)
                and b.other = greatest(me.user_id, q.user_id) and b.until > now)
    order by q.number limit 1 for update of q skip locked;
    if found then
        return them;
    end if;
    if me.topics <> '{}' then
        select q.* into them from gurukul.waiting_queue q
        where q.topics && me.topics and q.topics <> '{}' and q.user_id <> me.user_id
            and not exists (
            select from gurukul.barred_pairs b
            where b.one = least(me.user_id, q.user_id)
                and b.other = greatest(me.user_id, q.user_id) and b.until > now)
        order by q.number limit 1 for update skip locked;
        if found then
            return them;
        end if;
    end if;
    if me.open then
        select q.* into them from gurukul.waiting_queue q
        where q.open and q.user_id <> me.user_id
            and not exists (
            select from gurukul.barred_pairs b
            where b.one = least(me.user_id, q.user_id)
                and b.other = greatest(me.user_id, q.user_id) and b.until > now)
        order by q.number limit 1 for update skip locked;
    end if;
    return them;
end $$;

-- Make a session of two entries that this transaction holds. The longer waiting is the callee.
create function gurukul.pair(one gurukul.waiting_queue, other gurukul.waiting_queue)
returns gurukul.told[] language plpgsql volatile as $$
declare
    s gurukul.chat_sessions;
    caller gurukul.people;
    callee gurukul.people;
    buddies boolean;
    happened gurukul.told[] := '{}';
begin
    insert into gurukul.chat_sessions (id, caller, callee, media, hide_address, started)
    values (
        -- From the system's cryptographic random numbers: nobody can guess it.
        replace(gen_random_uuid()::text, '-', ''),
        case when one.number > other.number then one.user_id else other.user_id end,
        case when one.number > other.number then other.user_id else one.user_id end,
        case when 'audio' in (one.media, other.media) then 'audio' else 'video' end,
        one.hide_address or other.hide_address,
        gurukul.moment())
    returning * into s;
    delete from gurukul.waiting_queue q where q.user_id in (one.user_id, other.user_id);
    insert into gurukul.session_members (user_id, session_id)
    values (one.user_id, s.id), (other.user_id, s.id);
    perform nextval('gurukul.queue_revision');
    -- What gurukul.matched_event gives, for both in one go.
    select p.* into caller from gurukul.people p where p.user_id = s.caller;
    select p.* into callee from gurukul.people p where p.user_id = s.callee;
    buddies := exists (select from gurukul.study_connections c
        where c.user_id = s.caller and c.buddy_id = s.callee and c.accepted);
    if caller.instance is not null then
        happened := array[(caller.instance, s.caller, json_build_object(
            'type', 'Matched', 'user', s.caller, 'session', json_build_object(
                'id', s.id, 'partner', json_build_object(
                    'id', s.callee, 'name', coalesce(callee.name, 'Student')),
                'buddy', buddies, 'role', 'caller', 'media', s.media,
                'hide_address', s.hide_address))::text, null)::gurukul.told];
    end if;
    if callee.instance is not null then
        happened := happened || (callee.instance, s.callee, json_build_object(
            'type', 'Matched', 'user', s.callee, 'session', json_build_object(
                'id', s.id, 'partner', json_build_object(
                    'id', s.caller, 'name', coalesce(caller.name, 'Student')),
                'buddy', buddies, 'role', 'callee', 'media', s.media,
                'hide_address', s.hide_address))::text, null)::gurukul.told;
    end if;
    return happened;
end $$;

-- Step 1. `home` is where the person is connected; a search from anywhere else is outdated.
create function gurukul.seek(
    home text, who text, mode text, media text, topics text[], hide_address boolean, again boolean
) returns gurukul.told[]
language plpgsql volatile as $$
declare
    me gurukul.waiting_queue;
    them gurukul.waiting_queue;
    s gurukul.chat_sessions;
    now timestamptz := gurukul.moment();
begin
    perform gurukul.lock_user(who);
    if not exists (
        select from gurukul.people p
        where p.user_id = who and p.instance is not distinct from home)
    then
        return '{}';
    end if;
    update gurukul.waiting_queue q
    set mode = seek.mode, media = seek.media, topics = seek.topics,
        hide_address = seek.hide_address, refreshed = now,
        -- Patience runs from the first search, so that a refresh cannot starve anybody.
        open = cardinality(seek.topics) = 0
            or q.since <= now - (select patience from gurukul.rules)
    where q.user_id = who;
    if found then
        perform gurukul.commit_lazily();
        return '{}';
    end if;
    -- After the update, which may have waited for somebody who was just matching this entry.
    if exists (select from gurukul.session_members m where m.user_id = who) then
        s := gurukul.session_of(who);
        -- Asked for the second time, because the first answer was lost: here it is.
        return gurukul.tell(who, case when again then gurukul.matched_event(s, who)
            else gurukul.simple_event('AlreadyInSession', who) end);
    end if;
    me := row(who, 9223372036854775807, now, now, mode, media, topics, hide_address,
        cardinality(topics) = 0);
    them := gurukul.choose(me);
    if them.user_id is not null then
        return gurukul.pair(me, them);
    end if;
    insert into gurukul.waiting_queue
        (user_id, since, refreshed, mode, media, topics, hide_address, open)
    values (who, now, now, mode, media, topics, hide_address, me.open);
    perform nextval('gurukul.queue_revision');
    perform gurukul.commit_lazily();
    return '{}';
end $$;

-- Step 2: pair somebody who waits, if there is somebody for them.
create function gurukul.claim(who text, patient boolean default true) returns gurukul.told[]
language plpgsql volatile as $$
declare
    me gurukul.waiting_queue;
    mine gurukul.waiting_queue;
    them gurukul.waiting_queue;
begin
    select q.* into me from gurukul.waiting_queue q where q.user_id = who;
    if not found then
        return '{}';
    end if;
    them := gurukul.choose(me);
    if them.user_id is null then
        return '{}';
    end if;
    if patient and me.number < them.number then
        select q.* into mine from gurukul.waiting_queue q where q.user_id = who for update;
    else
        select q.* into mine from gurukul.waiting_queue q where q.user_id = who
        for update skip locked;
    end if;
    if mine is distinct from me then
        -- Taken, about to be, or with another wish by now.
        return array[
            (null, them.user_id, null, null)::gurukul.told, (null, who, null, null)::gurukul.told];
    end if;
    return gurukul.pair(mine, them);
end $$;

-- Where somebody stands in the queue, if they do.
create function gurukul.place(who text) returns gurukul.told[]
language plpgsql volatile as $$
declare
    me gurukul.waiting_queue;
    ahead bigint;
    waiting bigint;
begin
    select q.* into me from gurukul.waiting_queue q where q.user_id = who;
    if not found then
        return '{}';
    end if;
    select count(*) filter (where q.number < me.number), count(*) into ahead, waiting
    from gurukul.waiting_queue q;
    return gurukul.tell(who, json_build_object('type', 'Waiting', 'user', who,
        'position', ahead + 1, 'waiting', waiting, 'mode', me.mode));
end $$;

create function gurukul.cancel(who text) returns gurukul.told[]
language plpgsql volatile as $$
begin
    perform gurukul.lock_user(who);
    delete from gurukul.waiting_queue q where q.user_id = who;
    if found then
        perform nextval('gurukul.queue_revision');
        perform gurukul.commit_lazily();
    elsif exists (select from gurukul.session_members m where m.user_id = who) then
        return gurukul.tell(who, gurukul.simple_event('AlreadyInSession', who));
    end if;
    return gurukul.tell(who, gurukul.simple_event('NoLongerWaiting', who));
end $$;

insert into gurukul.migrations (version, name) values (3, 'matching');
commit;
