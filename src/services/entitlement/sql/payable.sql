-- name: payables_of
-- in: subject_id int
-- out: benefit text, cap_period text, entitled int, paid_before int, decided int, net int
select benefit, cap_period, entitled, paid_before, decided, net
from entitlement_payable where subject_id = :subject_id order by benefit, cap_period

-- name: put_entitled
-- in: subject_id int, benefit text, cap_period text, entitled int, paid_before int
insert into entitlement_payable (subject_id, benefit, cap_period, entitled, paid_before, decided, net)
values (:subject_id, :benefit, :cap_period, :entitled, :paid_before, 0, :entitled - :paid_before)
on conflict (subject_id, benefit, cap_period) do update set
    entitled = excluded.entitled, paid_before = excluded.paid_before,
    net = excluded.entitled - excluded.paid_before - entitlement_payable.decided
