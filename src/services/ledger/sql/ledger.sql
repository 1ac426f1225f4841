-- name: next_number
-- in: name text
-- out: value int
update ledger_counter set value = value + 1 where name = :name returning value

-- name: put_line
-- in: id int, year int, region int, source int, benefit text, title text, earmark text, rank int, opened_by int, opened_at int
insert into ledger_line (id, year, region, source, benefit, title, earmark, rank, opened_by, opened_at)
values (:id, :year, :region, :source, :benefit, :title, :earmark, :rank, :opened_by, :opened_at)
on conflict do nothing

-- name: put_balance
-- in: line int, account int
insert into ledger_balance (line, account, amount) values (:line, :account, 0)

-- name: move_balance
-- in: line int, account int, amount int, least int
update ledger_balance set amount = amount + :amount
where line = :line and account = :account and amount + :amount >= :least

-- name: balance
-- in: line int, account int
-- out: amount int
select amount from ledger_balance where line = :line and account = :account

-- name: put_entry
-- in: seq int, at int, kind int, line int, taken_from int, put_into int, amount int, claim int, batch int, subject_id int, benefit text, decision int, clause text, account int, reference text, reason text
insert into ledger_entry (seq, at, kind, line, taken_from, put_into, amount, claim, batch, subject_id, benefit,
    decision, clause, account, reference, reason)
values (:seq, :at, :kind, :line, :taken_from, :put_into, :amount, :claim, :batch, :subject_id, :benefit,
    :decision, :clause, :account, :reference, :reason)
on conflict do nothing

-- fragment: line
l.id, l.year, l.region, l.source, l.benefit, l.title, l.earmark, l.rank

-- name: find_line
-- in: id int
-- out: id int, year int, region int, source int, benefit text, title text, earmark text, rank int
select {{line}} from ledger_line l where l.id = :id

-- Lines that pay for a benefit of a place in a year: its own before those for whatever is paid.
-- name: paying_lines
-- in: region int, year int, benefit text
-- out: id int, year int, region int, source int, benefit text, title text, earmark text, rank int
select {{line}} from ledger_line l
where l.region = :region and l.year = :year and l.benefit in (:benefit, '') and l.source <> 6
   or l.region = :region and l.year = :year and l.benefit = :benefit and l.source = 6
order by l.rank, case when l.benefit = '' then 1 else 0 end, l.id

-- name: lines
-- in: region_from int, region_to int, year int
-- out: id int, year int, region int, source int, benefit text, title text, earmark text, rank int
select {{line}} from ledger_line l where l.region >= :region_from and l.region < :region_to and l.year = :year
order by l.benefit, l.rank, l.id

-- name: balances
-- in: region_from int, region_to int, year int
-- out: line int, account int, amount int
select b.line, b.account, b.amount from ledger_balance b
join ledger_line l on l.id = b.line
where l.region >= :region_from and l.region < :region_to and l.year = :year order by b.line, b.account

-- name: withdrawn
-- in: line int
-- out: amount int
select cast(coalesce(sum(case kind when 0 then amount when 1 then -amount else 0 end), 0) as bigint) as amount
from ledger_entry where line = :line

-- fragment: entry
e.seq, e.at, e.kind, e.line, e.taken_from, e.put_into, e.amount, e.claim, e.batch, e.subject_id, e.benefit, e.decision,
e.clause, e.account, e.reference, e.reason

-- name: entries_of_claim
-- in: claim int
-- out: seq int, at int, kind int, line int, taken_from int, put_into int, amount int, claim int, batch int, subject_id int, benefit text, decision int, clause text, account int, reference text, reason text
select {{entry}} from ledger_entry e where e.claim = :claim and e.claim <> 0 order by e.seq

-- name: entries_of_line
-- in: line int, before int, limit int
-- out: seq int, at int, kind int, line int, taken_from int, put_into int, amount int, claim int, batch int, subject_id int, benefit text, decision int, clause text, account int, reference text, reason text
select {{entry}} from ledger_entry e where e.line = :line and e.seq < :before order by e.seq desc limit :limit

-- name: sums_of_benefit
-- in: benefit text
-- out: committed int, paid int
select cast(coalesce(sum(case when kind = 2 then amount when kind = 10 then -amount else 0 end), 0) as bigint) as committed,
    cast(coalesce(sum(case kind when 3 then amount when 4 then -amount else 0 end), 0) as bigint) as paid
from ledger_entry where benefit = :benefit
