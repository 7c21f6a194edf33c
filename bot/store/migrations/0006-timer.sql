-- What has to happen later: whose it is (handler), about what (a random id of the handler's own), as of which version of it, and when.
CREATE TABLE timer (
  handler TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  version INTEGER NOT NULL,
  due INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  PRIMARY KEY (handler, kind, subject)
) WITHOUT ROWID;

CREATE INDEX timer_next_try ON timer (next_try);
