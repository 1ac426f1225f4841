-- name: highest_sms
-- out: id int
select coalesce(max(id), 0) as id from messages_sms

-- name: add_sms
-- in: id int, subject_id int, day int, sender text, asked_by int, asked_for int, asked_at int
insert into messages_sms (id, subject_id, day, state, reason, sender, asked_by, asked_for, asked_at, changed_at)
values (:id, :subject_id, :day, 'queued', '', :sender, :asked_by, :asked_for, :asked_at, :asked_at)

-- name: newest_sms
-- in: subject_id int, since int
-- out: day int, state text, reason text, changed_at int
select day, state, reason, changed_at from messages_sms where subject_id = :subject_id and day >= :since order by id desc limit 1

-- name: sms_in_state
-- in: state text, most int
-- out: id int, subject_id int, sender text
select id, subject_id, sender from messages_sms where state = :state order by id limit :most

-- name: change_sms
-- in: id int, before text, state text, reason text, at int
update messages_sms set state = :state, reason = :reason, changed_at = :at where id = :id and state = :before

-- name: gateway
-- out: seen_at int
select seen_at from messages_gateway where id = 1

-- name: see_gateway
-- in: at int
insert into messages_gateway (id, seen_at) values (1, :at) on conflict (id) do update set seen_at = :at

-- name: forget_sms
-- in: subject_id int
delete from messages_sms where subject_id = :subject_id
