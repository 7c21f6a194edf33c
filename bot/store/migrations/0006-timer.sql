-- What has to happen later: whose it is (handler), about what (a random id of the handler's own), and when.
CREATE TABLE timer (
  id BLOB PRIMARY KEY NOT NULL,
  handler TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  due INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  UNIQUE (handler, kind, subject)
) WITHOUT ROWID;

CREATE INDEX timer_due ON timer (due);
