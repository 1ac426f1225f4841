-- fragment: organisation_columns
o.id, o.parent, o.kind, o.region, o.name_zh, o.name_en

-- name: add_organisation
-- in: id int, parent int?, kind text, region int, name_zh text, name_en text
insert into access_organisation (id, parent, kind, region, name_zh, name_en)
values (:id, :parent, :kind, :region, :name_zh, :name_en)

-- name: organisation
-- in: id int
-- out: id int, parent int?, kind text, region int, name_zh text, name_en text
select {{organisation_columns}} from access_organisation o where o.id = :id

-- name: organisations
-- out: id int, parent int?, kind text, region int, name_zh text, name_en text
select {{organisation_columns}} from access_organisation o order by o.id

-- name: highest_organisation
-- out: id int
select coalesce(max(id), 0) as id from access_organisation

-- name: add_account
-- in: id int, login text, name text, password text, state text, code_until int?
insert into access_account (id, login, name, password, state, code_until)
values (:id, :login, :name, :password, :state, :code_until)

-- name: highest_account
-- out: id int
select coalesce(max(id), 0) as id from access_account

-- name: account_by_login
-- in: login text
-- out: id int, name text, password text, state text, code_until int?
select id, name, password, state, code_until from access_account where login = :login

-- name: account
-- in: id int
-- out: id int, login text, name text, password text, state text
select id, login, name, password, state from access_account where id = :id

-- name: account_names
-- out: id int, name text
select id, name from access_account order by id

-- name: set_password
-- in: id int, password text, state text
update access_account set password = :password, state = :state, code_until = null where id = :id

-- name: set_code
-- in: id int, password text, state text, code_until int
update access_account set password = :password, state = :state, code_until = :code_until where id = :id

-- name: add_post
-- in: id int, account int, organisation int, role text
insert into access_post (id, account, organisation, role) values (:id, :account, :organisation, :role)

-- name: highest_post
-- out: id int
select coalesce(max(id), 0) as id from access_post

-- name: first_post
-- in: account int
-- out: id int, organisation int, role text
select id, organisation, role from access_post where account = :account order by id

-- fragment: post_columns
a.id as account, a.name as account_name, a.state as account_state, p.id as post, p.role, {{organisation_columns}}
from access_post p
join access_account a on a.id = p.account
join access_organisation o on o.id = p.organisation

-- name: post_of_login
-- in: login text
-- out: account int, account_name text, account_state text, post int, role text
-- out: id int, parent int?, kind text, region int, name_zh text, name_en text
select {{post_columns}} where a.login = :login order by p.id limit 1

-- name: post_of_role
-- in: role text
-- out: account int, account_name text, account_state text, post int, role text
-- out: id int, parent int?, kind text, region int, name_zh text, name_en text
select {{post_columns}} where p.role = :role order by p.id limit 1
