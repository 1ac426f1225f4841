-- name: claim_to_move
-- in: id int
-- out: subject_id int, benefit text, cap_period text, amount int, state int
select subject_id, benefit, cap_period, amount, state from entitlement_claim where id = :id

-- name: put_claim_with
-- in: id int, subject_id int
update entitlement_claim set subject_id = :subject_id where id = :id

-- name: add_decided
-- in: subject_id int, benefit text, cap_period text, amount int, less int
insert into entitlement_payable (subject_id, benefit, cap_period, entitled, paid_before, decided, net)
values (:subject_id, :benefit, :cap_period, 0, 0, :amount, :less)
on conflict (subject_id, benefit, cap_period) do update set
    decided = entitlement_payable.decided + excluded.decided, net = entitlement_payable.net + excluded.net

-- name: proposed_of
-- in: subject_id int
-- out: claims int
select count(*) as claims from entitlement_claim where subject_id = :subject_id and state = 0
