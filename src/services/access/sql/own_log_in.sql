-- name: sessions_of
-- in: account int
-- out: token_hash text, post int, created int, last_seen int
select token_hash, post, created, last_seen from access_session where account = :account order by last_seen desc

-- name: end_session
-- in: account int, token_hash text
delete from access_session where account = :account and token_hash = :token_hash

-- name: take_post
-- in: token_hash text, account int, post int
update access_session set post = :post where token_hash = :token_hash and account = :account

-- name: own_posts
-- in: account int
-- out: post int, role text, lent_until int?, id int, parent int?, kind text, region int, name_zh text, name_en text
select p.id as post, p.role, cast(null as bigint) as lent_until, {{organisation_columns}}
from access_post p join access_organisation o on o.id = p.organisation where p.account = :account order by p.id

-- name: lent_posts
-- in: account int, today int
-- out: post int, role text, lent_until int?, id int, parent int?, kind text, region int, name_zh text, name_en text
select p.id as post, p.role, d.until_day as lent_until, {{organisation_columns}}
from access_delegation d join access_post p on p.id = d.post join access_organisation o on o.id = p.organisation
where d.account = :account and d.from_day <= :today and d.until_day > :today order by p.id

-- name: highest_delegation
-- out: id int
select coalesce(max(id), 0) as id from access_delegation

-- name: lend
-- in: id int, post int, account int, from_day int, until_day int, lent_by int, lent_at int
insert into access_delegation (id, post, account, from_day, until_day, lent_by, lent_at)
values (:id, :post, :account, :from_day, :until_day, :lent_by, :lent_at)

-- name: delegations_of
-- in: post int, today int
-- out: id int, account int, from_day int, until_day int
select id, account, from_day, until_day from access_delegation where post = :post and until_day > :today order by id

-- name: take_back
-- in: id int, post int, until_day int
update access_delegation set until_day = :until_day where id = :id and post = :post and until_day > :until_day
