-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "shop_status" AS ENUM ('installed', 'uninstalled');

-- CreateEnum
CREATE TYPE "portal_status" AS ENUM ('connected', 'reconnect', 'disconnected');

-- CreateEnum
CREATE TYPE "connection_status" AS ENUM ('active', 'disconnected');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT '',
    "scope" TEXT,
    "access_token" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "online_access_info" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "domain" TEXT NOT NULL,
    "status" "shop_status" NOT NULL DEFAULT 'installed',
    "shopify_gid" TEXT,
    "name" TEXT,
    "currency" TEXT,
    "time_zone" TEXT,
    "locale" TEXT,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "portal" (
    "id" BIGINT NOT NULL,
    "status" "portal_status" NOT NULL DEFAULT 'connected',
    "hub_domain" TEXT,
    "ui_domain" TEXT,
    "time_zone" TEXT,
    "currency" TEXT,
    "data_hosting_location" TEXT,
    "account_type" TEXT,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "access_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token" TEXT,
    "reconnect_reason" TEXT,
    "paused_until" TIMESTAMPTZ(3),
    "properties_checked_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "portal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "status" "connection_status" NOT NULL DEFAULT 'active',
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "connected_by" TEXT,
    "disconnected_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "object_setting" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "direction" TEXT NOT NULL DEFAULT 'both',
    "winner" TEXT NOT NULL DEFAULT 'shopify',
    "create_in_shopify" BOOLEAN NOT NULL DEFAULT false,
    "consent_from_hubspot" BOOLEAN NOT NULL DEFAULT false,
    "limit" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "first_sync_done_at" TIMESTAMPTZ(3),
    "shopify_swept_to" TIMESTAMPTZ(3),
    "hubspot_swept_to" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "object_setting_pkey" PRIMARY KEY ("connection_id","object")
);

-- CreateTable
CREATE TABLE "field_mapping" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "shopify_field" TEXT NOT NULL,
    "property" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "transform" TEXT NOT NULL DEFAULT 'text',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_mapping" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "shopify_status" TEXT NOT NULL,
    "pipeline_id" TEXT,
    "stage_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stage_mapping_pkey" PRIMARY KEY ("connection_id","object","shopify_status")
);

-- CreateTable
CREATE TABLE "record_link" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "hubspot_id" TEXT NOT NULL,
    "baseline" JSONB NOT NULL,
    "settings_version" INTEGER NOT NULL,
    "shopify_modified_at" TIMESTAMPTZ(3),
    "hubspot_modified_at" TIMESTAMPTZ(3),
    "owner" BOOLEAN NOT NULL DEFAULT true,
    "put_back_count" INTEGER NOT NULL DEFAULT 0,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "record_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "counterpart_id" TEXT,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("connection_id","object","side","record_id")
);

-- CreateTable
CREATE TABLE "pending_change" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "generation" BIGINT NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "marked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "merged_into" TEXT,
    "restored_at" TIMESTAMPTZ(3),
    "echo_hashes" JSONB,
    "forced" TEXT,
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "pending_change_pkey" PRIMARY KEY ("connection_id","object","side","record_id")
);

-- CreateTable
CREATE TABLE "record_lock" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "lease_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "record_lock_pkey" PRIMARY KEY ("connection_id","object","key")
);

-- CreateTable
CREATE TABLE "pending_effect" (
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "hubspot_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "generation" BIGINT NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "pending_effect_pkey" PRIMARY KEY ("connection_id","object","kind","shopify_id")
);

-- CreateTable
CREATE TABLE "outcome" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "shopify_id" TEXT,
    "hubspot_id" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "details" JSONB,
    "last_action" TEXT,
    "changed_fields" JSONB,
    "changed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3) NOT NULL,
    "search_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfill_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "connection_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "portal_id" BIGINT NOT NULL,
    "object" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'running',
    "phase" TEXT NOT NULL,
    "settings_version" INTEGER NOT NULL,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "total" INTEGER,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_id" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "backfill_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_budget" (
    "vendor" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "capacity" DOUBLE PRECISION NOT NULL,
    "refill_per_sec" DOUBLE PRECISION NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),
    "window_ms" INTEGER,
    "grants" JSONB NOT NULL DEFAULT '[]',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_budget_pkey" PRIMARY KEY ("vendor","scope")
);

