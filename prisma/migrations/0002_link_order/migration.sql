-- Of several connected shops of a portal, the one that linked a HubSpot record first owns it: when, across tenants, and nothing else.
GRANT SELECT ("linked_at") ON "record_link" TO tandem_system;
