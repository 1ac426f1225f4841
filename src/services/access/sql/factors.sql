-- name: factor
-- in: account int
-- out: key text, secret text, confirmed int, step int
select key, secret, confirmed, step from access_factor where account = :account

-- name: begin_factor
-- in: account int, key text, secret text
insert into access_factor (account, key, secret, confirmed, step) values (:account, :key, :secret, 0, 0)
on conflict (account) do update set key = excluded.key, secret = excluded.secret, confirmed = 0, step = 0

-- name: take_step
-- in: account int, step int
update access_factor set confirmed = 1, step = :step where account = :account and step < :step

-- name: drop_factor
-- in: account int
delete from access_factor where account = :account

-- name: factors_after
-- in: account int
-- out: account int, key text
select account, key from access_factor where account > :account order by account limit 500

-- name: set_factor_key
-- in: account int, before text, key text
update access_factor set key = :key where account = :account and key = :before
