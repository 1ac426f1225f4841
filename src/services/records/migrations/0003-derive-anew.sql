-- Engines since tell more days on which a file changes: every file is due once. A version whose engines yield other
-- consequences from the same records brings a step like this one.
update records_file set policy = '';
