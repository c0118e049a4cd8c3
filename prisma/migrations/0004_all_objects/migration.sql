-- AlterTable
ALTER TABLE "backfill_run" ADD COLUMN     "drift" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'backfill';

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "pipelines" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "object_setting" ADD COLUMN     "history_from" TIMESTAMPTZ(3),
ADD COLUMN     "limit_match" TEXT NOT NULL DEFAULT 'all',
ADD COLUMN     "limit_scope" TEXT NOT NULL DEFAULT 'always',
ADD COLUMN     "options" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "unavailable" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "record_link" ADD COLUMN     "group_id" TEXT;

-- CreateTable
CREATE TABLE "match_key" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "match_key_pkey" PRIMARY KEY ("connection_id","object","side","key","record_id")
);

-- CreateTable
CREATE TABLE "record_association" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_object" TEXT NOT NULL,
    "to_id" TEXT NOT NULL DEFAULT '',
    "to_hubspot_id" TEXT NOT NULL DEFAULT '',
    "label" TEXT NOT NULL DEFAULT '',
    "wanted" BOOLEAN NOT NULL DEFAULT true,
    "written_from" TEXT,
    "written_to" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "record_association_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_fact" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "total" DECIMAL(30,6) NOT NULL,
    "subtotal" DECIMAL(30,6) NOT NULL,
    "tax" DECIMAL(30,6) NOT NULL,
    "shipping" DECIMAL(30,6) NOT NULL,
    "discount" DECIMAL(30,6) NOT NULL,
    "refunded" DECIMAL(30,6) NOT NULL,
    "status" TEXT NOT NULL,
    "stage_id" TEXT,
    "source" TEXT,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "buyer_hash" TEXT,
    "checkout_hash" TEXT,
    "lines" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "record_fact_pkey" PRIMARY KEY ("connection_id","kind","shopify_id")
);

-- CreateIndex
CREATE INDEX "match_key_connection_id_object_side_record_id_idx" ON "match_key"("connection_id", "object", "side", "record_id");

-- CreateIndex
CREATE INDEX "record_association_connection_id_due_at_idx" ON "record_association"("connection_id", "due_at");

-- CreateIndex
CREATE INDEX "record_association_connection_id_to_object_to_id_idx" ON "record_association"("connection_id", "to_object", "to_id");

-- CreateIndex
CREATE INDEX "record_association_lease_id_idx" ON "record_association"("lease_id");

-- CreateIndex
CREATE UNIQUE INDEX "record_association_connection_id_object_from_id_to_object_t_key" ON "record_association"("connection_id", "object", "from_id", "to_object", "to_id", "to_hubspot_id", "label");

-- CreateIndex
CREATE INDEX "record_fact_connection_id_kind_processed_at_idx" ON "record_fact"("connection_id", "kind", "processed_at");

-- CreateIndex
CREATE INDEX "record_fact_connection_id_buyer_hash_idx" ON "record_fact"("connection_id", "buyer_hash");

-- CreateIndex
CREATE INDEX "record_fact_connection_id_checkout_hash_idx" ON "record_fact"("connection_id", "checkout_hash");

-- CreateIndex
CREATE INDEX "record_link_connection_id_object_group_id_idx" ON "record_link"("connection_id", "object", "group_id");

-- Parts of records (line items, company locations) are objects of their own from here on.
DO $$
DECLARE
  word record;
BEGIN
  FOR word IN
    SELECT c.table_name,
      c.column_name,
      CASE c.column_name
        WHEN 'side' THEN '''shopify'', ''hubspot'''
        ELSE '''customers'', ''companies'', ''products'', ''orders'', ''carts'', ''order_lines'', ''cart_lines'', ''company_locations'''
      END AS words
    FROM information_schema.columns c
    WHERE c.table_schema = 'public'
      AND (c.column_name IN ('object', 'to_object') OR (c.table_name, c.column_name) = ('match_key', 'side'))
  LOOP
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS %I', word.table_name, word.table_name || '_' || word.column_name || '_check');
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))',
      word.table_name, word.table_name || '_' || word.column_name || '_check', word.column_name, word.words);
  END LOOP;
END $$;
ALTER TABLE "record_fact" ADD CONSTRAINT "record_fact_kind_check" CHECK ("kind" IN ('order', 'cart'));
ALTER TABLE "backfill_run" ADD CONSTRAINT "backfill_run_kind_check" CHECK ("kind" IN ('backfill', 'audit'));

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['match_key', 'record_association', 'record_fact'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tandem_tenant', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO tandem_tenant USING (shop = current_setting(''tandem.shop'', true)) WITH CHECK (shop = current_setting(''tandem.shop'', true))',
      tenant_table
    );
  END LOOP;
END $$;
GRANT USAGE ON SEQUENCE "record_association_id_seq" TO tandem_tenant;

-- To schedule: which connections have associations that are due, and leases of dead workers.
CREATE POLICY system ON "record_association" TO tandem_system USING (true) WITH CHECK (true);
GRANT SELECT ("connection_id", "shop", "portal_id", "due_at", "lease_id", "leased_until", "ctid"), UPDATE ("leased_until") ON "record_association" TO tandem_system;
