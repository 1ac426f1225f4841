-- Per person, benefit and cap period, in fen: what was derived, what was paid before, what was decided. net = entitled −
-- paid_before − decided; positive is payable, negative is for a person to look at.
create table entitlement_payable (
    subject_id bigint not null,
    benefit text not null,
    cap_period text not null,
    entitled bigint not null,
    paid_before bigint not null,
    decided bigint not null,
    net bigint not null,
    primary key (subject_id, benefit, cap_period)
) {{without rowid}};
create index entitlement_payable_net on entitlement_payable (benefit, cap_period, subject_id) where net <> 0;
