-- What a platform brought, sealed, from the acknowledgement to the end of its handling. And what happened once.
CREATE TABLE schema (
  version INTEGER NOT NULL
);

CREATE TABLE inbox (
  id BLOB PRIMARY KEY NOT NULL,
  conversation BLOB NOT NULL,
  channel TEXT NOT NULL,
  received INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  status TEXT NOT NULL,
  next_try INTEGER NOT NULL,
  event BLOB NOT NULL
);

CREATE TABLE seen (
  key BLOB PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
