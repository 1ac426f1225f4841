-- Payable rows of files that the asker may see; net from < net < to.
-- fragment: on_desk
-- in: net_from int, net_to int
from entitlement_payable p
where p.net <> 0 and p.net > :net_from and p.net < :net_to
  and not exists (select 1 from entitlement_claim o where o.subject_id = p.subject_id and o.benefit = p.benefit
      and o.cap_period = p.cap_period and o.state = 0)
  and (p.net < 0 or not exists (select 1 from entitlement_wish w where w.subject_id = p.subject_id
      and w.benefit = p.benefit and w.wanted = 0))
  and {{access.visible(p.subject_id)}}

-- name: payables_on_desk
-- in: after_benefit text, after_period text, after_subject int, limit int
-- out: subject_id int, benefit text, cap_period text, entitled int, paid_before int, decided int, net int, since int?
select p.subject_id, p.benefit, p.cap_period, p.entitled, p.paid_before, p.decided, p.net, p.since
{{on_desk}} and (p.benefit, p.cap_period, p.subject_id) > (:after_benefit, :after_period, :after_subject)
order by p.benefit, p.cap_period, p.subject_id limit :limit

-- name: count_payables
-- out: total int, fen int
select count(*) as total, cast(coalesce(sum(p.net), 0) as bigint) as fen
{{on_desk}}

-- name: late_payables
-- in: before int
-- out: total int, late int
select count(*) as total, cast(coalesce(sum(case when p.since < :before then 1 else 0 end), 0) as bigint) as late
{{on_desk}}

-- A refused claim stays on its desk until the amount is proposed anew or is open no more.
-- fragment: claims_on_desk
-- in: state int
from entitlement_claim c
join entitlement_payable p on p.subject_id = c.subject_id and p.benefit = c.benefit and p.cap_period = c.cap_period
where c.state = :state
  and (c.state <> 2 or p.net > 0 and not exists (select 1 from entitlement_claim o where o.subject_id = c.subject_id
      and o.benefit = c.benefit and o.cap_period = c.cap_period and o.id > c.id))
  and {{access.visible(c.subject_id)}}

-- name: claims_on_desk
-- in: after_id int, limit int
-- out: id int, subject_id int, benefit text, cap_period text, amount int, months text, state int, proposed_by int, proposed_at int, decided_by int, decided_at int?, reason text, file_version int, policy text, batch int, notice_until int?, moved_at int?, entitled int, paid_before int, decided int, net int, since int?
select {{claim}}, p.entitled, p.paid_before, p.decided, p.net, p.since
{{claims_on_desk}} and c.id > :after_id
order by c.id limit :limit

-- name: count_claims
-- out: total int, fen int
select count(*) as total, cast(coalesce(sum(c.amount), 0) as bigint) as fen
{{claims_on_desk}}

-- Since when a claim waits: proposed, approved and off its notice, or come back from the bank.
-- name: late_claims
-- in: before_ms int, before_day int
-- out: total int, late int
select count(*) as total, cast(coalesce(sum(case when
    (case when c.state = 0 then c.proposed_at when c.state = 1 then c.decided_at else c.moved_at end) < :before_ms
    and coalesce(c.notice_until, 0) < :before_day then 1 else 0 end), 0) as bigint) as late
{{claims_on_desk}}
