-- Contents that are past their time are blanked (blanked: the number of the batch, 0: not). Only what is left is searched by action.
drop index audit_event_of_action;
create index audit_event_of_action on audit_event (action, at) where blanked = 0;
