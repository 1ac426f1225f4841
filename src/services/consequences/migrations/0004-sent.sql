-- What an organisation sent stands on its desk until it is settled.
create index consequences_referral_from on consequences_referral (from_holder, state);
