-- Figures from elsewhere, entered by the unit that owns them. version: 1, 2 …: the last one stands. month: year * 12 + month - 1.
create table insight_entered (
    indicator text not null,
    region bigint not null,
    month bigint not null,
    version bigint not null,
    below bigint not null,
    above bigint not null,
    source text not null,
    account bigint not null,
    organisation bigint not null,
    at bigint not null,
    primary key (indicator, region, month, version)
) {{without rowid}};

-- Figures as they were reported: never changed, later corrections stand beside them.
create table insight_reported (
    report bigint not null,
    indicator text not null,
    region bigint not null,
    month bigint not null,
    below bigint not null,
    above bigint not null,
    primary key (report, indicator, region, month)
) {{without rowid}};
create table insight_report (
    id bigint not null primary key,
    region bigint not null,
    month_from bigint not null,
    month_to bigint not null,
    policy text not null,
    account bigint not null,
    at bigint not null
);
