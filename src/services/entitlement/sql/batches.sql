-- name: last_number
-- in: number_from text, number_to text
-- out: number text
select number from entitlement_batch where number >= :number_from and number < :number_to
order by length(number) desc, number desc limit 1

-- name: put_batch
-- in: id int, number text, benefit text, place int, made_by int, made_at int
insert into entitlement_batch (id, number, benefit, place, state, made_by, made_at, claims, amount)
values (:id, :number, :benefit, :place, 0, :made_by, :made_at, 0, 0)

-- name: take_claims
-- in: batch int, benefit text
update entitlement_claim set state = 4, batch = :batch
where state = 1 and benefit = :benefit and (notice_until is null or notice_until <= :today)
    and not exists (select 1 from entitlement_objection o where o.claim = entitlement_claim.id and o.upheld is null)
    and {{access.visible(entitlement_claim.subject_id)}}

-- name: sum_up_batch
-- in: id int
update entitlement_batch set
    claims = (select count(*) from entitlement_claim c where c.batch = entitlement_batch.id and c.batch <> 0),
    amount = (select coalesce(sum(c.amount), 0) from entitlement_claim c where c.batch = entitlement_batch.id and c.batch <> 0)
where id = :id

-- fragment: batch
b.id, b.number, b.benefit, b.place, b.state, b.made_by, b.made_at, b.paid_on, b.claims, b.amount, b.confirmed_by,
b.confirmed_at

-- name: find_batch
-- in: id int
-- out: id int, number text, benefit text, place int, state int, made_by int, made_at int, paid_on int?, claims int, amount int, confirmed_by int, confirmed_at int?
select {{batch}} from entitlement_batch b where b.id = :id

-- name: batches
-- in: place_from int, place_to int, limit int
-- out: id int, number text, benefit text, place int, state int, made_by int, made_at int, paid_on int?, claims int, amount int, confirmed_by int, confirmed_at int?
select {{batch}} from entitlement_batch b where b.place >= :place_from and b.place < :place_to
order by b.id desc limit :limit

-- name: mark_exported
-- in: id int
update entitlement_batch set state = 1 where id = :id and state = 0

-- name: confirm_batch
-- in: id int, confirmed_by int, confirmed_at int
update entitlement_batch set confirmed_by = :confirmed_by, confirmed_at = :confirmed_at
where id = :id and confirmed_at is null

-- name: put_return_file
-- in: batch int, digest text, at int, account int, paid int, returned int
insert into entitlement_return_file (batch, digest, at, account, paid, returned)
values (:batch, :digest, :at, :account, :paid, :returned)
on conflict do nothing

-- name: close_month
-- in: place int, month text, closed_by int, closed_at int
insert into entitlement_closed_month (place, month, closed_by, closed_at)
values (:place, :month, :closed_by, :closed_at)
on conflict do nothing

-- name: find_closed
-- in: place int, month text
-- out: closed_at int
select closed_at from entitlement_closed_month where place = :place and month = :month

-- name: closed_months
-- in: place_from int, place_to int
-- out: month text, closed_by int, closed_at int
select month, closed_by, closed_at from entitlement_closed_month
where place >= :place_from and place < :place_to order by month desc

-- name: unpaid_batches
-- in: place int, number_from text, number_to text
-- out: batches int
select count(*) as batches from entitlement_batch
where place = :place and number >= :number_from and number < :number_to and state < 2

-- name: mark_paid
-- in: id int, paid_on int
update entitlement_batch set state = 2, paid_on = :paid_on where id = :id and state < 2

-- name: claims_paid
-- in: batch int
update entitlement_claim set state = 5 where batch = :batch and batch <> 0 and state = 4
