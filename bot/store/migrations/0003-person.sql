-- What a person chose, under a keyed hash of the account: no account, no name.
CREATE TABLE person (
  key BLOB PRIMARY KEY NOT NULL,
  language TEXT,
  hello INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
