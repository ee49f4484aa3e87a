-- Gurukul on PostgreSQL, 9: buddies can be added for a while after the session, too.
begin;

-- Who is meant: `partner` themselves, or the other one of a session that lasts, or that has been
-- over for no more than five minutes (LATE_SECONDS in gurukul_desktop.matchmaking.buddies) and
-- was not reported.
create or replace function gurukul.buddy_meant(who text, session text, partner text) returns text
language plpgsql volatile as $$
declare
    s gurukul.chat_sessions;
    them text;
begin
    if session is null then
        return partner;
    end if;
    select c.* into s from gurukul.chat_sessions c
    where c.id = session and who in (c.caller, c.callee)
        and (c.ended is null or c.ended > gurukul.moment() - interval '5 minutes');
    if not found then
        return null;
    end if;
    them := case when who = s.caller then s.callee else s.caller end;
    if s.ended is not null and exists (select from gurukul.barred_pairs b
        where b.one = least(who, them) and b.other = greatest(who, them)
            and b.until = 'infinity')
    then
        return null;
    end if;
    return them;
end $$;

insert into gurukul.migrations (version, name) values (9, 'late_buddies');
commit;
