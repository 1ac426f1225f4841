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
where state = 1 and benefit = :benefit and {{access.visible(entitlement_claim.subject_id)}}

-- name: sum_up_batch
-- in: id int
update entitlement_batch set
    claims = (select count(*) from entitlement_claim c where c.batch = entitlement_batch.id and c.batch <> 0),
    amount = (select coalesce(sum(c.amount), 0) from entitlement_claim c where c.batch = entitlement_batch.id and c.batch <> 0)
where id = :id

-- fragment: batch
b.id, b.number, b.benefit, b.place, b.state, b.made_by, b.made_at, b.paid_on, b.claims, b.amount

-- name: find_batch
-- in: id int
-- out: id int, number text, benefit text, place int, state int, made_by int, made_at int, paid_on int?, claims int, amount int
select {{batch}} from entitlement_batch b where b.id = :id

-- name: batches
-- in: place_from int, place_to int, limit int
-- out: id int, number text, benefit text, place int, state int, made_by int, made_at int, paid_on int?, claims int, amount int
select {{batch}} from entitlement_batch b where b.place >= :place_from and b.place < :place_to
order by b.id desc limit :limit

-- name: mark_exported
-- in: id int
update entitlement_batch set state = 1 where id = :id and state = 0

-- name: mark_paid
-- in: id int, paid_on int
update entitlement_batch set state = 2, paid_on = :paid_on where id = :id and state < 2

-- name: claims_paid
-- in: batch int
update entitlement_claim set state = 5 where batch = :batch and batch <> 0 and state = 4
