-- One row when the county is made up.
create table workplace_demo (
    only bigint not null primary key,
    people bigint not null,
    seed bigint not null,
    day bigint not null
);
