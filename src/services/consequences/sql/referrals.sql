-- name: referrals_of
-- in: subject_id int
-- out: system text, referral text, occurrence text, state int, sent int, due int?, accepted int?, answered int?, closed int?, from_holder int, to_holder int, role text, kind text, place int, sent_by int, answered_by int, title_zh text, title_en text
select system, referral, occurrence, state, sent, due, accepted, answered, closed, from_holder, to_holder, role, kind,
    place, sent_by, answered_by, title_zh, title_en
from consequences_referral where subject_id = :subject_id order by system, referral, occurrence

-- name: put_referral
-- in: subject_id int, system text, referral text, occurrence text, state int, sent int, due int?, accepted int?, answered int?, closed int?, from_holder int, to_holder int, role text, kind text, place int, sent_by int, answered_by int, title_zh text, title_en text
insert into consequences_referral (subject_id, system, referral, occurrence, state, sent, due, accepted, answered,
    closed, from_holder, to_holder, role, kind, place, sent_by, answered_by, title_zh, title_en)
values (:subject_id, :system, :referral, :occurrence, :state, :sent, :due, :accepted, :answered,
    :closed, :from_holder, :to_holder, :role, :kind, :place, :sent_by, :answered_by, :title_zh, :title_en)
on conflict (subject_id, system, referral, occurrence) do update set
    state = excluded.state, sent = excluded.sent, due = excluded.due, accepted = excluded.accepted,
    answered = excluded.answered, closed = excluded.closed, from_holder = excluded.from_holder,
    to_holder = excluded.to_holder, role = excluded.role, kind = excluded.kind, place = excluded.place,
    sent_by = excluded.sent_by, answered_by = excluded.answered_by, title_zh = excluded.title_zh,
    title_en = excluded.title_en

-- name: drop_referral
-- in: subject_id int, system text, referral text, occurrence text
delete from consequences_referral
where subject_id = :subject_id and system = :system and referral = :referral and occurrence = :occurrence

-- name: transitions_of
-- in: subject_id int
-- out: system text, transition text, on_day int, ends int, form text, place int, title_zh text, title_en text
select system, transition, on_day, ends, form, place, title_zh, title_en
from consequences_transition where subject_id = :subject_id order by system, transition

-- name: put_transition
-- in: subject_id int, system text, transition text, on_day int, ends int, form text, place int, title_zh text, title_en text
insert into consequences_transition (subject_id, system, transition, on_day, ends, form, place, title_zh, title_en)
values (:subject_id, :system, :transition, :on_day, :ends, :form, :place, :title_zh, :title_en)
on conflict (subject_id, system, transition) do update set
    on_day = excluded.on_day, ends = excluded.ends, form = excluded.form, place = excluded.place,
    title_zh = excluded.title_zh, title_en = excluded.title_en

-- name: drop_transition
-- in: subject_id int, system text, transition text
delete from consequences_transition
where subject_id = :subject_id and system = :system and transition = :transition

-- The radar of a post: who reaches an age in [day, day_to) within its area, in a system that it reads ('|a|b|').
-- name: transitions_by_day
-- in: systems text, place_from int, place_to int, day int, day_to int, missing_only int, after_day int, after_subject int, after_key text, limit int
-- out: subject_id int, system text, transition text, on_day int, ends int, form text, place int, title_zh text, title_en text
select t.subject_id, t.system, t.transition, t.on_day, t.ends, t.form, t.place, t.title_zh, t.title_en
from consequences_transition t
where t.place >= :place_from and t.place < :place_to and t.on_day >= :day and t.on_day < :day_to
  and (:missing_only = 0 or t.form <> '') and replace(:systems, '|' || t.system || '|', '') <> :systems
  and (t.on_day, t.subject_id, t.system || '.' || t.transition) > (:after_day, :after_subject, :after_key)
  and {{access.visible(t.subject_id)}}
order by t.on_day, t.subject_id, t.system || '.' || t.transition limit :limit

-- Who stands where in a system, on the stages that the post may learn: '|system.stage|'.
-- name: standing_in
-- in: system text, stages text, stage_from text, stage_to text, after_stage text, after_subject int, limit int
-- out: subject_id int, stage text
select s.subject_id, s.stage from consequences_stage s
where s.system = :system and replace(:stages, '|' || s.system || '.' || s.stage || '|', '') <> :stages and s.stage >= :stage_from and s.stage < :stage_to
  and (s.stage, s.subject_id) > (:after_stage, :after_subject)
  and {{access.visible(s.subject_id)}}
order by s.stage, s.subject_id limit :limit

-- Whoever a system says a stage of: the few files of a kind that families may read of.
-- name: files_on_stages
-- in: system text, limit int
-- out: subject_id int
select distinct subject_id from consequences_stage where system = :system order by subject_id limit :limit

-- What a kind of organisation has to receive or answer at a place, or one organisation by name.
-- name: referrals_received
-- in: kind text, own int, last_state int, place_from int, place_to int, after_sent int, after_subject int, after_key text, limit int
-- out: subject_id int, system text, referral text, occurrence text, state int, sent int, due int?, accepted int?, answered int?, closed int?, from_holder int, to_holder int, role text, kind text, place int, sent_by int, answered_by int, title_zh text, title_en text
select r.subject_id, r.system, r.referral, r.occurrence, r.state, r.sent, r.due, r.accepted, r.answered, r.closed,
    r.from_holder, r.to_holder, r.role, r.kind, r.place, r.sent_by, r.answered_by, r.title_zh, r.title_en
from consequences_referral r
where r.kind = :kind and r.state <= :last_state
  and (r.to_holder = :own or r.to_holder = 0 and r.place >= :place_from and r.place < :place_to)
  and (r.sent, r.subject_id, r.system || '.' || r.referral || '/' || r.occurrence) > (:after_sent, :after_subject, :after_key)
  and {{access.visible(r.subject_id)}}
order by r.sent, r.subject_id, r.system || '.' || r.referral || '/' || r.occurrence limit :limit

-- What an organisation sent.
-- name: referrals_sent
-- in: own int, last_state int, after_sent int, after_subject int, after_key text, limit int
-- out: subject_id int, system text, referral text, occurrence text, state int, sent int, due int?, accepted int?, answered int?, closed int?, from_holder int, to_holder int, role text, kind text, place int, sent_by int, answered_by int, title_zh text, title_en text
select r.subject_id, r.system, r.referral, r.occurrence, r.state, r.sent, r.due, r.accepted, r.answered, r.closed,
    r.from_holder, r.to_holder, r.role, r.kind, r.place, r.sent_by, r.answered_by, r.title_zh, r.title_en
from consequences_referral r
where r.from_holder = :own and r.state <= :last_state
  and (r.sent, r.subject_id, r.system || '.' || r.referral || '/' || r.occurrence) > (:after_sent, :after_subject, :after_key)
  and {{access.visible(r.subject_id)}}
order by r.sent, r.subject_id, r.system || '.' || r.referral || '/' || r.occurrence limit :limit
