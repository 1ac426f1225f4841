-- What follows from the files. state: 0 open, 1 done, 2 waived, 3 missed, 4 ended. due_sort: due, or 9999999 for none.
create table consequences_task (
    subject_id bigint not null,
    system text not null,
    task text not null,
    occurrence text not null,
    state bigint not null,
    opens bigint not null,
    due bigint,
    due_sort bigint not null,
    escalates bigint,
    closed bigint,
    opened_by bigint not null,
    closed_by bigint not null,
    role text not null,
    chaser text not null,
    form text not null,
    place bigint not null,
    title_zh text not null,
    title_en text not null,
    primary key (subject_id, system, task, occurrence)
) {{without rowid}};
create index consequences_task_role on consequences_task (role, place, due_sort) where state = 0;
create index consequences_task_chaser on consequences_task (chaser, place, due_sort) where state = 0;

create table consequences_stage (
    subject_id bigint not null,
    system text not null,
    episode text not null,
    stage text not null,
    primary key (subject_id, system, episode)
) {{without rowid}};

-- outcome: 0 granted, 1 refused, 2 needs; the lists are JSON arrays
create table consequences_entitlement (
    subject_id bigint not null,
    benefit text not null,
    period text not null,
    outcome bigint not null,
    amount bigint not null,
    needs text not null,
    records text not null,
    matched text not null,
    primary key (subject_id, benefit, period)
) {{without rowid}};
