-- name: put_objection
-- in: subject_id int, id int, claim int, said text, entered_by int, entered_at int
insert into entitlement_objection (subject_id, id, claim, said, entered_by, entered_at)
values (:subject_id, :id, :claim, :said, :entered_by, :entered_at)

-- name: find_objection
-- in: id int
-- out: subject_id int, id int, claim int, said text, entered_by int, entered_at int, upheld int?, answer text?, answered_by int?, answered_at int?
select subject_id, id, claim, said, entered_by, entered_at, upheld, answer, answered_by, answered_at
from entitlement_objection where id = :id

-- Open ones first, then the newest.
-- name: objections
-- in: limit int
-- out: subject_id int, id int, claim int, said text, entered_by int, entered_at int, upheld int?, answer text?, answered_by int?, answered_at int?
select o.subject_id, o.id, o.claim, o.said, o.entered_by, o.entered_at, o.upheld, o.answer, o.answered_by, o.answered_at
from entitlement_objection o where {{access.visible(o.subject_id)}}
order by case when o.upheld is null then 0 else 1 end, o.id desc limit :limit

-- name: count_objections
-- in: before int
-- out: total int, late int
select count(*) as total, cast(coalesce(sum(case when o.entered_at < :before then 1 else 0 end), 0) as bigint) as late
from entitlement_objection o where o.upheld is null and {{access.visible(o.subject_id)}}

-- name: answer_objection
-- in: id int, upheld int, answer text, answered_by int, answered_at int
update entitlement_objection
set upheld = :upheld, answer = :answer, answered_by = :answered_by, answered_at = :answered_at
where id = :id and upheld is null

-- name: move_objections
-- in: claim int, before int, subject_id int
update entitlement_objection set subject_id = :subject_id where claim = :claim and subject_id = :before
