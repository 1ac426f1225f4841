-- name: put_frozen
-- in: subject_id int, claim int, period text, amount int, at int, policy text, why text
insert into entitlement_frozen (subject_id, claim, period, amount, at, policy, why)
values (:subject_id, :claim, :period, :amount, :at, :policy, :why)
on conflict do nothing

-- Of a claim that was paid anew after the bank returned it, the reasons stand with the first one.
-- name: frozen
-- in: subject_id int, claim int, period text
-- out: amount int, at int, policy text, why text
select amount, at, policy, why from entitlement_frozen
where subject_id = :subject_id and claim = :claim and period = :period

-- name: move_frozen
-- in: claim int, before int, subject_id int
update entitlement_frozen set subject_id = :subject_id where claim = :claim and subject_id = :before
