import pg from "pg";
import { PgBoss } from "pg-boss";

const jobSchema = "pgboss";

// What `send` inside one of our transactions needs, and no more: a tenant may add jobs but not read another's. The system sees which
// jobs wait; they hold ids only.
const grants = `
  grant usage on schema ${jobSchema} to tandem_tenant, tandem_system;
  grant insert, select (id, start_after) on ${jobSchema}.job_common to tandem_tenant, tandem_system;
  grant select (name, state, data) on ${jobSchema}.job_common to tandem_system;
  grant select on ${jobSchema}.queue to tandem_tenant, tandem_system;
  grant execute on all functions in schema ${jobSchema} to tandem_tenant, tandem_system;
`;

/** Creates or updates pg-boss's schema and lets both of our roles add jobs. Safe to repeat. */
export async function installJobTables(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: jobSchema, max: 1, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: true });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(grants);
  } finally {
    await client.end();
  }
}
