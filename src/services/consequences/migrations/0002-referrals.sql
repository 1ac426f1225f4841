-- Who is told once `escalates` has come; empty: those who chase.
alter table consequences_task add column supervisor text not null default '';
create index consequences_task_supervisor on consequences_task (supervisor, place, due_sort) where state = 0 and supervisor <> '';

-- state: 0 sent, 1 accepted, 2 declined, 3 expired, 4 answered, 5 closed, 6 withdrawn.
-- from_holder, to_holder: organisations' numbers; to_holder 0: any of the kind at the place. due: of the step that is awaited.
create table consequences_referral (
    subject_id bigint not null,
    system text not null,
    referral text not null,
    occurrence text not null,
    state bigint not null,
    sent bigint not null,
    due bigint,
    accepted bigint,
    answered bigint,
    closed bigint,
    from_holder bigint not null,
    to_holder bigint not null,
    role text not null,
    kind text not null,
    place bigint not null,
    sent_by bigint not null,
    answered_by bigint not null,
    title_zh text not null,
    title_en text not null,
    primary key (subject_id, system, referral, occurrence)
) {{without rowid}};
create index consequences_referral_kind on consequences_referral (kind, place, state);

-- What ends or begins at an age within six months. form: of the hand-over that is missing, empty: none.
create table consequences_transition (
    subject_id bigint not null,
    system text not null,
    transition text not null,
    on_day bigint not null,
    ends bigint not null,
    form text not null,
    place bigint not null,
    title_zh text not null,
    title_en text not null,
    primary key (subject_id, system, transition)
) {{without rowid}};
create index consequences_transition_day on consequences_transition (place, on_day);

create index consequences_stage_system on consequences_stage (system, stage, subject_id);
