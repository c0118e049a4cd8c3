-- CreateTable
CREATE TABLE "write_log" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "hubspot_id" TEXT,
    "side" TEXT NOT NULL,
    "created" BOOLEAN NOT NULL,
    "trigger" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "write_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "write_log_connection_id_object_shopify_id_id_idx" ON "write_log"("connection_id", "object", "shopify_id", "id");

-- CreateIndex
CREATE INDEX "write_log_connection_id_object_hubspot_id_id_idx" ON "write_log"("connection_id", "object", "hubspot_id", "id");

-- CreateIndex
CREATE INDEX "write_log_at_idx" ON "write_log" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "outcome_connection_id_status_object_reason_id_shop_idx" ON "outcome"("connection_id", "status", "object", "reason", "id", "shop");

ALTER TABLE "write_log" ADD CONSTRAINT "write_log_object_check" CHECK ("object" IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "write_log" ADD CONSTRAINT "write_log_side_check" CHECK ("side" IN ('shopify', 'hubspot'));
ALTER TABLE "write_log" ADD CONSTRAINT "write_log_trigger_check" CHECK ("trigger" IN ('change', 'catch_up', 'first_sync', 'audit', 'asked'));

ALTER TABLE "write_log" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "write_log" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "write_log" TO tandem_tenant;
GRANT USAGE ON SEQUENCE "write_log_id_seq" TO tandem_tenant;
CREATE POLICY tenant ON "write_log" TO tandem_tenant
  USING (shop = current_setting('tandem.shop', true)) WITH CHECK (shop = current_setting('tandem.shop', true));

-- To clean up: what is old, and the oldest of records with a long history. Never which fields were written.
CREATE POLICY system ON "write_log" TO tandem_system USING (true) WITH CHECK (true);
GRANT SELECT ("id", "connection_id", "object", "shopify_id", "at"), DELETE ON "write_log" TO tandem_system;
