-- What must never come back with a row. The laws stand in docs/money.md.

-- An account holds exactly what its entries put in and took out.
-- name: balances_off
-- out: line int, account int, kept int, booked int
select b.line, b.account, b.amount as kept, cast(coalesce((select sum(e.amount) from ledger_entry e
        where e.line = b.line and e.put_into = b.account and e.taken_from <> b.account), 0)
    - coalesce((select sum(e.amount) from ledger_entry e
        where e.line = b.line and e.taken_from = b.account and e.put_into <> b.account), 0) as bigint) as booked
from ledger_balance b
where b.amount <> coalesce((select sum(e.amount) from ledger_entry e
        where e.line = b.line and e.put_into = b.account and e.taken_from <> b.account), 0)
    - coalesce((select sum(e.amount) from ledger_entry e
        where e.line = b.line and e.taken_from = b.account and e.put_into <> b.account), 0)
order by b.line, b.account

-- Of a line that somebody appropriated no more is spent than there is.
-- name: overspent
-- out: line int, account int, amount int
select b.line, b.account, b.amount from ledger_balance b join ledger_line l on l.id = b.line
where b.amount < 0 and b.account <> 0 and not (l.source = 0 and b.account = 1) order by b.line, b.account

-- A claim is paid at most what was committed for it, and comes back at most once per payment.
-- name: paid_too_much
-- out: claim int, committed int, paid int, returned int
select s.claim, s.committed, s.paid, s.returned from (
    select claim,
        cast(sum(case when kind in (2, 5) then amount when kind = 10 then -amount else 0 end) as bigint) as committed,
        cast(sum(case when kind = 3 then amount else 0 end) as bigint) as paid,
        cast(sum(case when kind = 4 then amount else 0 end) as bigint) as returned
    from ledger_entry where claim <> 0 group by claim) s
where s.paid > s.committed or s.returned > s.paid order by s.claim

-- Every payment leads to a decision, a clause and a person.
-- name: unfounded
-- out: seq int
select seq from ledger_entry
where kind in (2, 3, 5) and (decision = 0 or clause = '' or subject_id = 0) order by seq
