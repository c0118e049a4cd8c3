-- CreateTable
CREATE TABLE "outcome_count" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "in_shopify" BOOLEAN NOT NULL,
    "in_hubspot" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outcome_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outcome_count_connection_id_idx" ON "outcome_count"("connection_id");

-- What is there already. The owner is no tenant: for this one reading, row security of the outcomes does not bind it.
ALTER TABLE "outcome" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "outcome_count" (connection_id, shop, object, status, reason, in_shopify, in_hubspot, count, settled_at)
SELECT connection_id, shop, object, status, coalesce(reason, ''), shopify_id IS NOT NULL, hubspot_id IS NOT NULL, count(*), max(settled_at)
FROM "outcome" GROUP BY 1, 2, 3, 4, 5, 6, 7;
ALTER TABLE "outcome" FORCE ROW LEVEL SECURITY;

ALTER TABLE "outcome_count" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "outcome_count" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "outcome_count" TO tandem_tenant;
GRANT USAGE ON SEQUENCE "outcome_count_id_seq" TO tandem_tenant, tandem_system;
CREATE POLICY tenant ON "outcome_count" TO tandem_tenant
  USING (shop = current_setting('tandem.shop', true)) WITH CHECK (shop = current_setting('tandem.shop', true));

-- To add up: how many there are, never of which records.
CREATE POLICY system ON "outcome_count" TO tandem_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "outcome_count" TO tandem_system;

-- Rows are added and never changed, so that whoever settles records waits for nobody. They run as who writes the outcomes.
CREATE FUNCTION count_outcomes_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outcome_count (connection_id, shop, object, status, reason, in_shopify, in_hubspot, count, settled_at)
  SELECT connection_id, shop, object, status, coalesce(reason, ''), shopify_id IS NOT NULL, hubspot_id IS NOT NULL, count(*), max(settled_at)
  FROM came GROUP BY 1, 2, 3, 4, 5, 6, 7;
  RETURN NULL;
END $$;

CREATE FUNCTION count_outcomes_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outcome_count (connection_id, shop, object, status, reason, in_shopify, in_hubspot, count)
  SELECT connection_id, shop, object, status, coalesce(reason, ''), shopify_id IS NOT NULL, hubspot_id IS NOT NULL, -count(*)
  FROM went GROUP BY 1, 2, 3, 4, 5, 6, 7;
  RETURN NULL;
END $$;

-- Of what stays in its group, the time alone is told.
CREATE FUNCTION count_outcomes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outcome_count (connection_id, shop, object, status, reason, in_shopify, in_hubspot, count, settled_at)
  SELECT connection_id, shop, object, status, reason, in_shopify, in_hubspot, sum(n), max(settled_at)
  FROM (
    SELECT connection_id, shop, object, status, coalesce(reason, '') AS reason, shopify_id IS NOT NULL AS in_shopify,
      hubspot_id IS NOT NULL AS in_hubspot, 1 AS n, settled_at FROM came
    UNION ALL
    SELECT connection_id, shop, object, status, coalesce(reason, ''), shopify_id IS NOT NULL, hubspot_id IS NOT NULL, -1, NULL FROM went
  ) changed GROUP BY 1, 2, 3, 4, 5, 6, 7;
  RETURN NULL;
END $$;

CREATE TRIGGER count_in AFTER INSERT ON "outcome" REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_outcomes_in();
CREATE TRIGGER count_out AFTER DELETE ON "outcome" REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_outcomes_out();
CREATE TRIGGER count_changed AFTER UPDATE ON "outcome" REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT
  EXECUTE FUNCTION count_outcomes_changed();
