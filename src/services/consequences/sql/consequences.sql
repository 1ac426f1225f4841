-- name: tasks_of
-- in: subject_id int
-- out: system text, task text, occurrence text, state int, opens int, due int?, escalates int?, closed int?, opened_by int, closed_by int, role text, chaser text, form text, place int, title_zh text, title_en text, supervisor text
select system, task, occurrence, state, opens, due, escalates, closed, opened_by, closed_by, role, chaser, form, place,
    title_zh, title_en, supervisor
from consequences_task where subject_id = :subject_id order by system, task, occurrence

-- name: put_task
-- in: subject_id int, system text, task text, occurrence text, state int, opens int, due int?, due_sort int, escalates int?, closed int?, opened_by int, closed_by int, role text, chaser text, form text, place int, title_zh text, title_en text, supervisor text
insert into consequences_task (subject_id, system, task, occurrence, state, opens, due, due_sort, escalates, closed,
    opened_by, closed_by, role, chaser, form, place, title_zh, title_en, supervisor)
values (:subject_id, :system, :task, :occurrence, :state, :opens, :due, :due_sort, :escalates, :closed,
    :opened_by, :closed_by, :role, :chaser, :form, :place, :title_zh, :title_en, :supervisor)
on conflict (subject_id, system, task, occurrence) do update set
    state = excluded.state, opens = excluded.opens, due = excluded.due, due_sort = excluded.due_sort,
    escalates = excluded.escalates, closed = excluded.closed, opened_by = excluded.opened_by,
    closed_by = excluded.closed_by, role = excluded.role, chaser = excluded.chaser, form = excluded.form,
    place = excluded.place, title_zh = excluded.title_zh, title_en = excluded.title_en, supervisor = excluded.supervisor

-- name: drop_task
-- in: subject_id int, system text, task text, occurrence text
delete from consequences_task
where subject_id = :subject_id and system = :system and task = :task and occurrence = :occurrence

-- name: stages_of
-- in: subject_id int
-- out: system text, episode text, stage text
select system, episode, stage from consequences_stage where subject_id = :subject_id order by system, episode

-- name: put_stage
-- in: subject_id int, system text, episode text, stage text
insert into consequences_stage (subject_id, system, episode, stage) values (:subject_id, :system, :episode, :stage)
on conflict (subject_id, system, episode) do update set stage = excluded.stage

-- name: drop_stage
-- in: subject_id int, system text, episode text
delete from consequences_stage where subject_id = :subject_id and system = :system and episode = :episode

-- name: entitled_of
-- in: subject_id int
-- out: benefit text, period text, outcome int, amount int, needs text, records text, matched text
select benefit, period, outcome, amount, needs, records, matched
from consequences_entitlement where subject_id = :subject_id order by benefit, period

-- name: put_entitled
-- in: subject_id int, benefit text, period text, outcome int, amount int, needs text, records text, matched text
insert into consequences_entitlement (subject_id, benefit, period, outcome, amount, needs, records, matched)
values (:subject_id, :benefit, :period, :outcome, :amount, :needs, :records, :matched)
on conflict (subject_id, benefit, period) do update set
    outcome = excluded.outcome, amount = excluded.amount, needs = excluded.needs, records = excluded.records,
    matched = excluded.matched

-- name: drop_entitled
-- in: subject_id int, benefit text, period text
delete from consequences_entitlement where subject_id = :subject_id and benefit = :benefit and period = :period
