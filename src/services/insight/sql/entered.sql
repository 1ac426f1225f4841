-- name: put_entered
-- in: indicator text, region int, month int, version int, below int, above int, source text, account int, organisation int, at int
insert into insight_entered (indicator, region, month, version, below, above, source, account, organisation, at)
values (:indicator, :region, :month, :version, :below, :above, :source, :account, :organisation, :at)
on conflict do nothing

-- name: last_entered_version
-- in: indicator text, region int, month int
-- out: version int
select coalesce(max(version), 0) as version from insight_entered
where indicator = :indicator and region = :region and month = :month

-- name: entered_in
-- in: region_from int, region_to int, month_from int, month_to int
-- out: indicator text, region int, month int, version int, below int, above int, source text, account int, organisation int, at int
select e.indicator, e.region, e.month, e.version, e.below, e.above, e.source, e.account, e.organisation, e.at
from insight_entered e
where e.region >= :region_from and e.region < :region_to and e.month >= :month_from and e.month <= :month_to
  and not exists (select 1 from insight_entered l where l.indicator = e.indicator and l.region = e.region
      and l.month = e.month and l.version > e.version)
order by e.indicator, e.region, e.month

-- name: entered_of
-- in: indicator text, region int
-- out: indicator text, region int, month int, version int, below int, above int, source text, account int, organisation int, at int
select indicator, region, month, version, below, above, source, account, organisation, at from insight_entered
where indicator = :indicator and region = :region order by month desc, version desc

-- name: next_report
-- out: id int
select coalesce(max(id), 0) + 1 as id from insight_report

-- name: put_report
-- in: id int, region int, month_from int, month_to int, policy text, account int, at int
insert into insight_report (id, region, month_from, month_to, policy, account, at)
values (:id, :region, :month_from, :month_to, :policy, :account, :at)

-- name: put_reported
-- in: report int, indicator text, region int, month int, below int, above int
insert into insight_reported (report, indicator, region, month, below, above)
values (:report, :indicator, :region, :month, :below, :above)

-- name: reported_before
-- in: region int, month int
-- out: report int, indicator text, below int, above int, at int
select r.report, r.indicator, r.below, r.above, h.at from insight_reported r join insight_report h on h.id = r.report
where r.region = :region and r.month = :month order by r.report desc, r.indicator