-- CreateTable
CREATE TABLE "chore_lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chore_lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop","vendor","delivery_id")
);

-- CreateTable
CREATE TABLE "oauth_state" (
    "nonce_hash" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_state_pkey" PRIMARY KEY ("nonce_hash")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "connection_id" UUID,
    "kind" TEXT NOT NULL,
    "actor" TEXT,
    "details" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "result" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE INDEX "connection_portal_id_idx" ON "connection"("portal_id");

-- CreateIndex
CREATE UNIQUE INDEX "connection_shop_portal_id_key" ON "connection"("shop", "portal_id");

-- CreateIndex
CREATE UNIQUE INDEX "field_mapping_connection_id_object_shopify_field_property_key" ON "field_mapping"("connection_id", "object", "shopify_field", "property");

-- CreateIndex
CREATE INDEX "record_link_connection_id_object_hubspot_modified_at_idx" ON "record_link"("connection_id", "object", "hubspot_modified_at");

-- CreateIndex
CREATE INDEX "record_link_portal_id_object_hubspot_id_idx" ON "record_link"("portal_id", "object", "hubspot_id");

-- CreateIndex
CREATE UNIQUE INDEX "record_link_connection_id_object_shopify_id_key" ON "record_link"("connection_id", "object", "shopify_id");

-- CreateIndex
CREATE UNIQUE INDEX "record_link_connection_id_object_hubspot_id_key" ON "record_link"("connection_id", "object", "hubspot_id");

-- CreateIndex
CREATE INDEX "tombstone_connection_id_object_side_counterpart_id_idx" ON "tombstone"("connection_id", "object", "side", "counterpart_id");

-- CreateIndex
CREATE INDEX "pending_change_connection_id_object_lane_due_at_idx" ON "pending_change"("connection_id", "object", "lane", "due_at");

-- CreateIndex
CREATE INDEX "pending_change_lease_id_idx" ON "pending_change"("lease_id");

-- CreateIndex
CREATE INDEX "record_lock_lease_id_idx" ON "record_lock"("lease_id");

-- CreateIndex
CREATE INDEX "record_lock_until_idx" ON "record_lock"("until");

-- CreateIndex
CREATE INDEX "pending_effect_connection_id_due_at_idx" ON "pending_effect"("connection_id", "due_at");

-- CreateIndex
CREATE INDEX "pending_effect_lease_id_idx" ON "pending_effect"("lease_id");

-- CreateIndex
CREATE INDEX "outcome_connection_id_object_status_idx" ON "outcome"("connection_id", "object", "status");

-- CreateIndex
CREATE UNIQUE INDEX "outcome_connection_id_object_shopify_id_key" ON "outcome"("connection_id", "object", "shopify_id");

-- CreateIndex
CREATE UNIQUE INDEX "outcome_connection_id_object_hubspot_id_key" ON "outcome"("connection_id", "object", "hubspot_id");

-- CreateIndex
CREATE INDEX "backfill_run_connection_id_object_status_idx" ON "backfill_run"("connection_id", "object", "status");

-- CreateIndex
CREATE INDEX "backfill_run_lease_id_idx" ON "backfill_run"("lease_id");

-- CreateIndex
CREATE INDEX "delivery_received_at_idx" ON "delivery"("received_at");

-- CreateIndex
CREATE INDEX "oauth_state_shop_idx" ON "oauth_state"("shop");

-- CreateIndex
CREATE INDEX "activity_shop_at_idx" ON "activity"("shop", "at");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_request_shop_kind_request_id_key" ON "privacy_request"("shop", "kind", "request_id");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shop"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_portal_id_fkey" FOREIGN KEY ("portal_id") REFERENCES "portal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "object_setting" ADD CONSTRAINT "object_setting_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One shop has one portal, and an object one running backfill. Prisma's schema has no conditional uniqueness.
ALTER TABLE "connection" ADD CONSTRAINT "connection_one_active" EXCLUDE USING btree ("shop" WITH =) WHERE ("status" = 'active');
ALTER TABLE "backfill_run" ADD CONSTRAINT "backfill_run_one_running" EXCLUDE USING btree ("connection_id" WITH =, "object" WITH =) WHERE ("status" = 'running');

-- Words of fixed lists that stand in keys are text: row security keeps PostgreSQL from using an index for a condition on an enum.
DO $$
DECLARE
  word record;
BEGIN
  FOR word IN
    SELECT c.table_name, c.column_name,
      CASE c.column_name
        WHEN 'object' THEN '''customers'', ''companies'', ''products'', ''orders'', ''carts'''
        WHEN 'lane' THEN '''live'', ''bulk'''
        ELSE '''shopify'', ''hubspot'''
      END AS words
    FROM information_schema.columns c
    WHERE c.table_schema = 'public'
      AND (c.column_name IN ('object', 'lane', 'side') OR (c.table_name, c.column_name) = ('delivery', 'vendor'))
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))',
      word.table_name, word.table_name || '_' || word.column_name || '_check', word.column_name, word.words);
  END LOOP;
