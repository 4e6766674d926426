-- The auditor's filters list the verbs and kinds of object that occur.
CREATE INDEX audit_event_action ON audit_event (action, id);
