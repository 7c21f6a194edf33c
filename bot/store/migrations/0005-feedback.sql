-- What people said of answers and what nothing answered, scrubbed: nobody's account, and the day, not the hour.
CREATE TABLE feedback (
  id BLOB PRIMARY KEY NOT NULL,
  day INTEGER NOT NULL,
  entry TEXT NOT NULL,
  language TEXT NOT NULL,
  words BLOB
);

CREATE INDEX feedback_day ON feedback (day);

CREATE TABLE gap (
  id BLOB PRIMARY KEY NOT NULL,
  day INTEGER NOT NULL,
  language TEXT NOT NULL,
  words TEXT NOT NULL,
  offered TEXT NOT NULL
);

CREATE INDEX gap_day ON gap (day);
