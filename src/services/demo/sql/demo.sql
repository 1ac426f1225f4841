-- name: county
-- out: people int, seed text, day int, finished int
select people, seed, day, finished from demo_county

-- name: begin_county
-- in: people int, seed text, day int
insert into demo_county (id, people, seed, day, finished) values (1, :people, :seed, :day, 0)

-- name: finish_county
update demo_county set finished = 1

-- name: add_sample
-- in: id int, login text, password text, role_zh text, role_en text, organisation_zh text, organisation_en text
insert into demo_account (id, login, password, role_zh, role_en, organisation_zh, organisation_en)
values (:id, :login, :password, :role_zh, :role_en, :organisation_zh, :organisation_en)

-- name: samples
-- out: login text, password text, role_zh text, role_en text, organisation_zh text, organisation_en text
select login, password, role_zh, role_en, organisation_zh, organisation_en from demo_account order by id
