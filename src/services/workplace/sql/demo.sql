-- name: find_demo
-- out: people int, seed int, day int
select people, seed, day from workplace_demo where only = 1

-- name: put_demo
-- in: people int, seed int, day int
insert into workplace_demo (only, people, seed, day) values (1, :people, :seed, :day)
