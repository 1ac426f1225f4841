-- name: counted_of
-- in: subject_id int
-- out: indicator text, from_day int, to_day int, town int, below int, above int
select indicator, from_day, to_day, town, below, above from consequences_counted
where subject_id = :subject_id order by indicator, from_day

-- name: put_counted
-- in: subject_id int, indicator text, from_day int, to_day int, town int, below int, above int
insert into consequences_counted (subject_id, indicator, from_day, to_day, town, below, above)
values (:subject_id, :indicator, :from_day, :to_day, :town, :below, :above)
on conflict (subject_id, indicator, from_day) do update set
    to_day = excluded.to_day, town = excluded.town, below = excluded.below, above = excluded.above

-- name: drop_counted
-- in: subject_id int, indicator text, from_day int
delete from consequences_counted
where subject_id = :subject_id and indicator = :indicator and from_day = :from_day

-- name: next_cell_seq
-- out: value int
update consequences_cell_seq_no set value = value + 1 where id = 1 returning value

-- name: add_to_cell
-- in: indicator text, town int, month int, below int, above int, seq int
insert into consequences_cell (indicator, town, month, below, above, seq)
values (:indicator, :town, :month, :below, :above, :seq)
on conflict (indicator, town, month) do update set
    below = consequences_cell.below + excluded.below, above = consequences_cell.above + excluded.above, seq = excluded.seq

-- name: cells_since
-- in: seq int
-- out: indicator text, town int, month int, below int, above int, seq int
select indicator, town, month, below, above, seq from consequences_cell where seq > :seq order by seq

-- name: counted_between
-- in: subject_from int, subject_to int
-- out: subject_id int, indicator text, from_day int, to_day int, town int, below int, above int
select subject_id, indicator, from_day, to_day, town, below, above from consequences_counted
where subject_id >= :subject_from and subject_id < :subject_to order by subject_id, indicator, from_day

-- Who counts on a day in a region, or counts below the line only; one row a person, for one indicator.
-- fragment: counting
-- in: indicator text, town_from int, town_to int, day int, least int, most int
c.indicator = :indicator and c.town >= :town_from and c.town < :town_to and c.from_day <= :day and c.to_day > :day
  and (case when c.above > 0 then 1 else 0 end) >= :least and (case when c.above > 0 then 1 else 0 end) <= :most

-- name: people_counted
-- in: after_town int, after_subject int, limit int
-- out: subject_id int, town int, below int, above int
select c.subject_id, c.town, c.below, c.above from consequences_counted c
where {{counting}} and (c.town, c.subject_id) > (:after_town, :after_subject)
  and {{access.visible(c.subject_id)}}
order by c.town, c.subject_id limit :limit

-- name: count_people_counted
-- out: people int
select count(*) as people from consequences_counted c where {{counting}} and {{access.visible(c.subject_id)}}

-- Of everybody, for sums by age; never shown.
-- name: counted_on
-- in: indicator text, town_from int, town_to int, day int
-- out: subject_id int, town int, below int, above int
select subject_id, town, below, above from consequences_counted
where indicator = :indicator and town >= :town_from and town < :town_to and from_day <= :day and to_day > :day
order by town, subject_id
