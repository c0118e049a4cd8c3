-- AlterTable
ALTER TABLE "backfill_run" ADD COLUMN     "paused_at" TIMESTAMPTZ(3);

-- A run that the merchant paused is not sent to workers.
GRANT SELECT ("paused_at") ON "backfill_run" TO tandem_system;
