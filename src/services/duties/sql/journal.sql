-- name: next_note
-- out: value int
update duties_counter set value = value + 1 where id = 1 returning value

-- name: put_note
-- in: id int, about text, region int, kind text, day int, due int?, unit text, item text, text text, amount int?, answers int, account int, organisation int, at int
insert into duties_note (id, about, region, kind, day, due, unit, item, text, amount, answers, account, organisation, at)
values (:id, :about, :region, :kind, :day, :due, :unit, :item, :text, :amount, :answers, :account, :organisation, :at)

-- name: all_notes
-- in: about_from text, about_to text
-- out: id int, about text, region int, kind text, day int, due int?, unit text, item text, text text, amount int?, answers int, account int, organisation int, at int
select n.id, n.about, n.region, n.kind, n.day, n.due, n.unit, n.item, n.text, n.amount, n.answers, n.account, n.organisation, n.at
from duties_note n
where n.about >= :about_from and n.about < :about_to
  and n.kind <> 'withdrawal'
  and not exists (select 1 from duties_note w where w.kind = 'withdrawal' and w.answers = n.id)
order by n.id

-- name: find_note
-- in: id int
-- out: about text, kind text, organisation int, unit text
select about, kind, organisation, unit from duties_note where id = :id
