-- name: open_session
-- in: token_hash text, account int, post int, csrf text, created int, expires int
insert into access_session (token_hash, account, post, csrf, created, last_seen, expires)
values (:token_hash, :account, :post, :csrf, :created, :created, :expires)

-- name: session_of
-- in: token_hash text, at int, idle_since int, today int
-- out: csrf text, last_seen int, awaits_code int, over int, account int, account_name text, account_state text, post int, role text
-- out: id int, parent int?, kind text, region int, name_zh text, name_en text
select s.csrf, s.last_seen, case when w.token_hash is null then 0 else 1 end as awaits_code,
       case when exists (select 1 from access_opened op where op.account = s.account and op.until_at <= :at) then 1 else 0 end as over,
       a.id as account, a.name as account_name, a.state as account_state, p.id as post, p.role,
       {{organisation_columns}}
from access_session s
join access_account a on a.id = s.account
join access_post p on p.id = s.post
join access_organisation o on o.id = p.organisation
left join access_awaited w on w.token_hash = s.token_hash
where s.token_hash = :token_hash and s.expires > :at and s.last_seen > :idle_since and a.state <> 'closed'
  and (p.account = s.account or exists (select 1 from access_delegation d
    where d.post = p.id and d.account = s.account and d.from_day <= :today and d.until_day > :today))

-- name: touch_session
-- in: token_hash text, at int
update access_session set last_seen = :at where token_hash = :token_hash

-- name: close_session
-- in: token_hash text
delete from access_session where token_hash = :token_hash

-- name: close_sessions_of
-- in: account int
delete from access_session where account = :account

-- name: forget_sessions
-- in: at int, idle_since int
delete from access_session where expires <= :at or last_seen <= :idle_since

-- name: attempts
-- in: login_hash text
-- out: failures int, last int, blocked_until int
select failures, last, blocked_until from access_attempt where login_hash = :login_hash

-- name: note_failure
-- in: login_hash text, failures int, at int, blocked_until int
insert into access_attempt (login_hash, failures, last, blocked_until) values (:login_hash, :failures, :at, :blocked_until)
on conflict (login_hash) do update
set failures = excluded.failures, last = excluded.last, blocked_until = excluded.blocked_until

-- name: forget_failures
-- in: login_hash text
delete from access_attempt where login_hash = :login_hash

-- name: forget_old_failures
-- in: before int
delete from access_attempt where last < :before

-- name: await_code
-- in: token_hash text
insert into access_awaited (token_hash) values (:token_hash)

-- name: is_awaited
-- in: token_hash text
-- out: token_hash text
select token_hash from access_awaited where token_hash = :token_hash

-- name: code_came
-- in: token_hash text
delete from access_awaited where token_hash = :token_hash

-- name: forget_awaited
delete from access_awaited where token_hash not in (select token_hash from access_session)
