-- name: payables_of
-- in: subject_id int
-- out: benefit text, cap_period text, entitled int, paid_before int, decided int, net int, since int?
select benefit, cap_period, entitled, paid_before, decided, net, since
from entitlement_payable where subject_id = :subject_id order by benefit, cap_period

-- name: put_candidate
-- in: form text, subject_id int
insert into entitlement_candidate (form, subject_id) values (:form, :subject_id) on conflict do nothing

-- name: candidates
-- in: form text, after int, limit int
-- out: subject_id int
select subject_id from entitlement_candidate where form = :form and subject_id > :after order by subject_id limit :limit

-- What is open for payment, by benefit.
-- name: open_by_benefit
-- in: cap_period text
-- out: benefit text, people int, fen int
select p.benefit, count(*) as people, cast(coalesce(sum(p.net), 0) as bigint) as fen
from entitlement_payable p
where p.net > 0 and p.cap_period = :cap_period and {{access.visible(p.subject_id)}}
group by p.benefit order by p.benefit

-- name: put_entitled
-- in: subject_id int, benefit text, cap_period text, entitled int, paid_before int, since int
insert into entitlement_payable (subject_id, benefit, cap_period, entitled, paid_before, decided, net, since)
values (:subject_id, :benefit, :cap_period, :entitled, :paid_before, 0, :entitled - :paid_before, :since)
on conflict (subject_id, benefit, cap_period) do update set
    since = case when entitlement_payable.net = 0 then excluded.since else entitlement_payable.since end,
    entitled = excluded.entitled, paid_before = excluded.paid_before,
    net = excluded.entitled - excluded.paid_before - entitlement_payable.decided
