-- What was decided and not delivered yet, each call sealed, in the order of deciding. And what was given up.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY NOT NULL,
  id BLOB NOT NULL UNIQUE,
  conversation BLOB NOT NULL,
  channel TEXT NOT NULL,
  created INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  urgent INTEGER NOT NULL,
  call BLOB NOT NULL
);

CREATE INDEX outbox_due ON outbox (due);
CREATE INDEX outbox_urgent ON outbox (seq) WHERE urgent = 1;

CREATE TABLE given_up (
  id BLOB PRIMARY KEY NOT NULL,
  channel TEXT NOT NULL,
  created INTEGER NOT NULL,
  at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;
