-- Open tasks of a post, read as the role that does them or as the one that reminds; a page goes on behind a key.
-- Locked names are forms and systems, '|a.b|c|'; a to-do of theirs is listed where the file is open for what they are for.
-- fragment: unlocked
-- in: locked text, locked_for int
(:locked = '' or replace(:locked, '|' || t.form || '|', '') = :locked and replace(:locked, '|' || t.system || '|', '') = :locked
  or {{access.open_for(t.subject_id, :locked_for)}})

-- One look a way of holding a task, so that each reads only its own index: "or" would read every open task.
-- fragment: held
select subject_id, system, task, occurrence, opens, due, due_sort, escalates, opened_by, role, chaser, form, place, title_zh, title_en, supervisor
from consequences_task where state = 0 and place >= :place_from and place < :place_to and due_sort >= :due_from and due_sort < :due_to

-- fragment: open_tasks
-- in: place_from int, place_to int, due_from int, due_to int, system_from text, system_to text, task_from text, task_to text
from (
  {{held}} and role = :role
  union all {{held}} and chaser = :chaser and role <> :role
  union all {{held}} and supervisor = :role and supervisor <> '' and escalates <= :today and role <> :role and chaser <> :chaser
) t
where t.system >= :system_from and t.system < :system_to and t.task >= :task_from and t.task < :task_to
  and {{access.visible(t.subject_id)}} and {{unlocked}}

-- fragment: columns
t.subject_id, t.system, t.task, t.occurrence, t.opens, t.due, t.due_sort, t.escalates, t.opened_by, t.role, t.chaser,
t.form, t.place, t.title_zh, t.title_en, t.supervisor

-- name: tasks_by_due
-- in: role text, chaser text, after_due int, after_subject int, after_key text, limit int
-- out: subject_id int, system text, task text, occurrence text, opens int, due int?, due_sort int, escalates int?, opened_by int, role text, chaser text, form text, place int, title_zh text, title_en text, supervisor text
select {{columns}}
{{open_tasks}}
  and (t.due_sort, t.subject_id, t.system || '.' || t.task || '/' || t.occurrence) > (:after_due, :after_subject, :after_key)
order by t.due_sort, t.subject_id, t.system || '.' || t.task || '/' || t.occurrence limit :limit

-- name: tasks_by_place
-- in: role text, chaser text, after_place int, after_due int, after_subject int, after_key text, limit int
-- out: subject_id int, system text, task text, occurrence text, opens int, due int?, due_sort int, escalates int?, opened_by int, role text, chaser text, form text, place int, title_zh text, title_en text, supervisor text
select {{columns}}
{{open_tasks}}
  and (t.place, t.due_sort, t.subject_id, t.system || '.' || t.task || '/' || t.occurrence) > (:after_place, :after_due, :after_subject, :after_key)
order by t.place, t.due_sort, t.subject_id, t.system || '.' || t.task || '/' || t.occurrence limit :limit

-- name: open_tasks_of
-- in: subject_id int
-- out: subject_id int, system text, task text, occurrence text, opens int, due int?, due_sort int, escalates int?, opened_by int, role text, chaser text, form text, place int, title_zh text, title_en text, supervisor text
select {{columns}} from consequences_task t where t.subject_id = :subject_id and t.state = 0 order by t.system, t.task, t.occurrence

-- name: count_tasks
-- in: role text, chaser text, day int, soon int
-- out: overdue int, soon_due int, later int
select coalesce(sum(case when t.due_sort < :day then 1 else 0 end), 0) as overdue,
    coalesce(sum(case when t.due_sort >= :day and t.due_sort < :soon then 1 else 0 end), 0) as soon_due,
    coalesce(sum(case when t.due_sort >= :soon then 1 else 0 end), 0) as later
{{open_tasks}}

-- name: kinds_of_tasks
-- in: role text, chaser text, day int
-- out: system text, task text, open_count int, overdue int
select t.system, t.task, count(*) as open_count, coalesce(sum(case when t.due_sort < :day then 1 else 0 end), 0) as overdue
{{open_tasks}}
group by t.system, t.task order by t.system, t.task

-- name: people_on_stages
-- in: system text, day int
-- out: stage text, people int, stuck int
select s.stage, count(*) as people, coalesce(sum(case when exists (
    select 1 from consequences_task t where t.subject_id = s.subject_id and t.system = s.system and t.state = 0 and t.due_sort < :day)
  then 1 else 0 end), 0) as stuck
from consequences_stage s where s.system = :system and {{access.visible(s.subject_id)}}
group by s.stage order by s.stage

-- name: tasks_of_system
-- in: system text, day int
-- out: task text, open_count int, overdue int
select t.task, count(*) as open_count, coalesce(sum(case when t.due_sort < :day then 1 else 0 end), 0) as overdue
from consequences_task t where t.system = :system and t.state = 0 and {{access.visible(t.subject_id)}} and {{unlocked}}
group by t.task order by t.task

-- name: tasks_in_regions
-- in: divisor int, place_from int, place_to int, day int
-- out: below int, open_count int, overdue int
select t.place / :divisor as below, count(*) as open_count, coalesce(sum(case when t.due_sort < :day then 1 else 0 end), 0) as overdue
from consequences_task t where t.state = 0 and t.place >= :place_from and t.place < :place_to
group by below order by below
