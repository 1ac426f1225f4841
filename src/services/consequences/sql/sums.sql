-- What months entitle to, by benefit and month.
-- name: entitled_sums
-- in: period_from text, period_to text
-- out: benefit text, period text, people int, fen int
select e.benefit, e.period, cast(coalesce(sum(case when e.amount > 0 then 1 else 0 end), 0) as bigint) as people,
    cast(coalesce(sum(e.amount), 0) as bigint) as fen
from consequences_entitlement e
where e.period >= :period_from and e.period < :period_to and {{access.visible(e.subject_id)}}
group by e.benefit, e.period order by e.benefit, e.period
