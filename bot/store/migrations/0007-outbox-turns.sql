-- Who has how many before it in its conversation.
CREATE INDEX outbox_conversation ON outbox (conversation, seq, due) WHERE urgent = 0;
