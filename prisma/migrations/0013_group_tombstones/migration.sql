-- To clean up: what tells of deleted groups, and no other tombstone.
CREATE POLICY system ON "tombstone" TO tandem_system USING (record_id LIKE 'group:%');
GRANT SELECT ("record_id", "at"), DELETE ON "tombstone" TO tandem_system;
