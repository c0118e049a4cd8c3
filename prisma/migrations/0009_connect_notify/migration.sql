-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "invited_by" TEXT;

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "nonce_hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_shop" TEXT,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_setting" (
    "shop" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "broken" BOOLEAN NOT NULL DEFAULT true,
    "failing" BOOLEAN NOT NULL DEFAULT true,
    "first_sync" BOOLEAN NOT NULL DEFAULT true,
    "threshold_unit" TEXT NOT NULL DEFAULT 'records',
    "threshold" INTEGER NOT NULL DEFAULT 10,
    "told" JSONB NOT NULL DEFAULT '{}',
    "checked_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "notification_recipient" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_nonce_hash_key" ON "invitation"("nonce_hash");

-- CreateIndex
CREATE INDEX "invitation_shop_created_at_idx" ON "invitation"("shop", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_recipient_shop_address_hash_key" ON "notification_recipient"("shop", "address_hash");

-- CreateIndex
CREATE INDEX "outgoing_mail_status_due_at_idx" ON "outgoing_mail"("status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mail_shop_event_key_recipient_id_key" ON "outgoing_mail"("shop", "event_key", "recipient_id");

ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_unit_check" CHECK ("threshold_unit" IN ('records', 'percent'));
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_kind_check" CHECK ("kind" IN ('confirm', 'test', 'broken', 'failing', 'first_sync'));
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_status_check" CHECK ("status" IN ('waiting', 'sent', 'dead'));

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['invitation', 'notification_setting', 'notification_recipient', 'outgoing_mail'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tandem_tenant', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO tandem_tenant USING (shop = current_setting(''tandem.shop'', true)) WITH CHECK (shop = current_setting(''tandem.shop'', true))',
      tenant_table
    );
    EXECUTE format('CREATE POLICY system ON %I TO tandem_system USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;

-- To clean up what is over.
GRANT SELECT ("expires_at"), DELETE ON "invitation" TO tandem_system;
GRANT SELECT ("confirmed_at", "added_at"), DELETE ON "notification_recipient" TO tandem_system;
-- To find whose mails are due, and which shops are to be looked at.
GRANT SELECT ("shop", "checked_at"), UPDATE ("checked_at") ON "notification_setting" TO tandem_system;
GRANT SELECT ("shop", "status", "due_at", "leased_until", "settled_at"), DELETE ON "outgoing_mail" TO tandem_system;
-- To tell a shop which others use its HubSpot account.
GRANT SELECT ("name") ON "shop" TO tandem_system;
GRANT SELECT ("invited_by") ON "connection" TO tandem_system;
