-- name: pools_of
-- in: subject_id int
-- out: system text, pool text, side int, kind text, holder int, amount int, since_day int, place int, why text
select system, pool, side, kind, holder, amount, since_day, place, why
from consequences_pool where subject_id = :subject_id order by system, pool, side, kind

-- name: put_pool
-- in: subject_id int, system text, pool text, side int, kind text, holder int, amount int, since_day int, place int, why text
insert into consequences_pool (subject_id, system, pool, side, kind, holder, amount, since_day, place, why)
values (:subject_id, :system, :pool, :side, :kind, :holder, :amount, :since_day, :place, :why)
on conflict (subject_id, system, pool, side, kind) do update set
    holder = excluded.holder, amount = excluded.amount, since_day = excluded.since_day, place = excluded.place,
    why = excluded.why

-- name: drop_pool
-- in: subject_id int, system text, pool text, side int, kind text
delete from consequences_pool
where subject_id = :subject_id and system = :system and pool = :pool and side = :side and kind = :kind

-- name: pool_offered
-- in: pool text, place_from int, place_to int
-- out: holder int, kind text, places int
select p.holder, p.kind, cast(sum(p.amount) as bigint) as places from consequences_pool p
where p.pool = :pool and p.side = 0 and p.place >= :place_from and p.place < :place_to
group by p.holder, p.kind order by p.holder, p.kind

-- Whoever lives elsewhere takes a place here all the same.
-- name: pool_taken
-- in: pool text, place_from int, place_to int
-- out: holder int, kind text, people int, most int
select p.holder, p.kind, count(*) as people, max(p.amount) as most from consequences_pool p
where p.pool = :pool and p.side = 1 and (p.place >= :place_from and p.place < :place_to or exists (
    select 1 from consequences_pool o where o.pool = p.pool and o.side = 0 and o.holder = p.holder
      and o.place >= :place_from and o.place < :place_to))
group by p.holder, p.kind order by p.holder, p.kind

-- What is offered in each town, and how many who live there take a place, wherever it is.
-- name: pool_towns
-- in: pool text, place_from int, place_to int
-- out: town int, kind text, places int, people int
select p.place / 1000 as town, p.kind, cast(sum(case when p.side = 0 then p.amount else 0 end) as bigint) as places,
    cast(sum(case when p.side = 1 then 1 else 0 end) as bigint) as people
from consequences_pool p
where p.pool = :pool and p.side in (0, 1) and p.place >= :place_from and p.place < :place_to
group by p.place / 1000, p.kind order by p.place / 1000, p.kind

-- name: pool_waiting
-- in: pool text, place_from int, place_to int
-- out: kind text, people int, longest int
select p.kind, count(*) as people, min(p.since_day) as longest from consequences_pool p
where p.pool = :pool and p.side = 2 and p.place >= :place_from and p.place < :place_to
group by p.kind order by p.kind

-- Who waits for the same places: of one kind, in one list; who wants only one institution waits with those who take any.
-- fragment: rivals
-- in: pool text, kind text, place_from int, place_to int, holder int
p.pool = :pool and p.side = 2 and p.kind = :kind and p.place >= :place_from and p.place < :place_to
  and (:holder = 0 or p.holder = 0 or p.holder = :holder)

-- name: pool_rank
-- in: amount int, since_day int, subject_id int
-- out: people int, more_points int, earlier int, by_lot int
select count(*) as people,
    coalesce(sum(case when p.amount > :amount then 1 else 0 end), 0) as more_points,
    coalesce(sum(case when p.amount = :amount and p.since_day < :since_day then 1 else 0 end), 0) as earlier,
    coalesce(sum(case when p.amount = :amount and p.since_day = :since_day and p.subject_id < :subject_id then 1 else 0 end), 0)
        as by_lot
from consequences_pool p where {{rivals}}

-- A region wider than a list holds several, each with its own order.
-- name: pool_queue
-- in: width int, after_list int, after_nth int, limit int
-- out: list int, nth int, subject_id int, holder int, amount int, since_day int, place int, why text, before_nth int, noted_nth int, noted_on int
select q.list, q.nth, q.subject_id, q.holder, q.amount, q.since_day, q.place, q.why, coalesce(k.before_nth, 0) as before_nth,
    coalesce(k.nth, 0) as noted_nth, coalesce(k.noted_on, 0) as noted_on from (
    select p.place / :width as list,
        row_number() over (partition by p.place / :width order by p.amount desc, p.since_day, p.subject_id) as nth,
        p.subject_id, p.holder, p.amount, p.since_day, p.place, p.why
    from consequences_pool p where {{rivals}}) q
left join consequences_rank k on k.subject_id = q.subject_id and k.pool = :pool and k.kind = :kind
where (q.list, q.nth) > (:after_list, :after_nth) and {{access.visible(q.subject_id)}}
order by q.list, q.nth limit :limit

-- name: pool_takers
-- in: pool text, kind text, holder int, after_since int, after_subject int, limit int
-- out: subject_id int, since_day int, place int
select p.subject_id, p.since_day, p.place from consequences_pool p
where p.pool = :pool and p.side = 1 and p.kind = :kind and p.holder = :holder
  and (p.since_day, p.subject_id) > (:after_since, :after_subject) and {{access.visible(p.subject_id)}}
order by p.since_day, p.subject_id limit :limit

-- name: noted_rank
-- in: subject_id int, pool text, kind text
-- out: nth int, before_nth int, noted_on int
select nth, before_nth, noted_on from consequences_rank where subject_id = :subject_id and pool = :pool and kind = :kind

-- Everybody in the lists of a pool, with the place that was noted last.
-- name: pool_waiters
-- in: pool text
-- out: subject_id int, kind text, holder int, amount int, since_day int, place int, noted int
select p.subject_id, p.kind, p.holder, p.amount, p.since_day, p.place, coalesce(k.nth, 0) as noted from consequences_pool p
left join consequences_rank k on k.subject_id = p.subject_id and k.pool = p.pool and k.kind = p.kind
where p.pool = :pool and p.side = 2 order by p.subject_id, p.kind

-- name: note_rank
-- in: subject_id int, pool text, kind text, nth int, before_nth int, noted_on int
insert into consequences_rank (subject_id, pool, kind, nth, before_nth, noted_on)
values (:subject_id, :pool, :kind, :nth, :before_nth, :noted_on)
on conflict (subject_id, pool, kind) do update set
    nth = excluded.nth, before_nth = excluded.before_nth, noted_on = excluded.noted_on

-- Who waits no longer begins anew another time.
-- name: forget_ranks
-- in: pool text
delete from consequences_rank where pool = :pool and not exists (
    select 1 from consequences_pool p where p.subject_id = consequences_rank.subject_id and p.pool = consequences_rank.pool
      and p.kind = consequences_rank.kind and p.side = 2)

-- name: pool_need
-- in: pool text, place_from int, place_to int
-- out: town int, takes int, waits int
select p.place / 1000 * 1000 as town, sum(case when p.side = 1 then 1 else 0 end) as takes,
    sum(case when p.side = 2 then 1 else 0 end) as waits
from consequences_pool p
where p.pool = :pool and p.side in (1, 2) and p.place >= :place_from and p.place < :place_to
group by p.place / 1000 * 1000 order by p.place / 1000 * 1000
