-- Workspaces that installed the app: names and tokens sealed.
CREATE TABLE install (
  key TEXT PRIMARY KEY NOT NULL,
  sealed BLOB NOT NULL,
  ended INTEGER
);
