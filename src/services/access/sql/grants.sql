-- fragment: opens
-- in: reach_from int, reach_to int, reach_own int, purposes int, today int
(ag.holder >= :reach_from and ag.holder < :reach_to or ag.holder = :reach_own)
and (ag.purpose & :purposes) <> 0 and ag.from_day <= :today and ag.until_day > :today

-- Composed into every list, count and search over files: {{access.visible(f.subject_id)}}.
-- The inputs come from access::Principal: reach.from, reach.to, reach.own, purposes (or fewer), and the day.
-- fragment: visible
exists (select 1 from access_grant ag where ag.subject_id = {{1}} and {{opens}})

-- name: is_visible
-- in: subject_id int
-- out: visible int
select case when {{visible(:subject_id)}} then 1 else 0 end as visible

-- Whether the file is open for one of these purposes: {{access.open_for(f.subject_id, :purposes_asked)}}.
-- fragment: open_for
exists (select 1 from access_grant ag where ag.subject_id = {{1}} and {{opens}} and (ag.purpose & {{2}}) <> 0)

-- name: purposes_open
-- in: subject_id int
-- out: purpose int
select distinct ag.purpose from access_grant ag where ag.subject_id = :subject_id and {{opens}}

-- name: all_visible
-- out: subject_id int
select ag.subject_id from access_grant ag where {{opens}}

-- name: grants_of
-- in: subject_id int
-- out: holder int, purpose int, from_day int, until_day int
select holder, purpose, from_day, until_day from access_grant where subject_id = :subject_id
order by holder, purpose, from_day

-- name: put_grant
-- in: subject_id int, holder int, purpose int, from_day int, until_day int
insert into access_grant (subject_id, holder, purpose, from_day, until_day)
values (:subject_id, :holder, :purpose, :from_day, :until_day)
on conflict (subject_id, holder, purpose, from_day) do update set until_day = excluded.until_day

-- name: drop_grant
-- in: subject_id int, holder int, purpose int, from_day int
delete from access_grant
where subject_id = :subject_id and holder = :holder and purpose = :purpose and from_day = :from_day
