-- name: put_set
-- in: version text, made_at int
insert into policy_set (version, made_at, published_no, published_at, published_by)
values (:version, :made_at, null, null, null)

-- name: put_file
-- in: version text, path text, content text
insert into policy_file (version, path, content) values (:version, :path, :content)

-- name: find_set
-- in: version text
-- out: made_at int, published_no int?, published_at int?, published_by int?
select made_at, published_no, published_at, published_by from policy_set where version = :version

-- name: sets
-- out: version text, made_at int, published_no int?, published_at int?, published_by int?
select version, made_at, published_no, published_at, published_by from policy_set
order by made_at desc, version

-- name: ruling_set
-- out: version text, published_no int
select version, published_no from policy_set where published_no is not null
order by published_no desc limit 1

-- name: files_of
-- in: version text
-- out: path text, content text
select path, content from policy_file where version = :version order by path

-- name: note_published
-- in: version text, published_no int, published_at int, published_by int
update policy_set set published_no = :published_no, published_at = :published_at, published_by = :published_by
where version = :version
