-- What a note is of beside its subject: the document it drafts, the year of a plan, the region that takes a project over.
alter table duties_note add column item text not null default '';