END $$;
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_status_check" CHECK ("status" IN ('in_sync', 'excluded', 'failing'));

-- Two roles do all work. They belong to the whole server, so another database, or a test beside this one, may have made them.
DO $$
DECLARE
  needed text;
BEGIN
  FOREACH needed IN ARRAY ARRAY['tandem_tenant', 'tandem_system'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', needed);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      RAISE NOTICE 'role % exists', needed;
    END;
    -- SET ROLE needs the membership; from PostgreSQL 16 on, having made a role is not enough for that.
    IF NOT pg_has_role(current_user, needed, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', needed);
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO tandem_tenant, tandem_system;

-- A tenant sees and writes the rows of its own shop, and nothing without one. FORCE: the tables' owner too.
DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY[
    'session', 'connection', 'object_setting', 'field_mapping', 'stage_mapping', 'record_link', 'tombstone', 'pending_change',
    'record_lock', 'pending_effect', 'outcome', 'backfill_run', 'delivery', 'oauth_state', 'activity', 'privacy_request'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tandem_tenant', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO tandem_tenant USING (shop = current_setting(''tandem.shop'', true)) WITH CHECK (shop = current_setting(''tandem.shop'', true))',
      tenant_table
    );
  END LOOP;
END $$;

GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tandem_tenant;

ALTER TABLE "shop" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shop" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "shop" TO tandem_tenant;
CREATE POLICY tenant ON "shop" TO tandem_tenant
  USING ("domain" = current_setting('tandem.shop', true)) WITH CHECK ("domain" = current_setting('tandem.shop', true));

-- The portal of the shop's active connection; rows are made by the system, for a shop is connected only afterwards.
ALTER TABLE "portal" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "portal" FORCE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE ON "portal" TO tandem_tenant;
CREATE POLICY tenant ON "portal" TO tandem_tenant
  USING (EXISTS (
    SELECT 1 FROM "connection" c
    WHERE c."portal_id" = "portal"."id" AND c."status" = 'active' AND c."shop" = current_setting('tandem.shop', true)
  ));

-- What crosses tenants, column by column: ids, states and times, to schedule work and to clean up. Never baselines, outcomes, record
-- ids of pending changes or readable tokens. app/store/crossings.ts names each use.
DO $$
DECLARE
  system_table text;
BEGIN
  FOREACH system_table IN ARRAY ARRAY[
    'shop', 'portal', 'connection', 'object_setting', 'pending_change', 'pending_effect', 'backfill_run', 'record_link', 'record_lock',
    'session', 'delivery', 'oauth_state', 'rate_budget', 'chore_lease'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', system_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', system_table);
    EXECUTE format('CREATE POLICY system ON %I TO tandem_system USING (true) WITH CHECK (true)', system_table);
  END LOOP;
END $$;

GRANT SELECT ("domain", "status", "installed_at", "uninstalled_at") ON "shop" TO tandem_system;
GRANT SELECT ("id", "status", "hub_domain", "access_token_expires_at", "reconnect_reason", "paused_until", "updated_at"), INSERT, UPDATE ON "portal" TO tandem_system;
GRANT SELECT ("id", "shop", "portal_id", "status", "connected_at", "disconnected_at") ON "connection" TO tandem_system;
GRANT SELECT ("connection_id", "shop", "object", "enabled", "first_sync_done_at", "swept_at"), UPDATE ("swept_at") ON "object_setting" TO tandem_system;
GRANT SELECT ("connection_id", "shop", "portal_id", "object", "lane", "due_at", "lease_id", "leased_until", "ctid"), UPDATE ("leased_until") ON "pending_change" TO tandem_system;
GRANT SELECT ("connection_id", "shop", "portal_id", "object", "kind", "due_at", "lease_id", "leased_until", "ctid"), UPDATE ("leased_until") ON "pending_effect" TO tandem_system;
GRANT SELECT ("id", "connection_id", "shop", "portal_id", "object", "status", "phase", "due_at", "lease_id", "leased_until", "ctid"), UPDATE ("leased_until") ON "backfill_run" TO tandem_system;
GRANT SELECT ("connection_id", "portal_id", "object", "hubspot_id") ON "record_link" TO tandem_system;
GRANT SELECT ("lease_id", "until", "ctid"), UPDATE ("until"), DELETE ON "record_lock" TO tandem_system;
GRANT SELECT ("is_online", "expires_at"), DELETE ON "session" TO tandem_system;
GRANT SELECT ("received_at"), DELETE ON "delivery" TO tandem_system;
GRANT SELECT ("expires_at"), DELETE ON "oauth_state" TO tandem_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON "rate_budget", "chore_lease" TO tandem_system;

-- Takes `count` from a budget. Returns 0 when granted, else the milliseconds to wait. The row's lock puts all processes in line, and
-- the database's clock is the one clock. A window (HubSpot: requests in ten seconds, rolling) keeps what was granted per tenth of a
-- second and never exceeds its capacity in any window; a bucket (Shopify's query cost) refills steadily. Bulk work leaves `reserve`.
CREATE FUNCTION take_tokens(
  p_vendor text, p_scope text, p_count double precision, p_live boolean,
  p_capacity double precision, p_refill_per_sec double precision, p_reserve double precision, p_window_ms integer
) RETURNS integer LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  budget rate_budget%ROWTYPE;
  now_ms double precision;
  floor_tokens double precision := CASE WHEN p_live THEN 0 ELSE p_reserve END;
  left_tokens double precision;
  kept jsonb;
  missing double precision;
  entry record;
  tenth bigint;
BEGIN
  PERFORM set_config('role', 'tandem_system', true), set_config('synchronous_commit', 'off', true);
  INSERT INTO rate_budget (vendor, scope, tokens, capacity, refill_per_sec, window_ms)
  VALUES (p_vendor, p_scope, p_capacity, p_capacity, p_refill_per_sec, p_window_ms) ON CONFLICT DO NOTHING;
  SELECT * INTO budget FROM rate_budget WHERE vendor = p_vendor AND scope = p_scope FOR UPDATE;
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;

  IF budget.blocked_until > clock_timestamp() THEN
    RETURN greatest(1, ceil(extract(epoch FROM budget.blocked_until) * 1000 - now_ms));
  END IF;

  IF p_window_ms IS NOT NULL THEN
    IF p_count > p_capacity - floor_tokens THEN
      RAISE EXCEPTION '% of % can never be granted', p_count, p_capacity;
    END IF;
    SELECT coalesce(jsonb_agg(g ORDER BY g->0), '[]'), p_capacity - coalesce(sum((g->>1)::double precision), 0)
    INTO kept, left_tokens
    FROM jsonb_array_elements(budget.grants) g
    WHERE ((g->>0)::bigint + 1) * 100 + p_window_ms > now_ms;
    IF left_tokens - p_count >= floor_tokens THEN
      tenth := floor(now_ms / 100);
      IF (kept->-1->>0)::bigint = tenth THEN
        kept := jsonb_set(kept, '{-1,1}', to_jsonb((kept->-1->>1)::double precision + p_count));
      ELSE
        kept := kept || jsonb_build_array(jsonb_build_array(tenth, p_count));
      END IF;
      UPDATE rate_budget SET tokens = left_tokens - p_count, capacity = p_capacity, window_ms = p_window_ms, grants = kept,
        updated_at = clock_timestamp()
      WHERE vendor = p_vendor AND scope = p_scope;
      RETURN 0;
    END IF;
    missing := p_count + floor_tokens - left_tokens;
    FOR entry IN SELECT (g->>0)::bigint AS tenth, (g->>1)::double precision AS amount FROM jsonb_array_elements(kept) g LOOP
      missing := missing - entry.amount;
      IF missing <= 0 THEN
        RETURN greatest(1, ceil((entry.tenth + 1) * 100 + p_window_ms - now_ms));
      END IF;
    END LOOP;
    RETURN p_window_ms;
  END IF;

  left_tokens := least(budget.capacity,
    budget.tokens + greatest(0, now_ms - extract(epoch FROM budget.updated_at) * 1000) / 1000 * budget.refill_per_sec);
  -- What costs more than the bucket holds passes when it is full: the vendor alone can refuse it.
  IF left_tokens - p_count >= floor_tokens OR (left_tokens >= budget.capacity AND p_count + floor_tokens > budget.capacity) THEN
    UPDATE rate_budget SET tokens = left_tokens - p_count, updated_at = to_timestamp(now_ms / 1000)
    WHERE vendor = p_vendor AND scope = p_scope;
    RETURN 0;
  END IF;
  RETURN greatest(1, ceil((least(p_count + floor_tokens, budget.capacity) - left_tokens) / budget.refill_per_sec * 1000));
END $$;

-- What a vendor's answer says of a budget. A report of fewer tokens than we count lowers ours (in a window as if granted now); one of
-- more does not raise a window's. A later block wins.
CREATE FUNCTION report_tokens(
  p_vendor text, p_scope text, p_tokens double precision, p_capacity double precision, p_refill_per_sec double precision,
  p_blocked_until timestamptz
) RETURNS boolean LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  budget rate_budget%ROWTYPE;
  now_ms double precision;
  left_tokens double precision;
BEGIN
  PERFORM set_config('role', 'tandem_system', true), set_config('synchronous_commit', 'off', true);
  SELECT * INTO budget FROM rate_budget WHERE vendor = p_vendor AND scope = p_scope FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;
  IF budget.window_ms IS NOT NULL THEN
    SELECT budget.capacity - coalesce(sum((g->>1)::double precision), 0) INTO left_tokens
    FROM jsonb_array_elements(budget.grants) g WHERE ((g->>0)::bigint + 1) * 100 + budget.window_ms > now_ms;
    IF p_tokens < left_tokens THEN
      budget.grants := budget.grants || jsonb_build_array(jsonb_build_array(floor(now_ms / 100)::bigint, left_tokens - p_tokens));
      left_tokens := p_tokens;
    END IF;
  ELSE
    budget.capacity := coalesce(p_capacity, budget.capacity);
    left_tokens := least(budget.capacity,
      budget.tokens + greatest(0, now_ms - extract(epoch FROM budget.updated_at) * 1000) / 1000 * budget.refill_per_sec);
    budget.refill_per_sec := coalesce(p_refill_per_sec, budget.refill_per_sec);
    -- Less is believed at once. More half of the way each time: what was taken for an estimate comes back, requests under way do not.
    left_tokens := CASE WHEN p_tokens > left_tokens THEN (left_tokens + p_tokens) / 2 ELSE coalesce(p_tokens, left_tokens) END;
  END IF;
  UPDATE rate_budget SET tokens = left_tokens, capacity = budget.capacity, refill_per_sec = budget.refill_per_sec,
    grants = budget.grants, updated_at = to_timestamp(now_ms / 1000),
    blocked_until = greatest(budget.blocked_until, p_blocked_until)
  WHERE vendor = p_vendor AND scope = p_scope;
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION take_tokens, report_tokens FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_tokens, report_tokens TO tandem_system;
