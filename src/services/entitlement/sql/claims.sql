-- name: find_payable
-- in: subject_id int, benefit text, cap_period text
-- out: entitled int, paid_before int, decided int, net int, since int?
select entitled, paid_before, decided, net, since from entitlement_payable
where subject_id = :subject_id and benefit = :benefit and cap_period = :cap_period

-- name: raise_decided
-- in: subject_id int, benefit text, cap_period text, amount int
update entitlement_payable set decided = decided + :amount, net = net - :amount
where subject_id = :subject_id and benefit = :benefit and cap_period = :cap_period and net >= :amount

-- Too much was decided and a person has it back: at most what is too much.
-- name: lower_decided
-- in: subject_id int, benefit text, cap_period text, amount int
update entitlement_payable set decided = decided - :amount, net = net + :amount
where subject_id = :subject_id and benefit = :benefit and cap_period = :cap_period and net + :amount <= 0

-- name: next_number
-- in: name text
-- out: value int
update entitlement_counter set value = value + 1 where name = :name returning value

-- name: put_claim
-- in: id int, subject_id int, benefit text, cap_period text, amount int, months text, proposed_by int, proposed_at int, file_version int, policy text
insert into entitlement_claim (id, subject_id, benefit, cap_period, amount, months, state, proposed_by, proposed_at,
    decided_by, reason, file_version, policy, batch)
values (:id, :subject_id, :benefit, :cap_period, :amount, :months, 0, :proposed_by, :proposed_at,
    0, '', :file_version, :policy, 0)
on conflict do nothing

-- fragment: claim
c.id, c.subject_id, c.benefit, c.cap_period, c.amount, c.months, c.state, c.proposed_by, c.proposed_at, c.decided_by,
c.decided_at, c.reason, c.file_version, c.policy, c.batch, c.notice_until, c.moved_at

-- name: find_claim
-- in: id int
-- out: id int, subject_id int, benefit text, cap_period text, amount int, months text, state int, proposed_by int, proposed_at int, decided_by int, decided_at int?, reason text, file_version int, policy text, batch int, notice_until int?, moved_at int?
select {{claim}} from entitlement_claim c where c.id = :id

-- name: claims_of_batch
-- in: batch int
-- out: id int, subject_id int, benefit text, cap_period text, amount int, months text, state int, proposed_by int, proposed_at int, decided_by int, decided_at int?, reason text, file_version int, policy text, batch int, notice_until int?, moved_at int?
select {{claim}} from entitlement_claim c where c.batch = :batch and c.batch <> 0 order by c.id

-- name: claims_of_subject
-- in: subject_id int
-- out: id int, subject_id int, benefit text, cap_period text, amount int, months text, state int, proposed_by int, proposed_at int, decided_by int, decided_at int?, reason text, file_version int, policy text, batch int, notice_until int?, moved_at int?
select {{claim}} from entitlement_claim c where c.subject_id = :subject_id order by c.id

-- name: move_claim
-- in: id int, before int, state int, reason text, moved_at int
update entitlement_claim set state = :state, reason = :reason, moved_at = :moved_at where id = :id and state = :before

-- name: put_retry
-- in: id int, claim int, proposed_by int, proposed_at int
insert into entitlement_claim (id, subject_id, benefit, cap_period, amount, months, state, proposed_by, proposed_at,
    decided_by, decided_at, reason, file_version, policy, batch, retries)
select cast(:id as bigint), c.subject_id, c.benefit, c.cap_period, c.amount, c.months, 1, cast(:proposed_by as bigint),
    cast(:proposed_at as bigint), c.decided_by, c.decided_at, '', c.file_version, c.policy, 0, c.id
from entitlement_claim c where c.id = :claim

-- name: decide_claim
-- in: id int, state int, decided_by int, decided_at int, reason text
update entitlement_claim
set state = :state, decided_by = :decided_by, decided_at = :decided_at, reason = :reason
where id = :id and state = 0

-- name: set_notice
-- in: id int, notice_until int
update entitlement_claim set notice_until = :notice_until where id = :id

-- What earlier claims took, month by month. Of a retried claim the one in its place counts.
-- name: months_taken
-- in: subject_id int, benefit text, cap_period text
-- out: months text
select months from entitlement_claim
where subject_id = :subject_id and benefit = :benefit and cap_period = :cap_period and state in (1, 4, 5, 6)

-- name: revoke_claim
-- in: id int, decided_by int, decided_at int, reason text
update entitlement_claim
set state = 2, decided_by = :decided_by, decided_at = :decided_at, reason = :reason, notice_until = null
where id = :id and state = 1
