-- CreateTable
CREATE TABLE "sync_review" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'running',
    "phase" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "form" JSONB NOT NULL DEFAULT '{}',
    "digest" TEXT NOT NULL,
    "based_on" INTEGER NOT NULL,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "total" INTEGER,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "samples" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "sync_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_pair" (
    "review_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "hubspot_id" TEXT NOT NULL,

    CONSTRAINT "review_pair_pkey" PRIMARY KEY ("review_id","shopify_id")
);

-- CreateIndex
CREATE INDEX "sync_review_lease_id_idx" ON "sync_review"("lease_id");

-- CreateIndex
CREATE UNIQUE INDEX "sync_review_connection_id_object_key" ON "sync_review"("connection_id", "object");

-- CreateIndex
CREATE INDEX "review_pair_review_id_hubspot_id_idx" ON "review_pair"("review_id", "hubspot_id");

-- AddForeignKey
ALTER TABLE "review_pair" ADD CONSTRAINT "review_pair_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "sync_review"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sync_review" ADD CONSTRAINT "sync_review_object_check" CHECK ("object" IN ('customers', 'companies', 'products', 'orders', 'carts'));

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['sync_review', 'review_pair'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tandem_tenant', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO tandem_tenant USING (shop = current_setting(''tandem.shop'', true)) WITH CHECK (shop = current_setting(''tandem.shop'', true))',
      tenant_table
    );
  END LOOP;
END $$;

-- To schedule: reviews that are due, and leases of dead workers. To clean up: old ones; their pairs go with them.
CREATE POLICY system ON "sync_review" TO tandem_system USING (true) WITH CHECK (true);
GRANT SELECT ("id", "connection_id", "shop", "portal_id", "object", "status", "started_at", "due_at", "lease_id", "leased_until", "ctid"),
  UPDATE ("leased_until"), DELETE ON "sync_review" TO tandem_system;
