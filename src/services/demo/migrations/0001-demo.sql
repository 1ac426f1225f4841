-- One row when the database is a demo county; finished is 0 while it is being made.
create table demo_county (
    id bigint not null primary key,
    people bigint not null,
    seed text not null,
    day bigint not null,
    finished bigint not null
);

-- Accounts to log in with, one of each role. The password stands here because everything is invented.
create table demo_account (
    id bigint not null primary key,
    login text not null,
    password text not null,
    role_zh text not null,
    role_en text not null,
    organisation_zh text not null,
    organisation_en text not null
);
