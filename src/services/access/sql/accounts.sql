-- name: accounts_in
-- in: from_region int, to_region int, besides text, after_login text
-- out: id int, login text, name text, state text, factor int, seen int?
select a.id, a.login, a.name, a.state,
       case when exists (select 1 from access_factor f where f.account = a.id and f.confirmed <> 0) then 1 else 0 end as factor,
       (select max(s.last_seen) from access_session s where s.account = a.id) as seen
from access_account a
where a.login > :after_login
  and exists (select 1 from access_post p join access_organisation o on o.id = p.organisation
    where p.account = a.id and p.role <> :besides and o.region >= :from_region and o.region < :to_region)
order by a.login

-- name: posts_held
-- in: account int
-- out: post int, role text, shared int, id int, parent int?, kind text, region int, name_zh text, name_en text
select p.id as post, p.role,
       case when exists (select 1 from access_post q join access_account b on b.id = q.account
         where q.organisation = p.organisation and q.role = p.role and q.account <> p.account and b.state <> 'closed')
       then 1 else 0 end as shared,
       {{organisation_columns}}
from access_post p join access_organisation o on o.id = p.organisation where p.account = :account order by p.id

-- name: same_post
-- in: account int, organisation int, role text
-- out: id int
select id from access_post where account = :account and organisation = :organisation and role = :role

-- name: hand_post
-- in: post int, account int
update access_post set account = :account where id = :post

-- name: drop_post
-- in: post int
delete from access_post where id = :post

-- name: end_sessions_on
-- in: post int
delete from access_session where post = :post

-- name: end_lent_of
-- in: post int, until_day int
update access_delegation set until_day = :until_day where post = :post and until_day > :until_day

-- name: end_lent_to
-- in: account int, until_day int
update access_delegation set until_day = :until_day where account = :account and until_day > :until_day

-- name: close_account
-- in: id int
update access_account set state = 'closed', code_until = null where id = :id
